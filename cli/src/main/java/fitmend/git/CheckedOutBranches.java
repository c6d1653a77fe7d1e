package fitmend.git;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.Repository;

/** The branches on which somebody works: in the main work tree and in all linked ones. */
final class CheckedOutBranches {
  /** Files that name the branch checked out, or the one being rebased. */
  private static final List<String> FILES =
      List.of("HEAD", "rebase-merge/head-name", "rebase-apply/head-name");

  private CheckedOutBranches() {}

  static Set<String> of(Repository repository) throws IOException {
    Set<String> branches = new HashSet<>();
    branches.add(repository.getFullBranch());
    Path common = repository.getCommonDirectory().toPath();
    addFrom(common, branches);
    Path linked = common.resolve("worktrees");
    if (Files.isDirectory(linked)) {
      try (DirectoryStream<Path> directories = Files.newDirectoryStream(linked)) {
        for (Path directory : directories) {
          addFrom(directory, branches);
        }
      }
    }
    return branches;
  }

  private static void addFrom(Path gitDirectory, Set<String> branches) throws IOException {
    for (String name : FILES) {
      Path file = gitDirectory.resolve(name);
      if (Files.isRegularFile(file)) {
        String content = Files.readString(file).strip();
        branches.add(content.startsWith("ref: ") ? content.substring(5).strip() : content);
      }
    }
  }
}
