package fitmend.rule;

/**
 * A rule that looks at each suppression that suppresses nothing. It runs after the others. Its
 * fixes may change comments.
 */
public non-sealed interface SuppressionRule extends Rule {
  void check(Suppression unused, RuleContext context);
}
