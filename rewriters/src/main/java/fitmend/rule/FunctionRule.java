package fitmend.rule;

import fitmend.python.tree.FunctionDef;

/** A rule that looks at each function definition. */
public non-sealed interface FunctionRule extends Rule {
  void check(FunctionDef function, RuleContext context);
}
