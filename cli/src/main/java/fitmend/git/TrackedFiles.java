package fitmend.git;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.CoreConfig.EolStreamType;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.TreeWalk.OperationType;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.eclipse.jgit.util.io.EolStreamTypeUtil;

/**
 * Compares files of the work tree with a commit, as {@code git add} would see them. The user's
 * index is not read: what git wants to know from it, whether a file has CRLF already, the commit
 * knows.
 */
final class TrackedFiles {
  private static final int COMMIT = 0;
  private static final int INDEX = 1;
  private static final int WORK = 2;

  private final Repository repository;

  TrackedFiles(Repository repository) {
    this.repository = repository;
  }

  /**
   * A file that the commit holds.
   *
   * @param isDirty whether the work tree has other content
   * @param lineEnds what becomes of line ends on the way into the repository
   */
  record State(boolean isDirty, EolStreamType lineEnds) {
    /** The content as the repository keeps it. */
    byte[] normalize(byte[] content) throws IOException {
      try (InputStream stream =
          EolStreamTypeUtil.wrapInputStream(new ByteArrayInputStream(content), lineEnds)) {
        return stream.readAllBytes();
      }
    }
  }

  /** The whole tree of the commit, to be edited in memory. */
  DirCache treeOf(ObjectId commit) throws IOException {
    DirCache tree = DirCache.newInCore();
    try (ObjectReader reader = repository.newObjectReader();
        RevWalk walk = new RevWalk(reader)) {
      DirCacheBuilder builder = tree.builder();
      builder.addTree(new byte[0], 0, reader, walk.parseTree(commit));
      builder.finish();
    }
    return tree;
  }

  /** The state of each of those files; an error if one is not a plain file of the commit. */
  Map<String, State> at(ObjectId commit, Set<String> paths)
      throws IOException, BranchCommitException {
    Map<String, State> states = new HashMap<>();
    if (paths.isEmpty()) {
      return states;
    }
    try (RevWalk commits = new RevWalk(repository);
        TreeWalk walk = new TreeWalk(repository)) {
      RevTree tree = commits.parseTree(commit);
      walk.setOperationType(OperationType.CHECKIN_OP);
      walk.addTree(tree);
      walk.addTree(new DirCacheIterator(treeOf(commit)));
      FileTreeIterator work = new FileTreeIterator(repository);
      work.setDirCacheIterator(walk, INDEX);
      work.setWalkIgnoredDirectories(true);
      walk.addTree(work);
      walk.setFilter(PathFilterGroup.createFromStrings(paths));
      walk.setRecursive(true);
      while (walk.next()) {
        if (paths.contains(walk.getPathString())) {
          states.put(walk.getPathString(), state(walk));
        }
      }
    }
    for (String path : paths) {
      if (!states.containsKey(path)) {
        throw new BranchCommitException(path + " belongs to another repository inside this one");
      }
    }
    return states;
  }

  private static State state(TreeWalk walk) throws IOException, BranchCommitException {
    String path = walk.getPathString();
    WorkingTreeIterator work = walk.getTree(WORK, WorkingTreeIterator.class);
    FileMode mode = walk.getFileMode(COMMIT);
    if (mode == FileMode.MISSING) {
      boolean ignored = work != null && work.isEntryIgnored();
      throw new BranchCommitException(
          path + (ignored ? " is ignored by git" : " is not in the last commit; commit it first"));
    }
    if (mode != FileMode.REGULAR_FILE && mode != FileMode.EXECUTABLE_FILE) {
      throw new BranchCommitException(path + " is not a plain file in the last commit");
    }
    if (work == null) {
      return new State(true, EolStreamType.DIRECT);
    }
    // Checked before any content is asked for, because asking would run the program.
    if (walk.getFilterCommand(Constants.ATTR_FILTER_TYPE_CLEAN) != null) {
      throw new BranchCommitException(path + " is stored through a git filter, which is not run");
    }
    boolean dirty = !work.getEntryObjectId().equals(walk.getObjectId(COMMIT));
    return new State(dirty, work.getEolStreamType());
  }
}
