package fitmend.python.name;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@code python3} of this machine, for tests that are skipped where there is none. */
final class CPython {
  private CPython() {}

  /** Runs a script that lies beside the tests; what it prints. */
  static String run(String script, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("python3"));
    command.add(Path.of(CPython.class.getResource(script).toURI()).toString());
    command.addAll(arguments);
    return output(command);
  }

  /** Skips the test unless there is a Python of a version that these scripts are written for. */
  static void assume() throws Exception {
    String version = "import sys; print((3, 8) <= sys.version_info < (3, 12))";
    try {
      assumeTrue(output(List.of("python3", "-c", version)).strip().equals("True"));
    } catch (IOException none) {
      assumeTrue(false, "no python3");
    }
  }

  static Path library() throws Exception {
    return Path.of(
        output(List.of("python3", "-c", "import os; print(os.path.dirname(os.__file__))")).strip());
  }

  private static String output(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), command.toString());
    return output;
  }
}
