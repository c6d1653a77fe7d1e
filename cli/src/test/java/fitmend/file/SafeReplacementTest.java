package fitmend.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeReplacementTest {
  private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("a.py"), text);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String refusal(Snapshot snapshot) {
    return assertThrows(FileProblemException.class, () -> SafeReplacement.replace(snapshot, NEW))
        .getMessage();
  }

  @Test
  void keepsTheMode() throws IOException {
    Path file = file("old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
    SafeReplacement.replace(Snapshot.read(file), NEW);
    assertArrayEquals(NEW, Files.readAllBytes(file));
    assertEquals("rwxr-x--x", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(List.of("a.py"), names());
  }

  @Test
  void keepsALink() throws IOException {
    Path file = file("old");
    Path link = Files.createSymbolicLink(folder.resolve("link.py"), file);
    SafeReplacement.replace(Snapshot.read(link), NEW);
    assertTrue(Files.isSymbolicLink(link));
    assertArrayEquals(NEW, Files.readAllBytes(file));
  }

  @Test
  void leavesAFileThatChanged() throws IOException {
    Path file = file("old");
    Snapshot snapshot = Snapshot.read(file);
    Files.writeString(file, "OLD");
    // The same size and, as within one tick of a clock, the same time.
    Files.setLastModifiedTime(file, snapshot.modified());
    assertTrue(refusal(snapshot).contains("changed by someone else"));
    assertEquals("OLD", Files.readString(file));
    assertEquals(List.of("a.py"), names());
  }

  @Test
  void leavesAFileThatIsGone() throws IOException {
    Snapshot snapshot = Snapshot.read(file("old"));
    Files.delete(snapshot.path());
    assertEquals("cannot be written: no such file or directory", refusal(snapshot));
    assertEquals(List.of(), names());
  }

  @Test
  void respectsProtection() throws IOException {
    Path file = file("old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    assumeFalse(Files.isWritable(file), "the superuser may write everything");
    assertTrue(refusal(Snapshot.read(file)).contains("read-only"));
  }

  @Test
  void namesTheReasonForAFolderThatCannotBeWritten() throws IOException {
    Path file = file("old");
    Snapshot snapshot = Snapshot.read(file);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assumeFalse(Files.isWritable(folder), "the superuser may write everything");
      assertEquals("cannot be written: its folder is read-only", refusal(snapshot));
      assertEquals("old", Files.readString(file));
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void readsRegularFilesOfReasonableSizeOnly() throws Exception {
    Path pipe = folder.resolve("pipe.py");
    new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    Path large = folder.resolve("large.py");
    try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
      sparse.setLength(200 << 20);
    }
    Path loop = folder.resolve("loop.py");
    Files.createSymbolicLink(loop, loop);
    assertEquals("is not a regular file", problem(pipe));
    assertEquals("has 200 MB; files over 64 MB are not read", problem(large));
    assertEquals("is a directory", problem(folder));
    assertEquals("no such file or directory", problem(folder.resolve("missing.py")));
    assertEquals("is a circle of symbolic links", problem(loop));
  }

  private static String problem(Path path) {
    return assertThrows(FileProblemException.class, () -> Snapshot.read(path)).getMessage();
  }
}
