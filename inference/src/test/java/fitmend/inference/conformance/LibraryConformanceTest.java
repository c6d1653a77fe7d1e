package fitmend.inference.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
 * -Dconformance.most} of them), {@code -Dconformance.only=numpy} judges no other family, and {@code
 * -Dconformance.page} writes {@code docs/conformance.md}.
 */
class LibraryConformanceTest {
  /** What is only counted, until its models are there. To be emptied. */
  private static final Set<String> NOT_YET_HELD =
      Set.of(
          "python 1.15",
          "python 2.15",
          "python 2.21",
          "numpy 1.15",
          "numpy 2.15",
          "numpy 2.21",
          "keras_layers 1.15",
          "keras_layers 2.15",
          "keras_layers 2.21");

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
    if (!NOT_YET_HELD.contains(source.name())) {
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
    }
    System.out.print(ConformancePage.summary(JUDGED));
    if (System.getProperty("conformance.page") != null) {
      Path root = Path.of(System.getProperty("fitmend.root"));
      Files.writeString(root.resolve("docs/conformance.md"), ConformancePage.of(JUDGED));
    }
  }
}
