package fitmend.inference;

import fitmend.inference.Internals.Reference;
import fitmend.inference.Value.Constant;
import java.util.Locale;
import java.util.Map;

/** Names of element types and what NumPy makes of two of them. */
final class DataTypes {
  private static final Map<String, DataType> OTHER_NAMES =
      Map.ofEntries(
          Map.entry("float", DataType.FLOAT64),
          Map.entry("double", DataType.FLOAT64),
          Map.entry("float_", DataType.FLOAT64),
          Map.entry("single", DataType.FLOAT32),
          Map.entry("half", DataType.FLOAT16),
          Map.entry("int", DataType.INT64),
          Map.entry("int_", DataType.INT64),
          Map.entry("bool_", DataType.BOOL),
          Map.entry("f", DataType.FLOAT32),
          Map.entry("f4", DataType.FLOAT32),
          Map.entry("d", DataType.FLOAT64),
          Map.entry("f8", DataType.FLOAT64),
          Map.entry("str", DataType.STRING));

  private DataTypes() {}

  /** The type that a {@code dtype} argument names. */
  static DataType named(Value value) {
    return switch (value) {
      case Reference(String path) -> named(path.substring(path.lastIndexOf('.') + 1));
      case Constant(String text) -> named(text);
      default -> DataType.UNKNOWN;
    };
  }

  private static DataType named(String name) {
    DataType other = OTHER_NAMES.get(name);
    if (other != null) {
      return other;
    }
    for (DataType type : DataType.values()) {
      if (type.name().toLowerCase(Locale.ROOT).equals(name)) {
        return type;
      }
    }
    return DataType.UNKNOWN;
  }

  /** The type of an operation on two NumPy arrays of these types. */
  static DataType promote(DataType left, DataType right) {
    if (left == right) {
      return left;
    }
    if (left.ordinal() > right.ordinal()) {
      return promote(right, left);
    }
    if (!isNumber(left) || !isNumber(right)) {
      return DataType.UNKNOWN;
    }
    if (left == DataType.BOOL) {
      return right;
    }
    if (right.isFloating()) {
      return left.isFloating() ? right : widened(left, right);
    }
    return left == DataType.UINT8 && right == DataType.INT8 ? DataType.INT16 : right;
  }

  /** The floating type that holds an integer type beside a floating one. */
  private static DataType widened(DataType integer, DataType floating) {
    DataType needed =
        switch (integer) {
          case UINT8, INT8 -> DataType.FLOAT16;
          case INT16 -> DataType.FLOAT32;
          default -> DataType.FLOAT64;
        };
    return needed.ordinal() > floating.ordinal() ? needed : floating;
  }

  static boolean isNumber(DataType type) {
    return type == DataType.BOOL || type.isInteger() || type.isFloating();
  }
}
