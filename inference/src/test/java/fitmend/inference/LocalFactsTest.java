package fitmend.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fitmend.python.ParseOutcome;
import fitmend.python.PythonParser;
import fitmend.python.name.Names;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.python.tree.PythonFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds the analysis to scripts that say, behind a statement, what its value is: {@code # is: numpy
 * float64 (100, 3)}. What is said is that of the last name assigned, or of the expression.
 */
class LocalFactsTest {
  private static final String MARK = "# is: ";

  @ParameterizedTest
  @ValueSource(strings = {"numpy", "tables", "tensorflow", "layers", "flow", "classes", "unknown"})
  void valuesAreWhatTheScriptSays(String script) throws IOException {
    check(read(script), Target.DEFAULT);
  }

  private static String read(String script) throws IOException {
    try (InputStream in = LocalFactsTest.class.getResourceAsStream("/facts/" + script + ".py")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void oldNumpyLetsItsScalarsYield() {
    String source =
        """
        import numpy as np
        a = np.zeros(3, dtype="float32") / np.sqrt(2)  # is: numpy float32 (3)
        """;
    check(source, Target.TENSORFLOW_2_15);
    check(source.replace("numpy float32", "numpy float64"), Target.TENSORFLOW_2_21);
  }

  @Test
  void oneHotLabelsDependOnKeras() {
    String source =
        """
        import numpy as np
        from tensorflow import keras
        y = keras.utils.to_categorical(np.arange(6), 6)  # is: numpy float32 (6, 6)
        """;
    check(source, Target.TENSORFLOW_2_15);
    check(source.replace("numpy float32", "numpy float64"), Target.TENSORFLOW_2_21);
  }

  @Test
  void defaultFloatTypeIsSeenThroughAliases() {
    assertTrue(
        facts("from tensorflow.keras import backend as K\nK.set_floatx('float64')\n")
            .usesFloat64ByDefault());
    assertTrue(
        facts("import keras\ndef setup():\n    keras.config.set_floatx('float64')\n")
            .usesFloat64ByDefault());
    assertFalse(facts("import keras\nkeras.config.set_floatx('float32')\n").usesFloat64ByDefault());
  }

  @Test
  void wideningIsMadeWhereOneCastServes() {
    PythonFile file =
        parse(
            """
            import numpy as np
            x = np.random.rand(9, 2)
            x = x[1:] * 2.0
            images = np.zeros((4, 4), np.uint8)
            scaled = images / 255.0
            """);
    Facts facts = facts(file);
    List<Node> assigned = file.root().all(Kind.ASSIGN);
    assertEquals("np.random.rand(9, 2)", madeAt(facts, assigned.get(1)));
    assertEquals("images / 255.0", madeAt(facts, assigned.get(3)));
  }

  @Test
  void onlyTheFirstFeedOfAnUndeclaredModelIsJudgedByItsLayers() {
    String source =
        """
        from tensorflow import keras
        model = keras.Sequential([keras.layers.Dropout(0.1), keras.layers.LSTM(2)])
        model.fit(data)
        model.predict(data)
        other = keras.Sequential([keras.layers.Dense(1, input_shape=(1,))])
        other.fit(data)
        """;
    PythonFile file = parse(source);
    Facts facts = facts(file);
    List<Node> calls =
        file.root().all(Kind.CALL).stream().filter(call -> call.text().endsWith("(data)")).toList();
    assertEquals(List.of(3, 0, 0), calls.stream().map(facts::leastRankFed).toList());
  }

  private static String madeAt(Facts facts, Node assign) {
    return facts.arrayOf(assign.lastChild()).orElseThrow().madeAt().text();
  }

  private static Facts facts(String source) {
    return facts(parse(source));
  }

  private static Facts facts(PythonFile file) {
    return LocalFacts.of(file, Names.of(file), Target.DEFAULT);
  }

  private static PythonFile parse(String source) {
    return switch (PythonParser.parse(source.getBytes(StandardCharsets.UTF_8))) {
      case ParseOutcome.Parsed(PythonFile file) -> file;
      case ParseOutcome.Refused refused -> throw new IllegalArgumentException(refused.toString());
    };
  }

  private static void check(String source, Target target) {
    PythonFile file = parse(source);
    Facts facts = LocalFacts.of(file, Names.of(file), target);
    List<String> expected = new ArrayList<>();
    List<String> actual = new ArrayList<>();
    for (Node node : file.root().all(Kind.ASSIGN, Kind.EXPRESSION_STATEMENT, Kind.RETURN)) {
      int from = node.end();
      int lineEnd = source.indexOf('\n', from);
      String rest = source.substring(from, lineEnd < 0 ? source.length() : lineEnd);
      int mark = rest.indexOf(MARK);
      if (mark >= 0) {
        Node value = node.is(Kind.ASSIGN) ? node.child(node.childCount() - 2) : node.child(0);
        expected.add(node.text() + " is " + rest.substring(mark + MARK.length()).strip());
        actual.add(node.text() + " is " + describe(facts.valueOf(value)));
      }
    }
    assertFalse(expected.isEmpty());
    assertEquals(String.join("\n", expected), String.join("\n", actual));
  }

  private static String describe(Value value) {
    return switch (value) {
      case Value.Array array ->
          (array.holder() + " " + array.dataType()).toLowerCase(java.util.Locale.ROOT)
              + " "
              + describe(array.shape());
      case Value.Constant(Object constant) -> "constant " + constant;
      case Value.Sequence(List<Value> elements) ->
          elements.stream()
              .map(LocalFactsTest::describe)
              .collect(Collectors.joining("; ", "[", "]"));
      case Value.Dataset(Value element, Node madeAt) -> "dataset of " + describe(element);
      case Value.Layer(String name, Node madeAt) -> "layer " + name;
      case Value.Model(String name, Node madeAt) -> "model " + name;
      case Value.Unknown unknown -> "unknown";
      case Value.Internal internal ->
          internal.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    };
  }

  private static String describe(Shape shape) {
    return shape.isRanked()
        ? shape.dimensions().stream()
            .map(size -> size < 0 ? "?" : size.toString())
            .collect(Collectors.joining(", ", "(", ")"))
        : "?";
  }
}
