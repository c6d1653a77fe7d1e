package fitmend.inference.pandas;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Value;

/** The {@code dtype} of a Series. */
final class ElementType extends LibraryObject {
  private final String name;

  private ElementType(String name, Execution run) {
    super("pandas.dtype", run);
    this.name = name;
  }

  static Value of(Column column, Execution run) {
    return column.type() == null
        ? run.unknown("the type of a column")
        : new ElementType(column.shown(run), run);
  }

  @Override
  public String typeName() {
    return "dtype";
  }

  @Override
  public Value attribute(String attribute, Execution run) {
    return attribute.equals("name")
        ? Constant.of(name)
        : run.unknown("attribute " + attribute + " of a type");
  }

  @Override
  protected boolean hasMethod(String method) {
    return false;
  }

  @Override
  public Value method(String method, Arguments arguments, Execution run) {
    return run.unknown(method);
  }

  /** The result of comparing it with what names a type. */
  Value isSame(Value other) {
    String named =
        switch (other) {
          case ElementType type -> type.name;
          case Constant(String text) when !text.isEmpty() -> text;
          case Reference(String path) when path.startsWith("builtins.") ->
              path.substring("builtins.".length());
          case Reference(String path) when path.startsWith("numpy.") ->
              path.substring("numpy.".length());
          default -> null;
        };
    if (named == null) {
      return Scalar.BOOL;
    }
    String plain =
        switch (named) {
          case "O", "object_" -> "object";
          case "int", "int_", "i8" -> "int64";
          case "float", "float_", "f8" -> "float64";
          case "bool_" -> "bool";
          default -> named;
        };
    // Texts are "str" to pandas 3, and their type is no type of NumPy.
    boolean isKnown =
        switch (plain) {
          case "object", "int64", "int32", "float64", "float32", "bool", "category" -> true;
          case "int8", "uint8", "int16" -> true;
          default -> false;
        };
    return isKnown || plain.equals(name) ? Constant.of(plain.equals(name)) : Scalar.BOOL;
  }
}
