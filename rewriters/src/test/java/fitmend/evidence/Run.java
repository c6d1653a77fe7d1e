package fitmend.evidence;

import java.util.List;

/**
 * How a script ended on real TensorFlow.
 *
 * @param script its path, as it was given to the runner
 * @param exceptions the exception's class and its superclasses, by simple name; empty when none
 * @param message the exception's message
 * @param traceback the exception's traceback
 */
public record Run(
    String script,
    int exitCode,
    boolean timedOut,
    String output,
    String errors,
    List<String> exceptions,
    String message,
    String traceback) {

  /** Whether the script came to its end. */
  public boolean ran() {
    return exitCode == 0 && !timedOut;
  }

  /** Whether a line of standard output holds the text. */
  public boolean prints(String text) {
    return output.lines().anyMatch(line -> line.contains(text));
  }

  /** One line on how it ended. */
  public String ending() {
    if (timedOut) {
      return "a time-out";
    }
    return exceptions.isEmpty() ? "exit code " + exitCode : exceptions.getFirst() + ": " + message;
  }

  /** Everything the script wrote, for who has to find out why. */
  public String transcript() {
    return String.join("\n", script, output, errors, traceback);
  }
}
