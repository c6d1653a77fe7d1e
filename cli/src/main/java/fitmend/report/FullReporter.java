package fitmend.report;

import fitmend.rule.RuleInfo;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Findings with the source they are about underlined, the reason, and the fix. What a run does
 * there is told at the first finding of each rule only.
 */
public final class FullReporter implements Reporter {
  private static final String TAB = "    ";
  private static final int STEP_WIDTH = 60;

  private final Style style;
  private final Set<String> explained = new HashSet<>();

  public FullReporter(Style style) {
    this.style = style;
  }

  @Override
  public void write(RunReport report, PrintStream out) {
    for (FileReport file : report.files()) {
      for (Diagnostic diagnostic : file.diagnostics()) {
        out.println(ConciseReporter.line(file.path(), diagnostic, report.unsafeFixes(), style));
        writeSource(diagnostic, out);
        writeNotes(diagnostic, report, out);
        out.println();
      }
    }
  }

  private void writeSource(Diagnostic diagnostic, PrintStream out) {
    int lastRow = diagnostic.start().row() + diagnostic.lines().size() - 1;
    int width = String.valueOf(lastRow).length();
    String bar = style.blue(" ".repeat(width) + " |");
    out.println(bar);
    for (int row = diagnostic.start().row(); row <= lastRow; row++) {
      String line = diagnostic.lines().get(row - diagnostic.start().row());
      out.println(
          (style.blue(("%" + width + "d |").formatted(row)) + " " + line.replace("\t", TAB))
              .stripTrailing());
      String underline = underline(diagnostic, row, line);
      if (!underline.isBlank()) {
        out.println(bar + " " + style.of(diagnostic.severity(), underline));
      }
    }
    if (diagnostic.end().row() > lastRow) {
      out.println(style.blue(" ".repeat(width) + " ..."));
    }
    out.println(bar);
  }

  /** Carets under what the finding means in this line, from its first letter on. */
  private static String underline(Diagnostic diagnostic, int row, String line) {
    int length = line.codePointCount(0, line.length());
    int from = row == diagnostic.start().row() ? diagnostic.start().column() - 1 : 0;
    int to = row == diagnostic.end().row() ? diagnostic.end().column() - 1 : length;
    StringBuilder underline = new StringBuilder();
    boolean started = row == diagnostic.start().row();
    int[] letters = line.codePoints().toArray();
    for (int i = 0; i < Math.min(to, length); i++) {
      started |= !Character.isWhitespace(letters[i]);
      String mark = i >= from && started ? "^" : " ";
      underline.append(mark.repeat(cells(letters[i])));
    }
    // A finding of no width still has a place.
    return to <= from && row == diagnostic.start().row() ? underline + "^" : underline.toString();
  }

  /** How many cells of a terminal a letter takes. */
  private static int cells(int letter) {
    if (letter == '\t') {
      return TAB.length();
    }
    int type = Character.getType(letter);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    boolean wide =
        letter >= 0x1100
            && (letter <= 0x115F
                || Character.isIdeographic(letter)
                || letter >= 0x3000 && letter <= 0x30FF
                || letter >= 0xAC00 && letter <= 0xD7A3
                || letter >= 0xFF01 && letter <= 0xFF60
                || letter >= 0x1F300 && letter <= 0x1FAFF);
    return wide ? 2 : 1;
  }

  private void writeNotes(Diagnostic diagnostic, RunReport report, PrintStream out) {
    if (explained.add(diagnostic.code())) {
      report.rules().stream()
          .filter(rule -> rule.code().equals(diagnostic.code()))
          .map(RuleInfo::why)
          .findFirst()
          .ifPresent(why -> note("why", why, out));
    }
    writeSteps(diagnostic.steps(), out);
    diagnostic.reason().ifPresent(reason -> note("note", reason, out));
    if (diagnostic.repair().isPresent()) {
      Diagnostic.Repair repair = diagnostic.repair().get();
      note("fix", repair.title() + how(repair, report), out);
      for (String line : repair.preview()) {
        String shown = line.replace("\t", TAB).stripTrailing();
        out.println("    " + (line.startsWith("+") ? style.green(shown) : style.red(shown)));
      }
    }
  }

  /** A line each: its number, its code, and beside it what came of it. */
  private void writeSteps(List<Diagnostic.Step> steps, PrintStream out) {
    if (steps.isEmpty()) {
      return;
    }
    out.println("  " + style.blue("=") + " " + style.bold("how") + ":");
    int digits = 0;
    int width = 0;
    for (Diagnostic.Step step : steps) {
      digits = Math.max(digits, String.valueOf(step.start().row()).length());
      width = Math.max(width, shortened(step.line()).length());
    }
    for (Diagnostic.Step step : steps) {
      String number = style.blue(("%" + digits + "d |").formatted(step.start().row()));
      String code = ("%-" + width + "s").formatted(shortened(step.line()));
      out.println("    " + number + " " + code + "  " + step.fact());
    }
  }

  private static String shortened(String line) {
    String code = line.strip().replace("\t", " ");
    return code.length() <= STEP_WIDTH ? code : code.substring(0, STEP_WIDTH - 3) + "...";
  }

  private static String how(Diagnostic.Repair repair, RunReport report) {
    return switch (repair.safety()) {
      case SAFE -> " (--fix)";
      case UNSAFE -> report.unsafeFixes() ? " (--fix)" : " (--fix --unsafe-fixes)";
      case DISPLAY -> " (by hand)";
    };
  }

  private void note(String kind, String text, PrintStream out) {
    List<String> lines = Paragraphs.wrap(text, 88);
    String indent = " ".repeat(kind.length() + 5);
    out.println(
        "  "
            + style.blue("=")
            + " "
            + style.bold(kind)
            + ": "
            + String.join("\n" + indent + " ", lines));
  }
}
