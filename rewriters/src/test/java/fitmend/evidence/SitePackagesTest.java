package fitmend.evidence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fitmend.engine.Engine;
import fitmend.engine.Outcome;
import fitmend.engine.RuleCatalogue;
import fitmend.engine.Settings;
import fitmend.inference.Target;
import fitmend.python.ParseOutcome;
import fitmend.python.PythonParser;
import fitmend.python.source.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Thousands of files that nobody here wrote: all that is installed beside each TensorFlow. */
@Tag("tensorflow")
class SitePackagesTest {
  private static final Set<String> ALL_CODES =
      RuleCatalogue.all().stream().map(rule -> rule.info().code()).collect(Collectors.toSet());

  @TestFactory
  Stream<DynamicTest> nothingBreaksDownAndNothingChangesUnasked() {
    return Arrays.stream(Target.values())
        .map(target -> dynamicTest("installed beside " + target, () -> check(target)));
  }

  private static void check(Target target) throws IOException {
    Optional<Environment> environment = Environment.of(target);
    if (environment.isEmpty()) {
      String reason = "SKIPPED packages of " + target + ": there is no Python for it";
      System.err.println("fitmend: " + reason);
      Assumptions.abort(reason);
    }
    Engine idle = new Engine(new Settings(Set.of(), target, true));
    Engine all = new Engine(new Settings(ALL_CODES, target, true));
    List<String> troubles = new ArrayList<>();
    List<Path> refused = new ArrayList<>();
    List<Path> files = files(environment.get().interpreter().getParent().getParent());
    assertTrue(files.size() > 5_000, () -> "only " + files.size() + " files");
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      if (PythonParser.parse(bytes) instanceof ParseOutcome.Parsed parsed) {
        assertTiles(parsed.file().tokens(), file);
      } else {
        refused.add(file);
      }
      if (idle.fix(bytes) instanceof Outcome.Fixed fixed) {
        assertArrayEquals(bytes, fixed.bytes(), () -> "changed: " + file);
      }
      if (all.fix(bytes) instanceof Outcome.Fixed fixed) {
        fixed.failures().forEach(failure -> troubles.add(file + ": " + failure));
        fixed.dropped().forEach(dropped -> troubles.add(file + ": " + dropped.reason()));
      }
    }
    assertTrue(troubles.isEmpty(), () -> String.join("\n", troubles));
    System.out.printf(
        "%s: %d files read, %d refused: %s%n",
        target, files.size(), refused.size(), refused.stream().map(Path::getFileName).toList());
  }

  private static void assertTiles(Tokens tokens, Path file) {
    int end = 0;
    for (int raw = 0; raw < tokens.rawCount(); raw++) {
      assertEquals(end, tokens.rawStart(raw), () -> "a gap in " + file);
      end = tokens.rawEnd(raw);
    }
    assertEquals(tokens.source().length, end, () -> "an end is missing in " + file);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(path -> path.toString().endsWith(".py"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }
}
