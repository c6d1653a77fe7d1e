package fitmend.engine;

import fitmend.rule.Rule;
import fitmend.rules.dtype.Float64Input;
import fitmend.rules.run.FailingRun;
import fitmend.rules.shape.RankDroppingSlice;
import fitmend.rules.suppression.UnusedNoqa;
import fitmend.rules.training.TrainingArgumentInFit;
import fitmend.rules.variable.LateVariable;
import java.util.List;

/** All rules, one line each, in the order of their codes. */
public final class RuleCatalogue {
  private static final List<Rule> RULES =
      List.of(
          new Float64Input(),
          new UnusedNoqa(),
          new FailingRun(),
          new RankDroppingSlice(),
          new TrainingArgumentInFit(),
          new LateVariable());

  private RuleCatalogue() {}

  /** Every rule there is. */
  public static List<Rule> all() {
    return RULES;
  }
}
