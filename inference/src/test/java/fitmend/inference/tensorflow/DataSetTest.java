package fitmend.inference.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fitmend.inference.Target;
import fitmend.inference.twin.Twin;
import fitmend.inference.twin.Verdict;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Value;
import fitmend.python.ParseOutcome;
import fitmend.python.PythonParser;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Data sets, traced functions and gradients beside what TensorFlow 2.21 made of them. */
class DataSetTest {
  private static final String BEFORE =
      """
      import tensorflow as tf
      f = tf.ones((2, 3)); d = tf.ones((6, 3), tf.float64); y = tf.ones((6,)); g = tf.ones((4, 3))
      v = tf.Variable(f)
      ds = tf.data.Dataset.from_tensor_slices((d, y))
      def first(dataset):
          for element in dataset:
              return element
      def gradient():
          with tf.GradientTape() as tape:
              loss = tf.reduce_sum(v * v)
          return tape.gradient(loss, v)
      @tf.function
      def double(x):
          if tf.reduce_sum(x) > 0:
              return x * 2
          return x
      @tf.function
      def add(a, b):
          return a + b
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          first(ds)[0]                                   | EAGER float64 (3,)
          first(ds.batch(4))[1]                          | EAGER float32 (4,)
          first(ds.batch(4, drop_remainder=True))[0]     | EAGER float64 (4, 3)
          first(ds.map(lambda a, b: tf.cast(a, tf.float32) + f))  | EAGER float32 (2, 3)
          first(ds.map(lambda a, b: (b, a)))[1]          | EAGER float64 (3,)
          first(ds.map(lambda a, b: a + f))              | TypeError
          ds.map(lambda a: a)                            | TypeError
          len(ds.batch(4))                               | 2
          len(ds.batch(4, drop_remainder=True))          | 1
          len(ds.take(2).repeat(3))                      | 6
          len(ds.repeat())                               | TypeError
          first(tf.data.Dataset.zip((ds, ds)))[1][1]     | EAGER float32 ()
          tf.data.Dataset.from_tensor_slices((d, g))     | ValueError
          tf.data.Dataset.from_tensor_slices(1.)         | ValueError
          gradient()                                     | EAGER float32 (2, 3)
          double(f)                                      | EAGER float32 (2, 3)
          add(f, g)                                      | ValueError
          add(f, tf.ones((3,)))                          | EAGER float32 (2, 3)
          v.assign(f)                                    | VARIABLE float32 (2, 3)
          v.assign(g)                                    | ValueError
          """)
  void gives(String expression, String expected) {
    String script = BEFORE + "r = " + expression + "\n";
    ParseOutcome.Parsed parsed =
        (ParseOutcome.Parsed) PythonParser.parse(script.getBytes(StandardCharsets.UTF_8));
    String said =
        switch (Twin.run(parsed.file(), Target.TENSORFLOW_2_21)) {
          case Verdict.Runs runs -> text(runs.variables().get("r"));
          case Verdict.Fails fails -> fails.event().type();
          case Verdict.Undecided undecided -> "undecided: " + undecided.reason();
        };
    assertEquals(expected, said);
  }

  private static String text(Value value) {
    return value instanceof Constant(Object constant)
        ? String.valueOf(constant)
        : value == Scalar.INT ? "int" : String.valueOf(value);
  }
}
