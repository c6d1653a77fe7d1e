package fitmend.inference.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fitmend.inference.Target;
import fitmend.inference.twin.Twin;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.python.ParseOutcome;
import fitmend.python.PythonParser;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.python.tree.PythonFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds the analysis to scripts that say, behind a statement, what its value is: {@code # is: numpy
 * float64 (100, 3)}. What is said is that of the last name assigned, or of the expression.
 */
class FactsTest {
  private static final String MARK = "# is: ";

  @ParameterizedTest
  @ValueSource(strings = {"numpy", "tables", "tensorflow", "layers", "flow", "classes", "unknown"})
  void valuesAreWhatTheScriptSays(String script) throws IOException {
    check(read(script), Target.DEFAULT);
  }

  private static String read(String script) throws IOException {
    try (InputStream in = FactsTest.class.getResourceAsStream("/facts/" + script + ".py")) {
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
            .changesFloatType());
    assertTrue(
        facts("import keras\ndef setup():\n    keras.config.set_floatx('float64')\n")
            .changesFloatType());
    assertFalse(facts("import keras\nkeras.config.set_floatx('float32')\n").changesFloatType());
  }

  @Test
  void onlyTheFirstFeedOfAnUndeclaredModelIsJudgedByItsLayers() {
    String source =
        """
        from tensorflow import keras
        from recordings import data
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

  private static Facts facts(String source) {
    return facts(parse(source));
  }

  private static Facts facts(PythonFile file) {
    return Twin.examine(file, Target.DEFAULT).facts();
  }

  private static PythonFile parse(String source) {
    return switch (PythonParser.parse(source.getBytes(StandardCharsets.UTF_8))) {
      case ParseOutcome.Parsed(PythonFile file) -> file;
      case ParseOutcome.Refused refused -> throw new IllegalArgumentException(refused.toString());
    };
  }

  private static void check(String source, Target target) {
    PythonFile file = parse(source);
    Facts facts = Twin.examine(file, target).facts();
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
        actual.add(node.text() + " is " + describe(facts.of(value)));
      }
    }
    assertFalse(expected.isEmpty());
    assertEquals(String.join("\n", expected), String.join("\n", actual));
  }

  private static String describe(Fact fact) {
    return switch (fact) {
      case Fact.Array array ->
          (array.holder() + " " + array.type()).toLowerCase(Locale.ROOT)
              + " "
              + describe(array.shape());
      case Fact.Constant(Object constant) -> "constant " + constant;
      case Fact.Plain(Scalar.Type type) -> "python " + type.name().toLowerCase(Locale.ROOT);
      case Fact.Sequence(List<Fact> elements) ->
          elements.stream().map(FactsTest::describe).collect(Collectors.joining("; ", "[", "]"));
      case Fact.Dataset() -> "dataset";
      case Fact.Layer(String name) -> "layer " + name;
      case Fact.Model(String name, Node madeAt) -> "model " + name;
      case Fact.Function function -> "function";
      case Fact.Reference reference -> "reference";
      case Fact.Unknown unknown -> "unknown";
    };
  }

  private static String describe(Shape shape) {
    return shape.isRanked()
        ? IntStream.of(shape.sizes())
            .mapToObj(size -> size < 0 ? "?" : String.valueOf(size))
            .collect(Collectors.joining(", ", "(", ")"))
        : "?";
  }
}
