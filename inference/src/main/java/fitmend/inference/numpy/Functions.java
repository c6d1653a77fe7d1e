package fitmend.inference.numpy;

import fitmend.inference.Target;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.List;

/** The functions of NumPy by their names. */
final class Functions {
  private Functions() {}

  /** The result; null when the function is not modelled. */
  static Value call(Call call) {
    if (call.name().startsWith("linalg.")) {
      return LinearAlgebra.call(call);
    }
    if (Reductions.has(call.name())) {
      return Reductions.call(call);
    }
    if (Elementwise.has(call.name()) || Unary.has(call.name())) {
      return elementwise(call);
    }
    if (call.name().equals("einsum")) {
      return Einsum.call(call);
    }
    Value result = Creation.call(call);
    result = result == null ? Shaping.call(call) : result;
    result = result == null ? Joining.call(call) : result;
    result = result == null ? Choosing.call(call) : result;
    result = result == null ? Ordering.call(call) : result;
    result = result == null ? Statistics.call(call) : result;
    result = result == null ? Products.call(call) : result;
    return result == null ? Queries.call(call) : result;
  }

  /** Universal functions take further arguments that are not modelled. */
  private static Value elementwise(Call call) {
    List<Value> given = call.arguments().positional();
    boolean isBinary = Elementwise.has(call.name());
    boolean isPlain =
        call.arguments().keywords().keySet().stream()
            .allMatch(key -> key.equals("decimals") || key.equals("casting"));
    boolean isRounded = call.name().startsWith("round") || call.name().equals("around");
    int most = isBinary || isRounded ? 2 : 1;
    if (!isPlain
        || call.arguments().isOpen()
        || given.size() > most
        || given.isEmpty()
        || isBinary && given.size() < 2) {
      return null;
    }
    if (isBinary) {
      Elementwise.requireComparable(call.name(), given.get(0), given.get(1), call.run());
    }
    return isBinary
        ? Elementwise.binary(call.name(), given.get(0), given.get(1), call.run())
        : Unary.apply(
            isRounded && (given.size() > 1 || !call.arguments().keywords().isEmpty())
                ? "rounded"
                : call.name(),
            given.getFirst(),
            call.run());
  }

  /** A class of a type of elements, called: {@code np.float32(x)}. */
  static Value convert(String name, DataType type, Arguments arguments, Execution run) {
    if (arguments.positional().size() != 1 || !arguments.keywords().isEmpty()) {
      throw new NotKnown(name);
    }
    Value value = arguments.positional().getFirst();
    if (Arrays.isNone(value) && type.isInteger()) {
      throw run.error(
          "TypeError",
          run.target() == Target.TENSORFLOW_1_15 ? null : Arrays.NO_INTEGER + "'NoneType'");
    }
    Tensor array = Arrays.of(value, run);
    if (type == DataType.STRING && !array.shape().equals(Shape.SCALAR)) {
      throw new NotKnown("an array as a text");
    }
    if (array.type() == DataType.STRING
        || type == DataType.STRING
        || array.type() == DataType.OBJECT) {
      if (type.isComplex()) {
        throw new NotKnown(name);
      }
      return ArrayMethods.ofOthers(array, type, run);
    }
    if (!Types.isNumber(array.type()) || !Types.isNumber(type) || array.type().isComplex()) {
      throw new NotKnown(name);
    }
    Arrays.requireFit(array, type, run);
    return Arrays.cast(array, type, name, run);
  }
}
