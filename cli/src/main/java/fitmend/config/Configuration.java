package fitmend.config;

import fitmend.inference.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code [tool.fitmend]} of a {@code pyproject.toml} says; what it does not say is empty.
 *
 * @param file where it stands, if anywhere
 * @param exclude patterns of paths, relative to the file's folder, that are left out
 */
public record Configuration(
    Optional<Path> file,
    Optional<Target> target,
    Optional<List<String>> select,
    Optional<List<String>> ignore,
    Optional<Boolean> unsafeFixes,
    List<String> exclude,
    Optional<String> outputFormat) {

  /** Says nothing. */
  public static final Configuration NONE =
      new Configuration(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty());
}
