package fitmend.python.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import fitmend.python.ParseOutcome;
import fitmend.python.PythonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Holds the parser to CPython: the same tree of the same files, the same files refused. */
@Tag("python")
class ConformanceTest {

  /** The newest CPython is the judge: before 3.12 places inside f-strings were wrong. */
  private static Python judge() throws IOException {
    List<Python> pythons = Python.all();
    assumeFalse(pythons.isEmpty(), "no Python 3 found");
    Python newest = pythons.getLast();
    if (newest.minor() < 12) {
      System.err.println("SKIPPED: the AST dump needs Python 3.12 or newer to compare with");
    }
    assumeFalse(newest.minor() < 12, "no Python 3.12 or newer found");
    return newest;
  }

  @TestFactory
  Stream<DynamicTest> standardLibraries() throws IOException {
    Python judge = judge();
    return Python.all().stream()
        .map(
            python ->
                DynamicTest.dynamicTest(
                    "standard library of Python 3." + python.minor(),
                    () -> compare(judge, python.libraryFiles())));
  }

  private static void compare(Python judge, List<Path> files) throws Exception {
    List<String> expected = judge.script("dump_ast.py", files);
    assertEquals(files.size(), expected.size());
    List<String> differing = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      String line = AstDump.digest(Files.readAllBytes(files.get(i))) + " " + files.get(i);
      if (!line.equals(expected.get(i))) {
        differing.add(expected.get(i) + " but was " + line);
      }
    }
    assertTrue(differing.isEmpty(), () -> String.join("\n", differing));
  }

  @Test
  void mutantsAreAcceptedAndRefusedAlike(@TempDir Path folder) throws IOException {
    Python judge = judge();
    List<String> verdicts =
        judge.script("mutate.py", judge.libraryFiles(), folder.toString(), "4000", "20261124");
    assertEquals(4000, verdicts.size());
    List<String> differing = new ArrayList<>();
    for (String verdict : verdicts) {
      String[] parts = verdict.split(" ", 2);
      ParseOutcome outcome = PythonParser.parse(Files.readAllBytes(Path.of(parts[1])));
      if (outcome instanceof ParseOutcome.Parsed != parts[0].equals("accepted")) {
        differing.add(verdict + ", here " + outcome);
      }
    }
    System.out.println("mutants judged unlike CPython: " + differing.size() + " of 4000");
    assertTrue(differing.size() <= 40, () -> String.join("\n", differing));
  }
}
