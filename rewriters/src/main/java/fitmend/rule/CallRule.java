package fitmend.rule;

import fitmend.python.tree.Call;

/** A rule that looks at each call. */
public non-sealed interface CallRule extends Rule {
  void check(Call call, RuleContext context);
}
