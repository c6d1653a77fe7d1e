package fitmend.inference.numpy;

import fitmend.inference.Target;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Value;
import java.util.Optional;

/**
 * Types of elements: how scripts name them, and which one two have in common.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/arrays.promotion.html">Data type
 *     promotion</a>
 */
public final class Types {
  private Types() {}

  /** What an argument named {@code dtype} says; null for None. */
  static DataType read(Value value, Execution run) {
    return switch (value) {
      case null -> null;
      case Constant constant when constant.isNone() -> null;
      case Constant(String text) ->
          named(text)
              .orElseThrow(
                  () ->
                      isOther(text)
                          ? new NotKnown("a type of elements")
                          : run.error(
                              "TypeError",
                              run.target() == Target.TENSORFLOW_1_15
                                  ? "data type \"" + text + "\" not understood"
                                  : "data type '" + text + "' not understood"));
      case Reference(String path) when path.startsWith("builtins.") ->
          switch (path) {
            case "builtins.bool" -> DataType.BOOL;
            case "builtins.int" -> DataType.INT64;
            case "builtins.float" -> DataType.FLOAT64;
            case "builtins.str" -> DataType.STRING;
            case "builtins.object" -> DataType.OBJECT;
            case "builtins.complex" -> DataType.COMPLEX128;
            default -> throw new NotKnown("a type of elements");
          };
      case Reference reference when reference.path().startsWith("numpy.") ->
          ofClass(reference.name()).orElseThrow(() -> new NotKnown("a type of elements"));
      case Reference reference
          when reference.path().startsWith("tensorflow.")
              && DataType.named(reference.name()).isPresent() -> {
        // NumPy 1.18 asks any object for its elements' type in another way.
        throw run.target() == Target.TENSORFLOW_1_15
            ? run.error("TypeError", null)
            : run.error(
                "TypeError", "Cannot interpret 'tf.%s' as a data type".formatted(reference.name()));
      }
      case Constant(Long number) ->
          throw run.error(
              "TypeError",
              run.target() == Target.TENSORFLOW_1_15
                  ? "data type not understood"
                  : "Cannot interpret '%d' as a data type".formatted(number));
      default -> throw new NotKnown("a type of elements");
    };
  }

  /** Texts that name types which are not modelled. */
  private static boolean isOther(String text) {
    return text.matches(
        "[<>=|]?([SUVaMmcfiudFDGgqQpPnNlLhHO?bBeI][0-9]*|datetime64.*|timedelta64.*|bytes.*|void.*"
            + "|string|bfloat16|longdouble|clongdouble|float128|complex256|long|ulong|longlong"
            + "|ulonglong|short|ushort|intc|uintc|intp|uintp|half|single|byte|ubyte|csingle"
            + "|cdouble|unicode|object|Float.*|Int.*|str_?|uint|bool_|int_|float_|complex_|object_|string_|unicode_|.*,.*)");
  }

  /** A class of NumPy. */
  static Optional<DataType> ofClass(String name) {
    return switch (name) {
      case "single" -> Optional.of(DataType.FLOAT32);
      case "double", "float_", "float" -> Optional.of(DataType.FLOAT64);
      case "half" -> Optional.of(DataType.FLOAT16);
      case "intc" -> Optional.of(DataType.INT32);
      case "int_", "int0", "intp", "long", "longlong", "int" -> Optional.of(DataType.INT64);
      case "short" -> Optional.of(DataType.INT16);
      case "byte" -> Optional.of(DataType.INT8);
      case "ubyte" -> Optional.of(DataType.UINT8);
      case "ushort" -> Optional.of(DataType.UINT16);
      case "uintc" -> Optional.of(DataType.UINT32);
      case "uint", "uint0", "uintp", "ulong", "ulonglong" -> Optional.of(DataType.UINT64);
      case "bool_", "bool8", "bool" -> Optional.of(DataType.BOOL);
      case "csingle" -> Optional.of(DataType.COMPLEX64);
      case "cdouble", "complex_", "complex" -> Optional.of(DataType.COMPLEX128);
      case "str_", "str0", "unicode_" -> Optional.of(DataType.STRING);
      case "object_", "object0", "object" -> Optional.of(DataType.OBJECT);
      default ->
          DataType.named(name).filter(type -> type != DataType.BFLOAT16 && type != DataType.STRING);
    };
  }

  private static Optional<DataType> named(String text) {
    return switch (text) {
      case "f", "f4", "<f4" -> Optional.of(DataType.FLOAT32);
      case "d", "f8", "<f8", "float", "double" -> Optional.of(DataType.FLOAT64);
      case "e", "f2" -> Optional.of(DataType.FLOAT16);
      case "i", "i4", "<i4" -> Optional.of(DataType.INT32);
      case "l", "i8", "<i8", "int" -> Optional.of(DataType.INT64);
      case "i2" -> Optional.of(DataType.INT16);
      case "i1", "b" -> Optional.of(DataType.INT8);
      case "u1", "B" -> Optional.of(DataType.UINT8);
      case "u2", "H" -> Optional.of(DataType.UINT16);
      case "u4", "I" -> Optional.of(DataType.UINT32);
      case "u8", "L", "uint" -> Optional.of(DataType.UINT64);
      case "h" -> Optional.of(DataType.INT16);
      case "q" -> Optional.of(DataType.INT64);
      case "F", "c8" -> Optional.of(DataType.COMPLEX64);
      case "D", "c16", "complex" -> Optional.of(DataType.COMPLEX128);
      case "half" -> Optional.of(DataType.FLOAT16);
      case "single" -> Optional.of(DataType.FLOAT32);
      case "object" -> Optional.of(DataType.OBJECT);
      case "?", "b1" -> Optional.of(DataType.BOOL);
      case "O" -> Optional.of(DataType.OBJECT);
      case "str", "U" -> Optional.of(DataType.STRING);
      case "string", "bfloat16" -> Optional.empty();
      default -> DataType.named(text);
    };
  }

  /** What scripts see as {@code array.dtype}. */
  static Value reference(DataType type) {
    if (type == DataType.UNKNOWN || type == DataType.STRING) {
      throw new NotKnown("a type of elements");
    }
    return new Reference("numpy." + type.text());
  }

  /** The least type that holds the values of both. */
  public static DataType promote(DataType one, DataType other) {
    if (one == other) {
      return one;
    }
    if (!isNumber(one) || !isNumber(other)) {
      if (one == DataType.OBJECT || other == DataType.OBJECT) {
        return DataType.OBJECT;
      }
      boolean isText =
          one == DataType.STRING && isNumber(other) || other == DataType.STRING && isNumber(one);
      return isText ? DataType.STRING : DataType.UNKNOWN;
    }
    if (category(one) < category(other)) {
      return promote(other, one);
    }
    if (other == DataType.BOOL) {
      return one;
    }
    if (one.isComplex()) {
      boolean isWide =
          one == DataType.COMPLEX128
              || other == DataType.COMPLEX128
              || other == DataType.FLOAT64
              || other.isInteger() && other.bits() > 16;
      return isWide ? DataType.COMPLEX128 : DataType.COMPLEX64;
    }
    if (one.isFloating()) {
      int bits =
          other.isFloating() ? other.bits() : other.bits() == 8 ? 16 : other.bits() == 16 ? 32 : 64;
      return floating(Math.max(one.bits(), bits));
    }
    if (one.isSigned() == other.isSigned()) {
      return one.bits() >= other.bits() ? one : other;
    }
    DataType signed = one.isSigned() ? one : other;
    DataType unsigned = one.isSigned() ? other : one;
    if (signed.bits() > unsigned.bits()) {
      return signed;
    }
    return switch (unsigned.bits()) {
      case 8 -> DataType.INT16;
      case 16 -> DataType.INT32;
      case 32 -> DataType.INT64;
      default -> DataType.FLOAT64;
    };
  }

  static boolean isNumber(DataType type) {
    return type == DataType.BOOL
        || type.isInteger()
        || type.isFloating() && type != DataType.BFLOAT16
        || type.isComplex();
  }

  /** Truth values, whole numbers, floating ones, complex ones. */
  static int category(DataType type) {
    return type == DataType.BOOL ? 0 : type.isInteger() ? 1 : type.isFloating() ? 2 : 3;
  }

  static DataType floating(int bits) {
    return bits == 16 ? DataType.FLOAT16 : bits == 32 ? DataType.FLOAT32 : DataType.FLOAT64;
  }

  /** The type of what needs fractions, made of that type. */
  static DataType fractional(DataType type) {
    return switch (type) {
      case BOOL, INT8, UINT8 -> DataType.FLOAT16;
      case INT16, UINT16 -> DataType.FLOAT32;
      case INT32, INT64, UINT32, UINT64 -> DataType.FLOAT64;
      default -> type;
    };
  }
}
