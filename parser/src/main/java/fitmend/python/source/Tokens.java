package fitmend.python.source;

import java.util.Arrays;

/**
 * The tokens of a file as arrays, twice: the raw ones, which with blanks and comments tile the
 * file, and the parser's, which know the layout and leave the trivia out. All positions are byte
 * offsets.
 */
public final class Tokens {
  private final byte[] source;

  private byte[] rawTypes;
  private int[] rawStarts;
  private int rawCount;

  private byte[] types;
  private int[] raws;
  private int count;

  private int errorOffset = -1;
  private String error;

  Tokens(byte[] source) {
    this.source = source;
    int guess = Math.max(64, source.length / 4);
    rawTypes = new byte[guess];
    rawStarts = new int[guess];
  }

  /** Cuts a file into tokens. What is wrong with it is told by {@link #error()}. */
  public static Tokens of(SourceText source) {
    Tokens tokens = Lexer.lex(source);
    Layout.lay(tokens);
    return tokens;
  }

  void addRaw(byte type, int start) {
    int at = rawCount;
    if (at == rawTypes.length) {
      rawTypes = Arrays.copyOf(rawTypes, at * 2);
      rawStarts = Arrays.copyOf(rawStarts, at * 2);
    }
    rawTypes[at] = type;
    rawStarts[at] = start;
    rawCount = at + 1;
  }

  void setLayout(byte[] types, int[] raws, int count) {
    this.types = types;
    this.raws = raws;
    this.count = count;
  }

  void fail(int offset, String message) {
    if (error == null || offset < errorOffset) {
      errorOffset = offset;
      error = message;
    }
  }

  /** What is wrong with the tokens already, before any parsing; null when nothing is. */
  public String error() {
    return error;
  }

  /** Where {@link #error()} is. */
  public int errorOffset() {
    return errorOffset;
  }

  /** The bytes that the tokens tile. */
  public byte[] source() {
    return source;
  }

  /** How many tokens the parser sees, the end of the file included. */
  public int count() {
    return count;
  }

  /** The type of the parser's token, see {@link TokenType}. */
  public byte type(int token) {
    return types[token];
  }

  /** The parser's token types, not to be changed. */
  public byte[] types() {
    return types;
  }

  /** Offset of the first byte of the parser's token. */
  public int start(int token) {
    return rawStart(raws[token]);
  }

  /** Offset behind the parser's token; the layout tokens are empty. */
  public int end(int token) {
    byte type = types[token];
    if (type == TokenType.INDENT || type == TokenType.DEDENT) {
      return start(token);
    }
    return rawEnd(raws[token]);
  }

  /** The index among the raw tokens of the parser's token. */
  public int raw(int token) {
    return raws[token];
  }

  /** The first of the parser's tokens that starts at or behind the offset. */
  public int tokenAt(int offset) {
    int low = 0;
    int high = count - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (start(middle) < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** How many raw tokens there are. */
  public int rawCount() {
    return rawCount;
  }

  /** The type of the raw token. */
  public byte rawType(int raw) {
    return rawTypes[raw];
  }

  /** Offset of the raw token; the number of bytes for the index behind the last. */
  public int rawStart(int raw) {
    return raw < rawCount ? rawStarts[raw] : source.length;
  }

  /** Offset behind the raw token. */
  public int rawEnd(int raw) {
    return raw + 1 < rawCount ? rawStarts[raw + 1] : source.length;
  }

  /** The raw token that holds the byte at the offset, found by bisection. */
  public int rawAt(int offset) {
    int found = Arrays.binarySearch(rawStarts, 0, rawCount, offset);
    return found >= 0 ? found : -found - 2;
  }
}
