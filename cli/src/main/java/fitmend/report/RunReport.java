package fitmend.report;

import fitmend.rule.RuleInfo;
import fitmend.rule.Severity;
import java.util.List;

/**
 * What there is to say about all files of a run, in the order of their names.
 *
 * @param rules the rules that were on
 * @param unsafeFixes whether UNSAFE fixes are among those that are made
 */
public record RunReport(List<FileReport> files, List<RuleInfo> rules, boolean unsafeFixes) {

  /** All that is the matter and not repaired. */
  public List<Diagnostic> diagnostics() {
    return files.stream().flatMap(file -> file.diagnostics().stream()).toList();
  }

  /** How many were repaired, or would be. */
  public int repaired() {
    return files.stream().mapToInt(file -> file.repaired().size()).sum();
  }

  /** All that could not be done. */
  public List<Problem> problems() {
    return files.stream().flatMap(file -> file.problems().stream()).toList();
  }

  /** Whether something is left, or was repaired or would be, that is more than advice. */
  public boolean hasProblem(boolean amongRepaired) {
    return amongRepaired
        ? files.stream()
            .flatMap(file -> file.repaired().stream())
            .anyMatch(finding -> finding.severity() != Severity.INFO)
        : diagnostics().stream().anyMatch(one -> one.severity() != Severity.INFO);
  }
}
