package fitmend.cli;

import fitmend.report.Style;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a process is given by the one who starts it.
 *
 * @param out the result and nothing else
 * @param err messages
 * @param directory what relative paths are relative to
 * @param outIsTerminal whether a person reads {@code out}
 * @param errIsTerminal whether a person reads {@code err}
 */
record Surroundings(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Path directory,
    Map<String, String> environment,
    boolean outIsTerminal,
    boolean errIsTerminal) {

  /** The path a user means by a word. */
  Path resolve(String word) {
    return directory.resolve(word).normalize();
  }

  /** The path as users are told: relative where it lies below the directory. */
  String shown(Path path) {
    return path.startsWith(directory) && !path.equals(directory)
        ? directory.relativize(path).toString()
        : path.toString();
  }

  /** How to write to {@code out}. */
  Style style(ColorChoice choice) {
    return choice.on(outIsTerminal, environment) ? Style.COLOURED : Style.PLAIN;
  }

  /** How to write to {@code err}. */
  Style messageStyle(ColorChoice choice) {
    return choice.on(errIsTerminal, environment) ? Style.COLOURED : Style.PLAIN;
  }

  /** Whether {@code err} can show and erase a line. */
  boolean canShowProgress() {
    return errIsTerminal && !"dumb".equals(environment.get("TERM"));
  }
}
