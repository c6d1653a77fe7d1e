package fitmend.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How often each rule found something; the most frequent first. */
public final class StatisticsReporter implements Reporter {
  private final Style style;
  private final boolean asJson;

  public StatisticsReporter(Style style, boolean asJson) {
    this.style = style;
    this.asJson = asJson;
  }

  private record Count(String code, String name, int count, int fixable) {}

  @Override
  public void write(RunReport report, PrintStream out) throws IOException {
    if (asJson) {
      writeJson(counts(report), out);
    } else {
      writeText(counts(report), out);
    }
  }

  private static List<Count> counts(RunReport report) {
    Map<String, List<Diagnostic>> byCode = new TreeMap<>();
    for (Diagnostic diagnostic : report.diagnostics()) {
      byCode.computeIfAbsent(diagnostic.code(), code -> new ArrayList<>()).add(diagnostic);
    }
    return byCode.values().stream()
        .map(
            all ->
                new Count(
                    all.getFirst().code(),
                    all.getFirst().name(),
                    all.size(),
                    (int) all.stream().filter(one -> one.isFixable(report.unsafeFixes())).count()))
        .sorted(Comparator.comparingInt(Count::count).reversed().thenComparing(Count::code))
        .toList();
  }

  private void writeText(List<Count> counts, PrintStream out) {
    int width =
        counts.stream().mapToInt(one -> String.valueOf(one.count()).length()).max().orElse(1);
    for (Count one : counts) {
      // [*] when all of them can be fixed, [-] when some can.
      String mark = one.fixable() == one.count() ? "[*]" : one.fixable() > 0 ? "[-]" : "[ ]";
      out.println(
          style.bold(("%" + width + "d").formatted(one.count()))
              + "\t"
              + style.red(one.code())
              + "\t"
              + mark
              + " "
              + one.name());
    }
  }

  private static void writeJson(List<Count> counts, PrintStream out) throws IOException {
    try (JsonGenerator json = JsonOutput.to(out)) {
      json.writeStartArray();
      for (Count one : counts) {
        json.writeStartObject();
        json.writeStringField("code", one.code());
        json.writeStringField("name", one.name());
        json.writeNumberField("count", one.count());
        json.writeBooleanField("fixable", one.fixable() == one.count());
        json.writeNumberField("fixable_count", one.fixable());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    out.println();
  }
}
