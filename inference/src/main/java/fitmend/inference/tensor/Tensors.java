package fitmend.inference.tensor;

import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Origin;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Optional;

/** Makes tensors, and reads the values that stand for shapes and axes. */
public final class Tensors {
  private Tensors() {}

  /** The result of an operation. */
  public static Tensor made(
      Holder holder,
      DataType type,
      Shape shape,
      String operation,
      List<Tensor> inputs,
      Execution execution) {
    return new Tensor(holder, type, shape, Origin.of(execution.at(), operation, inputs));
  }

  /** The value as a whole number. */
  public static Optional<Long> integer(Value value) {
    return switch (value) {
      case Constant(Long number) -> Optional.of(number);
      case Tensor tensor ->
          tensor
              .content()
              .filter(content -> content.size() == 1 && tensor.type().isInteger())
              .map(content -> (Long) content.getFirst());
      case null, default -> Optional.empty();
    };
  }

  /** The elements of a tuple, a list or a small array of one axis. */
  public static Optional<List<Value>> elements(Value value) {
    return switch (value) {
      case Tuple tuple -> Optional.of(tuple.elements());
      case ListValue list when list.isKnown() -> Optional.of(list.elements());
      case TensorShape shape when shape.shape().isRanked() -> Optional.of(shape.sizes());
      case Tensor tensor when tensor.shape().isRanked() && tensor.shape().rank() == 1 ->
          tensor.content().map(content -> content.stream().<Value>map(Constant::new).toList());
      case null, default -> Optional.empty();
    };
  }

  /** What a value that stands for a shape says: a tuple, a list, a number. */
  public static Shape shape(Value value) {
    Optional<List<Value>> elements = elements(value);
    if (elements.isEmpty()) {
      return integer(value).map(size -> Shape.of(size.intValue())).orElse(Shape.UNKNOWN);
    }
    int[] sizes = new int[elements.get().size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = integer(elements.get().get(i)).map(Long::intValue).orElse(Shape.ANY);
    }
    return Shape.of(sizes);
  }
}
