package fitmend.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fitmend.python.source.TokenType;
import fitmend.python.source.Tokens;
import fitmend.python.tree.Kind;
import fitmend.python.tree.PythonFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonParserTest {

  private static ParseOutcome parse(String text) {
    return PythonParser.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static PythonFile parsed(String text) {
    return assertInstanceOf(ParseOutcome.Parsed.class, parse(text), text).file();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "# only a comment",
        "\uFEFFx = 1\n",
        "x = 1",
        "if x:\n\ty\n",
        "if x: y; z;\n",
        "def f(a, /, b, *, c=1, **d) -> int: ...\n",
        "async def f():\n    async with a as b, c: await d\n    async for e in f: pass\n",
        "with (open(a) as b, open(c) as d,):\n    pass\n",
        "with (a, b): pass\n",
        "match = 3; match[x:y]; case = type = 1\n",
        "match x:\n"
            + "    case [1, *_] | {'a': -1.5, **rest} if rest: pass\n"
            + "    case P(x, y=(1 | 2)) as p: pass\n"
            + "    case None | a.b: pass\n"
            + "    case _: pass\n",
        "type X[T: int = str, *Ts = *tuple[int], **P] = list[T]\n",
        "def f[T](x: T, *args: *Ts) -> T: pass\nclass A[T](B, metaclass=M): pass\n",
        "try:\n    pass\nexcept A, B:\n    pass\nexcept* C as e:\n    pass\n",
        "if (n := 10) > 5: x = [y := 1, y ** 2]; a[b := 1]\n",
        "f(a, *b, k=1, **c); f(x for x in y); print(*a, sep='')\n",
        "x = yield; y = await z\n",
        "f'{x!r:>{width}} {{}} {f'{y['a']}'} {lambda_:=^5}'\n",
        "t'{name} and {value:.2f}'\n",
        "f'''{\n  x  # a comment\n  = }'''\n",
        "a[0, :, ::2, *b, ...] = -x ** -y\n",
        "[x, lambda y,: y][1:]\n",
        "a = b = c, *d = e\n",
        "x: int = 1; (y): str; a.b: c\n",
        "@a.b[c](d)\n@e\nclass F: pass\n",
        "for x, in *a, b: pass\nelse: pass\n",
        "x = 1if y else 0x_ff or 1_000.5e-1_0j\n",
        "if a:\n  x = \\\n    1\n\f\nelse:\n  y\n",
        "print(a, end='') if not a not in b else c is not d\n",
        "del (a, [b]), c.d, e[f]\n",
        "é = 'ü' \"\"\"ñ\"\"\" f'{é}'\n"
      })
  void acceptsPython(String text) {
    PythonFile file = parsed(text);
    assertTiles(file.tokens());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "print 'x'|1|7|Python 2",
        "exec 'x'|1|6|Python 2",
        "x = (1,|1|5|was never closed",
        "x = )|1|5|unmatched",
        "x = (]|1|6|does not match",
        "x = 'a|1|5|unterminated string",
        "f() = 1|1|1|cannot assign to call",
        "f(a=1, b)|1|8|positional argument follows keyword argument",
        "def f(a=1, b): pass|1|12|without a default",
        "x = 0777|1|5|leading zeros",
        "x = 12ab|1|5|invalid decimal literal",
        "x = a ? b|1|7|invalid character",
        "f'{a'|1|1|unterminated f-string",
        "x = {1: 2, 3}|1|12|':' expected",
        "a b|1|3|invalid syntax at `b`"
      })
  void refusesWithPlaceAndReason(String text, int line, int column, String reason) {
    var refused = assertInstanceOf(ParseOutcome.Refused.class, parse(text));
    assertTrue(refused.reason().contains(reason), refused.toString());
    assertEquals(line, refused.line());
    assertEquals(column, refused.column(), refused.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "if x:\ny\n",
        "if x:\n    y\n  z\n",
        "  x\n",
        "if x:\n\ty\n        z\n",
        "x = \\",
        "x \\ y",
        "a + not b",
        "x = a b",
        "*a, *b = c = 1 + ",
        "[*a for a in b]",
        "f(**a, *b)",
        "f(a for a in b, c)",
        "def f(*): pass",
        "def f(**a, b): pass",
        "x = 'a' b'c'",
        "for 1 in x: pass",
        "f'{}'",
        "f'{a!x}'",
        "f'}'",
        "(a := 1) = 2",
        "try: pass",
        "x = 1 \u0000",
        "case 1: pass",
        "\u20ac = 1"
      })
  void refuses(String text) {
    assertInstanceOf(ParseOutcome.Refused.class, parse(text), text);
  }

  @Test
  void refusesTooDeepAndKeepsGoing() {
    assertInstanceOf(
        ParseOutcome.Refused.class, parse("x = " + "(".repeat(10_000) + ")".repeat(10_000)));
    assertInstanceOf(
        ParseOutcome.Parsed.class,
        parse("x = " + "(".repeat(100) + ")".repeat(100).replaceFirst("\\)", "1)")));
  }

  @Test
  void readsTheDeclaredEncoding() {
    byte[] latin =
        "# -*- coding: latin-1 -*-\nx = '\u00e9'\n".getBytes(StandardCharsets.ISO_8859_1);
    var outcome = assertInstanceOf(ParseOutcome.Parsed.class, PythonParser.parse(latin));
    assertEquals("'\u00e9'", outcome.file().root().child(0).child(1).text());
    byte[] undeclared = "x = '\u00e9'\n".getBytes(StandardCharsets.ISO_8859_1);
    var refused = assertInstanceOf(ParseOutcome.Refused.class, PythonParser.parse(undeclared));
    assertEquals(6, refused.column());
  }

  @Test
  void treeHasTheKindsItSays() {
    PythonFile file = parsed("model.fit(x, *y, epochs=2, **z)\n");
    var call = file.root().child(0).child(0);
    assertEquals(Kind.CALL, call.kind());
    assertEquals(Kind.ATTRIBUTE, call.child(0).kind());
    assertEquals(Kind.STARRED, call.child(2).kind());
    assertEquals(Kind.KEYWORD_ARGUMENT, call.child(3).kind());
    assertEquals(Kind.DOUBLE_STARRED, call.child(4).kind());
    assertEquals(call, call.child(0).parent().orElseThrow());
  }

  @Test
  void grammarAndLexerMeanTheSameTokens() throws IOException, IllegalAccessException {
    Properties vocabulary = new Properties();
    try (InputStream in =
        java.nio.file.Files.newInputStream(
            java.nio.file.Path.of("src/main/antlr4/imports/PythonTokens.tokens"))) {
      vocabulary.load(in);
    }
    for (var field : TokenType.class.getFields()) {
      if (!field.getName().equals("EOF")) {
        assertEquals(
            vocabulary.remove(field.getName()),
            String.valueOf(field.getByte(null)),
            field.getName());
      }
    }
    assertTrue(vocabulary.isEmpty(), vocabulary.toString());
  }

  private static void assertTiles(Tokens tokens) {
    int at = 0;
    for (int raw = 0; raw < tokens.rawCount(); raw++) {
      assertEquals(at, tokens.rawStart(raw));
      at = tokens.rawEnd(raw);
      assertTrue(at > tokens.rawStart(raw), "empty token");
    }
    assertEquals(tokens.source().length, at);
  }

  @Provide
  Arbitrary<String> snippets() {
    return Arbitraries.of(
            "x",
            " ",
            "\n",
            "    ",
            "\t",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "'",
            "\"",
            "'''",
            "f'",
            "f\"",
            "rb'",
            "\\",
            "\r\n",
            "\r",
            ":",
            ",",
            "=",
            "==",
            ":=",
            "if ",
            "def f",
            "class A",
            "lambda ",
            "for ",
            " in ",
            "not ",
            "is ",
            "match ",
            "case ",
            "type ",
            "with ",
            " as ",
            "# c\n",
            "1",
            "0x",
            "1e5",
            "é",
            "\uD83D\uDE00",
            ";",
            "...",
            "*",
            "**",
            "@",
            "->",
            "!",
            "async ",
            "await ")
        .list()
        .ofMaxSize(40)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 3000)
  void neverThrowsAndAlwaysTiles(@ForAll("snippets") String text) {
    if (parse(text) instanceof ParseOutcome.Parsed parsed) {
      assertTiles(parsed.file().tokens());
    }
  }

  @Property(tries = 1000)
  void neverThrowsOnBytes(@ForAll byte[] bytes) {
    PythonParser.parse(bytes);
  }
}
