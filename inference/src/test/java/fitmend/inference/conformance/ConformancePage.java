package fitmend.inference.conformance;

import fitmend.inference.Target;
import fitmend.inference.conformance.Judgement.Kind;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page {@code docs/conformance.md}: how often the twin knows, and is right. */
final class ConformancePage {
  private static final class Counts {
    private final int[] kinds = new int[Kind.values().length];

    void add(Kind kind) {
      kinds[kind.ordinal()]++;
    }

    int all() {
      return Arrays.stream(kinds).sum();
    }

    int of(Kind kind) {
      return kinds[kind.ordinal()];
    }

    int wrong() {
      return of(Kind.WRONG) + of(Kind.FALSE_FAILURE);
    }
  }

  private ConformancePage() {}

  static String of(List<Conformance> families) {
    return """
    # Conformance

    Small programs were run on the real libraries, and the twin is held to what they did:
    `inference/conformance/README.md` says how. Written by `LibraryConformanceTest` with
    `-Dconformance.page`, never by hand.

    *Agree*: the same value or exception, message included. *Unknown*: the twin does not say, or
    not all of it. *Wrong*: it says what is not so. A false failure is a program that runs and
    that the twin says fails.

    ## Families

    %s
    ## Operations

    rows / agree / unknown / wrong

    %s\
    """
        .formatted(summary(families), operations(families));
  }

  /** A table of families and targets. */
  static String summary(List<Conformance> families) {
    StringBuilder table =
        new StringBuilder(
            """
            | family | target | rows | agree | unknown | wrong | false failures |
            |---|---|--:|--:|--:|--:|--:|
            """);
    for (Conformance each : families) {
      Counts counts = new Counts();
      each.judgements().forEach(judgement -> counts.add(judgement.kind()));
      table.append(
          "| %s | %s | %d | %d | %d | %d | %d |%n"
              .formatted(
                  each.family(),
                  Conformance.version(each.target()),
                  counts.all(),
                  counts.of(Kind.AGREE),
                  counts.of(Kind.UNKNOWN),
                  counts.wrong(),
                  counts.of(Kind.FALSE_FAILURE)));
    }
    return table.toString();
  }

  private static String operations(List<Conformance> families) {
    Map<String, Map<Target, Counts>> operations = new TreeMap<>();
    for (Conformance each : families) {
      for (int i = 0; i < each.rows().size(); i++) {
        operations
            .computeIfAbsent(each.rows().get(i).operation(), name -> new EnumMap<>(Target.class))
            .computeIfAbsent(each.target(), target -> new Counts())
            .add(each.judgements().get(i).kind());
      }
    }
    String versions =
        Stream.of(Target.values()).map(Conformance::version).collect(Collectors.joining(" | "));
    StringBuilder table =
        new StringBuilder("| operation | " + versions + " |\n|---|--:|--:|--:|\n");
    operations.forEach(
        (name, counts) -> {
          table.append("| ").append(name);
          for (Target target : Target.values()) {
            table.append(" | ").append(cell(counts.get(target)));
          }
          table.append(" |\n");
        });
    return table.toString();
  }

  private static String cell(Counts counts) {
    return counts == null
        ? ""
        : "%d / %d / %d / %d"
            .formatted(
                counts.all(), counts.of(Kind.AGREE), counts.of(Kind.UNKNOWN), counts.wrong());
  }
}
