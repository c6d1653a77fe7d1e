package fitmend.rule;

/**
 * One kind of failure. A rule implements the interface of what it looks at, below, is annotated
 * with {@link RuleInfo}, and keeps no state.
 */
public sealed interface Rule
    permits FileRule, CallRule, FunctionRule, SubscriptRule, SuppressionRule {}
