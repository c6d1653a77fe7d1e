package fitmend.evidence;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A program and its arguments, run without what the caller's environment says about Python. */
record Command(List<String> words) {

  static Command of(Object... words) {
    return new Command(Arrays.stream(words).map(Object::toString).toList());
  }

  /** What it prints when it succeeds. */
  Optional<String> output() throws IOException {
    StringBuilder text = new StringBuilder();
    boolean succeeded =
        run(ProcessBuilder.Redirect.DISCARD, line -> text.append(line).append('\n'));
    return succeeded ? Optional.of(text.toString().strip()) : Optional.empty();
  }

  /** The end of what it says when it fails. */
  Optional<String> failure() throws IOException {
    StringBuilder text = new StringBuilder();
    boolean succeeded = run(null, line -> text.append(line).append('\n'));
    int end = text.length();
    return succeeded
        ? Optional.empty()
        : Optional.of(words + " failed:\n" + text.substring(Math.max(0, end - 2000), end));
  }

  /** Hands on each line of standard output; standard error is this process's own. */
  boolean stream(Consumer<String> lines) throws IOException {
    return run(ProcessBuilder.Redirect.INHERIT, lines);
  }

  /** Runs it to its end; without a place for standard error that is read as output. */
  private boolean run(ProcessBuilder.Redirect errors, Consumer<String> lines) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().keySet().removeIf(name -> name.startsWith("PYTHON"));
    if (errors == null) {
      builder.redirectErrorStream(true);
    } else {
      builder.redirectError(errors);
    }
    Process process = builder.start();
    process.getOutputStream().close();
    try (BufferedReader reader = process.inputReader()) {
      reader.lines().forEach(lines);
      return process.waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      process.destroy();
    }
  }
}
