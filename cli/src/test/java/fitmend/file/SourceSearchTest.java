package fitmend.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceSearchTest {
  @TempDir Path folder;

  @BeforeEach
  void resolve() throws IOException {
    folder = folder.toRealPath();
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private List<String> found(String... names) {
    SourceSearch search = new SourceSearch((path, directory) -> false);
    for (String name : names) {
      search.add(folder.resolve(name));
    }
    return Arrays.stream(search.files()).map(file -> folder.relativize(file).toString()).toList();
  }

  @Test
  void takesPythonFilesThatWereWrittenHere() throws IOException {
    for (String name :
        List.of(
            "a.py",
            "b.pyw",
            "c.txt",
            "sub/d.py",
            ".hidden/e.py",
            "env/pyvenv.cfg",
            "env/f.py",
            "sub/__pycache__/g.py",
            "node_modules/h.py",
            "lib/site-packages/i.py",
            "build/j.py",
            "dist/k.py",
            ".dot.py")) {
      write(name, "");
    }
    assertEquals(List.of(".dot.py", "a.py", "b.pyw", "sub/d.py"), found("."));
  }

  @Test
  void takesWhatIsNamed() throws IOException {
    write(".gitignore", "*.py\n");
    write(".hidden/e.py", "");
    write("script", "");
    write("build/j.py", "");
    assertEquals(List.of(".hidden/e.py", "script"), found(".hidden/e.py", "script", "script"));
    Files.delete(folder.resolve(".gitignore"));
    assertEquals(List.of("build/j.py"), found("build"));
  }

  @Test
  void listensToGitIgnore() throws IOException {
    write(".gitignore", "generated/\n/top.py\n*_pb2.py\n!keep_pb2.py\n");
    write("sub/.gitignore", "!x_pb2.py\nlocal.py\n");
    for (String name :
        List.of(
            "generated/a.py",
            "sub/generated/a.py",
            "top.py",
            "sub/top.py",
            "m_pb2.py",
            "keep_pb2.py",
            "sub/x_pb2.py",
            "sub/y_pb2.py",
            "sub/local.py",
            "local.py")) {
      write(name, "");
    }
    List<String> expected = List.of("keep_pb2.py", "local.py", "sub/top.py", "sub/x_pb2.py");
    assertEquals(expected, found("."));
  }

  @Test
  void listensToIgnoreFilesAboveUpToTheRepository() throws IOException {
    write(".gitignore", "a.py\n");
    write("repository/.gitignore", "b.py\n");
    write("repository/.git/info/exclude", "c.py\n");
    for (String name : List.of("a.py", "b.py", "c.py", "d.py")) {
      write("repository/sub/" + name, "");
    }
    assertEquals(List.of("repository/sub/a.py", "repository/sub/d.py"), found("repository/sub"));
  }

  @Test
  void followsLinksToFilesOnceAndToFoldersNever() throws IOException {
    write("real/a.py", "");
    write("outside/b.py", "");
    Path work = Files.createDirectory(folder.resolve("real/work"));
    Files.createSymbolicLink(work.resolve("loop"), folder.resolve("real"));
    Files.createSymbolicLink(work.resolve("self.py"), work.resolve("self.py"));
    Files.createSymbolicLink(work.resolve("again.py"), folder.resolve("real/a.py"));
    Files.createSymbolicLink(work.resolve("other.py"), folder.resolve("outside/b.py"));
    assertEquals(List.of("real/a.py", "real/work/other.py"), found("real"));
  }

  @Test
  void leavesPipesAlone() throws Exception {
    new ProcessBuilder("mkfifo", folder.resolve("pipe.py").toString()).start().waitFor();
    assertEquals(List.of(), found("."));
  }
}
