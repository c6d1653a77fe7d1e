package fitmend.shapes;

import fitmend.inference.keras.ModelSummary;
import fitmend.inference.twin.FailureEvent;
import fitmend.inference.twin.ValueChain;
import fitmend.python.tree.Node;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The layers as boxes, each below those whose results it takes, with the shapes on the arrows; a
 * failure and the values that led to it stand below, the place where it broke in red.
 */
final class ShapesSvg {
  private static final int LEAST_WIDTH = 210;
  private static final int LETTER = 8;
  private static final int HEIGHT = 44;
  private static final int GAP = 40;
  private static final int MARGIN = 20;

  private final ShapesReport report;
  private final StringBuilder body = new StringBuilder();
  private int bottom = MARGIN;
  private int right = 2 * MARGIN + LEAST_WIDTH;

  /** How wide the boxes are now, so that everything in them and on their arrows has its place. */
  private int width;

  /** A box that was drawn. */
  private record Box(int x, int y, int level, String output) {}

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
    width = LEAST_WIDTH;
    for (ModelSummary.Row row : model.rows()) {
      widen(ShapesReport.orUnknown(row.name()));
      widen(detail(row));
      widen(ShapesReport.orUnknown(row.output()));
    }
    Map<String, Box> boxes = new LinkedHashMap<>();
    Map<Integer, Integer> used = new HashMap<>();
    Set<String> taken = new HashSet<>();
    String before = null;
    for (ModelSummary.Row row : model.rows()) {
      List<String> from = new ArrayList<>(row.from());
      if (from.isEmpty() && before != null && !row.className().equals("InputLayer")) {
        from.add(before);
      }
      int level = 0;
      for (String source : from) {
        level = Math.max(level, boxes.containsKey(source) ? boxes.get(source).level() + 1 : 0);
      }
      int column = used.merge(level, 1, Integer::sum) - 1;
      int x = MARGIN + column * (width + GAP);
      int y = top + level * (HEIGHT + GAP);
      String name = row.name() == null ? "layer " + boxes.size() : row.name();
      Box box = new Box(x, y, level, ShapesReport.orUnknown(row.output()));
      box(box, name, detail(row), "black");
      for (String source : from) {
        arrow(boxes.get(source), box);
        taken.add(source);
      }
      boxes.put(name, box);
      before = name;
    }
    for (Map.Entry<String, Box> last : boxes.entrySet()) {
      Box box = last.getValue();
      if (!taken.contains(last.getKey())) {
        text(box.x() + width / 2 + 6, box.y() + HEIGHT + 16, box.output(), "normal", "#555");
      }
    }
    bottom += GAP + GAP / 2;
  }

  private static String detail(ModelSummary.Row row) {
    return row.className() + ", " + ShapesReport.count(row.parameters());
  }

  private void draw(FailureEvent failure) {
    width = LEAST_WIDTH;
    for (ValueChain.Step step : failure.chain()) {
      widen(code(step.at()));
    }
    String code = code(failure.stack().getLast());
    widen(code);
    Box last = null;
    int level = 0;
    for (ValueChain.Step step : failure.chain()) {
      Box box = new Box(MARGIN, bottom, level++, step.result());
      box(box, code(step.at()), "line " + report.line(step.at()), "black");
      arrow(last, box);
      last = box;
      bottom += GAP;
    }
    Box broken = new Box(MARGIN, bottom, level, "");
    box(broken, code, "line " + report.line(failure.statement()), "#c00");
    arrow(last, broken);
    bottom += 20;
    text(MARGIN, bottom, failure.inWords(), "bold", "#c00");
  }

  private static String code(Node node) {
    String code = node.text().lines().findFirst().orElse("");
    return code.length() <= 60 ? code : code.substring(0, 57) + "...";
  }

  private void widen(String text) {
    width = Math.max(width, LETTER * text.length() + 20);
  }

  private void box(Box box, String name, String detail, String colour) {
    body.append(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\" fill=\"#f4f7fb\" stroke=\"%s\"/>%n"
            .formatted(box.x(), box.y(), width, HEIGHT, colour));
    text(box.x() + 10, box.y() + 18, name, "bold", colour);
    text(box.x() + 10, box.y() + 35, detail, "normal", "#333");
    right = Math.max(right, box.x() + width + MARGIN);
    bottom = Math.max(bottom, box.y() + HEIGHT);
  }

  /** Down to the next level, and around the boxes between to one further down. */
  private void arrow(Box from, Box to) {
    if (from == null) {
      return;
    }
    boolean isFar = to.level() > from.level() + 1;
    int startX = from.x() + (isFar ? width : width / 2);
    int startY = from.y() + (isFar ? HEIGHT / 2 : HEIGHT);
    int endX = to.x() + (isFar ? width : width / 2);
    int endY = to.y() + (isFar ? HEIGHT / 2 : -1);
    int turn = Math.max(startX, endX) + GAP + 6 * (to.level() - from.level());
    String way =
        isFar
            ? "C%d,%d %d,%d %d,%d".formatted(turn, startY, turn, endY, endX + 1, endY)
            : "L%d,%d".formatted(endX, endY);
    body.append(
        "<path d=\"M%d,%d %s\" stroke=\"#555\" fill=\"none\" marker-end=\"url(#arrow)\"/>%n"
            .formatted(startX, startY, way));
    if (isFar) {
      right = Math.max(right, turn + MARGIN);
      text(startX + 6, startY - 4, from.output(), "normal", "#555");
    } else {
      text((startX + endX) / 2 + 6, (startY + endY) / 2 + 4, from.output(), "normal", "#555");
    }
  }

  private void text(int x, int y, String text, String weight, String colour) {
    body.append(
        "<text x=\"%d\" y=\"%d\" font-weight=\"%s\" fill=\"%s\">%s</text>%n"
            .formatted(x, y, weight, colour, escaped(text)));
    right = Math.max(right, x + LETTER * text.length() + MARGIN);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
