package fitmend.inference.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fitmend.inference.Target;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import fitmend.python.ParseOutcome;
import fitmend.python.PythonParser;
import fitmend.python.tree.PythonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Scripts without any library, beside what CPython 3.12 made of them ({@code
 * inference/conformance/run_python.py}). Nothing may be said that is not so; a little may be
 * unknown.
 */
class PythonScriptsTest {
  private static final Path FOLDER = Path.of("src/test/resources/fitmend/inference/python");
  private static final double MOST_UNKNOWN = 0.2;

  @TestFactory
  Stream<DynamicTest> scripts() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".py"))
          .sorted()
          .map(file -> dynamicTest(file.getFileName().toString(), () -> check(file)))
          .toList()
          .stream();
    }
  }

  private static void check(Path file) throws IOException {
    List<String> expected =
        Files.readAllLines(Path.of(file.toString().replace(".py", ".expected")));
    PythonFile script = ((ParseOutcome.Parsed) PythonParser.parse(Files.readAllBytes(file))).file();
    switch (Twin.run(script, Target.DEFAULT)) {
      case Verdict.Runs runs -> {
        assertEquals(expected.getFirst(), "RUNS");
        compare(expected.subList(1, expected.size()), runs.variables());
      }
      case Verdict.Fails(FailureEvent event) -> {
        int line = script.source().position(event.statement().start()).line();
        assertEquals(
            expected.getFirst(), "FAILS " + line + " " + event.type() + ": " + event.message());
      }
      case Verdict.Undecided undecided -> throw new AssertionError(undecided.reason());
    }
  }

  private static void compare(List<String> expected, Map<String, Value> variables) {
    List<String> unknown = new ArrayList<>();
    for (String line : expected) {
      String[] parts = line.strip().split(" = ", 2);
      Value value = variables.get(parts[0]);
      Optional<String> text = value == null ? Optional.of("nothing") : show(value);
      if (text.isEmpty()) {
        unknown.add(parts[0]);
      } else {
        assertEquals(parts[1], text.get(), parts[0]);
      }
    }
    assertTrue(
        unknown.size() <= MOST_UNKNOWN * expected.size(), () -> "too much is unknown: " + unknown);
  }

  /** As Python's repr; empty where some part is not known. */
  private static Optional<String> show(Value value) {
    return switch (value) {
      case Constant(Boolean bool) -> Optional.of(bool ? "True" : "False");
      case Constant(Long number) -> Optional.of(number.toString());
      case Constant(Double number) -> Optional.of(number.toString());
      case Constant(String text) -> Optional.of("'" + text + "'");
      case Constant constant when constant.isNone() -> Optional.of("None");
      case ListValue list when list.isKnown() -> listed(list.elements(), "[", "]");
      case Tuple tuple -> listed(tuple.elements(), "(", tuple.elements().size() == 1 ? ",)" : ")");
      case DictValue dictionary when dictionary.isKnown() -> {
        List<String> items = new ArrayList<>();
        for (Value key : dictionary.keys()) {
          Optional<String> item = show(dictionary.get(key));
          if (item.isEmpty()) {
            yield item;
          }
          items.add(show(key).orElseThrow() + ": " + item.get());
        }
        yield Optional.of("{" + String.join(", ", items) + "}");
      }
      default -> Optional.empty();
    };
  }

  private static Optional<String> listed(List<Value> elements, String open, String close) {
    List<String> parts = new ArrayList<>();
    for (Value element : elements) {
      Optional<String> part = show(element);
      if (part.isEmpty()) {
        return part;
      }
      parts.add(part.get());
    }
    return Optional.of(open + String.join(", ", parts) + close);
  }
}
