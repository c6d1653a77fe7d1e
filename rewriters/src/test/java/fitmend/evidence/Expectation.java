package fitmend.evidence;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a script is declared to end: {@code runs}, {@code prints TEXT}, {@code runs, prints TEXT} or
 * {@code ValueError: part of the message}.
 *
 * @param exception the name of the exception's class, without its module; empty when it runs
 * @param message a part of the exception's message
 * @param printed a part of a line on standard output
 */
public record Expectation(Optional<String> exception, String message, Optional<String> printed) {
  private static final Pattern RUNS = Pattern.compile("(?:runs)?(?:,\\s*)?(?:prints\\s+(.+))?");
  private static final Pattern RAISES = Pattern.compile("(?:\\w+\\.)*(\\w+)(?::\\s*(.*))?");

  /** Reads the text of a header's {@code before} or {@code after}. */
  public static Expectation parse(String text) {
    Matcher runs = RUNS.matcher(text);
    if (runs.matches()) {
      return new Expectation(Optional.empty(), "", Optional.ofNullable(runs.group(1)));
    }
    Matcher raises = RAISES.matcher(text);
    if (raises.matches()) {
      String message = raises.group(2) == null ? "" : raises.group(2);
      return new Expectation(Optional.of(raises.group(1)), message, Optional.empty());
    }
    throw new IllegalArgumentException("not a way to end: " + text);
  }

  /** What is wrong with the way that a script ended; empty when it ended as declared. */
  public Optional<String> mismatch(Run run) {
    if (run.timedOut()) {
      return Optional.of("it did not end in time");
    }
    if (exception.isEmpty()) {
      if (!run.ran()) {
        return Optional.of("it should run, but failed: " + run.ending());
      }
      return printed
          .filter(text -> !run.prints(text))
          .map(text -> "it should print \"" + text + "\"");
    }
    String name = exception.get();
    if (run.ran()) {
      return Optional.of("it should fail with " + name + ", but runs");
    }
    if (!run.exceptions().contains(name) || !run.message().contains(message)) {
      return Optional.of(
          "it should fail with %s: %s, but fails with %s".formatted(name, message, run.ending()));
    }
    return Optional.empty();
  }
}
