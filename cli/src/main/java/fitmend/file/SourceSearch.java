package fitmend.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * Finds the Python files below what a user named. A file that is named is always taken; below a
 * folder, what git ignores, what is hidden, and what is installed rather than written is left out.
 */
public final class SourceSearch {
  private static final Set<String> SKIPPED_FOLDERS =
      Set.of("__pycache__", "__pypackages__", "node_modules", "site-packages", "build", "dist");

  private final BiPredicate<Path, Boolean> excluded;
  private final Set<Path> files = new HashSet<>();
  private final Set<Path> named = new HashSet<>();
  private final Set<Path> links = new HashSet<>();
  private final Map<Path, String> problems = new TreeMap<>();

  /**
   * @param excluded whether a path, which is a directory or not, is left out for another reason
   */
  public SourceSearch(BiPredicate<Path, Boolean> excluded) {
    this.excluded = excluded;
  }

  /** Adds what a user named: a file, or all that belongs to a folder. */
  public void add(Path given) {
    Path path = given.toAbsolutePath().normalize();
    if (!Files.isDirectory(path)) {
      // Whether it can be read is found out, and said, when it is.
      files.add(path);
      named.add(path);
    } else {
      addFolder(path, IgnoreRules.at(path));
    }
  }

  /** The files found, each once, in order. */
  public Path[] files() {
    for (Path link : links) {
      try {
        // A link beside what it points to would be a second name of the same file.
        if (!files.contains(link.toRealPath())) {
          files.add(link);
        }
      } catch (IOException dangling) {
        // Points nowhere or in circles: not a file.
      }
    }
    links.clear();
    return files.stream().sorted().toArray(Path[]::new);
  }

  /** Whether a user named that file itself, not a folder around it. */
  public boolean isNamed(Path file) {
    return named.contains(file);
  }

  /** The folders that could not be read, with the reason. */
  public Map<Path, String> problems() {
    return problems;
  }

  private void addFolder(Path folder, IgnoreRules rules) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        addEntry(entry, rules);
      }
    } catch (IOException failure) {
      problems.put(folder, Snapshot.inWords(failure));
    } catch (DirectoryIteratorException failure) {
      problems.put(folder, Snapshot.inWords(failure.getCause()));
    }
  }

  private void addEntry(Path entry, IgnoreRules rules) throws IOException {
    String name = entry.getFileName().toString();
    boolean python = name.endsWith(".py") || name.endsWith(".pyw");
    BasicFileAttributes attributes;
    try {
      attributes =
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException vanished) {
      return;
    }
    // Linked folders are not entered: they are another place's files, or a circle.
    if (attributes.isDirectory()) {
      boolean taken =
          !name.startsWith(".")
              && !SKIPPED_FOLDERS.contains(name)
              && !Files.exists(entry.resolve("pyvenv.cfg"))
              && !rules.ignores(entry, true)
              && !excluded.test(entry, true);
      if (taken) {
        addFolder(entry, rules.in(entry));
      }
    } else if (python && !rules.ignores(entry, false) && !excluded.test(entry, false)) {
      if (attributes.isRegularFile()) {
        files.add(entry);
      } else if (attributes.isSymbolicLink() && Files.isRegularFile(entry)) {
        links.add(entry);
      }
    }
  }
}
