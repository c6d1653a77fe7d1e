package fitmend.python.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiteralsTest {

  @Test
  void decodesPrefixesAndEscapes() {
    is("abc", "'abc'");
    is("a\"b", "'a\"b'");
    is("", "''");
    is("", "\"\"\"\"\"\"");
    is("a'b\nc", "'''a'b\r\nc'''");
    is("a\nb", "'''a\rb'''");
    is("ab", "'a\\\nb'");
    is("ab", "'a\\\r\nb'");
    is("\u0007\b\f\n\r\t\u000b\\'\"", "'\\a\\b\\f\\n\\r\\t\\v\\\\\\'\\\"'");
    is("A\0S8", "'\\101\\0\\1238'");
    is("A\u00e9\ud83d\ude00", "'\\x41\\u00e9\\U0001F600'");
    is("\u00e9", "'\\N{LATIN SMALL LETTER E WITH ACUTE}'");
    is("\\d\\ ", "'\\d\\ '");
    is("\\n", "r'\\n'");
    is("\\n", "R\"\"\"\\n\"\"\"");
    is("u", "u'u'");
    is("\\d", "rf'\\d'");
  }

  @Test
  void hasNoTextForBytesAndMistakes() {
    assertEquals(Optional.empty(), Literals.decode("b'a'"));
    assertEquals(Optional.empty(), Literals.decode("Rb'a'"));
    assertEquals(Optional.empty(), Literals.decode("t'a'"));
    assertEquals(Optional.empty(), Literals.decode("'\\x4'"));
    assertEquals(Optional.empty(), Literals.decode("'\\N{NO SUCH THING}'"));
    assertEquals(Optional.empty(), Literals.decode("'\\U00110000'"));
  }

  private static void is(String expected, String literal) {
    assertEquals(Optional.of(expected), Literals.decode(literal), literal);
  }
}
