package fitmend.python.source;

import static fitmend.python.source.TokenType.*;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Tells keywords from names by a perfect hash of length and letters. */
final class Keywords {
  private static final String[] WORDS = {
    "or",
    "and",
    "in",
    "is",
    "not",
    "await",
    "lambda",
    "if",
    "else",
    "for",
    "async",
    "yield",
    "from",
    "as",
    "True",
    "False",
    "None",
    "assert",
    "break",
    "class",
    "continue",
    "def",
    "del",
    "elif",
    "except",
    "finally",
    "global",
    "import",
    "nonlocal",
    "pass",
    "raise",
    "return",
    "try",
    "while",
    "with"
  };
  private static final byte[] TYPES = {
    OR, AND, IN, IS, NOT, AWAIT, LAMBDA, IF, ELSE, FOR, ASYNC, YIELD, FROM, AS, TRUE, FALSE, NONE,
    ASSERT, BREAK, CLASS, CONTINUE, DEF, DEL, ELIF, EXCEPT, FINALLY, GLOBAL, IMPORT, NONLOCAL, PASS,
    RAISE, RETURN, TRY, WHILE, WITH
  };
  private static final byte[][] BYTES_IN_SLOT = new byte[128][];
  private static final byte[] TYPE_IN_SLOT = new byte[128];

  static {
    for (int i = 0; i < WORDS.length; i++) {
      byte[] word = WORDS[i].getBytes(StandardCharsets.US_ASCII);
      int slot = slot(word.length, word[0], word[1], word[word.length - 1]);
      if (BYTES_IN_SLOT[slot] != null) {
        throw new AssertionError("two keywords in one slot: " + WORDS[i]);
      }
      BYTES_IN_SLOT[slot] = word;
      TYPE_IN_SLOT[slot] = TYPES[i];
    }
  }

  private Keywords() {}

  /** The type of the word of two letters or more between two offsets: a keyword's, or NAME. */
  static byte typeOf(byte[] bytes, int start, int end) {
    int slot = slot(end - start, bytes[start], bytes[start + 1], bytes[end - 1]);
    byte[] word = BYTES_IN_SLOT[slot];
    return word != null && Arrays.equals(word, 0, word.length, bytes, start, end)
        ? TYPE_IN_SLOT[slot]
        : NAME;
  }

  private static int slot(int length, int first, int second, int last) {
    return (length + first + second * 7 + last * 16) & 127;
  }
}
