package fitmend.report;

import java.util.Optional;

/**
 * Why fitmend could not do its job with a file.
 *
 * @param line from 1, or 0 when it is about the file as a whole
 * @param cause what went wrong inside, for those who ask
 */
public record Problem(
    String path, int line, int column, String message, Optional<Throwable> cause) {

  /** About a place in a file. */
  public static Problem at(String path, int line, int column, String message) {
    return new Problem(path, line, column, message, Optional.empty());
  }

  /** About a file as a whole. */
  public static Problem ofFile(String path, String message) {
    return at(path, 0, 0, message);
  }

  /** About a file that made fitmend fail. */
  public static Problem ofFile(String path, String message, Throwable cause) {
    return new Problem(path, 0, 0, message, Optional.of(cause));
  }

  @Override
  public String toString() {
    String place = line == 0 ? "" : ":" + line + ":" + column;
    return path + place + ": " + message;
  }
}
