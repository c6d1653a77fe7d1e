package fitmend.inference.tensorflow;

import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Value;

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

  /** The object that names a type in scripts. */
  static Value reference(DataType type) {
    if (type == DataType.UNKNOWN || type == DataType.OBJECT) {
      throw new NotKnown("a type of elements");
    }
    return new Reference("tensorflow." + type.text());
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
