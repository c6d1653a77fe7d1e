package fitmend.git;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real repositories, made and checked by the {@code git} program itself. */
class BranchCommitTest {
  private static final String BRANCH = "fitmend/repairs";

  @TempDir Path temp;
  private Path repo;
  private SystemReader reader;

  @BeforeEach
  void makeRepository() throws Exception {
    reader = SystemReader.getInstance();
    SystemReader.setInstance(new NoUserSettings());
    DiscreetSystemReader.install();
    repo = Files.createDirectories(temp.resolve("repo")).toRealPath();
    git("init", "-q", "-b", "main");
    git("config", "user.name", "Ada");
    git("config", "user.email", "ada@example.org");
    write("train.py", "x = 1\n");
    write("sub/dir/model.py", "y = 1\n");
    write("other.txt", "other\n");
    git("add", ".");
    git("commit", "-q", "-m", "First");
  }

  @AfterEach
  void restoreSettings() {
    SystemReader.setInstance(reader);
  }

  @Test
  void makesOneCommitForEachStep() throws Exception {
    String before = snapshot();
    List<String> made =
        commit(
            BRANCH,
            step("Repair x\n\nBecause.\n", "train.py", "x = 2\n"),
            step("Repair both", "train.py", "x = 3\n", "sub/dir/model.py", "y = 2\n"));

    assertEquals(before, snapshot());
    assertEquals(2, made.size());
    assertEquals(made.get(1), git("rev-parse", BRANCH));
    assertEquals(made.get(0), git("rev-parse", BRANCH + "~1"));
    assertEquals(git("rev-parse", "main"), git("rev-parse", BRANCH + "~2"));
    assertEquals("sub/dir/model.py\ntrain.py", git("diff", "--name-only", "main.." + BRANCH));
    assertEquals("x = 3", git("show", BRANCH + ":train.py"));
    assertEquals("x = 2", git("show", BRANCH + "~1:train.py"));
    assertEquals(
        "Repair x\n\nBecause.\n\nFitmend-Branch: " + BRANCH,
        git("log", "-1", "--format=%B", BRANCH + "~1"));
    assertEquals(
        BRANCH, git("log", "-1", "--format=%(trailers:key=Fitmend-Branch,valueonly)", BRANCH));
    assertEquals(
        "Ada <ada@example.org> Ada <ada@example.org>",
        git("log", "-1", "--format=%an <%ae> %cn <%ce>", BRANCH));
    git("fsck", "--strict", "--no-dangling");
  }

  @Test
  void worksFromSubdirectoriesAndLeavesTheIndexAlone() throws Exception {
    write("other.txt", "staged\n");
    git("add", "other.txt");
    write("untracked.txt", "new\n");
    String before = snapshot();
    Path directory = repo.resolve("sub/dir");
    try (BranchCommit commits = BranchCommit.open(directory)) {
      commits.commit(BRANCH, List.of(step("Repair", "sub/dir/model.py", "y = 2\n")));
    }
    assertEquals(before, snapshot());
    assertEquals("sub/dir/model.py", git("diff", "--name-only", "main.." + BRANCH));
  }

  @Test
  void keepsExecutableBitsLinksAndSubmodules() throws Exception {
    Path library = Files.createDirectories(temp.resolve("library"));
    run(library, "git", "init", "-q", "-b", "main");
    run(
        library,
        "git",
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@b",
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        "First");
    git(
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        library.toString(),
        "library");
    assertTrue(repo.resolve("train.py").toFile().setExecutable(true));
    Files.createSymbolicLink(repo.resolve("link.py"), Path.of("train.py"));
    git("add", ".");
    git("commit", "-q", "-m", "Second");

    commit(BRANCH, step("Repair", "link.py", "x = 2\n"));

    assertEquals("train.py", git("diff", "--name-only", "main.." + BRANCH));
    assertEquals(
        git("ls-tree", "-r", "--format=%(objectmode) %(path)", "main"),
        git("ls-tree", "-r", "--format=%(objectmode) %(path)", BRANCH));
    assertTrue(git("ls-tree", BRANCH, "train.py").startsWith("100755"));
    git("fsck", "--strict", "--no-dangling");
  }

  @Test
  void refusesLinksThatLeaveTheRepository() throws Exception {
    Files.writeString(temp.resolve("outside.py"), "x = 1\n");
    Files.createSymbolicLink(repo.resolve("link.py"), temp.resolve("outside.py"));
    git("add", ".");
    git("commit", "-q", "-m", "Second");
    refuses("is outside of the repository", BRANCH, step("Repair", "link.py", "x = 2\n"));
  }

  @Test
  void normalizesLineEndsAsGitAddDoes() throws Exception {
    git("config", "core.autocrlf", "true");
    write("train.py", "x = 1\r\ny = 1\r\n");
    git("add", "train.py");
    git("commit", "-q", "-m", "Second");
    commit(BRANCH, step("Repair", "train.py", "x = 2\r\ny = 1\r\n"));
    assertArrayEquals(
        "x = 2\ny = 1\n".getBytes(StandardCharsets.UTF_8), blob(BRANCH + ":train.py"));
    assertEquals("1\t1\ttrain.py", git("diff", "--numstat", "main.." + BRANCH));
    assertEquals("", git("status", "--porcelain"));
  }

  @Test
  void keepsCarriageReturnsThatAreCommitted() throws Exception {
    write("train.py", "x = 1\r\ny = 1\r\n");
    git("add", "train.py");
    git("commit", "-q", "-m", "Second");
    commit("first", step("Repair", "train.py", "x = 2\r\ny = 1\r\n"));
    git("config", "core.autocrlf", "true");
    commit("second", step("Repair", "train.py", "x = 2\r\ny = 1\r\n"));
    byte[] expected = "x = 2\r\ny = 1\r\n".getBytes(StandardCharsets.UTF_8);
    assertArrayEquals(expected, blob("first:train.py"));
    assertArrayEquals(expected, blob("second:train.py"));
  }

  @Test
  void obeysAttributes() throws Exception {
    write(".gitattributes", "*.py text eol=crlf\n");
    write("train.py", "x = 1\r\n");
    git("add", ".");
    git("commit", "-q", "-m", "Second");
    commit(BRANCH, step("Repair", "train.py", "x = 2\r\n"));
    assertArrayEquals("x = 2\n".getBytes(StandardCharsets.UTF_8), blob(BRANCH + ":train.py"));
  }

  @Test
  void worksInLinkedWorkTrees() throws Exception {
    Path linked = temp.toRealPath().resolve("linked");
    git("worktree", "add", "-q", "-b", "work", linked.toString());
    Files.writeString(linked.resolve("train.py"), "x = 5\n");
    run(linked, "git", "commit", "-q", "-am", "In the linked one");
    String before = snapshot();
    try (BranchCommit commits = BranchCommit.open(linked.resolve("train.py"))) {
      commits.commit(
          BRANCH,
          List.of(new Step("Repair", Map.of(linked.resolve("train.py"), bytes("x = 6\n")))));
      var refusal =
          assertThrows(
              BranchCommitException.class,
              () ->
                  commits.commit(
                      "main",
                      List.of(new Step("R", Map.of(linked.resolve("train.py"), bytes("z\n"))))));
      assertTrue(refusal.getMessage().contains("checked out"), refusal.getMessage());
    }
    assertEquals(before, snapshot());
    assertEquals("", run(linked, "git", "status", "--porcelain"));
    assertEquals("x = 6", git("show", BRANCH + ":train.py"));
    assertEquals(git("rev-parse", "work"), git("rev-parse", BRANCH + "~1"));
    refuses("branch work is checked out", "work", step("Repair", "train.py", "x = 2\n"));
    git("fsck", "--strict", "--no-dangling");
  }

  @Test
  void makesItsOwnBranchAnew() throws Exception {
    commit(BRANCH, step("Repair", "train.py", "x = 2\n"), step("More", "train.py", "x = 3\n"));
    write("other.txt", "changed\n");
    git("commit", "-q", "-am", "Second");
    commit(BRANCH, step("Repair", "train.py", "x = 4\n"));
    assertEquals(git("rev-parse", "main"), git("rev-parse", BRANCH + "~1"));
    assertEquals("x = 4", git("show", BRANCH + ":train.py"));

    git("merge", "-q", BRANCH);
    commit(BRANCH, step("Repair again", "train.py", "x = 5\n"));
    assertEquals(git("rev-parse", "main"), git("rev-parse", BRANCH + "~1"));
  }

  @Test
  void leavesBranchesOfOthersAlone() throws Exception {
    Step repair = step("Repair", "train.py", "x = 2\n");
    git("branch", "release");
    refuses("branch release exists and was not made by fitmend", "release", repair);

    commit(BRANCH, repair);
    git("switch", "-q", BRANCH);
    write("train.py", "x = 9\n");
    git("commit", "-q", "-am", "By hand");
    git("switch", "-q", "main");
    String tip = git("rev-parse", BRANCH);
    refuses("was not made by fitmend", BRANCH, repair);
    assertEquals(tip, git("rev-parse", BRANCH));

    git("switch", "-q", BRANCH);
    write("train.py", "x = 10\n");
    git("commit", "-q", "-am", "Repair\n\nFitmend-Branch: " + BRANCH);
    git("switch", "-q", "main");
    refuses("was not made by fitmend", BRANCH, repair);
  }

  @Test
  void refusesNamesThatCannotBe() throws Exception {
    Step repair = step("Repair", "train.py", "x = 2\n");
    for (String name : List.of("", "a b", "a..b", "-x", "HEAD", "a.lock", "/a", "a/", "a~1")) {
      refuses("'" + name + "' is not a valid branch name", name, repair);
    }
    refuses("branch main is checked out", "main", repair);
    refuses("cannot be made beside main", "main/repairs", repair);
  }

  @Test
  void refusesFilesWithUncommittedChanges() throws Exception {
    write("train.py", "x = 7\n");
    Step repair = step("Repair", "train.py", "x = 2\n");
    refuses("train.py has changes that are not committed", BRANCH, repair);
    git("add", "train.py");
    refuses("train.py has changes that are not committed", BRANCH, repair);
    commit(BRANCH, step("Repair", "sub/dir/model.py", "y = 2\n"));
    try (BranchCommit commits = BranchCommit.open(repo)) {
      assertTrue(commits.isDirty(repo.resolve("train.py")));
      assertFalse(commits.isDirty(repo.resolve("other.txt")));
    }
  }

  @Test
  void refusesFilesThatAreNotInTheLastCommit() throws Exception {
    write(".gitignore", "ignored/\n");
    write("ignored/a.py", "x = 1\n");
    write("new.py", "x = 1\n");
    refuses("ignored/a.py is ignored by git", BRANCH, step("R", "ignored/a.py", "x = 2\n"));
    refuses("new.py is not in the last commit", BRANCH, step("R", "new.py", "x = 2\n"));
    git("add", "new.py");
    refuses("new.py is not in the last commit", BRANCH, step("R", "new.py", "x = 2\n"));
    refuses("no.py does not exist", BRANCH, step("R", "no.py", "x = 2\n"));
    Path inner = Files.createDirectories(repo.resolve("inner"));
    run(inner, "git", "init", "-q");
    write("inner/a.py", "x = 1\n");
    refuses("inner/a.py belongs to another repository", BRANCH, step("R", "inner/a.py", "x\n"));
    refuses("nothing to commit", BRANCH, step("R", "train.py", "x = 1\n"));
  }

  @Test
  void refusesFilters() throws Exception {
    write(".gitattributes", "*.py filter=mine\n");
    git("add", ".");
    git("commit", "-q", "-m", "Second");
    git("config", "filter.mine.clean", "touch ran; cat");
    refuses("through a git filter", BRANCH, step("R", "train.py", "x = 2\n"));
    assertFalse(Files.exists(repo.resolve("ran")));
  }

  @Test
  void refusesPlacesWithoutACommitToStartFrom() throws Exception {
    Path plain = Files.createDirectories(temp.resolve("plain"));
    Files.writeString(plain.resolve("a.py"), "x = 1\n");
    assertTrue(openRefused(plain.resolve("a.py")).contains("is not in a git repository"));

    Path bare = Files.createDirectories(temp.resolve("bare.git"));
    run(bare, "git", "init", "-q", "--bare");
    assertTrue(openRefused(bare).contains("is a bare repository"));

    git("checkout", "-q", "--detach");
    refuses("HEAD is detached", BRANCH, step("R", "train.py", "x = 2\n"));

    git("checkout", "-q", "--orphan", "empty");
    refuses("has no commit yet", BRANCH, step("R", "train.py", "x = 2\n"));
  }

  @Test
  void asksWhoYouAre() throws Exception {
    git("config", "--unset", "user.name");
    refuses("Please tell me who you are", BRANCH, step("R", "train.py", "x = 2\n"));
  }

  @Test
  void runsNoHooks() throws Exception {
    for (String hook :
        List.of("pre-commit", "commit-msg", "post-commit", "reference-transaction")) {
      Path file = repo.resolve(".git/hooks/" + hook);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "#!/bin/sh\ntouch " + temp.resolve("ran") + "\nexit 1\n");
      assertTrue(file.toFile().setExecutable(true));
    }
    git("config", "commit.gpgSign", "true");
    git("config", "gpg.program", "false");
    commit(BRANCH, step("Repair", "train.py", "x = 2\n"));
    assertFalse(Files.exists(temp.resolve("ran")));
  }

  @Test
  void noticesThatSomebodyElseIsWriting() throws Exception {
    Path lock = repo.resolve(".git/refs/heads/" + BRANCH + ".lock");
    Files.createDirectories(lock.getParent());
    Files.createFile(lock);
    refuses("was changed by another program", BRANCH, step("R", "train.py", "x = 2\n"));
  }

  @Test
  void readsPackedRefs() throws Exception {
    commit(BRANCH, step("Repair", "train.py", "x = 2\n"));
    git("pack-refs", "--all");
    git("gc", "-q");
    commit(BRANCH, step("Repair", "train.py", "x = 3\n"));
    assertEquals("x = 3", git("show", BRANCH + ":train.py"));
    git("fsck", "--strict", "--no-dangling");
  }

  @Test
  void putsTheTrailerWhereTrailersAre() {
    assertEquals("A\n\nK: v\n", Trailers.add("A", "K", "v"));
    assertEquals("K: v\n\nK: v\n", Trailers.add("K: v", "K", "v"));
    assertEquals("A\n\nB: c\nK: v\n", Trailers.add("A\n\nB: c\n", "K", "v"));
    assertEquals("A\n\nB: c\nK: v\n", Trailers.add("A\n\nB: c\nK: v", "K", "v"));
    assertEquals("A\n\nK: v\n", Trailers.add("A\n\nK: v\n", "K", "v"));
    assertEquals("A\n\nB c\n\nK: v\n", Trailers.add("A\n\nB c\n", "K", "v"));
  }

  private List<String> commit(String branch, Step... steps) throws BranchCommitException {
    try (BranchCommit commits = BranchCommit.open(repo.resolve("train.py"))) {
      return commits.commit(branch, List.of(steps));
    }
  }

  private void refuses(String message, String branch, Step... steps) throws Exception {
    String refs = git("for-each-ref");
    var refusal = assertThrows(BranchCommitException.class, () -> commit(branch, steps));
    assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
    assertEquals(1, refusal.getMessage().lines().count());
    assertEquals(refs, git("for-each-ref"));
  }

  private static String openRefused(Path path) {
    return assertThrows(BranchCommitException.class, () -> BranchCommit.open(path)).getMessage();
  }

  private Step step(String message, String... pathsAndContents) {
    Map<Path, byte[]> contents = new LinkedHashMap<>();
    for (int i = 0; i < pathsAndContents.length; i += 2) {
      contents.put(repo.resolve(pathsAndContents[i]), bytes(pathsAndContents[i + 1]));
    }
    return new Step(message, contents);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void write(String path, String content) throws IOException {
    Path file = repo.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  /** All that must stay as it is: HEAD, the index with its times, the files. */
  private String snapshot() throws Exception {
    StringBuilder all = new StringBuilder();
    all.append(git("symbolic-ref", "HEAD")).append(git("ls-files", "--stage", "--debug"));
    all.append(git("status", "--porcelain", "--ignored"));
    try (var files = Files.walk(repo)) {
      for (Path file : files.sorted().toList()) {
        if (!file.startsWith(repo.resolve(".git")) && Files.isRegularFile(file)) {
          all.append(file).append(Files.getLastModifiedTime(file)).append(Files.readString(file));
        }
      }
    }
    return all.toString();
  }

  private String git(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    return run(repo, command.toArray(String[]::new));
  }

  private byte[] blob(String name) throws Exception {
    return output(repo, "git", "cat-file", "blob", name);
  }

  private String run(Path directory, String... command) throws Exception {
    return new String(output(directory, command), StandardCharsets.UTF_8).strip();
  }

  private byte[] output(Path directory, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("HOME", temp.toString());
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    builder.environment().keySet().removeIf(NoUserSettings::isGits);
    builder.redirectErrorStream(true);
    Process process = builder.start();
    byte[] output = process.getInputStream().readAllBytes();
    assertEquals(
        0,
        process.waitFor(),
        () -> String.join(" ", command) + "\n" + new String(output, StandardCharsets.UTF_8));
    return output;
  }

  /** Whoever runs the tests may have a name, keys and settings of their own. */
  private static final class NoUserSettings extends SystemReader.Delegate {
    NoUserSettings() {
      super(SystemReader.getInstance());
    }

    static boolean isGits(String variable) {
      return variable.startsWith("GIT_") && !variable.equals("GIT_CONFIG_NOSYSTEM")
          || variable.equals("XDG_CONFIG_HOME");
    }

    @Override
    public String getenv(String variable) {
      return isGits(variable) || variable.equals("EMAIL") ? null : super.getenv(variable);
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
      return empty(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
      return empty(parent, fs);
    }

    private static FileBasedConfig empty(Config parent, FS fs) {
      return new FileBasedConfig(parent, null, fs) {
        @Override
        public void load() {
          // Nothing is set.
        }

        @Override
        public boolean isOutdated() {
          return false;
        }
      };
    }
  }
}
