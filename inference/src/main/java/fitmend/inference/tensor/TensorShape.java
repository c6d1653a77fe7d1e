package fitmend.inference.tensor;

import fitmend.inference.library.HasItems;
import fitmend.inference.library.LibraryObject;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.HasElements;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code tf.TensorShape}: nearly a tuple. A size that is not known is None where the tensor
 * really has none, and may be a number where only the twin does not know it; so it is not known
 * either way.
 */
public final class TensorShape extends LibraryObject implements HasElements, HasItems {
  private final Shape shape;

  public TensorShape(Shape shape, Execution execution) {
    super("tensorflow.TensorShape", execution);
    this.shape = shape;
  }

  public Shape shape() {
    return shape;
  }

  /** The sizes as Python sees them. */
  public List<Value> sizes() {
    List<Value> sizes = new ArrayList<>();
    for (int size : shape.sizes()) {
      sizes.add(
          size == Shape.ANY
              ? new fitmend.inference.value.Unknown("a size that is not known")
              : Constant.of(size));
    }
    return sizes;
  }

  @Override
  public Elements elements(Execution execution) {
    return shape.isRanked()
        ? Elements.all(sizes())
        : Elements.unknown(execution.unknown("a size of a shape that is not known"));
  }

  @Override
  public Value item(Value index, Execution execution) {
    if (!shape.isRanked()) {
      return execution.unknown("a size of a shape that is not known");
    }
    // In TensorFlow 1 its sizes are in a list.
    Value sizes =
        execution.target().isGraphMode()
            ? new ListValue(execution.journal(), sizes())
            : new Tuple(sizes());
    Value item = execution.subscript(sizes, index);
    if (item instanceof ListValue part && part.isKnown()) {
      return new TensorShape(Tensors.shape(part), execution);
    }
    return item instanceof Tuple part ? new TensorShape(Tensors.shape(part), execution) : item;
  }

  @Override
  public void setItem(Value index, Value value, Execution execution) {
    throw execution.error("TypeError", "'TensorShape' object does not support item assignment");
  }

  @Override
  public Value attribute(String name, Execution execution) {
    return switch (name) {
      case "rank", "ndims" -> shape.isRanked() ? Constant.of(shape.rank()) : Scalar.INT;
      case "dims" ->
          shape.isRanked()
              ? new ListValue(execution.journal(), sizes())
              : execution.unknown("the sizes of a shape");
      default -> super.attribute(name, execution);
    };
  }

  @Override
  protected boolean hasMethod(String name) {
    return switch (name) {
      case "as_list", "num_elements", "is_fully_defined", "concatenate", "__len__" -> true;
      default -> false;
    };
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    if (!shape.isRanked()) {
      return execution.unknown("a shape that is not known");
    }
    return switch (name) {
      case "as_list" -> new ListValue(execution.journal(), sizes());
      case "num_elements" ->
          shape.count() >= 0
              ? Constant.of(shape.count())
              : execution.unknown("a number of elements");
      case "is_fully_defined" -> shape.isFull() ? Constant.TRUE : Scalar.BOOL;
      case "__len__" -> Constant.of(shape.rank());
      case "concatenate" ->
          arguments.positional().size() == 1
              ? new TensorShape(
                  shape.concat(Tensors.shape(arguments.positional().getFirst())), execution)
              : execution.unknown("concatenate");
      default -> execution.unknown(name);
    };
  }
}
