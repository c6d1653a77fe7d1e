package fitmend.inference.pandas;

import fitmend.inference.tensor.ObjectArrays;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Optional;

/** {@code astype}, and what missing values do to types. */
final class Casting {
  private Casting() {}

  /** The same with other types; raises what pandas raises for values that have no such form. */
  static Labelled cast(Labelled given, Value type, Execution run) {
    if (type instanceof DictValue types) {
      return each(given, types, run);
    }
    return given.like(given.table().map(column -> cast(column, type, run)), run);
  }

  private static Labelled each(Labelled given, DictValue types, Execution run) {
    Table table = given.table();
    if (!table.isKnown() || !types.isKnown()) {
      return given.like(table.with(null), run);
    }
    for (Value key : types.keys()) {
      Optional<Boolean> has = table.has(key);
      if (has.isPresent() && !has.get() && given instanceof Frame) {
        throw run.error("KeyError", null);
      }
      Optional<Column> column = table.find(key);
      if (column.isPresent()) {
        table = table.put(cast(column.get(), types.get(key), run));
      }
    }
    return given.like(table, run);
  }

  /** The type that an argument names; null when that is not known. */
  private static String named(Value type) {
    return switch (type) {
      case Constant(String text) -> text;
      case Reference(String path) when path.startsWith("builtins.") ->
          path.substring("builtins.".length());
      case Reference(String path) when path.startsWith("numpy.") ->
          path.substring("numpy.".length());
      default -> null;
    };
  }

  private static DataType number(String name) {
    return switch (name) {
      case "int", "int_", "i8" -> DataType.INT64;
      case "float", "float_", "f8", "double" -> DataType.FLOAT64;
      case "f4" -> DataType.FLOAT32;
      case "bool_" -> DataType.BOOL;
      default ->
          DataType.named(name)
              .filter(type -> type == DataType.BOOL || type.isInteger() || type.isFloating())
              .orElse(null);
    };
  }

  static Column cast(Column column, Value type, Execution run) {
    String name = named(type);
    if (name == null) {
      return Column.unknown(column.label(), column.count(), run);
    }
    DataType wanted = number(name);
    Tensor data = column.data();
    if (wanted == null) {
      boolean isWord = name.equals("str") || name.equals("object") || name.equals("category");
      Tensor objects = Column.made(DataType.OBJECT, data.shape(), List.of(data), run);
      boolean keeps = column.isText() || name.equals("category");
      objects = keeps ? data.content().map(objects::withContent).orElse(objects) : objects;
      return !isWord || column.type() == null && name.equals("object")
          ? Column.unknown(column.label(), column.count(), run)
          : new Column(column.label(), objects, name);
    }
    if (column.isText() && wanted != DataType.BOOL) {
      requireNumbers(column, wanted, run);
    }
    if (!column.isNumber()) {
      return Column.of(column.label(), Column.made(wanted, data.shape(), List.of(data), run), run);
    }
    boolean hasGap =
        data.type().isFloating()
            && wanted.isInteger()
            && data.content().filter(all -> all.contains(Double.NaN)).isPresent();
    if (hasGap) {
      throw run.error(
          "IntCastingNaNError",
          !run.target().hasKeras3()
              ? null
              : "Cannot convert non-finite values (NA or inf) to integer. Replace or remove"
                  + " non-finite values or cast to an integer type that supports these values (e.g."
                  + " 'Int64')");
    }
    Value cast =
        run.call(
            run.attribute(data, "astype"), Arguments.of(new Reference("numpy." + wanted.text())));
    return cast instanceof Tensor tensor
        ? Column.of(column.label(), tensor, run)
        : Column.of(column.label(), wanted, column.count(), run);
  }

  /** Raises for a text that is no number. */
  static void requireNumbers(Column column, DataType wanted, Execution run) {
    for (Object element : column.distinct().orElse(List.of())) {
      if (element instanceof String text && ObjectArrays.isWord(text)) {
        boolean isFirst = column.data().content().isPresent();
        Object shown = isFirst ? column.data().content().get().getFirst() : null;
        boolean isWorded = shown instanceof String first && ObjectArrays.isWord(first);
        throw run.error(
            "ValueError",
            !isWorded
                ? null
                : wanted.isInteger()
                    ? "invalid literal for int() with base 10: '" + shown + "'"
                    : "could not convert string to float: '" + shown + "'");
      }
    }
  }

  /** The same where values may be missing that were not before. */
  static Column withGaps(Column column, int count, Execution run) {
    DataType type = column.data().type();
    boolean stays = type.isFloating() || column.isText();
    Tensor fresh = Column.made(type, fitmend.inference.value.Shape.of(count), List.of(), run);
    return stays
        ? new Column(column.label(), fresh, column.type())
        : Column.unknown(column.label(), count, run);
  }

  /** The same where the first or last values are certainly missing, as {@code shift} leaves it. */
  static Column shifted(Column column, Execution run) {
    DataType type = column.data().type();
    if (type.isInteger()) {
      return new Column(
          column.label(),
          Column.made(DataType.FLOAT64, column.data().shape(), List.of(), run),
          DataType.FLOAT64.text());
    }
    return withGaps(column, column.count(), run);
  }
}
