package fitmend.rules.dtype;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What functions and methods of NumPy do with the numbers of an array. */
final class ArrayCalls {
  private ArrayCalls() {}

  /** Move numbers about; a cast before them is the same as one behind them. */
  private static final Set<String> KEEP_NUMBERS =
      Set.of(
          "reshape",
          "transpose",
          "squeeze",
          "expand_dims",
          "ravel",
          "flatten",
          "swapaxes",
          "copy",
          "repeat",
          "take",
          "flip",
          "fliplr",
          "flipud",
          "roll",
          "tile",
          "moveaxis",
          "broadcast_to",
          "atleast_1d",
          "atleast_2d",
          "ascontiguousarray",
          "to_numpy");

  private static final Set<String> LOOK_AT_SHAPE =
      Set.of("shape", "ndim", "size", "isnan", "isfinite", "isinf");

  /** Attributes of an array that do not tell its type. */
  private static final Set<String> SHAPE_ATTRIBUTES =
      Set.of("shape", "ndim", "size", "element_spec", "columns", "index", "get_shape");

  private static final Set<String> TYPE_MATTERS =
      Set.of("dtype", "nbytes", "itemsize", "tofile", "tobytes", "tolist", "view", "data");

  static boolean keepsNumbers(String name) {
    return KEEP_NUMBERS.contains(name);
  }

  /** Whether the function gives the parts of its array as a list. */
  static boolean splits(String function) {
    return function.matches("(array_|v|h)?split");
  }

  static boolean looksAtShape(String function) {
    return LOOK_AT_SHAPE.contains(function);
  }

  static boolean isShapeAttribute(String attribute) {
    return SHAPE_ATTRIBUTES.contains(attribute);
  }

  static boolean dependsOnType(String attribute) {
    return TYPE_MATTERS.contains(attribute);
  }

  /**
   * The position of the {@code dtype} of a function that makes an array, -1 if it has to be named;
   * empty for those without, and for those whose numbers would be others: {@code arange} adds up in
   * that type, generators draw other numbers.
   */
  static OptionalInt dtypeOfMaker(String qualifiedName) {
    Optional<String> function =
        qualifiedName.startsWith("numpy.")
            ? Optional.of(qualifiedName.substring("numpy.".length()))
            : Optional.empty();
    return switch (function.orElse("")) {
      case "array",
          "asarray",
          "zeros",
          "ones",
          "empty",
          "zeros_like",
          "ones_like",
          "identity",
          "loadtxt" ->
          OptionalInt.of(1);
      case "full", "full_like" -> OptionalInt.of(2);
      case "eye" -> OptionalInt.of(3);
      case "linspace" -> OptionalInt.of(5);
      default -> OptionalInt.empty();
    };
  }
}
