package fitmend.inference.pandas;

import fitmend.inference.library.Signature.Bound;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.SliceValue;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A {@code Series}: one column with the labels of its rows. */
final class Series extends Labelled {
  static final String PATH = "pandas.Series";
  private static final int MOST_ELEMENTS = 256;

  private final List<Value> objects;
  private final Table untold;
  private Frame owner;

  Series(Table table, Execution run) {
    this(table, null, run);
  }

  /** The same as a part of a frame: before pandas 3 its changes are changes of the frame. */
  Series within(Frame frame) {
    owner = frame;
    return this;
  }

  @Override
  void changed(Execution run) {
    if (owner != null && run.target().isGraphMode()) {
      boolean fits = rows() == owner.rows();
      owner.set(
          owner.table().put(fits ? column() : Column.unknown(column().label(), owner.rows(), run)));
    }
  }

  /**
   * @param objects the elements when they are objects; null else
   */
  Series(Table table, List<Value> objects, Execution run) {
    super(PATH, table, run);
    this.objects = objects;
    this.untold =
        new Table(
            List.of(Column.unknown(table.columns().getFirst().label(), Shape.ANY, run)),
            RowLabels.unknown(Shape.ANY));
  }

  Column column() {
    return table().columns().getFirst();
  }

  /** The same rows with another column. */
  Series of(Column column, Execution run) {
    return new Series(new Table(List.of(column), labels()), run);
  }

  @Override
  Series like(Table table, Execution run) {
    return new Series(table, run);
  }

  @Override
  public Shape shape() {
    return Shape.of(rows());
  }

  @Override
  Tensor array(Execution run) {
    return column().array();
  }

  @Override
  void forget(Execution run) {
    set(untold());
  }

  @Override
  Table untold() {
    return untold;
  }

  @Override
  Value contains(Value key) {
    return key instanceof Constant(Object label)
        ? labels().has(label).<Value>map(Constant::of).orElse(Scalar.BOOL)
        : Scalar.BOOL;
  }

  @Override
  public Value attribute(String name, Execution run) {
    return switch (name) {
      case "shape" -> Tuple.of(size(rows()));
      case "ndim" -> Constant.of(1);
      case "size" -> size(rows());
      case "empty" -> rows() >= 0 ? Constant.of(rows() == 0) : Scalar.BOOL;
      case "index" -> LabelIndex.of(labels(), run);
      case "values" ->
          column().type() != null && column().isNumber()
                  || column().type() != null && column().shown(run).equals("object")
              ? array(run)
              : column().isText() ? new TextArray(column(), run) : run.unknown("elements");
      case "T" -> this;
      case "dtype", "dtypes" -> ElementType.of(column(), run);
      case "name" -> column().label();
      case "loc", "iloc", "at", "iat" -> new Locator(name, this, run);
      case "cat" -> column().type() == null ? run.unknown("cat") : accessor(name, run);
      case "str" -> accessor(name, run);
      default -> named(name, run);
    };
  }

  private Value accessor(String name, Execution run) {
    boolean isRefused =
        name.equals("cat") ? !Column.CATEGORY.equals(column().type()) : column().isNumber();
    if (isRefused && column().type() != null) {
      throw run.error(
          "AttributeError",
          name.equals("cat")
              ? "Can only use .cat accessor with a 'category' dtype"
              : run.target().isGraphMode()
                  ? "Can only use .str accessor with string values!"
                  : null);
    }
    return new Accessor(name, this, run);
  }

  private Value named(String name, Execution run) {
    if (hasMethod(name) || isMethod(name, run)) {
      return methodNamed(name);
    }
    boolean isLabel = labels().has(name).orElse(true);
    if (hasMember(name, run) || isLabel) {
      return isLabel && labels().place(name).isPresent()
          ? item(Constant.of(name), run)
          : run.unknown("attribute " + name + " of a Series");
    }
    Value set = slots().get(name);
    return set != null || !name.startsWith("_") ? set : run.unknown("attribute " + name);
  }

  @Override
  public void setAttribute(String name, Value value, Execution run) {
    switch (name) {
      case "name" -> set(table().with(List.of(column().named(value))));
      case "index" -> set(table().withRows(Building.labels(value, rows(), run), run));
      default -> slots().put(name, value);
    }
  }

  @Override
  public Elements elements(Execution run) {
    int count = rows();
    if (count < 0 || count > MOST_ELEMENTS) {
      return Elements.unknown(element(-1, run));
    }
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(element(i, run));
    }
    return Elements.all(all);
  }

  /** One element; the place is negative when it is not known. */
  Value element(int place, Execution run) {
    return objects != null && place >= 0 ? objects.get(place) : column().element(place, run);
  }

  @Override
  public Value item(Value index, Execution run) {
    if (index instanceof SliceValue slice) {
      boolean isOfLabels =
          slice.lower() instanceof Constant(String text)
              || slice.upper() instanceof Constant(String _);
      return isOfLabels
          ? withRows(Shape.ANY, run)
          : like(Selecting.sliced(table(), slice, run), run);
    }
    if (Selecting.isMask(index)) {
      return like(Selecting.masked(table(), index, run), run);
    }
    Value plain = Selecting.plain(index);
    if (plain instanceof Constant(Object label)) {
      return labelled(label, run);
    }
    return index instanceof ListValue || index instanceof Tensor
        ? withRows(Shape.ANY, run)
        : index instanceof Scalar && labels().isRange()
            ? element(-1, run)
            : run.unknown("an element of a Series");
  }

  /** The element with a label; in pandas 1 a number may be a place where labels are texts. */
  Value labelled(Object label, Execution run) {
    Optional<Boolean> has = labels().has(label);
    boolean mayBePlace = label instanceof Long && !labels().isRange() && run.target().isGraphMode();
    if (has.isPresent() && !has.get() && !mayBePlace) {
      String text = Selecting.repr(new Constant(label));
      throw run.error("KeyError", text.equals("?") ? null : text);
    }
    Optional<Integer> place = labels().place(label);
    return place.isPresent()
        ? element(place.get(), run)
        : labels().isRange() ? element(-1, run) : run.unknown("an element of a Series");
  }

  @Override
  public void setItem(Value index, Value value, Execution run) {
    set(table().with(List.of(Building.assigned(column(), value, run))));
    changed(run);
  }

  @Override
  Value ofMethod(String name, Bound bound, Execution run) {
    Value result = Transforms.call(this, name, bound, run);
    return result != null ? result : SeriesMethods.call(this, name, bound, run);
  }

  /** The truth values of a condition on each element. */
  Series condition(Execution run) {
    return of(Column.of(column().label(), DataType.BOOL, rows(), run), run);
  }
}
