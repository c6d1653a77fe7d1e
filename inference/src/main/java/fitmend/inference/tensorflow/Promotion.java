package fitmend.inference.tensorflow;

import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.List;

/**
 * The types that operations of Keras 3 give, which are those of JAX.
 *
 * @see <a href="https://docs.jax.dev/en/latest/type_promotion.html">JAX's type promotion</a>
 */
final class Promotion {
  private Promotion() {}

  /** What operands of several types become. */
  static DataType of(List<Value> operands) {
    DataType type = null;
    boolean hasFloat = false;
    boolean hasInteger = false;
    for (Value operand : operands) {
      switch (operand) {
        case Tensor tensor -> type = type == null ? tensor.type() : of(type, tensor.type());
        case Constant(Double number) -> hasFloat = true;
        case Constant(Long number) -> hasInteger = true;
        case Constant(Boolean bool) -> type = type == null ? DataType.BOOL : type;
        case Scalar(Scalar.Type kind) when kind == Scalar.Type.FLOAT -> hasFloat = true;
        case Scalar(Scalar.Type kind) when kind == Scalar.Type.INT -> hasInteger = true;
        default -> throw new NotKnown("the type of an operand");
      }
    }
    if (type == DataType.UNKNOWN || type == DataType.STRING) {
      throw new NotKnown("the type of an operand");
    }
    boolean isFloat = type != null && (type.isFloating() || type.isComplex());
    if (hasFloat) {
      return isFloat ? type : DataType.FLOAT32;
    }
    return type == null || hasInteger && type == DataType.BOOL ? DataType.INT32 : type;
  }

  static DataType of(DataType one, DataType other) {
    if (one == other || other == DataType.BOOL) {
      return one;
    }
    if (one == DataType.BOOL) {
      return other;
    }
    if (one.isComplex()
        || other.isComplex()
        || one == DataType.UNKNOWN
        || other == DataType.UNKNOWN) {
      throw new NotKnown("the type of an operand");
    }
    if (one.isFloating() || other.isFloating()) {
      if (!one.isFloating() || !other.isFloating()) {
        return one.isFloating() ? one : other;
      }
      return one.bits() == other.bits()
          ? DataType.FLOAT32
          : one.bits() > other.bits() ? one : other;
    }
    if (one.isSigned() == other.isSigned()) {
      return one.bits() > other.bits() ? one : other;
    }
    DataType signed = one.isSigned() ? one : other;
    int bits = one.isSigned() ? other.bits() : one.bits();
    if (signed.bits() > bits) {
      return signed;
    }
    return switch (bits) {
      case 8 -> DataType.INT16;
      case 16 -> DataType.INT32;
      case 32 -> DataType.INT64;
      default -> DataType.FLOAT32;
    };
  }

  /** The same as a float; whole numbers become float32. */
  static DataType floating(DataType type) {
    if (type == DataType.STRING || type == DataType.UNKNOWN) {
      throw new NotKnown("numbers that are no floats");
    }
    return type.isFloating() || type.isComplex() ? type : DataType.FLOAT32;
  }
}
