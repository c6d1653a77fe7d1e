package fitmend.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells whether a person sits at the other end of a stream, which Java does not. */
final class Terminal {
  private Terminal() {}

  /** Whether a file descriptor of this process is a terminal. */
  static boolean isAt(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException noSuchFolder) {
      // Not Linux: the console is a terminal when neither input nor output are redirected.
      return System.console() != null && System.console().isTerminal();
    }
  }
}
