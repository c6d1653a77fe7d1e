package fitmend.inference.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fitmend.inference.Target;
import fitmend.inference.tensor.TensorShape;
import fitmend.inference.twin.FailureEvent;
import fitmend.inference.twin.Twin;
import fitmend.inference.twin.Verdict;
import fitmend.inference.value.Constant;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import fitmend.python.ParseOutcome;
import fitmend.python.PythonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Expressions of tensors beside what TensorFlow 2.21 made of them, eagerly and in a traced function
 * ({@code expressions.tsv}). Nothing may be said that is not so; some may be unknown.
 */
class ExpressionsTest {
  private static final Path ROWS =
      Path.of("src/test/resources/fitmend/inference/tensorflow/expressions.tsv");
  private static final double MOST_UNKNOWN = 0.35;

  private static final String BEFORE =
      """
      import tensorflow as tf
      f = tf.ones((2, 3)); d = tf.ones((2, 3), tf.float64); i = tf.ones((2, 3), tf.int32)
      l = tf.ones((2, 3), tf.int64); b = tf.ones((2, 3), tf.bool); s = tf.constant(['a', 'b'])
      v = tf.Variable(f); g = tf.ones((4, 3)); c = tf.constant(2.)
      """;

  private static final String TRACED =
      """
      @tf.function
      def traced(f, d, i, l, b, s, v, g, c):
          global r
          r = %s
          return 0
      traced(f, d, i, l, b, s, v, g, c)
      """;

  @Test
  void saysWhatTensorflowSaid() throws IOException {
    List<String> wrong = new ArrayList<>();
    int unknown = 0;
    List<String> rows = Files.readAllLines(ROWS);
    for (String row : rows) {
      String[] cells = row.split("\t", -1);
      String said = said(cells[0].equals("graph"), cells[1]);
      if (said == null) {
        unknown++;
      } else if (!agrees(said, cells[2])) {
        wrong.add(row + "\n    but said " + said);
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(unknown < rows.size() * MOST_UNKNOWN, unknown + " of " + rows.size() + " unknown");
  }

  private static String said(boolean isGraph, String expression) {
    String script = BEFORE + (isGraph ? TRACED.formatted(expression) : "r = " + expression + "\n");
    ParseOutcome.Parsed parsed =
        (ParseOutcome.Parsed) PythonParser.parse(script.getBytes(StandardCharsets.UTF_8));
    return switch (Twin.run(parsed.file(), Target.TENSORFLOW_2_21)) {
      case Verdict.Runs runs -> describe(runs.variables().get("r"));
      case Verdict.Fails(FailureEvent event) -> "!" + event.type() + ": " + event.message();
      case Verdict.Undecided undecided -> "undecided: " + undecided.reason();
    };
  }

  private static boolean agrees(String said, String real) {
    if (said.startsWith("!")) {
      String text =
          said.replaceAll("\\{\\{function_node __wrapped__(\\w+)_device_[^}]*}}", "{{FN $1}}")
              // The rows were made without AutoGraph, which puts a line before the message.
              .replaceAll("^!\\w+: in user code:\\s+(\\w+: )", "!$1")
              .replace("\n", "\\n");
      return text.endsWith(": null")
          ? real.startsWith(text.substring(0, text.length() - 4))
          : text.startsWith(real.strip()) || real.startsWith(text.strip());
    }
    // That a value is met where the real one raises is a check that is not modelled.
    String pattern = java.util.regex.Pattern.quote(said).replace("None", "\\E(None|\\d+)\\Q");
    return real.startsWith("!") || real.startsWith("_UnreadVariable") || real.matches(pattern);
  }

  /** Null when it is not known. */
  private static String describe(Value value) {
    return switch (value) {
      case Tensor tensor -> holder(tensor) + " " + tensor.type().text() + " " + tensor.shape();
      case Constant constant when constant.isNone() -> "NoneType None";
      case Constant(Boolean flag) -> "bool " + (flag ? "True" : "False");
      case Constant(String text) -> "str '" + text + "'";
      case Constant constant -> constant.typeName() + " " + constant.value();
      case ListValue list when list.isKnown() -> all("list", list.elements());
      case Tuple tuple -> all("tuple", tuple.elements());
      case TensorShape shape -> text(shape.shape());
      case null, default -> null;
    };
  }

  private static String all(String type, List<Value> elements) {
    List<String> texts = new ArrayList<>();
    for (Value element : elements) {
      String text = describe(element);
      if (text == null) {
        return null;
      }
      texts.add("'" + text + "'");
    }
    return type + texts;
  }

  private static String text(Shape shape) {
    return java.util.stream.IntStream.of(shape.sizes())
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(", ", "TensorShape TensorShape([", "])"));
  }

  private static String holder(Tensor tensor) {
    return switch (tensor.holder()) {
      case NUMPY -> "ndarray";
      case EAGER -> "EagerTensor";
      case VARIABLE -> "ResourceVariable";
      case GRAPH -> "SymbolicTensor";
      case KERAS -> "KerasTensor";
    };
  }
}
