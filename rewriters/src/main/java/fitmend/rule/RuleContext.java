package fitmend.rule;

import fitmend.edit.Edit;
import fitmend.inference.Target;
import fitmend.inference.facts.Facts;
import fitmend.python.name.Names;
import fitmend.python.tree.Node;
import fitmend.python.tree.PythonFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** All that a rule may see of the world, and where it says what it found. */
public final class RuleContext {
  private final PythonFile file;
  private final Supplier<Names> names;
  private final Supplier<Facts> facts;
  private final Target target;
  private final RuleInfo info;
  private final List<Report> reports = new ArrayList<>();

  /**
   * What one rule sees of one file.
   *
   * @param names asked only if the rule asks; gives the same each time
   * @param facts asked only if the rule asks; gives the same each time
   */
  public RuleContext(
      PythonFile file, Supplier<Names> names, Supplier<Facts> facts, Target target, RuleInfo info) {
    this.file = file;
    this.names = names;
    this.facts = facts;
    this.target = target;
    this.info = info;
  }

  public PythonFile file() {
    return file;
  }

  public Names names() {
    return names.get();
  }

  public Facts facts() {
    return facts.get();
  }

  public Target target() {
    return target;
  }

  /**
   * Whether the script may go on after an exception of one of these classes at that node; a failure
   * there is not certain then, and an edit may change what the script does instead.
   */
  public boolean mayBeCaught(Node at, Set<String> exceptions) {
    return new ExceptionHandlers(file.root(), names()).mayCatch(at, exceptions);
  }

  /** Reports a finding at a node; more may be said through what is returned. */
  public Report report(Node at, String message) {
    return report(at.start(), at.end(), message);
  }

  /** Reports a finding between two byte offsets, where there is no node. */
  public Report report(int start, int end, String message) {
    Report report = new Report(start, end, message, info.severity());
    reports.add(report);
    return report;
  }

  /** What the rule has reported, in the order of the reports. */
  public List<Finding> findings() {
    return reports.stream().map(this::finding).toList();
  }

  private Finding finding(Report report) {
    return new Finding(
        info.code(),
        info.name(),
        report.severity,
        report.start,
        report.end,
        report.message,
        List.copyOf(report.steps),
        Optional.ofNullable(report.fix),
        Optional.ofNullable(report.refusal));
  }

  /** A finding being made. */
  public static final class Report {
    private final int start;
    private final int end;
    private final String message;
    private final List<Finding.Step> steps = new ArrayList<>();
    private Severity severity;
    private Fix fix;
    private String refusal;

    private Report(int start, int end, String message, Severity severity) {
      this.start = start;
      this.end = end;
      this.message = message;
      this.severity = severity;
    }

    /** Offers a cure. */
    public Report fix(String title, Safety safety, List<Edit> edits) {
      fix = new Fix(title, safety, List.copyOf(edits));
      return this;
    }

    /** Says why there is no cure, naming the fact that was missing. */
    public Report because(String reason) {
      refusal = reason;
      return this;
    }

    /** Says what led there; called for each step, the earliest first. */
    public Report after(Node step, String fact) {
      steps.add(new Finding.Step(step.start(), step.end(), fact));
      return this;
    }

    public Report severity(Severity severity) {
      this.severity = severity;
      return this;
    }
  }
}
