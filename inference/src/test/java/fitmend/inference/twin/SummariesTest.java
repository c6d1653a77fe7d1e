package fitmend.inference.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fitmend.inference.Target;
import fitmend.inference.keras.ModelSummary;
import fitmend.python.ParseOutcome;
import fitmend.python.PythonParser;
import fitmend.python.tree.PythonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The models of whole scripts beside those that the real targets built ({@code
 * inference/conformance/run_summaries.py}): classes, output shapes and numbers of weights of their
 * layers. What is told must be so; how much is not known is printed, and with {@code
 * -Dsummaries.show} each fact that is not known.
 */
class SummariesTest {
  private static final Path FOLDER = Path.of("src/test/resources/scripts");
  private static final List<Target> TARGETS =
      List.of(Target.TENSORFLOW_2_15, Target.TENSORFLOW_2_21);

  /** What Keras says of a model that is not built. */
  private static final String NOTHING = "?";

  /** How many facts of a hundred may be unknown, each model counting alike. To become 5. */
  private static final int MOST_UNKNOWN = 16;

  private static final List<Tally> TALLIES = new ArrayList<>();

  /** How the twin did on one target. */
  private static final class Tally {
    final Target target;
    int models;
    int equal;
    double share;
    final List<String> unknown = new ArrayList<>();
    final List<String> wrong = new ArrayList<>();

    Tally(Target target) {
      this.target = target;
    }

    void compare(String where, String real, String told) {
      if (real.equals(told)) {
        equal++;
      } else if (told.equals(NOTHING)) {
        unknown.add(where + ": " + real);
      } else {
        wrong.add(where + ": " + told + " for " + real);
      }
    }

    int facts() {
      return equal + unknown.size() + wrong.size();
    }

    void add(String[] real, ModelSummary told) {
      int facts = facts();
      int unknowns = unknown.size();
      models++;
      SummariesTest.compare(real, told, this);
      share += 100.0 * (unknown.size() - unknowns) / Math.max(1, facts() - facts);
    }

    double share() {
      return share / Math.max(1, models);
    }
  }

  @TestFactory
  Stream<DynamicTest> targets() {
    return TARGETS.stream().map(target -> dynamicTest(target.toString(), () -> check(target)));
  }

  private static void check(Target target) throws IOException {
    Tally tally = new Tally(target);
    TALLIES.add(tally);
    String version = target.toString().replace("tensorflow==", "");
    Map<String, List<String[]>> scripts = new LinkedHashMap<>();
    for (String row : Files.readAllLines(FOLDER.resolve("summaries." + version + ".tsv"))) {
      String[] columns = row.split("\t", -1);
      scripts.computeIfAbsent(columns[0], name -> new ArrayList<>()).add(columns);
    }
    for (Map.Entry<String, List<String[]>> script : scripts.entrySet()) {
      PythonFile file = parse(FOLDER.resolve(script.getKey()));
      Map<String, Deque<ModelSummary>> told = new HashMap<>();
      for (ModelSummary model : Twin.trace(file, target).models()) {
        int line = file.source().position(model.at().statement().start()).line();
        told.computeIfAbsent(String.valueOf(line), key -> new ArrayDeque<>()).add(model);
      }
      for (String[] real : script.getValue()) {
        tally.add(real, told.getOrDefault(real[1], new ArrayDeque<>()).poll());
      }
    }
    assertTrue(tally.models > 0);
    assertEquals(List.of(), tally.wrong);
    assertTrue(tally.share() <= MOST_UNKNOWN, () -> tally.share() + " % are unknown");
  }

  private static PythonFile parse(Path file) throws IOException {
    return ((ParseOutcome.Parsed) PythonParser.parse(Files.readAllBytes(file))).file();
  }

  private static void compare(String[] real, ModelSummary told, Tally tally) {
    String where = real[0] + ":" + real[1] + " " + real[2];
    tally.compare(where, real[2], told == null ? NOTHING : told.className());
    tally.compare(where + " weights", real[3], count(told == null ? -1 : told.parameters()));
    tally.compare(
        where + " trained", real[4], count(told == null ? -1 : told.trainableParameters()));
    int layers = real.length - 5;
    boolean isKnown = told != null && !told.rows().isEmpty();
    if (isKnown && told.rows().size() != layers) {
      tally.wrong.add(where + ": " + told.rows().size() + " layers for " + layers);
      return;
    }
    for (int i = 0; i < layers; i++) {
      String layer = real[5 + i];
      ModelSummary.Row row = isKnown ? told.rows().get(i) : null;
      String[] words = layer.split(" ");
      String shape = layer.substring(words[0].length() + words[1].length() + 2);
      shape = shape.substring(0, shape.lastIndexOf(' '));
      String place = where + " layer " + words[0];
      if (row == null || row.name() != null) {
        tally.compare(place + " name", words[0], row == null ? NOTHING : row.name());
      }
      tally.compare(place + " class", words[1], row == null ? NOTHING : row.className());
      String output = row == null || row.output() == null ? NOTHING : row.output();
      boolean isTold = !shape.equals(NOTHING) && !shape.equals("multiple");
      boolean isBuiltByData = !real[2].equals("Functional") && !output.equals(NOTHING);
      if (isTold) {
        tally.compare(place + " shape", isBuiltByData ? open(shape, output) : shape, output);
      }
      tally.compare(
          place + " weights", words[words.length - 1], count(row == null ? -1 : row.parameters()));
    }
  }

  /** Keras 3 knows the size of the batch that built a model; the twin leaves it open. */
  private static String open(String shape, String told) {
    return told.startsWith("(None") ? shape.replaceFirst("^\\(\\d+", "(None") : shape;
  }

  private static String count(long number) {
    return number < 0 ? NOTHING : String.valueOf(number);
  }

  @AfterAll
  static void print() {
    System.out.printf(
        "%-16s %8s %8s %8s %8s %9s%n", "target", "models", "equal", "unknown", "wrong", "unknown");
    for (Tally tally : TALLIES) {
      System.out.printf(
          "%-16s %8d %8d %8d %8d %8.1f%%%n",
          tally.target,
          tally.models,
          tally.equal,
          tally.unknown.size(),
          tally.wrong.size(),
          tally.share());
      if (System.getProperty("summaries.show") != null) {
        tally.unknown.forEach(each -> System.out.println(tally.target + " unknown " + each));
        tally.wrong.forEach(each -> System.out.println(tally.target + " wrong " + each));
      }
    }
  }
}
