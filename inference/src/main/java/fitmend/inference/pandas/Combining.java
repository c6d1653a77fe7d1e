package fitmend.inference.pandas;

import fitmend.inference.library.Signature.Bound;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code concat}, {@code merge} and {@code get_dummies}. */
final class Combining {
  private Combining() {}

  /** {@code pd.concat}; null when it is not known. */
  static Value concat(Bound bound, Execution run) {
    Value objects = bound.get("objs");
    if (objects instanceof Labelled given) {
      throw run.error(
          "TypeError",
          "first argument must be an iterable of pandas objects, you passed an object of type \""
              + given.typeName()
              + "\"");
    }
    List<Value> parts =
        switch (objects) {
          case ListValue list when list.isKnown() -> list.elements();
          case Tuple tuple -> tuple.elements();
          default -> null;
        };
    if (parts == null) {
      return null;
    }
    if (parts.isEmpty()) {
      throw run.error("ValueError", "No objects to concatenate");
    }
    List<Labelled> given = new ArrayList<>();
    for (Value part : parts) {
      if (part instanceof Labelled labelled) {
        given.add(labelled);
      } else if (part instanceof Tensor tensor && tensor.holder() == Tensor.Holder.NUMPY) {
        throw run.error("TypeError", null);
      } else {
        return null;
      }
    }
    Value axis = bound.get("axis");
    boolean isPlain = !bound.isGiven("keys") && !bound.isGiven("join");
    boolean isBeside = Constant.of(1).equals(axis) || Constant.of("columns").equals(axis);
    boolean isBelow = Constant.of(0).equals(axis) || Constant.of("index").equals(axis);
    if (!isPlain || !isBeside && !isBelow) {
      return null;
    }
    boolean ignoresIndex = Constant.TRUE.equals(bound.get("ignore_index"));
    return isBeside ? beside(given, ignoresIndex, run) : below(given, ignoresIndex, run);
  }

  private static Value beside(List<Labelled> parts, boolean renames, Execution run) {
    RowLabels rows = parts.getFirst().labels();
    List<Column> columns = new ArrayList<>();
    boolean isSame = true;
    boolean isKnown = true;
    int unnamed = 0;
    for (Labelled part : parts) {
      isSame &= part.labels().isSame(rows).orElse(false);
      isKnown &= part.table().isKnown();
    }
    RowLabels all = isSame ? rows : RowLabels.unknown(Shape.ANY);
    for (Labelled part : isKnown ? parts : List.<Labelled>of()) {
      for (Column column : part.table().columns()) {
        Column named =
            part instanceof Series && Selecting.isNone(column.label())
                ? column.named(Constant.of(unnamed++))
                : column;
        Column fresh = isSame ? named : Casting.withGaps(named, Shape.ANY, run);
        columns.add(renames ? fresh.named(Constant.of(columns.size())) : fresh);
      }
    }
    return new Frame(new Table(isKnown ? columns : null, all), run);
  }

  private static Value below(List<Labelled> parts, boolean renumbers, Execution run) {
    RowLabels rows = parts.getFirst().labels();
    for (Labelled part : parts.subList(1, parts.size())) {
      rows = rows.then(part.labels());
    }
    if (renumbers) {
      rows = RowLabels.range(rows.count());
    }
    boolean areSeries = parts.stream().allMatch(part -> part instanceof Series);
    boolean areFrames = parts.stream().allMatch(part -> part instanceof Frame);
    if (!areSeries && !areFrames || parts.stream().anyMatch(part -> !part.table().isKnown())) {
      return areSeries ? null : new Frame(new Table(null, rows), run);
    }
    Table first = parts.getFirst().table();
    List<Column> columns = new ArrayList<>();
    if (areSeries) {
      columns.add(
          stacked(
              parts.stream().map(part -> ((Series) part).column()).toList(), rows.count(), run));
      return new Series(new Table(columns, rows), run);
    }
    List<Value> labels = new ArrayList<>();
    for (Labelled part : parts) {
      for (Column column : part.table().columns()) {
        if (labels.stream().noneMatch(each -> Table.isSame(each, column.label()))) {
          labels.add(column.label());
        }
      }
    }
    boolean areAlike = parts.stream().allMatch(part -> part.table().width() == first.width());
    for (Value label : labels) {
      List<Column> same = new ArrayList<>();
      for (Labelled part : parts) {
        Optional<Column> column = part.table().find(label);
        if (column.isPresent()) {
          same.add(column.get());
        } else if (part.table().has(label).orElse(true)) {
          return new Frame(new Table(null, rows), run);
        }
      }
      Column column = stacked(same, rows.count(), run);
      columns.add(
          same.size() == parts.size() && areAlike
              ? column
              : same.size() == parts.size() ? column : Casting.withGaps(column, rows.count(), run));
    }
    return new Frame(new Table(columns, rows), run);
  }

  private static Column stacked(List<Column> parts, int count, Execution run) {
    Column first = parts.getFirst();
    if (parts.stream().allMatch(Column::isNumber)
        && (parts.stream().allMatch(Column::isBool) || parts.stream().noneMatch(Column::isBool))) {
      Value joined =
          run.call(
              new Reference("numpy.concatenate"),
              Arguments.of(new Tuple(parts.stream().<Value>map(Column::data).toList())));
      if (joined instanceof Tensor tensor && tensor.type() != DataType.UNKNOWN) {
        return Column.of(first.label(), tensor, run).resized(count, run);
      }
    }
    return parts.stream().allMatch(Column::isText)
        ? Column.texts(first.label(), count, run)
        : Column.unknown(first.label(), count, run);
  }

  /** {@code pd.merge}: which columns there will be; nothing is known of the rows. */
  static Value merged(Frame left, Value right, Value on, Bound bound, Execution run) {
    boolean isPlain =
        !bound.isGiven("left_on")
            && !bound.isGiven("right_on")
            && !bound.isGiven("left_index")
            && !bound.isGiven("right_index")
            && !bound.isGiven("suffixes")
            && !bound.isGiven("indicator");
    if (!(right instanceof Frame other)
        || !isPlain
        || !left.table().isKnown()
        || !other.table().isKnown()) {
      return Frame.unknown(run);
    }
    List<Value> keys = Selecting.isNone(on) ? null : Selecting.labels(on);
    if (keys == null) {
      return Frame.unknown(run);
    }
    for (Value key : keys) {
      if (!left.table().has(key).orElse(true) || !other.table().has(key).orElse(true)) {
        throw run.error("KeyError", Selecting.repr(key));
      }
    }
    List<Column> columns = new ArrayList<>();
    for (Column column : left.table().columns()) {
      columns.add(suffixed(column, keys, other.table(), "_x", run));
    }
    for (Column column : FrameMethods.without(other.table(), keys).columns()) {
      columns.add(suffixed(column, keys, left.table(), "_y", run));
    }
    return new Frame(new Table(columns, RowLabels.range(Shape.ANY)), run);
  }

  private static Column suffixed(
      Column column, List<Value> keys, Table other, String suffix, Execution run) {
    Column fresh = Casting.withGaps(column, Shape.ANY, run);
    boolean isKey = keys.stream().anyMatch(key -> Table.isSame(key, column.label()));
    return !isKey && other.has(column.label()).orElse(false)
        ? fresh.named(
            column.label() instanceof Constant(String text)
                ? Constant.of(text + suffix)
                : run.unknown("a label"))
        : fresh;
  }

  /** {@code pd.get_dummies}; null when it is not known. */
  static Value dummies(Bound bound, Execution run) {
    Value data = bound.get("data");
    boolean hasGaps = !Constant.FALSE.equals(bound.get("dummy_na"));
    DataType type = type(bound.get("dtype"), run);
    if (hasGaps || type == null || bound.isGiven("prefix_sep")) {
      return null;
    }
    boolean isFirstDropped = Constant.TRUE.equals(bound.get("drop_first"));
    if (!isFirstDropped && !Constant.FALSE.equals(bound.get("drop_first"))) {
      return null;
    }
    if (!(data instanceof Frame frame)) {
      Column column =
          data instanceof Series series
              ? series.column()
              : Building.column(Constant.NONE, data, RowLabels.unknown(Shape.ANY), false, run);
      RowLabels rows =
          data instanceof Series series ? series.labels() : RowLabels.range(column.count());
      Value prefix = bound.get("prefix");
      boolean isNamed = prefix instanceof Constant(String text);
      List<Column> made =
          isNamed || Selecting.isNone(prefix)
              ? of(column, isNamed ? prefix : null, type, isFirstDropped, run)
              : null;
      return new Frame(new Table(made, rows), run);
    }
    return ofFrame(frame, bound, type, isFirstDropped, run);
  }

  private static DataType type(Value dtype, Execution run) {
    if (Selecting.isNone(dtype)) {
      return run.target().isGraphMode() ? DataType.UINT8 : DataType.BOOL;
    }
    Value named = run.call(new Reference("numpy.zeros"), Arguments.of(Constant.of(1), dtype));
    return named instanceof Tensor tensor && tensor.type() != DataType.UNKNOWN
        ? tensor.type()
        : null;
  }

  private static Value ofFrame(
      Frame frame, Bound bound, DataType type, boolean isFirstDropped, Execution run) {
    Table table = frame.table();
    List<Value> wanted =
        Selecting.isNone(bound.get("columns")) ? null : Selecting.labels(bound.get("columns"));
    boolean isPlain = !bound.isGiven("prefix");
    if (wanted == null && bound.isGiven("columns") && !Selecting.isNone(bound.get("columns"))) {
      return frame.like(table.with(null), run);
    }
    if (!table.isKnown()) {
      return frame.like(table, run);
    }
    if (wanted != null) {
      Selecting.columns(table, wanted, run);
    }
    List<Column> kept = new ArrayList<>();
    List<Column> made = new ArrayList<>();
    for (Column column : table.columns()) {
      boolean isWanted =
          wanted == null
              ? !column.isNumber()
              : wanted.stream().anyMatch(each -> Table.isSame(each, column.label()));
      boolean isDoubtful = wanted == null && column.type() == null;
      List<Column> some =
          isWanted && !isDoubtful && isPlain
              ? of(column, column.label(), type, isFirstDropped, run)
              : null;
      if (isWanted && some == null) {
        return frame.like(table.with(null), run);
      }
      if (isWanted) {
        made.addAll(some);
      } else {
        kept.add(column);
      }
    }
    kept.addAll(made);
    return frame.like(table.with(kept), run);
  }

  /** One column for each value; null when the values are not known. */
  private static List<Column> of(
      Column column, Value prefix, DataType type, boolean isFirstDropped, Execution run) {
    Optional<List<Object>> values = column.distinct();
    if (values.isEmpty()) {
      return null;
    }
    List<Column> columns = new ArrayList<>();
    for (Object value : values.get()) {
      Value label =
          prefix == null
              ? new Constant(value)
              : prefix instanceof Constant(Object text) && !(value instanceof Double)
                  ? Constant.of(
                      text
                          + "_"
                          + (value instanceof Boolean bool ? bool ? "True" : "False" : value))
                  : run.unknown("a label");
      columns.add(Column.of(label, type, column.count(), run));
    }
    return isFirstDropped && !columns.isEmpty() ? columns.subList(1, columns.size()) : columns;
  }
}
