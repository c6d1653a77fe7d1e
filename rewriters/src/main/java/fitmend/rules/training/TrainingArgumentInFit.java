package fitmend.rules.training;

import fitmend.python.tree.Argument;
import fitmend.python.tree.Call;
import fitmend.rule.FileRule;
import fitmend.rule.RuleContext;
import fitmend.rule.RuleInfo;
import fitmend.rule.Severity;
import fitmend.rule.model.ModelCalls;
import fitmend.rules.training.CompileRepair.Proposal;
import java.util.List;
import java.util.Set;

/** Finds arguments of {@code compile} that are given to {@code fit}. */
public final class TrainingArgumentInFit implements FileRule {
  private static final RuleInfo INFO =
      RuleInfo.of("TRN001", "training-argument-in-fit", Severity.ERROR)
          .summary("`fit` gets a loss, an optimizer or metrics, which belong to `compile`.")
          .why(
              """
              `fit` trains a model as `compile` prepared it; it has no arguments for the loss, \
              the optimizer or the metrics. The run ends with "TypeError: fit() got an \
              unexpected keyword argument 'loss'" (before TensorFlow 2: "Unrecognized keyword \
              arguments").\
              """)
          .fixSafety(
              """
              Safe where `compile` lacks the argument: the call of `fit` certainly failed, and \
              the value can only be meant for `compile`. Pure definitions that the value needs \
              move above `compile`, or `compile` moves down to `fit` if nothing in between \
              needs the compiled model. Unsafe where `compile` says something else (the value \
              given to `fit` wins), where an earlier `fit` wants something else (the model is \
              compiled again), and where the model is not compiled at all (it is, with Keras' \
              default optimizer if none is given). A failure that the script catches is left \
              alone.\
              """)
          .example("training_argument_in_fit/loss_after_compile");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context) {
    CompileArguments parameters = CompileArguments.of(context.target());
    ModelCalls calls = new ModelCalls(context);
    CompileRepair repair = new CompileRepair(context, calls, parameters);
    for (Call fit : calls.fits()) {
      List<Argument> misplaced = parameters.misplacedIn(fit);
      if (!misplaced.isEmpty() && !context.mayBeCaught(fit.node(), Set.of("TypeError"))) {
        RuleContext.Report report =
            context.report(fit.callee(), message(fit, misplaced, repair.replaced(fit, misplaced)));
        switch (repair.propose(fit, misplaced)) {
          case Proposal.Repair found -> report.fix(found.title(), found.safety(), found.edits());
          case Proposal.Refusal refusal -> report.because(refusal.reason());
        }
      }
    }
  }

  private static String message(Call fit, List<Argument> misplaced, List<Argument> replaced) {
    boolean one = misplaced.size() == 1;
    String message =
        "`%s` has no argument%s %s; %s to `compile`"
            .formatted(
                fit.name().orElseThrow(),
                one ? "" : "s",
                CompileRepair.listed(misplaced),
                one ? "it belongs" : "they belong");
    if (replaced.isEmpty()) {
      return message;
    }
    List<String> losers = replaced.stream().map(a -> a.value().text()).distinct().toList();
    return "%s, where %s over `%s`"
        .formatted(message, one ? "it wins" : "they win", String.join("` and `", losers));
  }
}
