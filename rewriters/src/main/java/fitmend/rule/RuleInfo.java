package fitmend.rule;

import java.util.List;

/**
 * Everything the manual page of a rule says; the page's example is the rule's fixture pair.
 *
 * <p>Written as calls and not as an annotation, which takes longer to read than a script to check.
 *
 * @param code family letters and three digits; never used again for another rule
 * @param name the wrong pattern in kebab-case; reads well behind "allow"
 * @param severity of the findings
 * @param summary one line: what is wrong
 * @param why what a run does there: the exception with its text, or the silent fault
 * @param fixSafety when the fix is safe, when it is not, and why
 * @param example the fixture, below {@code fixtures/before}, whose pair is the example of the page
 * @param since the release of fitmend that had it first
 * @param formerNames names this rule had before
 */
public record RuleInfo(
    String code,
    String name,
    Severity severity,
    String summary,
    String why,
    String fixSafety,
    String example,
    String since,
    List<String> formerNames) {

  /** The info of a rule of this release, to be filled by the methods below. */
  public static RuleInfo of(String code, String name, Severity severity) {
    return new RuleInfo(code, name, severity, "", "", "", "", "0.1", List.of());
  }

  public RuleInfo summary(String text) {
    return new RuleInfo(code, name, severity, text, why, fixSafety, example, since, formerNames);
  }

  public RuleInfo why(String text) {
    return new RuleInfo(
        code, name, severity, summary, text, fixSafety, example, since, formerNames);
  }

  public RuleInfo fixSafety(String text) {
    return new RuleInfo(code, name, severity, summary, why, text, example, since, formerNames);
  }

  public RuleInfo example(String fixture) {
    return new RuleInfo(code, name, severity, summary, why, fixSafety, fixture, since, formerNames);
  }

  public RuleInfo since(String release) {
    return new RuleInfo(
        code, name, severity, summary, why, fixSafety, example, release, formerNames);
  }

  public RuleInfo formerNames(String... names) {
    return new RuleInfo(
        code, name, severity, summary, why, fixSafety, example, since, List.of(names));
  }
}
