package fitmend.inference.conformance;

import fitmend.inference.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rows of one family on one target, judged.
 *
 * @param family what the rows are about, such as {@code numpy}
 */
record Conformance(String family, Target target, List<Row> rows, List<Judgement> judgements) {
  private static final Path FOLDER = Path.of("src/test/resources/conformance");

  /** A family on a target, not judged yet. */
  record Source(String family, Target target, Path file) {
    String name() {
      return family + " " + version(target);
    }

    Conformance judge() throws IOException {
      String prelude = Files.readString(FOLDER.resolve("prelude.py"));
      List<Row> rows = Row.read(file);
      List<Judgement> judgements = new ArrayList<>();
      for (Row row : rows) {
        judgements.add(Judgement.of(row, prelude, target));
      }
      return new Conformance(family, target, rows, judgements);
    }
  }

  static List<Source> all() throws IOException {
    List<Source> sources = new ArrayList<>();
    for (Target target : Target.values()) {
      Path folder = FOLDER.resolve(version(target));
      if (!Files.isDirectory(folder)) {
        continue;
      }
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.sorted().toList()) {
          String name = file.getFileName().toString();
          sources.add(new Source(name.replace(".tsv", ""), target, file));
        }
      }
    }
    return sources;
  }

  static String version(Target target) {
    return target.toString().replace("tensorflow==", "");
  }

  long count(Judgement.Kind kind) {
    return judgements.stream().filter(each -> each.kind() == kind).count();
  }

  long wrong() {
    return judgements.stream().filter(each -> each.kind().isWrong()).count();
  }

  /** Rows of which the twin says what is not so, for people. */
  List<String> examples(int most) {
    List<String> examples = new ArrayList<>();
    for (int i = 0; i < rows.size() && examples.size() < most; i++) {
      if (judgements.get(i).kind().isWrong()) {
        examples.add(example(rows.get(i), judgements.get(i)));
      }
    }
    return examples;
  }

  /** One line for each row that the twin does not know, with its reason. */
  List<String> unknown() {
    List<String> unknown = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (judgements.get(i).kind() == Judgement.Kind.UNKNOWN) {
        Row row = rows.get(i);
        unknown.add(
            String.join(
                "\t",
                "UNKNOWN",
                row.operation(),
                row.program().replace("\n", "; "),
                row.outcome().replace("\n", " "),
                judgements.get(i).said()));
      }
    }
    return unknown;
  }

  private String example(Row row, Judgement judgement) {
    return "%s on %s%n  %s%n  real: %s (line %d)%n  twin: %s"
        .formatted(
            row.operation(),
            version(target),
            row.program().replace("\n", "\n  "),
            row.outcome(),
            row.line(),
            judgement.said());
  }
}
