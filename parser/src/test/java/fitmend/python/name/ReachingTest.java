package fitmend.python.name;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fitmend.python.tree.Node;
import fitmend.python.tree.PythonFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which binding alone a use of {@code x} can see; {@code /} ends a line, {@code >} indents. */
class ReachingTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "x = 1 / show(x)                                                | 1",
        "x = 1 / x = 2 / show(x)                                        | 2",
        "x = 1 / if c: x = 2 / show(x)                                  | -",
        "if c: x = 2 / show(x)                                          | -",
        "if c: x = 1 / else: raise E / show(x)                          | 1",
        "x: int = 1 / show(x)                                           | 1",
        "x: int / show(x)                                               | -",
        "x = y = 1 / show(x)                                            | 1",
        "x, y = 1, 2 / show(x)                                          | 1",
        "(y, [x, z]) = 3, [1, 2] / show(x)                              | 1",
        "x, *y = 1, 2 / show(x)                                         | UNPACKING",
        "x, y = y, x / show(x)                                          | y",
        "show(x) / x = 1                                                | -",
        "x = 1 / del x / show(x)                                        | -",
        "x = 1 / x += 1 / show(x)                                       | AUGMENTED",
        "for x in y: show(x)                                            | LOOP",
        "for x in y: pass / show(x)                                     | -",
        "x = 1 / for i in y: show(x)                                    | 1",
        "x = 1 / for i in y: > show(x) > x = 2                          | -",
        "for i in y: > x = 2 > show(x)                                  | 2",
        "x = 1 / while c: > show(x) > if d: > > x = 2 > > break         | -",
        "x = 1 / while c: > if d: continue > x = 2 / show(x)            | -",
        "while (x := f()): show(x)                                      | f()",
        "while (x := f()): pass / show(x)                               | f()",
        "while (x := f()): > x = 2 > break / show(x)                    | -",
        "with o as x: show(x)                                           | WITH",
        "with o: > x = 1 / show(x)                                      | 1",
        "with suppress(E): > x = 1 / show(x)                            | -",
        "try: x = 1 / except E: pass / show(x)                          | -",
        "try: x = 1 / except E: raise / show(x)                         | 1",
        "x = 1 / try: x = 2 / except E: show(x)                         | -",
        "x = 1 / try: f() / except E: show(x)                           | 1",
        "x = 1 / try: f() / finally: show(x)                            | 1",
        "try: x = 1 / except E: x = 2 / show(x)                         | -",
        "x = 1 / try: f() / except E as x: pass / show(x)               | -",
        "try: x = f() / finally: g() / show(x)                          | f()",
        "x = 1 / def f(): show(x)                                       | 1",
        "def f(): show(x) / x = 1                                       | 1",
        "x = 1 / def f(): show(x) / x = 2                               | -",
        "x = 1 / x = 2 / def f(): show(x)                               | 2",
        "x = 1 / def f(): > global x > x = 2 / show(x)                  | -",
        "def f(x): show(x)                                              | PARAMETER",
        "def f(x): > x = 1 > show(x)                                    | 1",
        "def f(x=1): > if x is None: > > x = 2 > show(x)                | -",
        "def f(): > x = 1 > def g(): > > nonlocal x > > x = 2 > show(x) | -",
        "def f(): > x = 1 > return [show(x) for i in y]                 | 1",
        "def f(): > x = 1 > return lambda: show(x)                      | 1",
        "x = 1 / class C: show(x)                                       | 1",
        "x = 1 / class C: > x = 2 > def f(self): show(x)                | 1",
        "import x / show(x)                                             | IMPORT",
        "match v: > case [x]: show(x)                                   | PATTERN",
        "match v: > case 1: x = 1 > case _: x = 2 / show(x)             | -",
        "match v: > case 1: raise > case _: x = 2 / show(x)             | 2",
        "f(x := 1) / show(x)                                            | 1",
        "c and (x := 1) / show(x)                                       | -",
        "a < b < (x := 1) / show(x)                                     | -",
        "v = 1 if (x := 2) else 3 / show(x)                             | 2",
        "[x := 1 for i in y] / show(x)                                  | -",
        "x = 1 / assert c, (x := 2) / show(x)                           | 1",
        "x = 1 / exit() / show(x)                                       | 1",
      })
  void findsTheOnlyOne(String lines, String expected) {
    String source = source(lines);
    PythonFile file = Sources.parse(source);
    Node use = Sources.shown(file).getFirst();
    String found =
        Names.of(file)
            .reachingBinding(use)
            .map(b -> b.value().map(Node::text).orElse(b.kind().name()))
            .orElse(null);
    assertEquals(expected, found, source);
  }

  /** A {@code >} starts a line one level in; a second one behind it, another level. */
  private static String source(String lines) {
    StringBuilder source = new StringBuilder();
    for (String block : lines.split(" / ")) {
      int depth = 0;
      StringBuilder line = new StringBuilder();
      boolean first = true;
      for (String part : block.split(" > ")) {
        if (!first) {
          while (part.startsWith("> ")) {
            part = part.substring(2);
            depth = 1;
          }
        }
        line.append(first ? "" : "  ".repeat(depth + 1)).append(part).append("\n");
        first = false;
        depth = 0;
      }
      source.append(line);
    }
    return source.toString();
  }
}
