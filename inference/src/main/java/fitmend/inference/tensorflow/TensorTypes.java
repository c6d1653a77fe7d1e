package fitmend.inference.tensorflow;

import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.List;

/** Types of elements as scripts and TensorFlow's messages write them. */
final class TensorTypes {
  private TensorTypes() {}

  /** The type that an argument named {@code dtype} says; null for None. */
  static DataType read(Value value) {
    return switch (value) {
      case null -> null;
      case Constant constant when constant.isNone() -> null;
      case Constant(String text) -> named(text);
      case Reference reference
          when reference.path().startsWith("tensorflow.")
              || reference.path().startsWith("numpy.") ->
          named(reference.name());
      case Reference(String path) when path.equals("builtins.bool") -> DataType.BOOL;
      case Reference(String path) when path.equals("builtins.float") -> DataType.FLOAT32;
      default -> throw new NotKnown("a type of elements");
    };
  }

  private static DataType named(String text) {
    return switch (text) {
      case "half" -> DataType.FLOAT16;
      case "float" -> DataType.FLOAT32;
      case "double" -> DataType.FLOAT64;
      case "bool_" -> DataType.BOOL;
      default ->
          DataType.named(text).orElseThrow(() -> new NotKnown("a type of elements: " + text));
    };
  }

  /** An attribute of a type, {@code tensorflow.float32.name}; null when it is none of these. */
  static Value member(String path) {
    int dot = path.lastIndexOf('.');
    boolean isAttribute =
        switch (path.substring(dot + 1)) {
          case "name",
              "base_dtype",
              "as_numpy_dtype",
              "is_floating",
              "is_integer",
              "is_bool",
              "is_complex",
              "is_unsigned",
              "size" ->
              true;
          default -> false;
        };
    if (!isAttribute || dot <= "tensorflow.".length()) {
      return null;
    }
    String owner = path.substring("tensorflow.".length(), dot);
    if (owner.indexOf('.') >= 0) {
      return null;
    }
    DataType type = DataType.named(owner).orElse(null);
    if (type == null || type == DataType.UNKNOWN || type == DataType.OBJECT) {
      return null;
    }
    return switch (path.substring(dot + 1)) {
      case "name" -> Constant.of(owner);
      case "base_dtype" -> new Reference("tensorflow." + owner);
      case "is_floating" -> Constant.of(type.isFloating());
      case "is_integer" -> Constant.of(type.isInteger());
      case "is_bool" -> Constant.of(type == DataType.BOOL);
      case "is_complex" -> Constant.of(type.isComplex());
      case "as_numpy_dtype" ->
          type.isFloating() || type.isInteger() ? new Reference("numpy." + owner) : null;
      default -> null;
    };
  }

  /** The object that names a type in scripts. */
  static Value reference(DataType type) {
    if (type == DataType.UNKNOWN || type == DataType.OBJECT) {
      throw new NotKnown("a type of elements");
    }
    return new Reference("tensorflow." + type.text());
  }

  /** A value as Python shows it; null when that is not known. */
  static String repr(Value value) {
    return switch (value) {
      case Constant(String text) -> "'" + text + "'";
      case Constant(Long number) -> number.toString();
      case Constant(Boolean bool) -> bool ? "True" : "False";
      case Constant(Double number) -> repr(number);
      case Constant constant when constant.isNone() -> "None";
      case Tuple tuple -> {
        String all = repr(tuple.elements());
        yield all == null ? null : "(" + all + (tuple.elements().size() == 1 ? ",)" : ")");
      }
      case ListValue list when list.isKnown() -> {
        String all = repr(list.elements());
        yield all == null ? null : "[" + all + "]";
      }
      case null, default -> null;
    };
  }

  private static String repr(List<Value> elements) {
    StringBuilder all = new StringBuilder();
    for (Value element : elements) {
      String text = repr(element);
      if (text == null) {
        return null;
      }
      all.append(all.isEmpty() ? "" : ", ").append(text);
    }
    return all.toString();
  }

  private static String repr(double number) {
    double size = Math.abs(number);
    String text = Double.toString(number);
    if (size == 0 || size >= 1e-3 && size < 1e7) {
      return text;
    }
    boolean isSmall = size < 1e-4 && text.contains("E-");
    return isSmall ? text.replace(".0E", "e").replace("E", "e") : null;
  }

  /** As the kernels write it: {@code float}, {@code double}. */
  static String kernelName(DataType type) {
    return switch (type) {
      case FLOAT16 -> "half";
      case FLOAT32 -> "float";
      case FLOAT64 -> "double";
      default -> type.text();
    };
  }
}
