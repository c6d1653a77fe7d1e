package fitmend.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;

/**
 * A file as it was when it was read.
 *
 * @param path where it was found, possibly a link
 * @param bytes all of it; not to be changed
 * @param modified its time of modification
 */
public record Snapshot(Path path, byte[] bytes, FileTime modified) {
  /** A script is not larger than this; a file that is, was not written by a person. */
  private static final long MAXIMUM_SIZE = 64L << 20;

  /**
   * Reads a file that must be a regular one, or a link to one.
   *
   * @throws FileProblemException if that cannot be done, with the reason
   */
  public static Snapshot read(Path path) throws FileProblemException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        throw new FileProblemException("is a directory");
      }
      if (!attributes.isRegularFile()) {
        // Reading from a pipe or a device may never end.
        throw new FileProblemException("is not a regular file");
      }
      if (attributes.size() > MAXIMUM_SIZE) {
        throw new FileProblemException(
            "has %d MB; files over %d MB are not read"
                .formatted(attributes.size() >> 20, MAXIMUM_SIZE >> 20));
      }
      return new Snapshot(path, Files.readAllBytes(path), attributes.lastModifiedTime());
    } catch (FileProblemException problem) {
      throw problem;
    } catch (IOException failure) {
      throw new FileProblemException(inWords(failure), failure);
    }
  }

  /** Whether the file still holds what was read. */
  boolean isCurrent() throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    // The time alone does not tell: its resolution may be coarser than an editor is quick.
    return attributes.size() == bytes.length
        && attributes.lastModifiedTime().equals(modified)
        && Arrays.equals(Files.readAllBytes(path), bytes);
  }

  static String inWords(IOException failure) {
    return switch (failure) {
      case NoSuchFileException missing -> "no such file or directory";
      case AccessDeniedException denied -> "permission denied";
      case FileSystemException circle
          when String.valueOf(circle.getReason()).startsWith("Too many levels") ->
          "is a circle of symbolic links";
      case FileSystemException other when other.getReason() != null ->
          other.getReason().substring(0, 1).toLowerCase() + other.getReason().substring(1);
      default -> String.valueOf(failure.getMessage());
    };
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
