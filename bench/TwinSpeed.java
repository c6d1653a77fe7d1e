import fitmend.inference.Target;
import fitmend.inference.twin.Twin;
import fitmend.python.ParseOutcome;
import fitmend.python.PythonParser;
import fitmend.python.tree.PythonFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs scripts on the twin and prints a line for each: milliseconds of processor time, and the
 * verdict.
 *
 * <p>{@code PASSES FILE...}: the quickest of so many passes over a script that is parsed already.
 */
public final class TwinSpeed {
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private TwinSpeed() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Thread thread = new Thread(null, () -> measure(arguments), "twin", 16 << 20);
    thread.start();
    thread.join();
  }

  private static void measure(String[] arguments) {
    int passes = Integer.parseInt(arguments[0]);
    for (int i = 1; i < arguments.length; i++) {
      PythonFile script = parsed(Path.of(arguments[i]));
      double best = Double.MAX_VALUE;
      String verdict = "";
      for (int pass = 0; pass < passes; pass++) {
        long start = CLOCK.getCurrentThreadCpuTime();
        verdict = Twin.run(script, Target.DEFAULT).getClass().getSimpleName();
        best = Math.min(best, (CLOCK.getCurrentThreadCpuTime() - start) / 1e6);
      }
      System.out.printf("%.2f %s%n", best, verdict);
    }
  }

  private static PythonFile parsed(Path path) {
    try {
      return ((ParseOutcome.Parsed) PythonParser.parse(Files.readAllBytes(path))).file();
    } catch (IOException problem) {
      throw new java.io.UncheckedIOException(problem);
    }
  }
}
