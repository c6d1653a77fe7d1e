package fitmend.inference.numpy;

import fitmend.inference.Target;
import fitmend.inference.library.Signature.Bound;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Optional;

/** Functions that say something of arrays and types. */
final class Queries {
  private Queries() {}

  /** The result; null when the function is not here. */
  static Value call(Call call) {
    return switch (call.name()) {
      case "shape", "ndim" ->
          ArrayMethods.attribute(call.array(call.bind("a")), call.name(), call.run());
      case "size" -> size(call);
      case "array_equal", "array_equiv" -> equal(call);
      case "isclose", "allclose" -> close(call);
      case "isscalar" -> isScalar(Call.first(call.bind()));
      case "dtype" -> type(Call.first(call.bind("dtype")), call);
      case "result_type", "promote_types" -> common(call);
      case "can_cast", "issubdtype", "iscomplexobj", "isrealobj", "shares_memory" -> Scalar.BOOL;
      case "save", "savez", "savetxt", "savez_compressed", "set_printoptions", "seterr" ->
          call.name().equals("seterr") ? call.run().unknown("seterr") : Constant.NONE;
      default -> null;
    };
  }

  private static Value size(Call call) {
    Bound bound = call.bind("a", "axis");
    Tensor array = call.array(bound);
    if (Arrays.isNone(bound.get("axis"))) {
      return ArrayMethods.attribute(array, "size", call.run());
    }
    if (!array.shape().isRanked()) {
      return Scalar.INT;
    }
    long axis = Call.number(bound.get("axis"));
    int rank = array.shape().rank();
    if (axis >= rank || axis < -rank) {
      if (call.run().target() == Target.TENSORFLOW_2_21) {
        throw call.run().error("AxisError", null);
      }
      throw call.run().error("IndexError", "tuple index out of range");
    }
    int size = array.shape().size((int) axis);
    return size < 0 ? Scalar.INT : Constant.of(size);
  }

  private static Value equal(Call call) {
    Bound bound = call.bind("a1", "a2");
    Tensor one = call.array(bound.get("a1"));
    Tensor other = call.array(bound.get("a2"));
    boolean differ =
        call.name().equals("array_equal")
            && one.shape().isRanked()
            && other.shape().isRanked()
            && !one.shape().isCompatible(other.shape());
    if (differ) {
      return Constant.FALSE;
    }
    return decided(one.content(), other.content(), call);
  }

  private static Value decided(
      Optional<List<Object>> one, Optional<List<Object>> other, Call call) {
    if (one.isEmpty() || other.isEmpty() || !call.name().equals("array_equal")) {
      return Scalar.BOOL;
    }
    for (int i = 0; i < one.get().size(); i++) {
      Object left = one.get().get(i);
      Object right = other.get().get(i);
      if (left instanceof String || right instanceof String) {
        if (!left.equals(right)) {
          return Constant.FALSE;
        }
        continue;
      }
      double a = (Double) Arrays.cast(left, DataType.FLOAT64);
      double b = (Double) Arrays.cast(right, DataType.FLOAT64);
      if (a != b) {
        return Constant.FALSE;
      }
    }
    return Constant.TRUE;
  }

  private static Value close(Call call) {
    Bound bound = call.bind("a", "b", "rtol", "atol", "equal_nan");
    Value one = bound.get("a");
    Value other = bound.get("b");
    Tensor left = call.array(one);
    Tensor right = call.array(other);
    if (!Types.isNumber(left.type()) || !Types.isNumber(right.type())) {
      throw new NotKnown(call.name());
    }
    boolean isPlain = !bound.isGiven("rtol") && !bound.isGiven("atol");
    Value result = Elementwise.binary("isclose", left, right, call.run());
    if (!(result instanceof Tensor near)) {
      throw new NotKnown(call.name());
    }
    boolean isKnown = isPlain && near.content().isPresent();
    if (call.name().equals("isclose")) {
      return isKnown
          ? near
          : Arrays.made(DataType.BOOL, near.shape(), "isclose", List.of(left, right), call.run());
    }
    return isKnown ? Constant.of(!near.content().get().contains(false)) : Scalar.BOOL;
  }

  private static Value isScalar(Value value) {
    return switch (value) {
      case Constant constant -> Constant.of(!constant.isNone() && constant != Constant.ELLIPSIS);
      case Scalar scalar -> Constant.TRUE;
      case Tensor tensor when tensor.shape().equals(Shape.SCALAR) -> Scalar.BOOL;
      case Tensor tensor when tensor.shape().isRanked() -> Constant.FALSE;
      default -> Scalar.BOOL;
    };
  }

  private static Value type(Value value, Call call) {
    DataType type = Types.read(value, call.run());
    return Types.reference(type == null ? DataType.FLOAT64 : type);
  }

  private static Value common(Call call) {
    if (!call.arguments().keywords().isEmpty() || call.arguments().isOpen()) {
      throw new NotKnown(call.name());
    }
    DataType type = null;
    for (Value value : call.arguments().positional()) {
      DataType each =
          value instanceof Reference || value instanceof Constant(String text)
              ? Types.read(value, call.run())
              : value instanceof Tensor tensor
                      && tensor.shape().isRanked()
                      && tensor.shape().rank() > 0
                  ? tensor.type()
                  : null;
      if (each == null) {
        throw new NotKnown(call.name());
      }
      type = type == null ? each : Types.promote(type, each);
    }
    if (type == null) {
      throw new NotKnown(call.name());
    }
    return Types.reference(type);
  }
}
