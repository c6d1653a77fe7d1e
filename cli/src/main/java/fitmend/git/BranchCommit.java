package fitmend.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.UserConfig;
import org.eclipse.jgit.revwalk.FooterLine;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * Commits new contents of files onto a branch, starting from HEAD, and touches neither the work
 * tree nor the index nor HEAD. Only objects and the one ref are written; no hook, no filter program
 * and no signing program is run.
 *
 * <p>Every commit carries the trailer {@code Fitmend-Branch: NAME}. A branch that exists is made
 * anew if its last commit and all that HEAD does not have carry that trailer; any other branch is
 * left alone, because it holds the work of somebody.
 *
 * <p>A path that is a symbolic link stands for the file it leads to, as it does for an editor.
 */
public final class BranchCommit implements AutoCloseable {
  /** The trailer that marks commits made here. */
  public static final String TRAILER = "Fitmend-Branch";

  private final Repository repository;
  private final TrackedFiles files;

  static {
    DiscreetSystemReader.install();
  }

  private BranchCommit(Repository repository) {
    this.repository = repository;
    this.files = new TrackedFiles(repository);
  }

  /** Opens the repository whose work tree, main or linked, holds the file or directory. */
  public static BranchCommit open(Path anyFileInRepo) throws BranchCommitException {
    Path start = anyFileInRepo.toAbsolutePath().normalize();
    try {
      start = start.toRealPath();
    } catch (IOException missing) {
      throw new BranchCommitException(anyFileInRepo + " does not exist", missing);
    }
    Path directory = Files.isDirectory(start) ? start : start.getParent();
    FileRepositoryBuilder builder = new FileRepositoryBuilder().setMustExist(true);
    builder.findGitDir(directory.toFile());
    if (builder.getGitDir() == null) {
      throw new BranchCommitException(anyFileInRepo + " is not in a git repository");
    }
    Repository repository;
    try {
      repository = builder.build();
    } catch (IOException | IllegalArgumentException unreadable) {
      throw failed("cannot read the git repository of " + anyFileInRepo, unreadable);
    }
    if (repository.isBare()) {
      repository.close();
      throw new BranchCommitException(
          repository.getDirectory() + " is a bare repository, which has no files to repair");
    }
    return new BranchCommit(repository);
  }

  /**
   * Makes one commit for each step, the first on top of HEAD, and lets the branch point at the
   * last. Steps that change nothing are left out. Either all is done or nothing.
   *
   * @return the ids of the commits made, in order
   */
  public List<String> commit(String branch, List<Step> steps) throws BranchCommitException {
    try {
      return commitAll(branch, steps);
    } catch (IOException broken) {
      throw failed("cannot commit to branch " + branch, broken);
    }
  }

  /** Whether the file in the work tree differs from the last commit, line ends aside. */
  public boolean isDirty(Path file) throws BranchCommitException {
    try {
      ObjectId head = head();
      String path = pathOf(file);
      return files.at(head, Set.of(path)).get(path).isDirty();
    } catch (IOException broken) {
      throw failed("cannot compare " + file + " with the last commit", broken);
    }
  }

  @Override
  public void close() {
    repository.close();
  }

  private List<String> commitAll(String branch, List<Step> steps)
      throws IOException, BranchCommitException {
    ObjectId head = head();
    PersonIdent[] people = people();
    String refName = Constants.R_HEADS + branch;
    ObjectId old = replaceable(branch, refName, head);

    List<Map<String, byte[]>> contents = new ArrayList<>();
    Set<String> paths = new TreeSet<>();
    for (Step step : steps) {
      Map<String, byte[]> byPath = byPath(step);
      contents.add(byPath);
      paths.addAll(byPath.keySet());
    }
    Map<String, TrackedFiles.State> states = files.at(head, paths);
    for (Map.Entry<String, TrackedFiles.State> file : states.entrySet()) {
      if (file.getValue().isDirty()) {
        throw new BranchCommitException(
            file.getKey() + " has changes that are not committed; commit or stash them first");
      }
    }

    List<String> made = new ArrayList<>();
    ObjectId parent = head;
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      DirCache tree = files.treeOf(head);
      ObjectId parentTree = tree.writeTree(inserter);
      for (int i = 0; i < steps.size(); i++) {
        ObjectId newTree = write(contents.get(i), states, tree, inserter);
        if (newTree.equals(parentTree)) {
          continue;
        }
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(newTree);
        commit.setParentId(parent);
        commit.setAuthor(people[0]);
        commit.setCommitter(people[1]);
        commit.setMessage(Trailers.add(steps.get(i).message(), TRAILER, branch));
        parent = inserter.insert(commit);
        parentTree = newTree;
        made.add(parent.name());
      }
      inserter.flush();
    }
    if (made.isEmpty()) {
      throw new BranchCommitException("nothing to commit: no file would change");
    }
    point(branch, refName, old, parent);
    return List.copyOf(made);
  }

  private static ObjectId write(
      Map<String, byte[]> contents,
      Map<String, TrackedFiles.State> states,
      DirCache tree,
      ObjectInserter inserter)
      throws IOException {
    DirCacheEditor editor = tree.editor();
    for (Map.Entry<String, byte[]> file : contents.entrySet()) {
      byte[] normalized = states.get(file.getKey()).normalize(file.getValue());
      ObjectId blob = inserter.insert(Constants.OBJ_BLOB, normalized);
      editor.add(
          new DirCacheEditor.PathEdit(file.getKey()) {
            @Override
            public void apply(DirCacheEntry entry) {
              // The mode stays, and with it the executable bit.
              entry.setObjectId(blob);
            }
          });
    }
    editor.finish();
    return tree.writeTree(inserter);
  }

  private ObjectId head() throws IOException, BranchCommitException {
    Ref head = repository.exactRef(Constants.HEAD);
    if (head == null) {
      throw new BranchCommitException("the repository has no HEAD");
    }
    if (!head.isSymbolic()) {
      throw new BranchCommitException(
          "HEAD is detached; switch to a branch first, so that there is one to compare with");
    }
    if (head.getObjectId() == null) {
      throw new BranchCommitException("the repository has no commit yet");
    }
    return head.getObjectId();
  }

  private PersonIdent[] people() throws BranchCommitException {
    UserConfig user = repository.getConfig().get(UserConfig.KEY);
    if (user.isAuthorNameImplicit()
        || user.isAuthorEmailImplicit()
        || user.isCommitterNameImplicit()
        || user.isCommitterEmailImplicit()) {
      throw new BranchCommitException(
          "Please tell me who you are: run git config --global user.email \"you@example.com\""
              + " and git config --global user.name \"Your Name\"");
    }
    PersonIdent committer = new PersonIdent(repository);
    PersonIdent author =
        new PersonIdent(
            new PersonIdent(user.getAuthorName(), user.getAuthorEmail()),
            committer.getWhenAsInstant(),
            committer.getZoneId());
    return new PersonIdent[] {author, committer};
  }

  /** The commit at which the branch stands and may be taken from; the zero id if there is none. */
  private ObjectId replaceable(String branch, String refName, ObjectId head)
      throws IOException, BranchCommitException {
    if (!Repository.isValidRefName(refName) || branch.startsWith("-") || branch.equals("HEAD")) {
      throw new BranchCommitException("'" + branch + "' is not a valid branch name");
    }
    if (CheckedOutBranches.of(repository).contains(refName)) {
      throw new BranchCommitException(
          "branch " + branch + " is checked out; choose another name for the repairs");
    }
    Ref ref = repository.exactRef(refName);
    if (ref == null) {
      for (String conflict : repository.getRefDatabase().getConflictingNames(refName)) {
        throw new BranchCommitException(
            "branch " + branch + " cannot be made beside " + Repository.shortenRefName(conflict));
      }
      return ObjectId.zeroId();
    }
    if (ref.isSymbolic() || !isOurs(ref.getObjectId(), branch, head)) {
      throw new BranchCommitException(
          "branch " + branch + " exists and was not made by fitmend; choose another name");
    }
    return ref.getObjectId();
  }

  private boolean isOurs(ObjectId tip, String branch, ObjectId head) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit last = walk.parseCommit(tip);
      if (!hasTrailer(last, branch)) {
        return false;
      }
      walk.markStart(last);
      walk.markUninteresting(walk.parseCommit(head));
      for (RevCommit commit : walk) {
        if (!hasTrailer(commit, branch)) {
          return false;
        }
      }
      return true;
    }
  }

  private static boolean hasTrailer(RevCommit commit, String branch) {
    for (FooterLine line : commit.getFooterLines()) {
      if (line.getKey().equals(TRAILER) && line.getValue().equals(branch)) {
        return true;
      }
    }
    return false;
  }

  private void point(String branch, String refName, ObjectId old, ObjectId tip)
      throws IOException, BranchCommitException {
    RefUpdate update = repository.updateRef(refName);
    update.setExpectedOldObjectId(old);
    update.setNewObjectId(tip);
    update.setForceUpdate(true);
    update.setRefLogMessage("fitmend: repairs from HEAD", false);
    RefUpdate.Result result = update.update();
    switch (result) {
      case NEW, FORCED, FAST_FORWARD -> {}
      case LOCK_FAILURE ->
          throw new BranchCommitException(
              "branch " + branch + " was changed by another program meanwhile; try again");
      default ->
          throw new BranchCommitException("git refused to update branch " + branch + ": " + result);
    }
  }

  private Map<String, byte[]> byPath(Step step) throws IOException, BranchCommitException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    for (Map.Entry<Path, byte[]> file : step.newContents().entrySet()) {
      String path = pathOf(file.getKey());
      byte[] before = contents.putIfAbsent(path, file.getValue());
      if (before != null && !Arrays.equals(before, file.getValue())) {
        throw new BranchCommitException(path + " is given twice, with different contents");
      }
    }
    return contents;
  }

  /** The path as git names it: from the top of the work tree, with slashes. */
  private String pathOf(Path file) throws IOException, BranchCommitException {
    Path workTree = repository.getWorkTree().toPath().toRealPath();
    Path real;
    try {
      real = file.toRealPath();
    } catch (IOException missing) {
      throw new BranchCommitException(file + " does not exist", missing);
    }
    if (!real.startsWith(workTree) || real.equals(workTree)) {
      throw new BranchCommitException(file + " is outside of the repository " + workTree);
    }
    return workTree.relativize(real).toString().replace(real.getFileSystem().getSeparator(), "/");
  }

  private static BranchCommitException failed(String what, Exception cause) {
    String why = cause.getMessage();
    String line =
        why == null ? cause.getClass().getSimpleName() : why.lines().findFirst().orElse("");
    return new BranchCommitException(what + ": " + line, cause);
  }
}
