package fitmend.diff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fitmend.GitProgram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts is that git takes the patches, so git is asked. */
class UnifiedDiffTest {
  @TempDir Path folder;

  private static String diff(String before, String after) {
    return new String(
        UnifiedDiff.of(
            "a.py",
            before.getBytes(StandardCharsets.UTF_8),
            after.getBytes(StandardCharsets.UTF_8)),
        StandardCharsets.UTF_8);
  }

  @Test
  void isEmptyWithoutDifference() {
    assertEquals("", diff("x\n", "x\n"));
  }

  @Test
  void marksAMissingLastLineEnd() {
    assertEquals(
        """
        --- a/a.py
        +++ b/a.py
        @@ -1,2 +1,2 @@
         x
        -y
        \\ No newline at end of file
        +z
        \\ No newline at end of file
        """,
        diff("x\ny", "x\nz"));
  }

  @Test
  void dividesDistantChanges() {
    String before = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n";
    assertEquals(
        """
        --- a/a.py
        +++ b/a.py
        @@ -1,4 +1,4 @@
        -a
        +A
         b
         c
         d
        @@ -8,3 +8,4 @@
         h
         i
         j
        +k
        """,
        diff(before, before.replace("a", "A") + "k\n"));
  }

  @Test
  void gitAppliesRandomChanges() throws Exception {
    Random random = new Random(1);
    List<String> ends = List.of("\n", "\r\n", "\r");
    for (int i = 0; i < 60; i++) {
      String end = ends.get(i % 3);
      gitApplies("s" + i + ".py", text(random, end), text(random, end));
    }
  }

  private static byte[] text(Random random, String end) {
    StringBuilder text = new StringBuilder();
    int lines = random.nextInt(30);
    for (int i = 0; i < lines; i++) {
      text.append(random.nextInt(12) == 0 ? "é" : "line " + random.nextInt(5)).append(end);
    }
    if (random.nextBoolean()) {
      text.append("last");
    }
    if (text.isEmpty()) {
      text.append("x");
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain.py",
        "with space.py",
        "sub/folder name/x.py",
        "tab\there.py",
        "quote\".py",
        "back\\slash.py",
        "new\nline.py",
        "modèle_語_😀.py",
        " leading and trailing ",
        "b/a/b.py",
      })
  void gitAppliesToOddNames(String name) throws Exception {
    gitApplies(
        name,
        "a\nb\nc\n".getBytes(StandardCharsets.UTF_8),
        "a\nB\nc\n".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void gitAppliesInASubfolder() throws Exception {
    Path sub = Files.createDirectories(folder.resolve("sub"));
    GitProgram.run(folder, "init", "-q");
    Files.writeString(sub.resolve("a.py"), "x\n");
    Path patch = folder.resolve("p");
    Files.writeString(patch, diff("x\n", "y\n"));
    GitProgram.run(sub, "apply", patch.toString());
    assertEquals("y\n", Files.readString(sub.resolve("a.py")));
  }

  @Test
  void gitAppliesToAWholeNameFromTheRoot() throws Exception {
    Path file = Files.writeString(folder.resolve("a.py"), "x\n");
    byte[] diff = UnifiedDiff.of(file.toString(), new byte[] {'x', '\n'}, new byte[] {'y'});
    Path patch = Files.write(folder.resolve("p"), diff);
    GitProgram.run(Path.of("/"), "apply", patch.toString());
    assertEquals("y", Files.readString(file));
  }

  private void gitApplies(String name, byte[] before, byte[] after) throws Exception {
    Path file = folder.resolve("work").resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, before);
    byte[] diff = UnifiedDiff.of(name, before, after);
    if (diff.length > 0) {
      Path patch = Files.write(folder.resolve("patch"), diff);
      GitProgram.run(folder.resolve("work"), "apply", patch.toString());
    }
    assertArrayEquals(after, Files.readAllBytes(file));
  }
}
