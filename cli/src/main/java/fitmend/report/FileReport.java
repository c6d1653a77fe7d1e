package fitmend.report;

import fitmend.rule.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What there is to say about one file.
 *
 * @param path its name as people are told
 * @param file its whole name; empty for standard input without one
 * @param diagnostics what is the matter and not repaired
 * @param repaired what was repaired, or would be
 * @param patch the repairs as a unified diff, empty when not asked for
 * @param problems what could not be done
 */
public record FileReport(
    String path,
    Optional<Path> file,
    List<Diagnostic> diagnostics,
    List<Finding> repaired,
    byte[] patch,
    List<Problem> problems) {
  private static final byte[] NO_PATCH = {};

  /** Nothing was found. */
  public static FileReport clean(String path, Path file) {
    return new FileReport(
        path, Optional.ofNullable(file), List.of(), List.of(), NO_PATCH, List.of());
  }

  /** The file could not be dealt with. */
  public static FileReport failed(String path, Path file, Problem problem) {
    return new FileReport(
        path, Optional.ofNullable(file), List.of(), List.of(), NO_PATCH, List.of(problem));
  }

  /** The name of the file as machines are told: the whole one where there is one. */
  String fullName() {
    return file.map(Path::toString).orElse(path);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
