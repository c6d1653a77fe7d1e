package fitmend.rules.shape;

import fitmend.edit.Edit;
import fitmend.edit.ExpressionEdits;
import fitmend.inference.facts.Fact.Array;
import fitmend.inference.facts.TensorUses;
import fitmend.inference.value.Shape;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.python.tree.Subscript;
import fitmend.rule.RuleContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A subscript that drops axes, with the way of its value.
 *
 * @param dropping the indices that are one integer each
 * @param rank how many axes are left
 */
record Slice(Subscript subscript, List<Node> dropping, int rank, TensorUses uses) {

  /** The subscript as one that drops axes, if it certainly is. */
  static Optional<Slice> of(Subscript subscript, RuleContext context) {
    IndexRange range = new IndexRange(context.facts(), context.names());
    List<Node> dropping = subscript.indices().stream().filter(range::isInteger).toList();
    return dropping.isEmpty() || rankOf(subscript, context) < 1
        ? Optional.empty()
        : Optional.of(
            new Slice(
                subscript,
                dropping,
                rankOf(subscript, context),
                TensorUses.of(
                    subscript.node(),
                    keptShape(subscript, dropping, context),
                    context.facts(),
                    context.names())));
  }

  /** The shape with all axes; not ranked where new ones are made. */
  private static Shape keptShape(Subscript subscript, List<Node> dropping, RuleContext context) {
    List<Node> indices = subscript.indices();
    if (indices.stream().anyMatch(index -> index.is(Kind.NONE))) {
      return Shape.UNKNOWN;
    }
    Shape dropped = context.facts().arrayOf(subscript.node()).orElseThrow().shape();
    List<Integer> sizes = new ArrayList<>(IntStream.of(dropped.sizes()).boxed().toList());
    int rank = sizes.size() + dropping.size();
    for (Node index : dropping) {
      int position = indices.indexOf(index);
      boolean isBehind = indices.subList(0, position).stream().anyMatch(i -> i.is(Kind.ELLIPSIS));
      sizes.add(isBehind ? rank - indices.size() + position : position, 1);
    }
    return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
  }

  private static int rankOf(Subscript subscript, RuleContext context) {
    return context
        .facts()
        .arrayOf(subscript.node())
        .map(Array::shape)
        .filter(Shape::isRanked)
        .map(Shape::rank)
        .orElse(-1);
  }

  /** Which of the indices are numbers. */
  List<Integer> positions() {
    return dropping.stream().map(index -> subscript.indices().indexOf(index)).toList();
  }

  boolean dropsBatch() {
    return dropping.get(0).equals(subscript.indices().get(0));
  }

  /** Which of several dropped axes comes back matters only when kept axes lie between them. */
  boolean areNeighbours(int missing) {
    List<Integer> positions = positions();
    int count = positions.size();
    return missing == count || positions.get(count - 1) - positions.get(0) + 1 == count;
  }

  /** A tuple that states the shape of the output without the batch, with the axis. */
  Optional<Edit> stated(Node shape) {
    Node tuple = shape.unparenthesized();
    int position = positions().get(0) - 1;
    boolean isPlain =
        tuple.is(Kind.TUPLE)
            && tuple.text().startsWith("(")
            && dropping.size() == 1
            && subscript.indices().stream().noneMatch(i -> i.is(Kind.ELLIPSIS))
            && position <= tuple.childCount();
    if (!isPlain) {
      return Optional.empty();
    }
    List<String> sizes = new ArrayList<>(tuple.children().stream().map(Node::text).toList());
    sizes.add(position, "1");
    String text = String.join(", ", sizes) + (sizes.size() == 1 ? "," : "");
    return Optional.of(ExpressionEdits.replace(tuple, "(" + text + ")"));
  }
}
