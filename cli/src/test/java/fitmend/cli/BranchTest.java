package fitmend.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fitmend.GitProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BranchTest {
  @TempDir Path folder;
  private CommandRun run;

  @BeforeEach
  void start() throws Exception {
    folder = folder.toRealPath();
    run = new CommandRun(folder);
    git("init", "-q", "-b", "main");
    git("config", "user.name", "A Person");
    git("config", "user.email", "person@example.com");
    Files.writeString(folder.resolve("a.py"), "bad risky\nugly\n");
    Files.writeString(folder.resolve("b.py"), "bad\n");
    git("add", ".");
    git("commit", "-q", "-m", "Start");
  }

  private String git(String... args) throws IOException, InterruptedException {
    return GitProgram.run(folder, args);
  }

  @Test
  void commitsEachRuleAndSaysWhy() throws Exception {
    assertEquals(
        0,
        run.run(
            "check", "--fix", "--unsafe-fixes", "--branch", "repairs", "--output-format=concise"));
    assertEquals("a.py:2:1: UGL001 advice: `ugly` is written here\n", run.out());
    assertEquals(
        "Committed repairs onto branch repairs in 2 commits: 3 problems in 2 files; 1 left.\n",
        run.err());
    assertEquals("", git("status", "--porcelain"));
    assertEquals("good sure\nugly\n", git("show", "repairs:a.py"));
    assertEquals("good risky\nugly\n", git("show", "repairs~1:a.py"));
    assertEquals("good\n", git("show", "repairs:b.py"));
    String message = git("log", "-1", "--format=%B", "repairs~1");
    assertTrue(
        message.startsWith(
            """
            Repair bad-word (BAD001)

            A word is bad

            The run stops with `BadWordError`.

            - a.py:1: Write `good`
            - b.py:1: Write `good`
            """),
        message);
  }

  @Test
  void commitsNothingWhenNothingIsToRepair() throws Exception {
    assertEquals(0, run.run("check", "--fix", "--branch", "repairs", "--select=UGL", "b.py"));
    assertEquals("No problems found in 1 file.\n", run.err());
    assertEquals("* main\n", git("branch"));
  }

  @Test
  void refusesADirtyFile() throws Exception {
    Files.writeString(folder.resolve("b.py"), "bad bad\n");
    assertEquals(2, run.run("check", "--fix", "--branch", "repairs"));
    assertEquals(
        "fitmend: b.py has changes that are not committed; commit or stash them first\n",
        run.err());
    assertEquals("* main\n", git("branch"));
  }

  @Test
  void goesWithFixOnly() {
    assertEquals(2, run.run("check", "--branch", "repairs"));
    assertEquals("fitmend: --branch needs --fix, and goes without --diff\n", run.err());
  }
}
