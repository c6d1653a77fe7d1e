package fitmend.config;

import fitmend.inference.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the configuration of each file: that of the nearest {@code pyproject.toml} with a table of
 * ours, alone. None is read, nor the TOML library loaded, unless the word fitmend stands in it.
 */
public final class Configurations {
  private static final String FILE = "pyproject.toml";

  private final Path workingDirectory;
  private final Optional<Configuration> fixed;
  private final Map<Path, Configuration> byFolder = new HashMap<>();

  private Configurations(Path workingDirectory, Optional<Configuration> fixed) {
    this.workingDirectory = workingDirectory;
    this.fixed = fixed;
  }

  /** Looks for the nearest file of each. */
  public static Configurations nearest(Path workingDirectory) {
    return new Configurations(workingDirectory, Optional.empty());
  }

  /** No files are read. */
  public static Configurations isolated(Path workingDirectory) {
    return new Configurations(workingDirectory, Optional.of(Configuration.NONE));
  }

  /** The one file given holds for all. */
  public static Configurations of(Path file, Path workingDirectory) throws ConfigurationException {
    Configurations configurations = isolated(workingDirectory);
    if (!Files.isRegularFile(file)) {
      throw new ConfigurationException(configurations.shown(file) + ": no such file");
    }
    Optional<Configuration> read = configurations.read(file);
    if (read.isEmpty()) {
      throw new ConfigurationException(
          configurations.shown(file) + ": has no table [tool.fitmend]");
    }
    return new Configurations(workingDirectory, read);
  }

  /** What holds in a folder, which is absolute. */
  public Configuration in(Path folder) throws ConfigurationException {
    if (fixed.isPresent()) {
      return fixed.get();
    }
    Configuration known = byFolder.get(folder);
    if (known != null) {
      return known;
    }
    Path file = folder.resolve(FILE);
    Optional<Configuration> own = Files.isRegularFile(file) ? read(file) : Optional.empty();
    Configuration found;
    if (own.isPresent()) {
      found = own.get();
    } else {
      found = folder.getParent() == null ? Configuration.NONE : in(folder.getParent());
    }
    byFolder.put(folder, found);
    return found;
  }

  /** Whether the configuration that holds for a path leaves it out. */
  public boolean excludes(Path path) throws ConfigurationException {
    Configuration configuration = in(path.getParent());
    if (configuration.exclude().isEmpty()) {
      return false;
    }
    Path home = configuration.file().orElseThrow().toAbsolutePath().getParent();
    if (!path.startsWith(home)) {
      return false;
    }
    Path relative = home.relativize(path);
    for (String pattern : configuration.exclude()) {
      String plain = pattern.endsWith("/") ? pattern.substring(0, pattern.length() - 1) : pattern;
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + plain);
      if (matcher.matches(relative) || matcher.matches(path.getFileName())) {
        return true;
      }
    }
    return false;
  }

  /** The target of that name. */
  public static Target target(String written) throws ConfigurationException {
    return Target.parse(written)
        .orElseThrow(() -> new ConfigurationException(PyprojectReader.unknownTarget(written)));
  }

  private Optional<Configuration> read(Path file) throws ConfigurationException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException failure) {
      throw new ConfigurationException(shown(file) + ": cannot be read");
    }
    boolean mayConcernUs = new String(bytes, StandardCharsets.ISO_8859_1).contains("fitmend");
    return mayConcernUs ? new PyprojectReader(file, bytes, shown(file)).read() : Optional.empty();
  }

  private String shown(Path file) {
    return file.startsWith(workingDirectory)
        ? workingDirectory.relativize(file).toString()
        : file.toString();
  }
}
