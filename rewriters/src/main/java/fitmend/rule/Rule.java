package fitmend.rule;

/**
 * One kind of failure. A rule implements the interface of what it looks at, below, and keeps no
 * state.
 */
public sealed interface Rule
    permits FileRule, CallRule, FunctionRule, SubscriptRule, FailureRule, SuppressionRule {
  /** What the rule says of itself. */
  RuleInfo info();
}
