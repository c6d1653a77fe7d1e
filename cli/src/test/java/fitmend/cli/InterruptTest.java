package fitmend.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fitmend.file.SafeReplacement;
import fitmend.file.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes without end is interrupted, as by Ctrl-C, in the middle of it. */
class InterruptTest {
  private static final int SIZE = 4 << 20;

  @TempDir Path folder;

  /** Replaces a file over and over. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) throws IOException {
      Path file = Path.of(args[0]);
      for (byte content = 'b'; ; content = content == 'z' ? (byte) 'b' : (byte) (content + 1)) {
        byte[] bytes = new byte[SIZE];
        Arrays.fill(bytes, content);
        SafeReplacement.replace(Snapshot.read(file), bytes);
      }
    }
  }

  @Test
  void leavesAWholeFileAndNothingElse() throws Exception {
    Path file = folder.resolve("a.py");
    for (int i = 0; i < 3; i++) {
      Files.writeString(file, "a".repeat(SIZE));
      interruptWriter(file, i * 37);
      byte[] left = Files.readAllBytes(file);
      assertEquals(SIZE, left.length);
      for (byte content : left) {
        assertEquals(left[0], content);
      }
      try (Stream<Path> files = Files.list(folder)) {
        assertEquals(List.of(file), files.toList());
      }
    }
  }

  private static void interruptWriter(Path file, int delay) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process writer =
        new ProcessBuilder(
                java.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                file.toString())
            .inheritIO()
            .start();
    while (Files.size(file) == SIZE && first(file) == 'a') {
      assertTrue(writer.isAlive());
      Thread.sleep(5);
    }
    Thread.sleep(delay);
    new ProcessBuilder("kill", "-INT", String.valueOf(writer.pid())).start().waitFor();
    assertTrue(writer.waitFor(20, TimeUnit.SECONDS));
  }

  private static int first(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.read();
    }
  }
}
