package fitmend.shapes;

import fitmend.inference.keras.ModelSummary;
import fitmend.inference.twin.FailureEvent;
import fitmend.inference.twin.Trace;
import fitmend.inference.twin.ValueChain;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Shapes as tables of text. */
final class ShapesText {
  private final ShapesReport report;

  ShapesText(ShapesReport report) {
    this.report = report;
  }

  void write(PrintStream out) {
    Trace trace = report.trace();
    out.println(report.path() + " on " + report.target());
    for (ModelSummary model : trace.models()) {
      write(model, out);
    }
    if (!trace.arrays().isEmpty()) {
      out.println();
      out.println("Arrays");
      List<List<String>> rows = new ArrayList<>();
      trace
          .arrays()
          .forEach(
              array ->
                  rows.add(List.of("line " + report.line(array.at()), array.name(), array.text())));
      table(rows, out);
    }
    if (!trace.feeds().isEmpty()) {
      out.println();
      out.println("What enters the models");
      List<List<String>> rows = new ArrayList<>();
      for (Trace.Feed feed : trace.feeds()) {
        feed.arguments()
            .forEach(
                array ->
                    rows.add(
                        List.of(
                            "line " + report.line(feed.at()),
                            feed.method(),
                            array.name(),
                            array.text())));
      }
      table(rows, out);
    }
    if (trace.models().isEmpty() && trace.arrays().isEmpty()) {
      out.println();
      out.println("No model and no array is known.");
    }
    report.failure().ifPresent(failure -> write(failure, out));
    report
        .doubt()
        .ifPresent(
            reason -> {
              out.println();
              out.println("Not followed to its end: " + reason);
            });
  }

  private void write(ModelSummary model, PrintStream out) {
    out.println();
    out.println("Model " + ShapesReport.title(model) + ", line " + report.line(model.at()));
    boolean isChain = isChain(model.rows());
    List<List<String>> rows = new ArrayList<>();
    rows.add(header(isChain));
    for (ModelSummary.Row row : model.rows()) {
      List<String> cells = new ArrayList<>();
      cells.add(ShapesReport.orUnknown(row.name()));
      cells.add(row.className());
      cells.add(ShapesReport.orUnknown(row.output()));
      cells.add(ShapesReport.count(row.parameters()));
      if (!isChain) {
        cells.add(String.join(", ", row.from()));
      }
      rows.add(cells);
    }
    if (model.rows().isEmpty()) {
      out.println("  its layers are not known");
    } else {
      table(rows, out);
    }
    out.println(
        "  Total parameters: %s, trainable: %s, non-trainable: %s"
            .formatted(
                ShapesReport.count(model.parameters()),
                ShapesReport.count(model.trainableParameters()),
                ShapesReport.count(model.otherParameters())));
  }

  /** Whether each layer takes what the one before it gives. */
  private static boolean isChain(List<ModelSummary.Row> rows) {
    for (int i = 0; i < rows.size(); i++) {
      List<String> from = rows.get(i).from();
      boolean isNext =
          i > 0 && from.equals(List.of(ShapesReport.orUnknown(rows.get(i - 1).name())));
      if (!from.isEmpty() && !isNext) {
        return false;
      }
    }
    return true;
  }

  private static List<String> header(boolean isChain) {
    List<String> header = new ArrayList<>(List.of("Layer", "Type", "Output shape", "Parameters"));
    if (!isChain) {
      header.add("Connected to");
    }
    return header;
  }

  private void write(FailureEvent failure, PrintStream out) {
    out.println();
    out.println("Breaks at line " + report.line(failure.statement()) + ": " + failure.inWords());
    List<List<String>> rows = new ArrayList<>();
    for (ValueChain.Step step : failure.chain()) {
      rows.add(
          List.of(
              "line " + report.line(step.at()),
              step.at().text().lines().findFirst().orElse(""),
              step.result()));
    }
    table(rows, out);
  }

  /** Columns as wide as what stands in them. */
  private static void table(List<List<String>> rows, PrintStream out) {
    List<Integer> widths = new ArrayList<>();
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        if (i == widths.size()) {
          widths.add(0);
        }
        widths.set(i, Math.max(widths.get(i), row.get(i).length()));
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(" ");
      for (int i = 0; i < row.size(); i++) {
        line.append(' ').append(row.get(i)).repeat(" ", widths.get(i) - row.get(i).length() + 1);
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
