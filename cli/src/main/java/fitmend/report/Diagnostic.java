package fitmend.report;

import fitmend.edit.Edit;
import fitmend.python.source.SourceText;
import fitmend.rule.Finding;
import fitmend.rule.Fix;
import fitmend.rule.Safety;
import fitmend.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A finding in terms of lines and columns, with the lines it is about; it does not hold on to the
 * file it was found in.
 *
 * @param lines the source lines from {@code start} to {@code end}, not more than are shown
 * @param steps what led there, the earliest first
 * @param reason why there is no fix, or what a person should know before taking it
 */
public record Diagnostic(
    String code,
    String name,
    Severity severity,
    String message,
    Place start,
    Place end,
    List<String> lines,
    List<Step> steps,
    Optional<Repair> repair,
    Optional<String> reason) {
  private static final int MAXIMUM_LINES = 4;

  /** A line and a column, both from 1, in characters. */
  public record Place(int row, int column) {}

  /**
   * Something that happened earlier.
   *
   * @param line the first source line of the code that did it
   */
  public record Step(Place start, Place end, String line, String fact) {}

  /**
   * A fix.
   *
   * @param preview the lines it changes, as {@link Preview} gives them
   */
  public record Repair(String title, Safety safety, List<Change> changes, List<String> preview) {}

  /** One edit of a fix. */
  public record Change(String content, Place start, Place end) {}

  /** Translates a finding in a source. */
  public static Diagnostic of(Finding finding, SourceText source) {
    Place start = place(finding.start(), source);
    Place end = place(finding.end(), source);
    List<String> lines = new ArrayList<>();
    int last = Math.min(end.row(), start.row() + MAXIMUM_LINES - 1);
    for (int row = start.row(); row <= last; row++) {
      lines.add(source.lineText(row - 1));
    }
    return new Diagnostic(
        finding.code(),
        finding.name(),
        finding.severity(),
        finding.message(),
        start,
        end,
        List.copyOf(lines),
        finding.steps().stream().map(step -> step(step, source)).toList(),
        finding.fix().map(fix -> repair(fix, source)),
        finding.refusal());
  }

  private static Step step(Finding.Step step, SourceText source) {
    Place start = place(step.start(), source);
    String line = source.lineText(start.row() - 1);
    return new Step(start, place(step.end(), source), line, step.fact());
  }

  private static Repair repair(Fix fix, SourceText source) {
    List<Change> changes = new ArrayList<>();
    for (Edit edit : fix.edits()) {
      changes.add(new Change(edit.text(), place(edit.start(), source), place(edit.end(), source)));
    }
    List<String> preview = Preview.of(fix.edits(), source);
    return new Repair(fix.title(), fix.safety(), List.copyOf(changes), preview);
  }

  static Place place(int offset, SourceText source) {
    SourceText.Position position = source.position(offset);
    return new Place(position.line(), position.column());
  }

  /** Whether {@code --fix} makes its fix, with or without {@code --unsafe-fixes}. */
  public boolean isFixable(boolean unsafeFixes) {
    return repair
        .map(Repair::safety)
        .filter(safety -> safety == Safety.SAFE || unsafeFixes && safety == Safety.UNSAFE)
        .isPresent();
  }
}
