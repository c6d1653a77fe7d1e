package fitmend.rules.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import fitmend.engine.Engine;
import fitmend.engine.Outcome;
import fitmend.engine.Settings;
import fitmend.inference.Target;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What no script of the fixtures shows. */
class TrainingArgumentInFitTest {
  private static final String MODEL =
      """
      import keras
      model = keras.Sequential([keras.layers.Dense(1)])
      """;

  @Test
  void leavesFailuresThatTheScriptCatches() {
    String text =
        """
        model.compile('adam')
        try:
            model.fit(x, y, loss='mse')
        except %s:
            %s
        """;
    assertEquals(0, check(text.formatted("(ValueError, TypeError)", "pass")));
    assertEquals(0, check(text.formatted("Exception as error", "print(error)")));
    assertEquals(0, check("E = (TypeError,)\n" + text.formatted("E", "pass")));
    assertEquals(1, check(text.formatted("KeyboardInterrupt", "pass")));
    assertEquals(1, check(text.formatted("Exception", "raise")));
    assertEquals(1, check("import sys\n" + text.formatted("TypeError", "sys.exit(1)")));
  }

  @Test
  void findsFailuresThatAreOnlyReportedAtTheEndOfTheRun() {
    String text =
        """
        import logging
        def main():
            model.compile('adam')
            model.fit(x, y, loss='mse')
        if __name__ == '__main__':
            try:
                main()
            except Exception as error:
                %s
            %s
        """;
    assertEquals(1, check(text.formatted("print('failed', error)", "")));
    assertEquals(1, check(text.formatted("logging.exception(error)", "done = True")));
    assertEquals(0, check(text.formatted("print(error)", "model.save('m.keras')")));
    assertEquals(0, check(text.formatted("fallback(error)", "")));
    assertEquals(0, check(text.formatted("print(error); fallback()", "")));
    assertEquals(0, check("prepare()\n" + text.formatted("print(error)", "")));
  }

  @Test
  void leavesFailuresThatACallerCatches() {
    String text =
        """
        model.compile('adam')
        def train():
            model.fit(x, y, loss='mse')
        def run():
            train()
        with contextlib.suppress(%s):
            run()
        """;
    assertEquals(0, check(text.formatted("TypeError")));
    assertEquals(1, check(text.formatted("OSError")));
  }

  @Test
  void leavesMethodsThatAreReplaced() {
    assertEquals(0, check("keras.Model.fit = own\nmodel.fit(x, y, loss='mse')\n"));
  }

  @Test
  void leavesWhatMayBeNoModel() {
    assertEquals(0, check("other.fit(x, y, loss='mse')\n"));
    assertEquals(0, check("if a:\n    model = b\nmodel.fit(x, y, loss='mse')\n"));
    assertEquals(0, check("fit(x, y, loss='mse')\n"));
    assertEquals(0, check("def f(model):\n    model.fit(x, y, loss='mse')\n"));
    assertEquals(
        0,
        check("from mine import other\ndef f(m):\n    m.fit(x, loss='mse')\nf(model)\nf(other)\n"));
  }

  @Test
  void findsModelsThroughFunctionsAndAttributes() {
    assertEquals(1, check("def f(m):\n    m.fit(x, loss='mse')\nf(model)\n"));
    assertEquals(1, check("(model if a else model).fit(x, loss='mse')\n"));
    assertEquals(
        1,
        check(
            """
            class Trainer:
                def __init__(self, network):
                    self.network = network
            trainer = Trainer(model)
            trainer.network.fit(x, y, loss='mse')
            """));
  }

  private static int check(String text) {
    return run(text).findings().size();
  }

  private static Outcome.Checked run(String text) {
    Engine engine = new Engine(new Settings(Set.of("TRN001"), Target.DEFAULT, false));
    return assertInstanceOf(
        Outcome.Checked.class, engine.check((MODEL + text).getBytes(StandardCharsets.UTF_8)));
  }
}
