package fitmend.rule;

import fitmend.python.tree.Subscript;

/** A rule that looks at each subscript. */
public non-sealed interface SubscriptRule extends Rule {
  void check(Subscript subscript, RuleContext context);
}
