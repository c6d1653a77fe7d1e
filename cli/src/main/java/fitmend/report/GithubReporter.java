package fitmend.report;

import java.io.PrintStream;

/** Annotations as GitHub's runners read them from the output of a step. */
public final class GithubReporter implements Reporter {
  @Override
  public void write(RunReport report, PrintStream out) {
    for (FileReport file : report.files()) {
      for (Diagnostic diagnostic : file.diagnostics()) {
        out.println(annotation(file, diagnostic));
      }
    }
  }

  private static String annotation(FileReport file, Diagnostic diagnostic) {
    String kind =
        switch (diagnostic.severity()) {
          case ERROR -> "error";
          case WARNING -> "warning";
          case INFO -> "notice";
        };
    StringBuilder line = new StringBuilder();
    line.append("::").append(kind).append(" file=").append(property(file.path()));
    line.append(",line=").append(diagnostic.start().row());
    line.append(",endLine=").append(diagnostic.end().row());
    if (diagnostic.start().row() == diagnostic.end().row()) {
      // GitHub refuses columns of an annotation that spans lines.
      line.append(",col=").append(diagnostic.start().column());
      line.append(",endColumn=").append(diagnostic.end().column());
    }
    line.append(",title=").append(property("fitmend (" + diagnostic.code() + ")")).append("::");
    String text =
        "%s:%d:%d: %s %s"
            .formatted(
                file.path(),
                diagnostic.start().row(),
                diagnostic.start().column(),
                diagnostic.code(),
                diagnostic.message());
    return line.append(data(text)).toString();
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
