package fitmend.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Puts new content in the place of a file so that, whatever happens, either the old or the new is
 * there as a whole: the new is written beside the old and renamed over it. A file that changed
 * since it was read stays as it is.
 */
public final class SafeReplacement {
  private static final Set<Path> UNFINISHED = new HashSet<>();
  private static boolean guarded;
  private static boolean ending;

  private SafeReplacement() {}

  /**
   * Replaces the file by the bytes; its mode, and its owner as far as allowed, stay, and a link to
   * it stays a link.
   *
   * @throws FileProblemException if it was left as it is, with the reason
   */
  public static void replace(Snapshot snapshot, byte[] bytes) throws FileProblemException {
    try {
      Path target = snapshot.path().toRealPath();
      if (!Files.isWritable(target)) {
        // The rename would succeed and take the protection away.
        throw new FileProblemException("cannot be written: the file is read-only");
      }
      if (!Files.isWritable(target.getParent())) {
        throw new FileProblemException("cannot be written: its folder is read-only");
      }
      Path temporary = create(target.resolveSibling(".fitmend-" + UUID.randomUUID() + ".tmp"));
      try {
        write(temporary, bytes);
        keepMode(target, temporary);
        if (!snapshot.isCurrent()) {
          throw new FileProblemException(
              "was changed by someone else while it was being repaired; left as it is");
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        discard(temporary);
      }
    } catch (FileProblemException problem) {
      throw problem;
    } catch (IOException failure) {
      throw new FileProblemException("cannot be written: " + Snapshot.inWords(failure), failure);
    }
  }

  private static void write(Path path, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      // Without this a power cut after the rename may leave an empty file.
      channel.force(true);
    }
  }

  private static void keepMode(Path from, Path to) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    PosixFileAttributes old = Files.readAttributes(from, PosixFileAttributes.class);
    PosixFileAttributes fresh = view.readAttributes();
    try {
      if (!fresh.owner().equals(old.owner())) {
        view.setOwner(old.owner());
      }
      if (!fresh.group().equals(old.group())) {
        view.setGroup(old.group());
      }
    } catch (IOException refused) {
      // Only the superuser may give files away; the content matters more.
    }
    // Last, because a change of owner may clear bits of the mode.
    view.setPermissions(old.permissions());
  }

  private static Path create(Path path) throws IOException {
    synchronized (UNFINISHED) {
      if (ending) {
        throw new FileProblemException("interrupted; left as it is");
      }
      if (!guarded) {
        guarded = true;
        Runtime.getRuntime().addShutdownHook(new Thread(SafeReplacement::discardAll));
      }
      Files.createFile(path);
      UNFINISHED.add(path);
      return path;
    }
  }

  private static void discard(Path path) throws IOException {
    synchronized (UNFINISHED) {
      UNFINISHED.remove(path);
      Files.deleteIfExists(path);
    }
  }

  private static void discardAll() {
    synchronized (UNFINISHED) {
      ending = true;
      for (Path path : UNFINISHED) {
        try {
          Files.deleteIfExists(path);
        } catch (IOException stays) {
          // The process ends; there is nobody left to tell.
        }
      }
    }
  }
}
