package fitmend.rule;

import fitmend.inference.twin.FailureEvent;

/**
 * A rule that looks at the failure a run of the file certainly ends with, if there is one. It is
 * not asked about a failure whose cause another rule has found.
 */
public non-sealed interface FailureRule extends Rule {
  void check(FailureEvent failure, RuleContext context);
}
