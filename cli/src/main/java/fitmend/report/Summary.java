package fitmend.report;

import fitmend.rule.Severity;
import java.util.List;

/** The last word of a run. */
public final class Summary {
  private Summary() {}

  /** What a run that changes nothing found. */
  public static String ofCheck(RunReport report) {
    List<Diagnostic> found = report.diagnostics();
    if (found.isEmpty()) {
      return report.problems().isEmpty() ? clear(report) : "";
    }
    return "%s%s.".formatted(counted(found), waysOut(found, report));
  }

  /** What a run that repairs did. */
  public static String ofFix(RunReport report) {
    return afterRepair("Fixed", report);
  }

  /** What a run that shows the repairs would do. */
  public static String ofDiff(RunReport report) {
    return afterRepair("Would fix", report);
  }

  /** What a run that commits the repairs did. */
  public static String ofBranch(RunReport report, String branch, int commits) {
    String done =
        "Committed repairs onto branch %s in %s:".formatted(branch, count(commits, "commit"));
    return commits == 0 ? ofCheck(report) : afterRepair(done, report);
  }

  private static String afterRepair(String done, RunReport report) {
    List<Diagnostic> left = report.diagnostics();
    long files = report.files().stream().filter(file -> !file.repaired().isEmpty()).count();
    if (report.repaired() == 0) {
      return ofCheck(report);
    }
    String first =
        "%s %s in %s"
            .formatted(done, count(report.repaired(), "problem"), count((int) files, "file"));
    return left.isEmpty()
        ? first + "."
        : "%s; %d left%s.".formatted(first, left.size(), waysOut(left, report));
  }

  private static String waysOut(List<Diagnostic> found, RunReport report) {
    long now = found.stream().filter(one -> one.isFixable(report.unsafeFixes())).count();
    long more = found.stream().filter(one -> one.isFixable(true)).count() - now;
    if (now == 0 && more == 0) {
      return "";
    }
    if (now == 0) {
      return " (%d fixable with --fix --unsafe-fixes)".formatted(more);
    }
    String rest = more == 0 ? "" : ", %d more with --unsafe-fixes".formatted(more);
    return " (%d fixable with --fix%s)".formatted(now, rest);
  }

  private static String counted(List<Diagnostic> found) {
    int advice = (int) found.stream().filter(one -> one.severity() == Severity.INFO).count();
    int problems = found.size() - advice;
    if (advice == 0) {
      return "Found " + count(problems, "problem");
    }
    String pieces = count(advice, "piece") + " of advice";
    return problems == 0
        ? pieces + ", no problem"
        : "Found %s, %s".formatted(count(problems, "problem"), pieces);
  }

  private static String clear(RunReport report) {
    return "No problems found in %s.".formatted(count(report.files().size(), "file"));
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
