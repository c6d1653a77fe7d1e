package fitmend.report;

import fitmend.rule.Severity;
import java.io.PrintStream;

/** One line a finding. */
public final class ConciseReporter implements Reporter {
  private final Style style;

  public ConciseReporter(Style style) {
    this.style = style;
  }

  @Override
  public void write(RunReport report, PrintStream out) {
    for (FileReport file : report.files()) {
      for (Diagnostic diagnostic : file.diagnostics()) {
        out.println(line(file.path(), diagnostic, report.unsafeFixes(), style));
      }
    }
  }

  /** Where, which rule, whether there is a fix, and what. */
  public static String line(String path, Diagnostic diagnostic, boolean unsafeFixes, Style style) {
    String colon = style.cyan(":");
    return style.bold(path)
        + colon
        + diagnostic.start().row()
        + colon
        + diagnostic.start().column()
        + colon
        + " "
        + style.of(diagnostic.severity(), diagnostic.code())
        + " "
        + (diagnostic.isFixable(unsafeFixes) ? "[" + style.cyan("*") + "] " : "")
        + (diagnostic.severity() == Severity.INFO ? "advice: " : "")
        + diagnostic.message();
  }
}
