package fitmend.inference.tensorflow;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.tensor.TensorShape;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Value;

/** A {@code tf.TensorSpec}: the shape and the type that a tensor has to have. */
final class TensorSpec extends LibraryObject {
  private final DataType type;
  private final Shape shape;

  TensorSpec(DataType type, Shape shape, Execution execution) {
    super("tensorflow.TensorSpec", execution);
    this.type = type;
    this.shape = shape;
  }

  DataType type() {
    return type;
  }

  Shape shape() {
    return shape;
  }

  /** As {@code repr} writes it. */
  static String text(DataType type, Shape shape) {
    return "TensorSpec(shape=%s, dtype=tf.%s, name=None)".formatted(shape, type.text());
  }

  @Override
  public Value attribute(String name, Execution execution) {
    return switch (name) {
      case "shape" -> new TensorShape(shape, execution);
      case "dtype" ->
          type == DataType.UNKNOWN ? execution.unknown("a type") : TensorTypes.reference(type);
      default -> super.attribute(name, execution);
    };
  }

  @Override
  protected boolean hasMethod(String name) {
    return false;
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    return execution.unknown(name);
  }
}
