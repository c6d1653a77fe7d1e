package fitmend.inference.pandas;

import fitmend.inference.library.HasItems;
import fitmend.inference.library.LibraryObject;
import fitmend.inference.python.Slicing;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.SliceValue;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code loc}, {@code iloc}, {@code at} and {@code iat} of a frame or Series. */
final class Locator extends LibraryObject implements HasItems {
  private static final SliceValue ALL = new SliceValue(Constant.NONE, Constant.NONE, Constant.NONE);

  private final Labelled owner;
  private final boolean isOfPlaces;

  Locator(String name, Labelled owner, Execution run) {
    super(owner.path() + "." + name, run);
    this.owner = owner;
    this.isOfPlaces = name.startsWith("i");
  }

  @Override
  protected boolean hasMethod(String name) {
    return false;
  }

  @Override
  public Value method(String name, Arguments arguments, Execution run) {
    return run.unknown(name);
  }

  @Override
  public Value item(Value index, Execution run) {
    boolean isPair = index instanceof Tuple pair && pair.elements().size() == 2;
    Value row = isPair ? ((Tuple) index).elements().getFirst() : index;
    Value column = isPair ? ((Tuple) index).elements().getLast() : ALL;
    if (index instanceof Tuple && !isPair || isPair && owner instanceof Series) {
      return run.unknown("a part of a frame");
    }
    if (owner instanceof Series series) {
      return ofSeries(series, row, run);
    }
    Frame frame = (Frame) owner;
    if (isSingle(column) && !(column.equals(ALL))) {
      Column one = single(frame, column, run);
      return one == null ? run.unknown("a column") : ofSeries(frame.series(one, run), row, run);
    }
    Table chosen = column.equals(ALL) ? frame.table() : several(frame, column, run);
    if (chosen == null) {
      return run.unknown("some columns");
    }
    if (isSingle(row)) {
      return row(chosen, row, run);
    }
    Table rows = rows(chosen, row, run);
    return rows == null ? run.unknown("some rows") : frame.like(rows, run);
  }

  /** Whether the index names one row or column. */
  private static boolean isSingle(Value index) {
    return index instanceof Constant
        || index instanceof Scalar
        || index instanceof Tensor tensor && tensor.shape().equals(Shape.SCALAR);
  }

  private Value ofSeries(Series series, Value row, Execution run) {
    if (!isSingle(row)) {
      Table rows = rows(series.table(), row, run);
      return rows == null ? run.unknown("some rows") : series.like(rows, run);
    }
    Value plain = Selecting.plain(row);
    if (!isOfPlaces) {
      return plain instanceof Constant(Object label)
          ? series.labelled(label, run)
          : series.labels().isRange()
              ? series.element(-1, run)
              : run.unknown("an element of a Series");
    }
    return series.element(place(plain, series.rows(), run), run);
  }

  /** A place from 0 on, negative when it is not known; raises IndexError. */
  private int place(Value index, int count, Execution run) {
    if (index instanceof Constant(String text)) {
      throw run.error("TypeError", "Cannot index by location index with a non-integer key");
    }
    if (!(index instanceof Constant(Long number)) || count < 0) {
      return -1;
    }
    if (number >= count || number < -count) {
      throw run.error(
          "IndexError",
          path().endsWith("iloc") ? "single positional indexer is out-of-bounds" : null);
    }
    return (int) (number < 0 ? number + count : number);
  }

  private Column single(Frame frame, Value index, Execution run) {
    Table table = frame.table();
    Value plain = Selecting.plain(index);
    if (!isOfPlaces) {
      return frame.item(plain, run) instanceof Series series ? series.column() : null;
    }
    if (plain instanceof Constant(String text)) {
      throw run.error("ValueError", null);
    }
    int at = place(plain, table.width(), run);
    return at < 0
        ? Column.unknown(new Unknown("a label"), frame.rows(), run)
        : table.columns().get(at);
  }

  private Table several(Frame frame, Value index, Execution run) {
    Table table = frame.table();
    if (index instanceof SliceValue slice) {
      return slice(table, slice, run);
    }
    if (Selecting.isMask(index)) {
      Optional<int[]> places = Selecting.places(index);
      return places.isPresent() && table.isKnown() ? picked(table, places.get()) : table.with(null);
    }
    if (!isOfPlaces) {
      List<Value> labels = Selecting.labels(index);
      return labels == null ? table.with(null) : Selecting.columns(table, labels, run);
    }
    int[] places = places(index, table.width(), run);
    return places == null || !table.isKnown() ? table.with(null) : picked(table, places);
  }

  private static Table picked(Table table, int[] places) {
    List<Column> columns = new ArrayList<>();
    for (int place : places) {
      if (place >= table.width()) {
        return table.with(null);
      }
      columns.add(table.columns().get(place));
    }
    return table.with(columns);
  }

  /** The places in a list; null when they are not known; raises IndexError. */
  private static int[] places(Value index, int count, Execution run) {
    List<Value> given =
        index instanceof Tensor || index != null ? Tensors.elements(index).orElse(null) : null;
    if (given == null || count < 0) {
      return null;
    }
    int[] places = new int[given.size()];
    for (int i = 0; i < places.length; i++) {
      if (!(Selecting.plain(given.get(i)) instanceof Constant(Long number))) {
        return null;
      }
      if (number >= count || number < -count) {
        throw run.error("IndexError", "positional indexers are out-of-bounds");
      }
      places[i] = (int) (number < 0 ? number + count : number);
    }
    return places;
  }

  private Table slice(Table table, SliceValue slice, Execution run) {
    if (!table.isKnown()) {
      return table;
    }
    SliceValue plain =
        new SliceValue(
            Selecting.plain(slice.lower()),
            Selecting.plain(slice.upper()),
            Selecting.plain(slice.step()));
    if (isOfPlaces || Selecting.isAll(plain)) {
      return Slicing.places(plain, table.width())
          .map(places -> picked(table, places))
          .orElse(table.with(null));
    }
    List<Value> labels = table.columns().stream().map(Column::label).toList();
    int from = bound(plain.lower(), labels, 0, run);
    int to = bound(plain.upper(), labels, labels.size() - 1, run);
    return from < 0 || to < 0 || !Selecting.isNone(plain.step())
        ? table.with(null)
        : table.with(from > to ? List.of() : table.columns().subList(from, to + 1));
  }

  private static int bound(Value label, List<Value> labels, int absent, Execution run) {
    if (Selecting.isNone(label)) {
      return absent;
    }
    for (int i = 0; i < labels.size(); i++) {
      if (Table.isSame(labels.get(i), label)) {
        return i;
      }
    }
    return -1;
  }

  /** The rows that an index takes; null when they cannot be told. */
  private Table rows(Table table, Value index, Execution run) {
    RowLabels labels = table.rows();
    if (index instanceof SliceValue slice) {
      if (isOfPlaces || Selecting.isAll(slice)) {
        return Selecting.sliced(table, slice, run);
      }
      Value upper = Selecting.plain(slice.upper());
      boolean isFromZero = labels.isRange() && labels.start() == 0;
      // Both ends are taken.
      if (isFromZero && isPlainBound(slice.lower()) && isPlainBound(upper)) {
        Value end = upper instanceof Constant(Long last) ? Constant.of(last + 1) : upper;
        return Selecting.sliced(table, new SliceValue(slice.lower(), end, slice.step()), run);
      }
      return table.withRows(RowLabels.unknown(Shape.ANY), run);
    }
    if (Selecting.isMask(index)) {
      return Selecting.masked(table, index, run);
    }
    if (isOfPlaces) {
      int[] places = places(index, labels.count(), run);
      return places == null
          ? table.withRows(RowLabels.unknown(Building.length(index, run)), run)
          : table.at(places, run);
    }
    List<Value> wanted = index instanceof Labelled ? null : Selecting.labels(index);
    for (Value each : wanted == null ? List.<Value>of() : wanted) {
      if (each instanceof Constant(Object label) && !labels.has(label).orElse(true)) {
        throw run.error("KeyError", null);
      }
    }
    return wanted != null && labels.isRange()
        ? table.withRows(RowLabels.unknown(wanted.size()), run)
        : table.withRows(RowLabels.unknown(Shape.ANY), run);
  }

  private static boolean isPlainBound(Value bound) {
    return Selecting.isNone(bound)
        || Selecting.plain(bound) instanceof Constant(Long number) && number >= 0;
  }

  /** One row as a Series over the columns. */
  private Value row(Table table, Value index, Execution run) {
    RowLabels labels = table.rows();
    Value plain = Selecting.plain(index);
    int at;
    if (isOfPlaces) {
      at = place(plain, labels.count(), run);
    } else if (plain instanceof Constant(Object label)) {
      if (!labels.has(label).orElse(true)) {
        String text = Selecting.repr(plain);
        throw run.error("KeyError", text.equals("?") ? null : text);
      }
      if (!labels.isRange() && labels.place(label).isEmpty()) {
        return run.unknown("rows with a label");
      }
      at = labels.place(label).orElse(-1);
    } else if (labels.isRange()) {
      at = -1;
    } else {
      return run.unknown("a row");
    }
    return row(table, at, plain, run);
  }

  /** The row at a place, which is negative when it is not known. */
  static Value row(Table table, int at, Value name, Execution run) {
    if (!table.isKnown()) {
      return new Series(
          new Table(List.of(Column.unknown(name, Shape.ANY, run)), RowLabels.unknown(Shape.ANY)),
          run);
    }
    List<Value> elements = new ArrayList<>();
    List<Object> labels = new ArrayList<>();
    for (Column column : table.columns()) {
      elements.add(column.element(at, run));
      labels.add(column.label() instanceof Constant(Object label) ? label : column.label());
    }
    DataType common = table.common();
    Tensor data = Column.made(common, Shape.of(elements.size()), List.of(), run);
    boolean areTexts =
        !table.columns().isEmpty() && table.columns().stream().allMatch(Column::isText);
    Column column =
        areTexts
            ? Column.texts(name, elements.size(), run)
            : new Column(
                name,
                data,
                common == DataType.UNKNOWN
                    ? null
                    : common == DataType.OBJECT ? "object" : common.text());
    return new Series(
        new Table(List.of(column), RowLabels.of(labels)),
        common == DataType.OBJECT ? elements : null,
        run);
  }

  @Override
  public void setItem(Value index, Value value, Execution run) {
    if (owner instanceof Series series) {
      series.setItem(index, value, run);
      return;
    }
    Frame frame = (Frame) owner;
    Table table = frame.table();
    boolean isPair = index instanceof Tuple pair && pair.elements().size() == 2;
    Value row = isPair ? ((Tuple) index).elements().getFirst() : index;
    Value column = isPair ? ((Tuple) index).elements().getLast() : ALL;
    boolean mayGrow =
        !isOfPlaces
            && isSingle(row)
            && !(row instanceof Constant(Object label) && table.rows().has(label).orElse(false));
    if (mayGrow) {
      frame.set(
          new Table(table.columns(), RowLabels.unknown(Shape.ANY))
              .map(each -> Column.unknown(each.label(), Shape.ANY, run)));
      return;
    }
    if (!table.isKnown()) {
      return;
    }
    List<Value> labels = isOfPlaces ? null : Selecting.labels(column);
    if (isOfPlaces
        && column instanceof Constant(Long at)
        && at < table.width()
        && at >= -table.width()) {
      labels = List.of(table.columns().get((int) (at < 0 ? at + table.width() : at)).label());
    }
    if (labels == null) {
      frame.set(table.map(each -> Building.assigned(each, value, run)));
      return;
    }
    boolean isWhole = row.equals(ALL);
    for (Value label : labels) {
      Optional<Column> old = table.find(label);
      table =
          table.put(
              old.isPresent() && !(isWhole && !isOfPlaces)
                  ? Building.assigned(old.get(), value, run)
                  : Column.unknown(label, table.rows().count(), run));
    }
    frame.set(table);
  }
}
