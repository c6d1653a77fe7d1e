import fitmend.python.ParseOutcome;
import fitmend.python.PythonParser;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses the files of a list and prints bytes a second of processor time.
 *
 * <p>{@code PASSES FILE_LIST}: with passes, all files lie in memory, and the median pass after two
 * to warm up counts; with none, each file is read, parsed and let go, once.
 */
public final class ParserSpeed {
  private static final int WARM_UP = 2;
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private ParserSpeed() {}

  public static void main(String[] arguments) throws IOException {
    int passes = Integer.parseInt(arguments[0]);
    List<Path> files = Files.readAllLines(Path.of(arguments[1])).stream().map(Path::of).toList();
    if (passes == 0) {
      int parsed = 0;
      for (Path file : files) {
        parsed += parse(Files.readAllBytes(file));
      }
      System.out.println(parsed);
      return;
    }
    List<byte[]> contents = new ArrayList<>();
    long bytes = 0;
    for (Path file : files) {
      contents.add(Files.readAllBytes(file));
      bytes += contents.getLast().length;
    }
    List<Double> speeds = new ArrayList<>();
    for (int pass = 0; pass < WARM_UP + passes; pass++) {
      long start = CLOCK.getCurrentThreadCpuTime();
      contents.forEach(ParserSpeed::parse);
      double seconds = (CLOCK.getCurrentThreadCpuTime() - start) / 1e9;
      if (pass >= WARM_UP) {
        speeds.add(bytes / seconds);
      }
    }
    speeds.sort(null);
    System.out.println(speeds.get(speeds.size() / 2));
  }

  private static int parse(byte[] bytes) {
    return PythonParser.parse(bytes) instanceof ParseOutcome.Parsed ? 1 : 0;
  }
}
