package fitmend.inference.twin;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fitmend.inference.Target;
import fitmend.python.ParseOutcome;
import fitmend.python.PythonParser;
import fitmend.python.tree.PythonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Whole training scripts, beside what the real targets made of them ({@code
 * inference/conformance/run_scripts.py}). A failure that is told must be the one that happened;
 * precision and recall are printed, and with {@code -Dscripts.missed} each failure that was not
 * found.
 */
class ScriptsTest {
  private static final Path FOLDER = Path.of("src/test/resources/scripts");
  private static final List<Target> TARGETS =
      List.of(Target.TENSORFLOW_1_15, Target.TENSORFLOW_2_15, Target.TENSORFLOW_2_21);

  /** Scripts where a call that is not modelled fails before what the twin tells. To be emptied. */
  private static final Set<String> NOT_YET_HELD =
      Set.of(
          "images/unet_boolean_masks.py",
          "keras/otto_labels_not_encoded.py",
          "models/custom_loss_float64_tensor.py",
          "models/custom_loss_weight_count.py",
          "pipelines/dataset_not_resized.py",
          "pipelines/sequence_class_count.py",
          "sessions/dataset_graph_forgotten.py");

  private static final List<Tally> TALLIES = new ArrayList<>();

  /** What a target did; without a failure it ran. */
  private record Recorded(String name, Optional<Failure> failure) {
    static Recorded of(String row) {
      String[] columns = row.split("\t", -1);
      return new Recorded(
          columns[0],
          columns[1].equals("runs")
              ? Optional.empty()
              : Optional.of(new Failure(Integer.parseInt(columns[2]), columns[3])));
    }
  }

  /** The first line of a statement and the exception it raised. */
  private record Failure(int line, String type) {}

  /** How the twin did on one target. */
  private static final class Tally {
    final Target target;
    int running;
    int failing;
    final List<String> missed = new ArrayList<>();
    final List<String> wrong = new ArrayList<>();

    Tally(Target target) {
      this.target = target;
    }

    void add(Recorded recorded, Verdict verdict, Optional<Failure> told) {
      if (recorded.failure().isPresent()) {
        failing++;
      } else {
        running++;
      }
      if (verdict instanceof Verdict.Undecided(String reason, boolean isFault) && isFault) {
        wrong.add(recorded.name() + ": " + reason);
      } else if (told.isPresent() && !told.equals(recorded.failure())) {
        wrong.add(recorded.name() + ": " + told + " for " + recorded.failure());
      } else if (told.isEmpty() && recorded.failure().isPresent()) {
        missed.add(recorded.name() + ": " + recorded.failure().get());
      }
    }

    String row() {
      int found = failing - missed.size();
      return "%-16s %8d %8d %8d %8d %9.1f%% %7.1f%%"
          .formatted(
              target,
              running,
              failing,
              found,
              wrong.size(),
              100.0 * found / Math.max(1, found + wrong.size()),
              100.0 * found / Math.max(1, failing));
    }
  }

  @TestFactory
  Stream<DynamicTest> targets() {
    return TARGETS.stream().map(target -> dynamicTest(target.toString(), () -> check(target)));
  }

  private static void check(Target target) throws IOException {
    Tally tally = new Tally(target);
    TALLIES.add(tally);
    for (String row :
        Files.readAllLines(
            FOLDER.resolve(target.toString().replace("tensorflow==", "") + ".tsv"))) {
      Recorded recorded = Recorded.of(row);
      PythonFile script = parse(FOLDER.resolve(recorded.name()));
      Verdict verdict = Twin.run(script, target);
      tally.add(recorded, verdict, told(verdict, script));
    }
    assertFalse(tally.failing == 0);
    List<String> wrong =
        tally.wrong.stream()
            .filter(each -> NOT_YET_HELD.stream().noneMatch(each::startsWith))
            .toList();
    assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
  }

  private static PythonFile parse(Path file) throws IOException {
    return ((ParseOutcome.Parsed) PythonParser.parse(Files.readAllBytes(file))).file();
  }

  private static Optional<Failure> told(Verdict verdict, PythonFile script) {
    return verdict instanceof Verdict.Fails(FailureEvent event)
        ? Optional.of(
            new Failure(script.source().position(event.statement().start()).line(), event.type()))
        : Optional.empty();
  }

  @AfterAll
  static void print() {
    System.out.printf(
        "%-16s %8s %8s %8s %8s %10s %8s%n",
        "target", "running", "failing", "found", "wrong", "precision", "recall");
    TALLIES.forEach(tally -> System.out.println(tally.row()));
    if (System.getProperty("scripts.missed") != null) {
      for (Tally tally : TALLIES) {
        tally.missed.forEach(each -> System.out.println(tally.target + " missed " + each));
      }
    }
  }
}
