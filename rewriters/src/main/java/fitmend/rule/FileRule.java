package fitmend.rule;

/** A rule that looks at the file as a whole. */
public non-sealed interface FileRule extends Rule {
  void check(RuleContext context);
}
