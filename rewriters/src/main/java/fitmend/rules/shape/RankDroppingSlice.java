package fitmend.rules.shape;

import fitmend.edit.Edit;
import fitmend.edit.ExpressionEdits;
import fitmend.inference.Shape;
import fitmend.inference.TensorUses;
import fitmend.inference.TensorUses.Use;
import fitmend.inference.TensorUses.Verdict;
import fitmend.inference.Value.Array;
import fitmend.inference.Value.Constant;
import fitmend.python.name.Binding;
import fitmend.python.tree.Call;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.python.tree.Subscript;
import fitmend.rule.RuleContext;
import fitmend.rule.RuleInfo;
import fitmend.rule.Safety;
import fitmend.rule.Severity;
import fitmend.rule.SubscriptRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds {@code x[:, 0]} where a layer asks for the axis that the number takes away. */
public final class RankDroppingSlice implements SubscriptRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SHP001", "rank-dropping-slice", Severity.ERROR)
          .summary("An index drops an axis that the layer behind it needs.")
          .why(
              "`x[:, 0]` of a batch of rows is one number a row, without an axis of features. A"
                  + " layer that needs the axis fails with `ValueError: Input 0 of layer ... is"
                  + " incompatible with the layer: expected min_ndim=2, found ndim=1`; Concatenate"
                  + " with `requires inputs with matching shapes`. `x[:, 0:1]` holds the same"
                  + " numbers and keeps the axis.")
          .fixSafety(
              "Safe where the layer certainly fails and nothing else uses the slice: the numbers"
                  + " stay the same, with the axis the layer asks for. Unsafe where the index is a"
                  + " variable that might be negative, since `x[:, -1:0]` is empty. No fix where"
                  + " arithmetic or other code relies on the shape as it is.")
          .example("rank_dropping_slice/dense_on_one_column");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subscript subscript, RuleContext context) {
    int rank = rankOf(subscript.node(), context);
    List<Node> dropping = droppingIndices(subscript, context);
    if (rank < 1 || dropping.isEmpty()) {
      return;
    }
    List<Use> uses = TensorUses.of(subscript.node(), context.facts(), context.names());
    Optional<Use> refusal = uses.stream().filter(u -> u.verdict() == Verdict.REFUSES).findFirst();
    if (refusal.isEmpty() || uses.stream().anyMatch(use -> isFailureExpected(use.at()))) {
      return;
    }
    Use refused = refusal.get();
    RuleContext.Report report =
        context.report(
            subscript.node(),
            "the index drops an axis: "
                + refused.consumer()
                + " needs "
                + refused.neededRank()
                + " axes and gets "
                + rank);
    boolean isShared =
        uses.stream().anyMatch(use -> use.verdict() == Verdict.RELIES || use.isMixed());
    boolean isOneDemand =
        uses.stream()
            .filter(use -> use.verdict() == Verdict.REFUSES)
            .allMatch(use -> use.neededRank() == refused.neededRank());
    int missing = refused.neededRank() - rank;
    if (isShared || !isOneDemand) {
      report.because("other code uses the slice with the shape it has");
    } else if (missing > dropping.size() || !areNeighbours(subscript, dropping, missing)) {
      report.because("it cannot be told which axis " + refused.consumer() + " should get back");
    } else {
      repair(dropping.subList(dropping.size() - missing, dropping.size()), report, context);
    }
  }

  /** Inside {@code try}, or {@code with pytest.raises(…)}, a failure may be what is wanted. */
  private static boolean isFailureExpected(Node at) {
    Optional<Node> attempt = at.enclosing(Kind.TRY);
    boolean isCaught =
        attempt
            .filter(statement -> statement.first(Kind.EXCEPT).isPresent())
            .filter(statement -> statement.child(0).contains(at))
            .isPresent();
    return isCaught
        || at.enclosing(Kind.WITH).stream()
            .flatMap(with -> with.all(Kind.WITH_ITEM).stream())
            .anyMatch(item -> item.text().toLowerCase(Locale.ROOT).contains("raises"));
  }

  private static int rankOf(Node node, RuleContext context) {
    return context
        .facts()
        .arrayOf(node)
        .map(Array::shape)
        .filter(Shape::isRanked)
        .map(Shape::rank)
        .orElse(-1);
  }

  /** The indices that are one integer each; none when the first axis, the batch, is one of them. */
  private static List<Node> droppingIndices(Subscript subscript, RuleContext context) {
    List<Node> indices = subscript.indices();
    List<Node> dropping = new ArrayList<>();
    for (Node index : indices) {
      if (isInteger(index, context)) {
        dropping.add(index);
      }
    }
    boolean dropsBatch = !dropping.isEmpty() && dropping.get(0).equals(indices.get(0));
    return dropsBatch ? List.of() : dropping;
  }

  private static boolean isInteger(Node index, RuleContext context) {
    return switch (index.kind()) {
      case SLICE, ELLIPSIS, NONE -> false;
      default ->
          switch (context.facts().valueOf(index)) {
            case Constant(Object number) -> number instanceof Long;
            case Array array -> array.shape().equals(Shape.of()) && array.dataType().isInteger();
            default -> false;
          };
    };
  }

  /** Which of several dropped axes comes back matters only when kept axes lie between them. */
  private static boolean areNeighbours(Subscript subscript, List<Node> dropping, int missing) {
    if (missing == dropping.size()) {
      return true;
    }
    List<Node> indices = subscript.indices();
    int first = indices.indexOf(dropping.get(0));
    int last = indices.indexOf(dropping.get(dropping.size() - 1));
    return last - first + 1 == dropping.size();
  }

  private static void repair(List<Node> indices, RuleContext.Report report, RuleContext context) {
    List<Edit> edits = new ArrayList<>();
    Safety safety = Safety.SAFE;
    for (Node index : indices) {
      Optional<String> range = range(index, context);
      if (range.isEmpty()) {
        report.because("the index may be negative, or is too involved to be written twice");
        return;
      }
      safety = mayBeNegative(index, context) ? Safety.UNSAFE : safety;
      edits.add(ExpressionEdits.replace(index, range.get()));
    }
    report.fix("Keep the axis with a slice of length one", safety, edits);
    if (safety == Safety.UNSAFE) {
      report.because("the slice is empty if the index is -1");
    }
  }

  /** {@code 0:1} for {@code 0}, {@code -1:} for {@code -1}, {@code i:i + 1} for {@code i}. */
  private static Optional<String> range(Node index, RuleContext context) {
    String text = index.text();
    return switch (index.kind()) {
      case NUMBER -> number(text).map(n -> text + ":" + (n + 1));
      case UNARY ->
          number(index.child(0).text())
              .filter(n -> text.startsWith("-") && n > 0)
              .map(n -> text + ":" + (n == 1 ? "" : String.valueOf(1 - n)));
      case NAME, ATTRIBUTE ->
          isNegative(index, context) ? Optional.empty() : Optional.of(text + ":" + text + " + 1");
      case BINARY -> isNegative(index, context) ? Optional.empty() : shifted(index);
      default -> Optional.empty();
    };
  }

  /** {@code k + 1:k + 2} for {@code k + 1}. */
  private static Optional<String> shifted(Node sum) {
    Node left = sum.child(0);
    String operator = sum.file().tokenText(left.endToken());
    Optional<Long> step = number(sum.child(1).text());
    boolean isPlain = left.is(Kind.NAME) || left.is(Kind.ATTRIBUTE);
    if (!isPlain || step.isEmpty() || !(operator.equals("+") || operator.equals("-"))) {
      return Optional.empty();
    }
    long next = operator.equals("+") ? step.get() + 1 : 1 - step.get();
    String end =
        next == 0 ? left.text() : left.text() + (next > 0 ? " + " : " - ") + Math.abs(next);
    return Optional.of(sum.text() + ":" + end);
  }

  private static Optional<Long> number(String text) {
    return text.matches("[0-9]{1,9}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  private static boolean isNegative(Node index, RuleContext context) {
    return context.facts().valueOf(index) instanceof Constant(Object value)
        && value instanceof Long number
        && number < 0;
  }

  /** A variable that is neither a known number nor counted by a {@code range} from zero up. */
  private static boolean mayBeNegative(Node index, RuleContext context) {
    return !(context.facts().valueOf(index) instanceof Constant)
        && least(index, context).filter(lowest -> lowest >= 0).isEmpty();
  }

  /** The least value of a loop's counter, or of a sum with one. */
  private static Optional<Long> least(Node index, RuleContext context) {
    if (index.is(Kind.BINARY)) {
      boolean isSum = index.file().tokenText(index.child(0).endToken()).equals("+");
      Optional<Long> step = number(index.child(1).text()).map(n -> isSum ? n : -n);
      return step.flatMap(n -> least(index.child(0), context).map(lowest -> lowest + n));
    }
    return index.is(Kind.NAME)
        ? context.names().reachingBinding(index).flatMap(binding -> firstOf(binding, context))
        : Optional.empty();
  }

  /** Where the {@code range} of a loop starts, if it can only go up. */
  private static Optional<Long> firstOf(Binding binding, RuleContext context) {
    Node loop = binding.name().parent().orElseThrow();
    boolean isLoop = loop.is(Kind.FOR) || loop.is(Kind.COMPREHENSION);
    Optional<Call> range =
        isLoop
            ? Call.of(loop.child(1)).filter(call -> call.name().filter("range"::equals).isPresent())
            : Optional.empty();
    return range.flatMap(
        call ->
            switch (call.arguments().size()) {
              case 1 -> Optional.of(0L);
              case 2 -> number(call.arguments().get(0).node().text());
              default -> Optional.empty();
            });
  }
}
