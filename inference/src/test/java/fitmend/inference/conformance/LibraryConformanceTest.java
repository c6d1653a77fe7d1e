package fitmend.inference.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fitmend.inference.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds the twin to what the real libraries did, row for row: it may say that it does not know, and
 * never what is not so.
 *
 * <p>{@code -Dconformance.show=numpy} prints rows of a family that are wrong ({@code
 * -Dconformance.most} of them), {@code -Dconformance.unknown=numpy} those the twin does not know,
 * {@code -Dconformance.only=numpy} judges no other family, and {@code -Dconformance.page} writes
 * {@code docs/conformance.md}.
 */
class LibraryConformanceTest {
  /** The families that are only counted, until their models are there. To be emptied. */
  private static final Map<Target, Set<String>> NOT_YET_HELD =
      Map.of(
          Target.TENSORFLOW_1_15,
          Set.of(
              "tensorflow",
              "tensorflow_nn",
              "keras_layers",
              "models",
              "training",
              "losses",
              "frames",
              "sessions"),
          Target.TENSORFLOW_2_15,
          Set.of("tensorflow", "tensorflow_nn", "keras_layers", "models", "training", "losses"),
          Target.TENSORFLOW_2_21,
          Set.of("training", "losses"));

  private static final List<Conformance> JUDGED = new ArrayList<>();

  @TestFactory
  Stream<DynamicTest> rows() throws IOException {
    String only = System.getProperty("conformance.only", "");
    return Conformance.all().stream()
        .filter(source -> source.name().contains(only))
        .map(source -> dynamicTest(source.name(), () -> check(source)));
  }

  private static void check(Conformance.Source source) throws IOException {
    Conformance judged = source.judge();
    JUDGED.add(judged);
    if (!NOT_YET_HELD.get(source.target()).contains(source.family())) {
      assertEquals(0, judged.wrong(), () -> String.join("\n", judged.examples(5)));
    }
  }

  @AfterAll
  static void report() throws IOException {
    String shown = System.getProperty("conformance.show");
    for (Conformance judged : JUDGED) {
      if (judged.family().equals(shown)) {
        judged.examples(Integer.getInteger("conformance.most", 20)).forEach(System.out::println);
      }
      if (judged.family().equals(System.getProperty("conformance.unknown"))) {
        judged.unknown().forEach(System.out::println);
      }
    }
    System.out.print(ConformancePage.summary(JUDGED));
    if (System.getProperty("conformance.page") != null) {
      Path root = Path.of(System.getProperty("fitmend.root"));
      Files.writeString(root.resolve("docs/conformance.md"), ConformancePage.of(JUDGED));
    }
  }
}
