package fitmend.inference.pandas;

import fitmend.inference.library.HasItems;
import fitmend.inference.library.HasRows;
import fitmend.inference.library.LibraryObject;
import fitmend.inference.library.Method;
import fitmend.inference.library.PublicNames;
import fitmend.inference.library.Signature;
import fitmend.inference.library.Signature.Bound;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.HasElements;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.Optional;

/** A frame or Series: values with labels. */
public abstract class Labelled extends LibraryObject implements HasItems, HasElements, HasRows {
  private static final String TABLE = "table";

  Labelled(String path, Table table, Execution run) {
    super(path, run);
    set(table);
  }

  Table table() {
    // Branches that leave different tables leave none.
    return slots().get(TABLE) instanceof Table table ? table : untold();
  }

  /** What stands for a table of which nothing is known. */
  abstract Table untold();

  final void set(Table table) {
    slots().put(TABLE, table);
  }

  RowLabels labels() {
    return table().rows();
  }

  @Override
  public int rows() {
    return labels().count();
  }

  /** Another one of the same kind. */
  abstract Labelled like(Table table, Execution run);

  /** The one type of what {@code np.asarray} makes of it. */
  public final DataType type() {
    return table().common();
  }

  /** Its shape: two axes of a frame, one of a Series. */
  public abstract Shape shape();

  /** What {@code np.asarray} makes of it. */
  abstract Tensor array(Execution run);

  @Override
  public Value withRows(int count, Execution run) {
    return like(table().withRows(RowLabels.unknown(count), run), run);
  }

  /** A number of rows or columns as scripts see it. */
  static Value size(int count) {
    return count == Shape.ANY ? Scalar.INT : Constant.of(count);
  }

  /** Whether the class of pandas has such a member. */
  boolean hasMember(String name, Execution run) {
    return PublicNames.of(run.target()).find(path() + "." + name).isPresent();
  }

  @Override
  protected boolean hasMethod(String name) {
    return switch (name) {
      case "__len__", "__array__", "__neg__", "__invert__", "__abs__", "__bool__", "__contains__" ->
          true;
      default -> false;
    };
  }

  /** Whether pandas has a method of that name and that kind of object. */
  boolean isMethod(String name, Execution run) {
    Optional<PublicNames.Name> found = PublicNames.of(run.target()).find(path() + "." + name);
    return found.isPresent() && found.get().kind() == PublicNames.Kind.FUNCTION;
  }

  /** The arguments; null when they cannot be told. */
  Bound bind(String name, Arguments arguments, Execution run) {
    Optional<Signature> signature = PublicNames.of(run.target()).signature(path() + "." + name);
    if (signature.isEmpty() || arguments.isOpen()) {
      return null;
    }
    try {
      return signature.get().bind(arguments.after(this), run);
    } catch (PythonError refused) {
      // The text names the class that declares the method.
      throw run.error("TypeError", null);
    }
  }

  @Override
  public Value method(String name, Arguments arguments, Execution run) {
    switch (name) {
      case "__len__":
        return size(rows());
      case "__array__":
        return array(run);
      case "__neg__":
        return Arithmetic.unary("-", this, run);
      case "__invert__":
        return Arithmetic.unary("~", this, run);
      case "__abs__":
        return Arithmetic.unary("abs", this, run);
      case "__bool__":
        throw run.error(
            "ValueError",
            "The truth value of a %s is ambiguous. Use a.empty, %sa.item(), a.any() or a.all()."
                .formatted(typeName(), run.target().hasKeras3() ? "" : "a.bool(), "));
      case "__contains__":
        return contains(arguments.positional().getFirst());
      default:
        break;
    }
    Bound bound = bind(name, arguments, run);
    Value result = bound == null ? null : ofMethod(name, bound, run);
    Value inPlace = arguments.keywords().get("inplace");
    boolean isInPlace = inPlace != null && !Constant.FALSE.equals(inPlace);
    if (result == null
        || isInPlace && !(result instanceof Labelled && Constant.TRUE.equals(inPlace))) {
      run.escape(arguments.all());
      if (isInPlace) {
        forget(run);
        changed(run);
        return inPlace(name, run);
      }
      return result == null ? run.unknown("method " + name + " of a " + typeName()) : result;
    }
    if (isInPlace) {
      set(((Labelled) result).table());
      changed(run);
      return inPlace(name, run);
    }
    return result;
  }

  /** Since pandas 3 some methods that work in place give the object back. */
  private Value inPlace(String name, Execution run) {
    boolean givesSelf =
        switch (name) {
          case "fillna", "ffill", "bfill", "replace", "interpolate", "where", "mask", "clip" ->
              !run.target().isGraphMode();
          default -> false;
        };
    return givesSelf ? self() : Constant.NONE;
  }

  /** Says that it was changed in place, and what it is a part of with it. */
  void changed(Execution run) {}

  /** From now on anything may be in it. */
  abstract void forget(Execution run);

  abstract Value contains(Value key);

  /** The result of a method of pandas; null when it is not modelled. */
  abstract Value ofMethod(String name, Bound bound, Execution run);

  /** Kind, types and sizes; what is not known is a question mark. */
  @Override
  public String toString() {
    Table table = table();
    String rows = rows() < 0 ? "?" : String.valueOf(rows());
    if (!(this instanceof Frame)) {
      return "Series %s (%s,)".formatted(typeText(table.columns().getFirst()), rows);
    }
    if (!table.isKnown()) {
      return "DataFrame (" + rows + ", ?) {?}";
    }
    StringBuilder columns = new StringBuilder();
    for (Column column : table.columns().subList(0, Math.min(8, table.width()))) {
      columns.append(columns.isEmpty() ? "" : ", ");
      columns.append(Selecting.repr(column.label())).append(": ").append(typeText(column));
    }
    columns.append(table.width() > 8 ? ", ... " + table.width() : "");
    return "DataFrame (%s, %d) {%s}".formatted(rows, table.width(), columns);
  }

  private static String typeText(Column column) {
    return column.type() == null || column.type().startsWith("datetime") ? "?" : column.type();
  }

  /** A method that pandas has, modelled or not. */
  Method methodNamed(String name) {
    return new Method(this, name);
  }
}
