package fitmend.inference.python;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import fitmend.inference.Target;
import fitmend.inference.twin.FailureEvent;
import fitmend.inference.twin.Twin;
import fitmend.inference.twin.Verdict;
import fitmend.python.ParseOutcome;
import fitmend.python.PythonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Import statements and what they came to on the targets ({@code conformance/run_imports.py}). */
class ImportsTest {
  /** Failures that are not told: names of modules that are only listed in part. */
  private static final Set<String> UNKNOWN =
      Set.of("tensorflow.python", "tensorflow.lite", "tensorflow.summary", "tensorflow.compat");

  @ParameterizedTest
  @EnumSource(Target.class)
  void importsWhatTheTargetHas(Target target) throws IOException {
    String version = target.toString().replace("tensorflow==", "");
    String rows;
    try (InputStream in =
        ImportsTest.class.getResourceAsStream("/fitmend/inference/imports/" + version + ".tsv")) {
      rows = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertAll(rows.lines().map(row -> row.split("\t")).map(row -> holds(row[0], row[1], target)));
  }

  private static Executable holds(String statement, String expected, Target target) {
    return () -> {
      String said = said(statement, target);
      boolean isUnknown =
          UNKNOWN.stream().anyMatch(statement::contains)
              || target == Target.TENSORFLOW_1_15 && statement.contains("tensorflow.keras");
      if (!said.equals("runs") || !isUnknown) {
        assertEquals(expected.replace("tensorflow_core", "tensorflow"), said, statement);
      }
    };
  }

  @Test
  void catchesWhatIsMissing() {
    String script =
        "try:\n    from keras.utils import np_utils\nexcept ImportError:\n    np_utils = None\n";
    assertEquals("runs", said(script, Target.TENSORFLOW_2_21));
  }

  private static String said(String script, Target target) {
    byte[] bytes = (script + "\n").getBytes(StandardCharsets.UTF_8);
    ParseOutcome.Parsed parsed =
        assertInstanceOf(ParseOutcome.Parsed.class, PythonParser.parse(bytes));
    return Twin.run(parsed.file(), target) instanceof Verdict.Fails(FailureEvent event)
        ? event.type() + ": " + event.message()
        : "runs";
  }
}
