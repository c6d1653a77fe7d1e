package fitmend.shapes;

import fitmend.inference.keras.ModelSummary;
import fitmend.inference.twin.FailureEvent;
import fitmend.inference.twin.ValueChain;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The layers as boxes, each below those whose results it takes, with the shapes on the arrows; a
 * failure and the values that led to it stand below, the place where it broke in red.
 */
final class ShapesSvg {
  private static final int WIDTH = 210;
  private static final int HEIGHT = 44;
  private static final int GAP = 40;
  private static final int MARGIN = 20;

  private final ShapesReport report;
  private final StringBuilder body = new StringBuilder();
  private int bottom = MARGIN;
  private int right = 2 * MARGIN + WIDTH;

  /** A box that was drawn. */
  private record Box(int x, int y, String output) {}

  ShapesSvg(ShapesReport report) {
    this.report = report;
  }

  void write(PrintStream out) {
    for (ModelSummary model : report.trace().models()) {
      draw(model);
    }
    report.failure().ifPresent(this::draw);
    out.println(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
            .formatted(right, bottom + MARGIN));
    out.println("     font-family=\"sans-serif\" font-size=\"12\">");
    out.println("<title>" + escaped(report.path() + " on " + report.target()) + "</title>");
    out.println(
        "<defs><marker id=\"arrow\" markerWidth=\"8\" markerHeight=\"8\" refX=\"7\" refY=\"4\""
            + " orient=\"auto\"><path d=\"M0,0 L8,4 L0,8 z\"/></marker></defs>");
    out.println("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
    out.print(body);
    out.println("</svg>");
  }

  private void draw(ModelSummary model) {
    String parameters = ShapesReport.count(model.parameters()) + " parameters";
    bottom += 16;
    text(MARGIN, bottom, ShapesReport.title(model) + ", " + parameters, "bold", "black");
    bottom += GAP / 2;
    int top = bottom;
    Map<String, Box> boxes = new HashMap<>();
    Map<Integer, Integer> used = new HashMap<>();
    Map<String, Integer> levels = new HashMap<>();
    String before = null;
    for (ModelSummary.Row row : model.rows()) {
      List<String> from = new ArrayList<>(row.from());
      if (from.isEmpty() && before != null && !row.className().equals("InputLayer")) {
        from.add(before);
      }
      int level = 0;
      for (String source : from) {
        level = Math.max(level, levels.getOrDefault(source, -1) + 1);
      }
      int column = used.merge(level, 1, Integer::sum) - 1;
      int x = MARGIN + column * (WIDTH + GAP);
      int y = top + level * (HEIGHT + GAP);
      String name = row.name() == null ? "layer " + boxes.size() : row.name();
      box(x, y, name, row.className() + ", " + ShapesReport.count(row.parameters()), "black");
      for (String source : from) {
        arrow(boxes.get(source), x, y);
      }
      boxes.put(name, new Box(x, y, ShapesReport.orUnknown(row.output())));
      levels.put(name, level);
      before = name;
    }
    if (before != null && boxes.get(before) != null) {
      text(
          boxes.get(before).x() + WIDTH / 2 + 6,
          boxes.get(before).y() + HEIGHT + 16,
          boxes.get(before).output(),
          "normal",
          "#555");
      bottom += GAP / 2;
    }
    bottom += GAP;
  }

  private void draw(FailureEvent failure) {
    int x = MARGIN;
    Box last = null;
    for (ValueChain.Step step : failure.chain()) {
      String code = step.at().text().lines().findFirst().orElse("");
      int y = bottom;
      box(x, y, shortened(code), "line " + report.line(step.at()), "black");
      arrow(last, x, y);
      last = new Box(x, y, step.result());
      bottom = y + HEIGHT + GAP;
    }
    int y = bottom;
    String code = failure.stack().getLast().text().lines().findFirst().orElse("");
    box(x, y, shortened(code), "line " + report.line(failure.statement()), "#c00");
    arrow(last, x, y);
    bottom = y + HEIGHT + 20;
    text(x, bottom, failure.inWords(), "bold", "#c00");
  }

  private static String shortened(String code) {
    return code.length() <= 30 ? code : code.substring(0, 27) + "...";
  }

  private void box(int x, int y, String name, String detail, String colour) {
    body.append(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\" fill=\"#f4f7fb\" stroke=\"%s\"/>%n"
            .formatted(x, y, WIDTH, HEIGHT, colour));
    text(x + 10, y + 18, name, "bold", colour);
    text(x + 10, y + 35, detail, "normal", "#333");
    right = Math.max(right, x + WIDTH + MARGIN);
    bottom = Math.max(bottom, y + HEIGHT);
  }

  private void arrow(Box from, int x, int y) {
    if (from == null) {
      return;
    }
    int startX = from.x() + WIDTH / 2;
    int startY = from.y() + HEIGHT;
    int endX = x + WIDTH / 2;
    body.append(
        "<path d=\"M%d,%d L%d,%d\" stroke=\"#555\" fill=\"none\" marker-end=\"url(#arrow)\"/>%n"
            .formatted(startX, startY, endX, y - 1));
    text((startX + endX) / 2 + 6, (startY + y) / 2 + 4, from.output(), "normal", "#555");
  }

  private void text(int x, int y, String text, String weight, String colour) {
    body.append(
        "<text x=\"%d\" y=\"%d\" font-weight=\"%s\" fill=\"%s\">%s</text>%n"
            .formatted(x, y, weight, colour, escaped(text)));
    right = Math.max(right, x + 7 * text.length() + MARGIN);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
