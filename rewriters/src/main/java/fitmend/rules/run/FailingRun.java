package fitmend.rules.run;

import fitmend.inference.twin.FailureEvent;
import fitmend.inference.twin.ValueChain;
import fitmend.python.tree.Node;
import fitmend.rule.FailureRule;
import fitmend.rule.RuleContext;
import fitmend.rule.RuleInfo;
import fitmend.rule.Severity;

/** Says where and how a run certainly ends, when no other rule knows a repair. */
public final class FailingRun implements FailureRule {
  private static final RuleInfo INFO =
      RuleInfo.of("RUN001", "failing-run", Severity.ERROR)
          .summary("The script certainly fails here, with this exception.")
          .why(
              "The script was followed on the shapes and types of its values, without running it."
                  + " The target raises this exception at this line, whatever the data holds. What"
                  + " could not be followed is never reported.")
          .fixSafety("There is no fix: only the failure and the values that led to it are known.")
          .example("failing_run/rank_of_images");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(FailureEvent failure, RuleContext context) {
    Node place = failure.stack().getLast();
    RuleContext.Report report = context.report(place, "a run ends here with " + failure.inWords());
    for (ValueChain.Step step : failure.chain()) {
      report.after(step.at(), step.result());
    }
    for (Node caller : failure.stack().subList(0, failure.stack().size() - 1)) {
      report.after(caller, "calls");
    }
  }
}
