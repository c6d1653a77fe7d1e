package fitmend.file;

import fitmend.git.GitIgnore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the {@code .gitignore} files from a folder up say. Nothing of git's own code is loaded
 * before the first such file is met.
 */
final class IgnoreRules {
  private final IgnoreRules parent;
  private final List<GitIgnore> own;

  private IgnoreRules(IgnoreRules parent, List<GitIgnore> own) {
    this.parent = parent;
    this.own = own;
  }

  /** The rules in force in a folder, from the top of its repository down. */
  static IgnoreRules at(Path folder) {
    Path top = folder;
    while (top != null && !Files.exists(top.resolve(".git"))) {
      top = top.getParent();
    }
    if (top == null) {
      return new IgnoreRules(null, read(folder.resolve(".gitignore"), folder));
    }
    IgnoreRules rules = new IgnoreRules(null, read(top.resolve(".git/info/exclude"), top));
    rules = rules.in(top);
    for (Path name : top.equals(folder) ? List.<Path>of() : top.relativize(folder)) {
      top = top.resolve(name);
      rules = rules.in(top);
    }
    return rules;
  }

  /** The rules in force in a folder inside. */
  IgnoreRules in(Path folder) {
    List<GitIgnore> inside = read(folder.resolve(".gitignore"), folder);
    return inside.isEmpty() ? this : new IgnoreRules(this, inside);
  }

  /** Whether the path is ignored; the nearest file that has a word about it decides. */
  boolean ignores(Path path, boolean directory) {
    for (IgnoreRules rules = this; rules != null; rules = rules.parent) {
      for (GitIgnore patterns : rules.own) {
        Optional<Boolean> word = patterns.ignores(path, directory);
        if (word.isPresent()) {
          return word.get();
        }
      }
    }
    return false;
  }

  private static List<GitIgnore> read(Path file, Path folder) {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    try {
      return List.of(GitIgnore.read(file, folder));
    } catch (IOException unreadable) {
      // git, too, goes on without it.
      return List.of();
    }
  }
}
