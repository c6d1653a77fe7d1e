package fitmend.evidence;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import fitmend.inference.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Runs every pair of scripts on each TensorFlow it is declared for: before fails, after runs. */
@Tag("tensorflow")
class RealTensorFlowTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TestFactory
  Stream<DynamicNode> everyFixtureOnItsTargets() throws IOException {
    List<Fixture> fixtures = Fixture.all();
    return Arrays.stream(Target.values()).map(target -> onTarget(target, fixtures));
  }

  private static DynamicNode onTarget(Target target, List<Fixture> fixtures) {
    List<Fixture> ours = fixtures.stream().filter(each -> each.targets().contains(target)).toList();
    if (ours.isEmpty()) {
      return dynamicContainer(target + ": no fixture", Stream.empty());
    }
    try {
      Optional<Environment> environment = Environment.of(target);
      if (environment.isEmpty()) {
        return skipped(target, ours.size());
      }
      Map<Path, Run> runs = run(environment.get().interpreter(), ours);
      return dynamicContainer(
          target.toString(),
          ours.stream()
              .map(each -> dynamicTest(target + " " + each, () -> endsAsDeclared(each, runs))));
    } catch (IOException e) {
      return dynamicTest(target + " " + ours.size() + " fixtures", () -> fail(e));
    }
  }

  private static DynamicNode skipped(Target target, int fixtures) {
    String reason =
        "SKIPPED %s: %d fixtures are not run, there is no Python %s on PATH or in ~/.pyenv/versions"
            .formatted(target, fixtures, String.join(" or ", Environment.pythons(target)));
    System.err.println("fitmend: " + reason);
    return dynamicTest(target + " skipped", () -> Assumptions.abort(reason));
  }

  /** Scripts of a guard are the same bytes: one run is evidence for both. */
  private static Map<Path, Run> run(Path interpreter, List<Fixture> fixtures) throws IOException {
    List<Object> words = new ArrayList<>();
    words.add(interpreter);
    words.add(Fixture.root().resolve("fixtures/environments/run_fixtures.py"));
    words.add("--json");
    for (Fixture fixture : fixtures) {
      words.add(fixture.before());
      if (!fixture.isGuard()) {
        words.add(fixture.after());
      }
    }
    Map<Path, Run> runs = new HashMap<>();
    boolean succeeded =
        Command.of(words.toArray()).stream(
            line -> {
              Run run = read(line);
              runs.put(Path.of(run.script()), run);
            });
    if (!succeeded) {
      throw new IOException("run_fixtures.py failed with " + interpreter);
    }
    return runs;
  }

  private static Run read(String line) {
    try {
      JsonNode run = JSON.readTree(line);
      JsonNode raised = run.path("raised");
      List<String> exceptions = new ArrayList<>();
      raised.path("types").forEach(type -> exceptions.add(type.asText()));
      return new Run(
          run.path("script").asText(),
          run.path("exit").asInt(),
          run.path("timeout").asBoolean(),
          run.path("stdout").asText(),
          run.path("stderr").asText(),
          exceptions,
          raised.path("message").asText(),
          raised.path("traceback").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void endsAsDeclared(Fixture fixture, Map<Path, Run> runs) throws IOException {
    Run before = runs.get(fixture.before());
    Run after = fixture.isGuard() ? before : runs.get(fixture.after());
    assertAll(
        () -> check(fixture + " before", fixture.beforeExpectation(), before),
        () -> check(fixture + " after", fixture.afterExpectation(), after),
        () -> checkSilentFaultIsGone(fixture, after));
  }

  private static void checkSilentFaultIsGone(Fixture fixture, Run after) {
    Optional<String> fault = fixture.beforeExpectation().printed();
    if (fault.isPresent() && !fault.equals(fixture.afterExpectation().printed())) {
      assertFalse(
          after.prints(fault.get()), fixture + " after: it still prints what only before should");
    }
  }

  private static void check(String which, Expectation expectation, Run run) {
    if (run == null) {
      fail(which + " was not run");
    }
    expectation
        .mismatch(run)
        .ifPresent(problem -> fail(which + ": " + problem + "\n" + run.transcript()));
  }
}
