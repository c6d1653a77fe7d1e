package fitmend.rules.shape;

import fitmend.edit.Edit;
import fitmend.edit.ExpressionEdits;
import fitmend.inference.facts.Fact.Array;
import fitmend.inference.facts.Fact.Holder;
import fitmend.inference.facts.TensorUses.Use;
import fitmend.inference.facts.TensorUses.Verdict;
import fitmend.python.tree.Call;
import fitmend.python.tree.Node;
import fitmend.python.tree.Subscript;
import fitmend.rule.RuleContext;
import fitmend.rule.RuleInfo;
import fitmend.rule.Safety;
import fitmend.rule.Severity;
import fitmend.rule.SubscriptRule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds {@code x[:, 0]} where a layer asks for the axis that the number takes away. */
public final class RankDroppingSlice implements SubscriptRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SHP001", "rank-dropping-slice", Severity.ERROR)
          .summary("An index drops an axis that the layer behind it needs.")
          .why(
              "`x[:, 0]` of a batch of rows is one number a row, without an axis of features. A"
                  + " layer that needs the axis fails with `ValueError: Input 0 of layer ... is"
                  + " incompatible with the layer: expected min_ndim=2, found ndim=1`; Concatenate"
                  + " with `requires inputs with matching shapes`. A model takes"
                  + " batches, so that it refuses the one row `x[0]` as well. `x[:, 0:1]` and"
                  + " `x[0:1]` hold the same numbers and keep the axis.")
          .fixSafety(
              "Safe where the layer certainly fails and nothing else uses the slice: the numbers"
                  + " stay the same, with the axis the layer asks for. Slices that meet in"
                  + " arithmetic or in one list change together, and `x[0]` for a model becomes"
                  + " `x[0:1]`, one row. Unsafe where the index is a variable that might be"
                  + " negative, since `x[:, -1:0]` is empty. No fix where other code relies on the"
                  + " shape as it is.")
          .example("rank_dropping_slice/dense_on_one_column");

  /** Calls that take many rows at once: one row is not what is meant there. */
  private static final Set<String> TRAINING =
      Set.of("fit", "evaluate", "train_on_batch", "test_on_batch");

  private static final Set<String> EXCEPTIONS = Set.of("ValueError", "InvalidArgumentError");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subscript subscript, RuleContext context) {
    Optional<Slice> slice = Slice.of(subscript, context);
    Optional<Use> refusal =
        slice.stream()
            .flatMap(found -> found.uses().uses().stream())
            .filter(use -> use.verdict() == Verdict.REFUSES)
            .findFirst();
    if (refusal.isEmpty()
        || slice.get().dropsBatch() && !takesOneRow(slice.get(), refusal.get(), context)
        || context.mayBeCaught(refusal.get().at(), EXCEPTIONS)) {
      return;
    }
    Use refused = refusal.get();
    int rank = slice.get().rank();
    RuleContext.Report report =
        context.report(
            subscript.node(),
            "the index takes an axis away: "
                + name(refused)
                + " needs "
                + refused.neededRank()
                + " axes and gets "
                + rank);
    Set<Slice> all = new LinkedHashSet<>();
    if (!addPartners(slice.get(), all, context)) {
      report.because(
          "not repaired: it meets a slice of another kind, and both would have to change");
      return;
    }
    List<Use> uses = all.stream().flatMap(one -> one.uses().uses().stream()).toList();
    Optional<String> obstacle = obstacle(uses, refused, slice.get());
    int missing = refused.neededRank() - rank;
    if (obstacle.isPresent()) {
      report.because("not repaired: " + obstacle.get());
    } else if (missing > slice.get().dropping().size() || !slice.get().areNeighbours(missing)) {
      report.because(
          "not repaired: it cannot be told which axis " + name(refused) + " should get back");
    } else {
      repair(all, missing, uses, report, context);
    }
  }

  private static String name(Use refused) {
    return refused.consumer().startsWith("the ")
        ? refused.consumer()
        : "`" + refused.consumer() + "`";
  }

  /** Whether one row of an array goes to what takes rows, such as {@code model.predict(x[0])}. */
  private static boolean takesOneRow(Slice slice, Use refused, RuleContext context) {
    Optional<Array> array = context.facts().arrayOf(slice.subscript().node());
    return slice.dropping().size() == 1
        && array
            .filter(a -> a.holder() == Holder.NUMPY || a.holder() == Holder.TENSORFLOW)
            .isPresent()
        && Call.of(refused.at())
            .filter(call -> call.name().filter(TRAINING::contains).isEmpty())
            .isPresent();
  }

  /** All slices that have to change together; false if they are not of one kind. */
  private static boolean addPartners(Slice slice, Set<Slice> all, RuleContext context) {
    all.add(slice);
    for (Node node : slice.uses().partners()) {
      if (all.stream().anyMatch(other -> other.subscript().node().equals(node))) {
        continue;
      }
      Optional<Slice> partner = Slice.of(new Subscript(node), context);
      if (partner.isEmpty()
          || !partner.get().positions().equals(slice.positions())
          || !addPartners(partner.get(), all, context)) {
        return false;
      }
    }
    return true;
  }

  /** What stands in the way of another shape. */
  private static Optional<String> obstacle(List<Use> uses, Use refused, Slice slice) {
    Optional<Use> relying = uses.stream().filter(u -> u.verdict() == Verdict.RELIES).findFirst();
    if (uses.stream().anyMatch(Use::isMixed)) {
      return Optional.of(
          "it meets other arrays first; give what comes out of that its axis, as `[:, None]` does");
    }
    if (relying.isPresent()) {
      Node at = relying.get().at();
      int line = at.file().source().position(at.start()).line();
      return Optional.of(
          "line " + line + " uses it without that axis; keep the axis only for " + name(refused));
    }
    boolean isOneDemand =
        uses.stream()
            .filter(use -> use.verdict() == Verdict.REFUSES)
            .allMatch(use -> use.neededRank() == refused.neededRank());
    boolean isStated =
        uses.stream()
            .filter(use -> use.verdict() == Verdict.DECLARES)
            .allMatch(use -> slice.stated(use.at()).isPresent());
    if (!isOneDemand) {
      return Optional.of("the layers behind it need different numbers of axes");
    }
    return isStated ? Optional.empty() : Optional.of("`output_shape` has to change with it");
  }

  private static void repair(
      Set<Slice> slices,
      int missing,
      List<Use> uses,
      RuleContext.Report report,
      RuleContext context) {
    IndexRange range = new IndexRange(context.facts(), context.names());
    List<Edit> edits = new ArrayList<>();
    Safety safety = Safety.SAFE;
    for (Slice slice : slices) {
      List<Node> dropping = slice.dropping();
      for (Node index : dropping.subList(dropping.size() - missing, dropping.size())) {
        Optional<String> text = range.of(index);
        if (text.isEmpty()) {
          report.because(
              "not repaired: the index may be negative, or is too long; write `i:i + 1` where it is"
                  + " not");
          return;
        }
        safety = range.mayBeNegative(index) ? Safety.UNSAFE : safety;
        edits.add(ExpressionEdits.replace(index, text.get()));
      }
    }
    Slice first = slices.iterator().next();
    uses.stream()
        .filter(use -> use.verdict() == Verdict.DECLARES)
        .flatMap(use -> first.stated(use.at()).stream())
        .distinct()
        .forEach(edits::add);
    report.fix(
        slices.size() == 1
            ? "Keep the axis with a slice of length one"
            : "Keep the axis of all that meet with slices of length one",
        safety,
        edits);
    if (safety == Safety.UNSAFE) {
      report.because("the slice is empty if the index is -1");
    }
  }
}
