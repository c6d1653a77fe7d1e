package fitmend.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckCommandTest {
  @TempDir Path folder;
  private CommandRun run;

  @BeforeEach
  void start() throws IOException {
    folder = folder.toRealPath();
    run = new CommandRun(folder);
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void saysThatAllIsWell() throws IOException {
    write("a.py", "x = 1\n");
    assertEquals(0, run.run("check"));
    assertEquals("", run.out());
    assertEquals("No problems found in 1 file.\n", run.err());
  }

  @Test
  void showsTheLineTheReasonAndTheFix() throws IOException {
    write("a.py", "x = 1\n\tbad = ugly  # 語\n");
    assertEquals(1, run.run("check"));
    assertEquals(
        """
        a.py:2:2: BAD001 [*] `bad` is written here
          |
        2 |     bad = ugly  # 語
          |     ^^^
          |
          = why: The run stops with `BadWordError`.
          = fix: Write `good` (--fix)
            -     bad = ugly  # 語
            +     good = ugly  # 語

        a.py:2:8: UGL001 advice: `ugly` is written here
          |
        2 |     bad = ugly  # 語
          |           ^^^^
          |
          = why: Nothing happens.
          = note: beauty is not known

        """,
        run.out());
    assertEquals("Found 1 problem, 1 piece of advice (1 fixable with --fix).\n", run.err());
  }

  @Test
  void adviceIsNoProblem() throws IOException {
    write("a.py", "ugly\n");
    assertEquals(0, run.run("check", "--output-format=concise"));
    assertEquals("a.py:1:1: UGL001 advice: `ugly` is written here\n", run.out());
    assertEquals("1 piece of advice, no problem.\n", run.err());
  }

  @Test
  void countsWhatUnsafeFixesWouldAdd() throws IOException {
    write("a.py", "bad\nrisky\nugly\n");
    run.run("check", "--output-format", "concise");
    assertEquals(
        """
        a.py:1:1: BAD001 [*] `bad` is written here
        a.py:2:1: BAD002 `risky` is written here
        a.py:3:1: UGL001 advice: `ugly` is written here
        """,
        run.out());
    assertEquals(
        "Found 2 problems, 1 piece of advice (1 fixable with --fix, 1 more with --unsafe-fixes).\n",
        run.err());
  }

  @Test
  void ordersFilesByNameWithManyThreads() throws IOException {
    StringBuilder expected = new StringBuilder();
    for (int i = 100; i < 160; i++) {
      write("d" + i % 7 + "/f" + i + ".py", "bad\n");
    }
    Files.walk(folder)
        .filter(Files::isRegularFile)
        .sorted()
        .forEach(
            file ->
                expected.append(
                    folder.relativize(file) + ":1:1: BAD001 [*] `bad` is written here\n"));
    run.run("check", "-j", "8", "--output-format=concise", ".");
    assertEquals(expected.toString(), run.out());
  }

  @Test
  void fixesInPlace() throws IOException {
    Path file = write("a.py", "bad\r\nrisky\r\nugly");
    assertEquals(1, run.run("check", "--fix", "--output-format=concise", "a.py"));
    assertEquals("good\r\nrisky\r\nugly", Files.readString(file));
    assertEquals(
        "a.py:2:1: BAD002 `risky` is written here\n"
            + "a.py:3:1: UGL001 advice: `ugly` is written here\n",
        run.out());
    assertEquals(
        "Fixed 1 problem in 1 file; 2 left (1 fixable with --fix --unsafe-fixes).\n", run.err());
  }

  @Test
  void exitsWithZeroWhenAllIsFixedUnlessAskedOtherwise() throws IOException {
    Path file = write("a.py", "bad risky\n");
    assertEquals(0, run.run("check", "--fix", "--unsafe-fixes", "a.py"));
    assertEquals("good sure\n", Files.readString(file));
    Files.writeString(file, "bad");
    assertEquals(1, new CommandRun(folder).run("check", "--fix", "--exit-non-zero-on-fix"));
    assertEquals(0, new CommandRun(folder).run("check", "--fix", "--exit-non-zero-on-fix"));
  }

  @Test
  void exitZeroForgivesFindingsButNotFailures() throws IOException {
    write("a.py", "ugly");
    assertEquals(0, run.run("check", "--exit-zero"));
    assertEquals(2, run.run("check", "--exit-zero", "missing.py"));
  }

  @Test
  void diffWritesNothingAndTellsWhatIsLeft() throws IOException {
    Path file = write("a.py", "bad\nugly\n");
    assertEquals(1, run.run("check", "--diff", "--fix"));
    assertEquals("bad\nugly\n", Files.readString(file));
    assertEquals("--- a/a.py\n+++ b/a.py\n@@ -1,2 +1,2 @@\n-bad\n+good\n ugly\n", run.out());
    assertEquals(
        """
        a.py:2:1: UGL001 advice: `ugly` is written here (beauty is not known)
        Would fix 1 problem in 1 file; 1 left.
        """,
        run.err());
  }

  @Test
  void quietKeepsTheResult() throws IOException {
    write("a.py", "bad");
    run.run("check", "-q", "--output-format=concise");
    assertEquals("a.py:1:1: BAD001 [*] `bad` is written here\n", run.out());
    assertEquals("", run.err());
  }

  @Test
  void repairsStandardInputToStandardOutput() {
    byte[] latin = "# coding: latin-1\nbad = 'é'\n".getBytes(StandardCharsets.ISO_8859_1);
    byte[] fixed = "# coding: latin-1\ngood = 'é'\n".getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(0, run.input(latin).run("check", "--fix", "-"));
    assertArrayEquals(fixed, run.outBytes.toByteArray());
  }

  @Test
  void givesStandardInputBackWhenItCannotBeRead() {
    byte[] broken = {(byte) 0xFF, 'b', 'a', 'd'};
    assertEquals(2, run.input(broken).run("check", "--fix", "--stdin-filename", "x/y.py", "-"));
    assertArrayEquals(broken, run.outBytes.toByteArray());
    assertEquals("x/y.py:2:3: cannot be decoded\n", run.err());
  }

  @Test
  void namesStandardInput() {
    run.input("bad".getBytes(StandardCharsets.UTF_8));
    run.run("check", "--stdin-filename", "x/y.py", "--diff", "-");
    assertTrue(run.out().startsWith("--- a/x/y.py\n+++ b/x/y.py\n"), run.out());
  }

  @Test
  void readsNamesFromAFile() throws IOException {
    write("a.py", "bad");
    write("b.py", "bad");
    Path names = write("names.txt", "b.py\n--output-format=concise\n");
    run.run("check", "@" + names);
    assertEquals("b.py:1:1: BAD001 [*] `bad` is written here\n", run.out());
  }

  @Test
  void goesOnAfterFilesItCannotRead() throws IOException {
    Files.write(folder.resolve("a.py"), new byte[] {'x', '\n', (byte) 0xFF});
    write("b.py", "crash");
    write("c.py", "deep");
    write("d.py", "bad");
    write("e.py", "gate bad");
    assertEquals(2, run.run("check", "--fix", "missing.py", "n.ipynb", "."));
    assertEquals("good", Files.readString(folder.resolve("d.py")));
    assertEquals("gate bad", Files.readString(folder.resolve("e.py")));
    assertEquals(
        """
        a.py:2:3: cannot be decoded
        b.py: made fitmend fail: java.lang.IllegalStateException: crash is what the file asked for; --verbose shows where
        c.py: is nested too deeply
        e.py:1:6: the repair of BAD001 was not made: the gate is shut
        missing.py: no such file or directory
        n.ipynb: notebooks cannot be read yet
        Fixed 1 problem in 1 file; 1 left (1 fixable with --fix).
        """,
        run.err());
  }

  @Test
  void verboseShowsWhere() throws IOException {
    write("b.py", "crash");
    run.run("check", "--verbose");
    assertTrue(run.err().contains("\tat fitmend.cli."), run.err());
  }

  @Test
  void jsonHasRuffsFields() throws IOException {
    Path file = write("a.py", "# é\nx = bad\nugly\n");
    run.run("check", "--output-format=json");
    JsonNode all = new ObjectMapper().readTree(run.out());
    assertEquals(
        new ObjectMapper()
            .readTree(
                """
                {"cell": null, "code": "BAD001", "end_location": {"column": 8, "row": 2},
                 "filename": "%s", "location": {"column": 5, "row": 2},
                 "fix": {"applicability": "safe", "message": "Write `good`", "edits": [
                   {"content": "good", "end_location": {"column": 8, "row": 2},
                    "location": {"column": 5, "row": 2}}]},
                 "message": "`bad` is written here", "name": "bad-word", "noqa_row": 2,
                 "reason": null, "severity": "error", "steps": [], "url": null}
                """
                    .formatted(file)),
        all.get(0));
    assertEquals("beauty is not known", all.get(1).get("reason").textValue());
    assertTrue(all.get(1).get("fix").isNull());
    assertEquals("info", all.get(1).get("severity").textValue());
  }

  @Test
  void jsonOfNothingIsAnEmptyArray() throws IOException {
    write("a.py", "x");
    run.run("check", "--output-format=json");
    assertEquals(0, new ObjectMapper().readTree(run.out()).size());
  }

  @Test
  void githubAnnotates() throws IOException {
    write("a,b.py", "risky");
    run.run("check", "--output-format=github");
    assertEquals(
        "::warning file=a%2Cb.py,line=1,endLine=1,col=1,endColumn=6,title=fitmend (BAD002)::"
            + "a,b.py:1:1: BAD002 `risky` is written here\n",
        run.out());
  }

  @Test
  void sarifDescribesRulesResultsFixesAndFailures() throws IOException {
    write("a b.py", "bad");
    run.run("check", "--output-format=sarif", "a b.py", "missing.py");
    JsonNode sarif = new ObjectMapper().readTree(run.out()).get("runs").get(0);
    assertEquals("BAD001", sarif.at("/tool/driver/rules/0/id").textValue());
    assertEquals("error", sarif.at("/results/0/level").textValue());
    assertEquals(0, sarif.at("/results/0/ruleIndex").intValue());
    assertEquals(
        "a%20b.py",
        sarif.at("/results/0/locations/0/physicalLocation/artifactLocation/uri").textValue());
    assertEquals(
        "good",
        sarif
            .at("/results/0/fixes/0/artifactChanges/0/replacements/0/insertedContent/text")
            .textValue());
    assertFalse(sarif.at("/invocations/0/executionSuccessful").booleanValue());
  }

  @Test
  void countsByRule() throws IOException {
    write("a.py", "ugly bad bad risky");
    run.run("check", "--statistics");
    assertEquals(
        "2\tBAD001\t[*] bad-word\n1\tBAD002\t[ ] risky-word\n1\tUGL001\t[ ] ugly-word\n",
        run.out());
  }

  @Test
  void colourIsForTerminalsThatWantIt() throws IOException {
    write("a.py", "bad");
    String[] args = {"check", "--output-format=concise"};
    run.onTerminal(Map.of()).run(args);
    assertTrue(run.out().contains("\u001b["));
    CommandRun unwanted = new CommandRun(folder).onTerminal(Map.of("NO_COLOR", "1"));
    unwanted.run(args);
    assertFalse(unwanted.out().contains("\u001b["));
    CommandRun piped = new CommandRun(folder);
    piped.run("check", "--color", "always", "--output-format=concise");
    assertTrue(piped.out().contains("\u001b["));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check --select BOD001 | unknown rule `BOD001`; did you mean `BAD001`?",
        "check --ignore bad-words | unknown rule `bad-words`; did you mean `bad-word`?",
        "check --target tensorflow==9 | unknown target `tensorflow==9`; there are tensorflow==1.15,"
            + " tensorflow==2.15, tensorflow==2.21",
        "check --output-format xml | --output-format `xml`: must be one of full, concise, json,"
            + " github, sarif",
        "check --fixx | unknown argument `--fixx`; did you mean `--fix`?",
        "chek | unknown argument `chek`; did you mean `check`?",
        "check - a.py | - stands for standard input and must be the only path",
        "check -j 0 | --jobs must be at least 1",
        "rule BAD | unknown rule `BAD`",
        "rule | which rule? Give its code, its name, or --all",
      })
  void refusesWhatMakesNoSense(String line) {
    String[] parts = line.split(" \\| ");
    assertEquals(2, run.run(parts[0].split(" ")));
    assertEquals("fitmend: " + parts[1] + "\n", run.err());
    assertEquals("", run.out());
  }

  @Test
  void selectsByPrefixAndNameAndTheMoreExactWordWins() throws IOException {
    write("a.py", "bad risky ugly");
    run.run("check", "--statistics", "--select", "BAD001,ugly-word", "--ignore=BAD");
    assertEquals("1\tBAD001\t[*] bad-word\n1\tUGL001\t[ ] ugly-word\n", run.out());
    CommandRun none = new CommandRun(folder);
    assertEquals(0, none.run("check", "--ignore=ALL", "--select=ALL"));
  }

  @Test
  void helpAndVersionAreResults() {
    assertEquals(0, run.run("--help"));
    assertTrue(run.out().contains("fitmend check --diff train.py"), run.out());
    CommandRun check = new CommandRun(folder);
    assertEquals(0, check.run("check", "--help"));
    assertTrue(check.out().contains("Exit code: 0"), check.out());
    CommandRun version = new CommandRun(folder);
    assertEquals(0, version.run("--version"));
    assertTrue(version.out().startsWith("fitmend "));
    CommandRun bare = new CommandRun(folder);
    assertEquals(2, bare.run());
    assertEquals("", bare.out());
    assertTrue(bare.err().contains("Examples:"));
  }

  @Test
  void completes() {
    assertEquals(0, run.run("generate-completion"));
    assertTrue(run.out().contains("--unsafe-fixes"));
  }

  @Test
  void explainsRules() {
    assertEquals(0, run.run("rule", "evil-word"));
    assertTrue(run.out().startsWith("BAD001 bad-word\n\n    A word is bad.\n"), run.out());
    assertTrue(run.out().contains("    -bad = 1\n    +good = 1\n"), run.out());
    CommandRun markdown = new CommandRun(folder);
    markdown.run("rule", "--all", "--output-format=markdown");
    assertTrue(markdown.out().contains("## UGL001 ugly-word\n\nA word is ugly.\n"), markdown.out());
    CommandRun json = new CommandRun(folder);
    json.run("rule", "--all", "--output-format=json");
    assertTrue(json.out().contains("\"former_names\" : [ \"evil-word\" ]"), json.out());
  }
}
