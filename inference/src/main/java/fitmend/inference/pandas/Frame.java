package fitmend.inference.pandas;

import fitmend.inference.library.Signature.Bound;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Shape;
import fitmend.inference.value.SliceValue;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A {@code DataFrame}. */
final class Frame extends Labelled {
  static final String PATH = "pandas.DataFrame";

  Frame(Table table, Execution run) {
    super(PATH, table, run);
  }

  /** One of which neither columns nor rows are known. */
  static Frame unknown(Execution run) {
    return new Frame(new Table(null, RowLabels.unknown(Shape.ANY)), run);
  }

  @Override
  Frame like(Table table, Execution run) {
    return new Frame(table, run);
  }

  @Override
  public Shape shape() {
    return Shape.of(rows(), table().columns() == null ? Shape.ANY : table().columns().size());
  }

  @Override
  Tensor array(Execution run) {
    return table().array(run);
  }

  @Override
  void forget(Execution run) {
    set(untold());
  }

  @Override
  Table untold() {
    return new Table(null, RowLabels.unknown(Shape.ANY));
  }

  @Override
  Value contains(Value key) {
    return table().has(key).<Value>map(Constant::of).orElse(fitmend.inference.value.Scalar.BOOL);
  }

  /** One column as a Series. */
  Series series(Column column, Execution run) {
    return new Series(new Table(List.of(column), labels()), run);
  }

  @Override
  public Value attribute(String name, Execution run) {
    Table table = table();
    return switch (name) {
      case "shape" -> Tuple.of(size(rows()), size(table.width()));
      case "ndim" -> Constant.of(2);
      case "size" ->
          rows() >= 0 && table.isKnown() && !run.target().isGraphMode()
              ? Constant.of((long) rows() * table.width())
              : run.unknown("the size of a frame");
      case "empty" ->
          rows() >= 0 && table.isKnown()
              ? Constant.of(rows() == 0 || table.width() == 0)
              : fitmend.inference.value.Scalar.BOOL;
      case "columns" -> LabelIndex.of(table, run);
      case "index" -> LabelIndex.of(labels(), run);
      case "values" -> array(run);
      case "T" -> FrameMethods.transposed(this, run);
      case "dtypes" -> dtypes(run);
      case "loc", "iloc", "at", "iat" -> new Locator(name, this, run);
      default -> named(name, run);
    };
  }

  private Value named(String name, Execution run) {
    if (hasMethod(name) || isMethod(name, run)) {
      return methodNamed(name);
    }
    if (hasMember(name, run)) {
      return run.unknown("attribute " + name + " of a frame");
    }
    Optional<Boolean> has = table().has(Constant.of(name));
    if (has.isEmpty() || has.get()) {
      return item(Constant.of(name), run);
    }
    Value set = slots().get(name);
    return set != null || !name.startsWith("_") ? set : run.unknown("attribute " + name);
  }

  private Value dtypes(Execution run) {
    if (!table().isKnown()) {
      return run.unknown("types of columns");
    }
    List<Object> labels = new ArrayList<>();
    for (Column column : table().columns()) {
      if (!(column.label() instanceof Constant(Object label))) {
        return run.unknown("types of columns");
      }
      labels.add(label);
    }
    Tensor types = Column.made(DataType.OBJECT, Shape.of(labels.size()), List.of(), run);
    return new Series(
        new Table(List.of(new Column(Constant.NONE, types, "object")), RowLabels.of(labels)),
        table().columns().stream().<Value>map(column -> ElementType.of(column, run)).toList(),
        run);
  }

  @Override
  public void setAttribute(String name, Value value, Execution run) {
    switch (name) {
      case "columns" -> rename(value, run);
      case "index" -> set(table().withRows(Building.labels(value, rows(), run), run));
      default -> {
        if (table().has(Constant.of(name)).orElse(false)) {
          setItem(Constant.of(name), value, run);
        } else if (table().isKnown()) {
          slots().put(name, value);
        } else {
          forget(run);
        }
      }
    }
  }

  private void rename(Value value, Execution run) {
    List<Value> names = Selecting.labels(value);
    Table table = table();
    if (value instanceof ListValue list && !list.isKnown() || names == null) {
      set(table.with(null));
      return;
    }
    if (!table.isKnown()) {
      List<Column> columns = new ArrayList<>();
      names.forEach(name -> columns.add(Column.unknown(name, rows(), run)));
      set(table.with(columns));
      return;
    }
    if (names.size() != table.width()) {
      throw run.error(
          "ValueError",
          "Length mismatch: Expected axis has %d elements, new values have %d elements"
              .formatted(table.width(), names.size()));
    }
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      columns.add(table.columns().get(i).named(names.get(i)));
    }
    set(table.with(columns));
  }

  @Override
  public Elements elements(Execution run) {
    return table().isKnown()
        ? Elements.all(table().columns().stream().map(Column::label).toList())
        : Elements.unknown(run.unknown("a label of a column"));
  }

  @Override
  public Value item(Value index, Execution run) {
    Table table = table();
    if (index instanceof SliceValue slice) {
      boolean isOfLabels =
          slice.lower() instanceof Constant(String text)
              || slice.upper() instanceof Constant(String _);
      return isOfLabels || !(labels().isRange() || labels().all().isPresent() || rows() >= 0)
          ? like(table.withRows(RowLabels.unknown(Shape.ANY), run), run)
          : like(Selecting.sliced(table, slice, run), run);
    }
    if (index instanceof Frame mask) {
      return like(table.map(column -> Column.unknown(column.label(), column.count(), run)), run);
    }
    if (Selecting.isMask(index)) {
      return like(Selecting.masked(table, index, run), run);
    }
    if (index instanceof Constant || index instanceof Tuple) {
      return column(index, run);
    }
    List<Value> labels = Selecting.labels(index);
    if (labels != null) {
      return like(Selecting.columns(table, labels, run), run);
    }
    return index instanceof ListValue || index instanceof LabelIndex
        ? like(table.with(null), run)
        : run.unknown("a part of a frame");
  }

  private Value column(Value label, Execution run) {
    Optional<Boolean> has = table().has(label);
    if (label instanceof Tuple tuple) {
      boolean isPlain =
          table().isKnown()
              && table().columns().stream().allMatch(each -> each.label() instanceof Constant)
              && tuple.elements().stream().allMatch(each -> each instanceof Constant);
      has = isPlain ? Optional.of(false) : Optional.empty();
    }
    if (has.isPresent() && !has.get()) {
      String text = Selecting.repr(label);
      throw run.error("KeyError", text.contains("?") ? null : text);
    }
    Optional<Column> column = table().find(label);
    if (column.isEmpty() && table().isKnown()) {
      return run.unknown("a column");
    }
    return series(column.orElse(Column.unknown(label, rows(), run)), run).within(this);
  }

  @Override
  public void setItem(Value index, Value value, Execution run) {
    Table table = table();
    if (index instanceof Constant) {
      set(
          grown(table, value, run)
              .put(
                  Building.column(
                      index, value, table.rows(), !table.isKnown() || table.width() > 0, run)));
      return;
    }
    List<Value> labels = Selecting.isMask(index) ? null : Selecting.labels(index);
    if (labels == null || !table.isKnown()) {
      if (Selecting.isMask(index) || index instanceof Frame || index instanceof SliceValue) {
        set(table.map(column -> Column.unknown(column.label(), column.count(), run)));
      } else if (!(index instanceof ListValue) || table.isKnown()) {
        set(table.with(null));
      }
      return;
    }
    List<Column> given = Building.several(labels, value, table.rows(), run);
    for (Column column : given) {
      table = table.put(column);
    }
    set(table);
  }

  /** The first column of a frame without any says how many rows it has. */
  private static Table grown(Table table, Value value, Execution run) {
    if (!table.isKnown() || table.width() > 0 || table.rows().count() != 0) {
      return table;
    }
    RowLabels rows =
        value instanceof Labelled other
            ? other.labels()
            : RowLabels.range(Building.length(value, run));
    return new Table(table.columns(), rows);
  }

  @Override
  protected boolean hasMethod(String name) {
    return name.equals("__delitem__") || super.hasMethod(name);
  }

  @Override
  public Value method(String name, Arguments arguments, Execution run) {
    if (!name.equals("__delitem__")) {
      return super.method(name, arguments, run);
    }
    item(arguments.positional().getFirst(), run);
    set(FrameMethods.without(table(), arguments.positional()));
    return Constant.NONE;
  }

  @Override
  Value ofMethod(String name, Bound bound, Execution run) {
    Value result = Transforms.call(this, name, bound, run);
    return result != null ? result : FrameMethods.call(this, name, bound, run);
  }
}
