package fitmend.rules.shape;

import fitmend.inference.facts.Fact.Array;
import fitmend.inference.facts.Fact.Constant;
import fitmend.inference.facts.Fact.Plain;
import fitmend.inference.facts.Facts;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.python.name.Binding;
import fitmend.python.name.Names;
import fitmend.python.tree.Call;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.Optional;

/** Writes an index as a slice of length one. */
final class IndexRange {
  private final Facts facts;
  private final Names names;

  IndexRange(Facts facts, Names names) {
    this.facts = facts;
    this.names = names;
  }

  /** Whether the index is one integer, so that it drops its axis. */
  boolean isInteger(Node index) {
    return switch (index.kind()) {
      case SLICE, ELLIPSIS, NONE -> false;
      default ->
          switch (facts.of(index)) {
            case Constant(Object number) -> number instanceof Long;
            case Plain(Scalar.Type type) -> type == Scalar.Type.INT;
            case Array array -> array.shape().equals(Shape.SCALAR) && array.type().isInteger();
            default -> false;
          };
    };
  }

  /** {@code 0:1} for {@code 0}, {@code -1:} for {@code -1}, {@code i:i + 1} for {@code i}. */
  Optional<String> of(Node index) {
    String text = index.text();
    return switch (index.kind()) {
      case NUMBER -> number(text).map(n -> text + ":" + (n + 1));
      case UNARY ->
          number(index.child(0).text())
              .filter(n -> text.startsWith("-") && n > 0)
              .map(n -> text + ":" + (n == 1 ? "" : String.valueOf(1 - n)));
      case NAME, ATTRIBUTE ->
          isNegative(index) ? Optional.empty() : Optional.of(text + ":" + text + " + 1");
      case BINARY -> isNegative(index) ? Optional.empty() : shifted(index);
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

  private boolean isNegative(Node index) {
    return facts.of(index) instanceof Constant(Object value)
        && value instanceof Long number
        && number < 0;
  }

  /** A variable that is neither a known number nor counted by a {@code range} from zero up. */
  boolean mayBeNegative(Node index) {
    return !(facts.of(index) instanceof Constant)
        && least(index).filter(lowest -> lowest >= 0).isEmpty();
  }

  /** The least value of a loop's counter, or of a sum with one. */
  private Optional<Long> least(Node index) {
    if (index.is(Kind.BINARY)) {
      boolean isSum = index.file().tokenText(index.child(0).endToken()).equals("+");
      Optional<Long> step = number(index.child(1).text()).map(n -> isSum ? n : -n);
      return step.flatMap(n -> least(index.child(0)).map(lowest -> lowest + n));
    }
    return index.is(Kind.NAME)
        ? names.reachingBinding(index).flatMap(IndexRange::firstOf)
        : Optional.empty();
  }

  /** Where the {@code range} of a loop starts, if it can only go up. */
  private static Optional<Long> firstOf(Binding binding) {
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
