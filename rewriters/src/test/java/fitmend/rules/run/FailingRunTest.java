package fitmend.rules.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import fitmend.engine.Engine;
import fitmend.engine.Outcome;
import fitmend.engine.RuleCatalogue;
import fitmend.engine.Settings;
import fitmend.inference.Target;
import fitmend.rule.Finding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** When the failure of a run is reported, and what is told with it. */
class FailingRunTest {
  private static final String MODEL =
      """
      import numpy as np
      from tensorflow import keras
      model = keras.Sequential([keras.Input(shape=(3,)), keras.layers.Dense(1)])
      model.compile(optimizer='sgd', loss='mse')
      """;

  @Test
  void tellsWhereTheValuesComeFromAndWhoCalls() {
    List<Finding> findings =
        check(
            """
            import numpy as np  # keras
            x = np.zeros((4, 3)) * 2.0
            def join(y):
                return np.concatenate([x, y], axis=0)
            join(np.ones((4, 2)))
            """);
    assertEquals(1, findings.size());
    Finding finding = findings.getFirst();
    assertEquals("RUN001", finding.code());
    assertEquals(
        List.of("float64 (4, 3)", "float64 (4, 3)", "float64 (4, 2)", "calls"),
        finding.steps().stream().map(Finding.Step::fact).toList());
  }

  @Test
  void isSilentWhereAnotherRuleKnowsTheCause() {
    String fit = "model.fit(np.zeros((4, 3), 'f4'), np.zeros((4, 1), 'f4'), loss='mse')\n";
    assertEquals("TRN001", codes(MODEL + fit));
  }

  @Test
  void isSilentWhenAFixElsewhereMakesItGoAway() {
    String script =
        """
        import tensorflow as tf
        def penalty(y_true, y_pred):
            return tf.reduce_mean(tf.abs(y_true - y_pred)) * factor
        model = tf.keras.Sequential([tf.keras.layers.Dense(1)])
        model.compile('sgd', penalty)
        model.fit(tf.zeros((4, 2)), tf.zeros((4, 1)), verbose=0)
        factor = tf.Variable(2.0)
        """;
    assertEquals("VAR001", codes(script));
  }

  @Test
  void isSilentWhenTheFailureIsCaughtOrNotCertain() {
    assertEquals(
        "", codes("import keras\ntry:\n    keras.nothing\nexcept AttributeError:\n    pass\n"));
    assertEquals("", codes("import keras, os\nif os.environ:\n    keras.nothing\n"));
    assertEquals("RUN001", codes("import keras\nkeras.nothing\n"));
  }

  @Test
  void isSilentAboutWhatTheUserWritesBehindTheScript() {
    assertEquals(
        "", codes("import keras, sys\nscript, size = sys.argv\nprint(int(sys.argv[1]))\n"));
    String options =
        """
        import argparse, keras
        parser = argparse.ArgumentParser()
        parser.add_argument("--dims", nargs=2, type=int)
        parser.add_argument("--rate", type=float, default=None)
        options = parser.parse_args()
        print(options.dims[0] + 1, options.rate * 2)
        """;
    assertEquals("", codes(options));
  }

  @Test
  void canBeSuppressed() {
    assertEquals("", codes("import keras\nkeras.nothing  # noqa: RUN001\n"));
  }

  private static String codes(String script) {
    return check(script).stream().map(Finding::code).collect(Collectors.joining(" "));
  }

  private static List<Finding> check(String script) {
    var codes =
        RuleCatalogue.all().stream().map(rule -> rule.info().code()).collect(Collectors.toSet());
    Engine engine = new Engine(new Settings(codes, Target.TENSORFLOW_2_21, false));
    byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
    Outcome.Checked checked = assertInstanceOf(Outcome.Checked.class, engine.check(bytes));
    assertEquals(List.of(), checked.failures());
    return checked.findings();
  }
}
