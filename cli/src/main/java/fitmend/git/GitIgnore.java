package fitmend.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.ignore.IgnoreNode;

/** The patterns of one file of ignore rules, as git understands them. */
public final class GitIgnore {
  private final Path folder;
  private final IgnoreNode patterns = new IgnoreNode();

  private GitIgnore(Path folder) {
    this.folder = folder;
  }

  /** Reads a {@code .gitignore} whose patterns are meant relative to a folder. */
  public static GitIgnore read(Path file, Path folder) throws IOException {
    GitIgnore result = new GitIgnore(folder);
    try (InputStream in = Files.newInputStream(file)) {
      result.patterns.parse(file.toString(), in);
    }
    return result;
  }

  /** Whether a path below the folder is ignored, if the patterns have a word about it. */
  public Optional<Boolean> ignores(Path path, boolean directory) {
    StringBuilder relative = new StringBuilder();
    for (Path part : folder.relativize(path)) {
      relative.append(relative.isEmpty() ? "" : "/").append(part);
    }
    return Optional.ofNullable(patterns.checkIgnored(relative.toString(), directory));
  }
}
