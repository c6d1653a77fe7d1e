package fitmend.shapes;

import fitmend.inference.Target;
import fitmend.inference.keras.ModelSummary;
import fitmend.inference.twin.FailureEvent;
import fitmend.inference.twin.Trace;
import fitmend.inference.twin.Verdict;
import fitmend.python.source.SourceText;
import fitmend.python.tree.Node;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The shapes of one script, to be written in one of the formats. */
public record ShapesReport(String path, Target target, SourceText source, Trace trace) {

  /** The formats. */
  public enum Format {
    TEXT,
    JSON,
    SVG;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** What may be written for them on the command line. */
    public static List<String> names() {
      return List.of("text", "json", "svg");
    }
  }

  /** Writes it. */
  public void write(Format format, PrintStream out) throws IOException {
    switch (format) {
      case TEXT -> new ShapesText(this).write(out);
      case JSON -> new ShapesJson(this).write(out);
      case SVG -> new ShapesSvg(this).write(out);
    }
  }

  int line(Node node) {
    return source.position(node.start()).line();
  }

  /** The failure that the run ends with, if one is certain. */
  public Optional<FailureEvent> failure() {
    return trace.verdict() instanceof Verdict.Fails(FailureEvent event)
        ? Optional.of(event)
        : Optional.empty();
  }

  /** Why the run was given up, if it was. */
  Optional<String> doubt() {
    return trace.verdict() instanceof Verdict.Undecided undecided
        ? Optional.of(undecided.reason())
        : Optional.empty();
  }

  static String title(ModelSummary model) {
    return model.name() == null
        ? model.className()
        : "\"" + model.name() + "\" (" + model.className() + ")";
  }

  static String count(long parameters) {
    return parameters < 0 ? "unknown" : String.format(Locale.ROOT, "%,d", parameters);
  }

  static String orUnknown(String text) {
    return text == null ? "unknown" : text;
  }
}
