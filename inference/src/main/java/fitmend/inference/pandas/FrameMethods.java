package fitmend.inference.pandas;

import fitmend.inference.library.Signature.Bound;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.IteratorValue;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The methods of a frame that Series lack or do otherwise. */
final class FrameMethods {
  private FrameMethods() {}

  /** The result; null when the method is not modelled. */
  static Value call(Frame frame, String name, Bound bound, Execution run) {
    Table table = frame.table();
    return switch (name) {
      case "drop" -> dropped(frame, bound, run);
      case "pop" -> {
        Value taken = frame.item(bound.get("item"), run);
        frame.set(without(table, List.of(bound.get("item"))));
        yield taken;
      }
      case "insert" -> {
        inserted(frame, bound, run);
        yield Constant.NONE;
      }
      case "rename" -> renamed(frame, bound, run);
      case "set_index" -> indexed(frame, bound, run);
      case "sort_values" -> sorted(frame, bound, run);
      case "assign" -> {
        Frame grown = frame.like(table, run) instanceof Frame copy ? copy : null;
        for (Map.Entry<String, Value> each : bound.extra().entrySet()) {
          Value value = each.getValue();
          boolean isFunction = !run.parameters(value).isEmpty();
          grown.setItem(
              Constant.of(each.getKey()),
              isFunction ? run.call(value, Arguments.of(grown)) : value,
              run);
        }
        yield grown;
      }
      case "get" ->
          table.has(bound.get("key")).orElse(false) ? frame.item(bound.get("key"), run) : null;
      case "keys" -> LabelIndex.of(table, run);
      case "transpose" -> transposed(frame, run);
      case "info" -> Constant.NONE;
      case "to_csv" ->
          bound.isGiven("path_or_buf") ? Constant.NONE : fitmend.inference.value.Scalar.STR;
      case "select_dtypes" -> selected(frame, bound, run);
      case "items", "iteritems" -> items(frame, run);
      case "iterrows" -> {
        Value row = Locator.row(table, -1, run.unknown("a label"), run);
        Value pair = Tuple.of(run.unknown("a label"), row);
        int rows = frame.rows();
        Elements elements =
            rows >= 0 && rows <= 64
                ? Elements.all(java.util.Collections.nCopies(rows, pair))
                : Elements.unknown(pair);
        yield new IteratorValue(run.journal(), () -> elements);
      }
      case "filter" -> {
        List<Value> names = bound.isGiven("items") ? Selecting.labels(bound.get("items")) : null;
        yield names == null || !table.isKnown()
            ? frame.like(table.with(null), run)
            : frame.like(
                table.with(names.stream().map(table::find).flatMap(Optional::stream).toList()),
                run);
      }
      case "query", "nlargest", "nsmallest" ->
          name.equals("query") ? queried(frame, run) : frame.withRows(Shape.ANY, run);
      case "groupby" -> {
        requireColumns(frame, bound.get("by"), run);
        yield null;
      }
      case "apply" -> applied(frame, bound, run);
      case "applymap", "map" ->
          frame.like(table.map(each -> Column.unknown(each.label(), each.count(), run)), run);
      case "append" -> null;
      case "merge" -> Combining.merged(frame, bound.get("right"), bound.get("on"), bound, run);
      case "join" -> joined(frame, bound, run);
      case "to_dict" -> dictionary(frame, bound.get("orient"), run);
      case "corr", "cov" -> correlated(frame, name, bound, run);
      default -> null;
    };
  }

  private static Value queried(Frame frame, Execution run) {
    return frame.table().isKnown() ? frame.withRows(Shape.ANY, run) : Frame.unknown(run);
  }

  static Table without(Table table, List<Value> labels) {
    return table.isKnown()
        ? table.with(
            table.columns().stream()
                .filter(
                    column -> labels.stream().noneMatch(each -> Table.isSame(column.label(), each)))
                .toList())
        : table;
  }

  private static Value dropped(Frame frame, Bound bound, Execution run) {
    Table table = frame.table();
    Value axis = bound.get("axis");
    boolean isOfColumns = Constant.of(1).equals(axis) || Constant.of("columns").equals(axis);
    boolean isOfRows = Constant.of(0).equals(axis) || Constant.of("index").equals(axis);
    Value wanted = bound.get("labels");
    boolean isIgnored = Constant.of("ignore").equals(bound.get("errors"));
    if (!Selecting.isNone(bound.get("columns"))) {
      wanted = bound.get("columns");
      isOfColumns = true;
      isOfRows = false;
      if (!Selecting.isNone(bound.get("index"))) {
        return null;
      }
    } else if (!Selecting.isNone(bound.get("index"))) {
      wanted = bound.get("index");
      isOfRows = true;
      isOfColumns = false;
    }
    if (!isOfColumns && !isOfRows) {
      return null;
    }
    List<Value> labels = wanted instanceof Series ? null : Selecting.labels(wanted);
    if (isOfRows) {
      return withoutRows(frame, labels, isIgnored, run);
    }
    if (labels == null || !table.isKnown()) {
      return frame.like(table.with(null), run);
    }
    List<Value> missing = new ArrayList<>();
    for (Value label : labels) {
      if (!table.has(label).orElse(true)) {
        missing.add(label);
      }
    }
    if (!missing.isEmpty() && !isIgnored) {
      throw Selecting.notInAxis(missing, run);
    }
    boolean areKnown = table.columns().stream().allMatch(each -> each.label() instanceof Constant);
    return frame.like(areKnown ? without(table, labels) : table.with(null), run);
  }

  private static Value withoutRows(
      Frame frame, List<Value> labels, boolean isIgnored, Execution run) {
    RowLabels rows = frame.labels();
    if (labels == null) {
      return frame.withRows(Shape.ANY, run);
    }
    List<Value> missing = new ArrayList<>();
    for (Value label : labels) {
      if (label instanceof Constant(Object value) && !rows.has(value).orElse(true)) {
        missing.add(label);
      }
    }
    if (!missing.isEmpty() && !isIgnored) {
      throw Selecting.notInAxis(missing, run);
    }
    if (!rows.isRange() || frame.rows() < 0 || !missing.isEmpty()) {
      return frame.withRows(Shape.ANY, run);
    }
    java.util.Set<Integer> gone = new java.util.HashSet<>();
    for (Value label : labels) {
      rows.place(((Constant) label).value()).ifPresent(gone::add);
    }
    int[] kept =
        java.util.stream.IntStream.range(0, frame.rows()).filter(i -> !gone.contains(i)).toArray();
    return frame.like(frame.table().at(kept, run), run);
  }

  private static void inserted(Frame frame, Bound bound, Execution run) {
    Table table = frame.table();
    Optional<Long> at = Tensors.integer(bound.get("loc"));
    Value label = bound.get("column");
    if (!table.isKnown()) {
      return;
    }
    if (table.has(label).orElse(false) && label instanceof Constant(String text)) {
      throw run.error("ValueError", "cannot insert " + text + ", already exists");
    }
    if (at.isEmpty() || at.get() < 0 || at.get() > table.width()) {
      frame.set(table.with(null));
      return;
    }
    List<Column> columns = new ArrayList<>(table.columns());
    columns.add(
        at.get().intValue(), Building.column(label, bound.get("value"), table.rows(), true, run));
    frame.set(table.with(columns));
  }

  private static Value renamed(Frame frame, Bound bound, Execution run) {
    Table table = frame.table();
    Value names = bound.get("columns");
    if (Selecting.isNone(names)) {
      return bound.isGiven("index")
          ? frame.like(new Table(table.columns(), RowLabels.unknown(frame.rows())), run)
          : null;
    }
    if (!(names instanceof DictValue dictionary) || !dictionary.isKnown()) {
      return frame.like(table.map(each -> each.named(run.unknown("a label"))), run);
    }
    return frame.like(
        table.map(
            each -> {
              for (Value key : dictionary.keys()) {
                if (Table.isSame(key, each.label())) {
                  return each.named(dictionary.get(key));
                }
              }
              return each;
            }),
        run);
  }

  private static Value indexed(Frame frame, Bound bound, Execution run) {
    Table table = frame.table();
    List<Value> keys =
        bound.get("keys") instanceof Labelled ? null : Selecting.labels(bound.get("keys"));
    if (keys == null) {
      return frame.like(new Table(table.columns(), RowLabels.unknown(frame.rows())), run);
    }
    List<Value> missing = keys.stream().filter(key -> !table.has(key).orElse(true)).toList();
    if (!missing.isEmpty()) {
      throw run.error(
          "KeyError",
          missing.size() == keys.size()
              ? "\"None of ["
                  + String.join(", ", missing.stream().map(Selecting::repr).toList())
                  + "] are in the columns\""
              : null);
    }
    boolean keeps = bound.isGiven("drop") && !Constant.TRUE.equals(bound.get("drop"));
    Optional<List<Object>> labels =
        keys.size() == 1
            ? table.find(keys.getFirst()).flatMap(column -> column.data().content())
            : Optional.empty();
    return frame.like(
        new Table(
            keeps ? table.columns() : without(table, keys).columns(),
            labels.map(RowLabels::of).orElse(RowLabels.unknown(frame.rows()))),
        run);
  }

  private static void requireColumns(Frame frame, Value by, Execution run) {
    List<Value> keys = by instanceof Labelled || by == null ? null : Selecting.labels(by);
    for (Value key : keys == null ? List.<Value>of() : keys) {
      // A name of the index would do as well.
      if (frame.labels().isRange() && !frame.table().has(key).orElse(true)) {
        throw run.error("KeyError", Selecting.repr(key));
      }
    }
  }

  private static Value sorted(Frame frame, Bound bound, Execution run) {
    boolean isOfRows = !bound.isGiven("axis") || Constant.of(0).equals(bound.get("axis"));
    if (!isOfRows) {
      return null;
    }
    requireColumns(frame, bound.get("by"), run);
    return Constant.TRUE.equals(bound.get("ignore_index"))
        ? frame.like(frame.table().withRows(RowLabels.range(frame.rows()), run), run)
        : frame.withRows(frame.rows(), run);
  }

  static Value transposed(Frame frame, Execution run) {
    Table table = frame.table();
    Optional<List<Object>> labels = frame.labels().all();
    DataType common = table.common();
    if (!table.isKnown() || labels.isEmpty() || labels.get().size() > 512) {
      return new Frame(new Table(null, RowLabels.unknown(table.width())), run);
    }
    List<Column> columns = new ArrayList<>();
    for (Object label : labels.get()) {
      columns.add(
          common == DataType.UNKNOWN || common == DataType.OBJECT
              ? new Column(
                  new Constant(label),
                  Column.made(common, Shape.of(table.width()), List.of(), run),
                  common == DataType.OBJECT && !table.columns().stream().allMatch(Column::isText)
                      ? "object"
                      : null)
              : Column.of(new Constant(label), common, table.width(), run));
    }
    List<Object> rows = new ArrayList<>();
    for (Column column : table.columns()) {
      rows.add(column.label() instanceof Constant(Object label) ? label : column.label());
    }
    return new Frame(new Table(columns, RowLabels.of(rows)), run);
  }

  private static Value selected(Frame frame, Bound bound, Execution run) {
    Table table = frame.table();
    boolean excludes = !Selecting.isNone(bound.get("exclude"));
    Value wanted = excludes ? bound.get("exclude") : bound.get("include");
    if (!table.isKnown() || excludes && !Selecting.isNone(bound.get("include"))) {
      return frame.like(table.with(null), run);
    }
    List<Value> kinds =
        wanted instanceof ListValue || wanted instanceof Tuple
            ? Tensors.elements(wanted).orElse(null)
            : List.of(wanted);
    List<Column> chosen = new ArrayList<>();
    for (Column column : table.columns()) {
      Boolean isOne = kinds == null ? null : isOneOf(column, kinds);
      if (isOne == null) {
        return frame.like(table.with(null), run);
      }
      if (isOne != excludes) {
        chosen.add(column);
      }
    }
    return frame.like(table.with(chosen), run);
  }

  /** Whether the column is of one of the kinds; null when that is not known. */
  private static Boolean isOneOf(Column column, List<Value> kinds) {
    if (column.type() == null) {
      return null;
    }
    boolean is = false;
    for (Value kind : kinds) {
      String name =
          switch (kind) {
            case Constant(String text) -> text;
            case Reference reference -> reference.name();
            default -> "?";
          };
      DataType type = column.data().type();
      switch (name) {
        case "number" -> is |= column.isNumber() && !column.isBool();
        // Texts count as objects still.
        case "object", "O", "object_" -> is |= column.isText() || column.type().equals("object");
        case "category", "bool", "float64", "float32", "int64", "int32", "uint8" ->
            is |= column.type().equals(name);
        case "float" -> is |= type == DataType.FLOAT64;
        case "int" -> is |= type == DataType.INT64;
        default -> {
          return null;
        }
      }
    }
    return is;
  }

  private static Value items(Frame frame, Execution run) {
    if (!frame.table().isKnown()) {
      return run.unknown("the columns");
    }
    List<Value> pairs = new ArrayList<>();
    for (Column column : frame.table().columns()) {
      pairs.add(Tuple.of(column.label(), frame.series(column, run)));
    }
    return new IteratorValue(run.journal(), () -> Elements.all(pairs));
  }

  private static Value applied(Frame frame, Bound bound, Execution run) {
    Value axis = bound.get("axis");
    boolean isByRow = Constant.of(1).equals(axis) || Constant.of("columns").equals(axis);
    boolean isFunction = bound.get("func") instanceof Reference reference;
    if (isByRow
        && frame.table().isKnown()
        && frame.rows() > 0
        && bound.extra().isEmpty()
        && !bound.isGiven("args")) {
      Value row = Locator.row(frame.table(), -1, run.unknown("a label"), run);
      Value result = run.call(bound.get("func"), Arguments.of(row));
      boolean isOne =
          fitmend.inference.value.Join.scalar(result).isPresent()
              || result instanceof Tensor tensor && tensor.shape().equals(Shape.SCALAR);
      if (isOne) {
        return new Series(
            new Table(
                List.of(
                    Building.column(
                        Constant.NONE,
                        scalarOf(result),
                        RowLabels.unknown(frame.rows()),
                        true,
                        run)),
                frame.labels()),
            run);
      }
    }
    return isFunction
            && !isByRow
            && bound.get("func") instanceof Reference(String path)
            && path.startsWith("numpy.")
        ? run.call(bound.get("func"), Arguments.of(frame))
        : null;
  }

  /** One of the values of a column, not all of them. */
  private static Value scalarOf(Value value) {
    return value instanceof Constant
        ? fitmend.inference.value.Join.scalar(value).<Value>map(each -> each).orElse(value)
        : value;
  }

  private static Value joined(Frame frame, Bound bound, Execution run) {
    Table table = frame.table();
    boolean isPlain =
        bound.get("other") instanceof Frame
            && !bound.isGiven("on")
            && !bound.isGiven("lsuffix")
            && !bound.isGiven("rsuffix");
    if (!isPlain
        || !(bound.get("other") instanceof Frame other)
        || !other.table().isKnown()
        || !table.isKnown()) {
      return Frame.unknown(run);
    }
    List<Column> columns = new ArrayList<>(table.columns());
    for (Column column : other.table().columns()) {
      if (table.has(column.label()).orElse(true)) {
        if (table.has(column.label()).isPresent()) {
          throw run.error("ValueError", null);
        }
        return Frame.unknown(run);
      }
      columns.add(
          other.labels().isSame(frame.labels()).orElse(false)
              ? column
              : Casting.withGaps(column, frame.rows(), run));
    }
    boolean isSame = other.labels().isSame(frame.labels()).orElse(false);
    Table all = table.with(columns);
    return frame.like(isSame ? all : all.withRows(RowLabels.unknown(Shape.ANY), run), run);
  }

  private static Value dictionary(Frame frame, Value orient, Execution run) {
    if (!frame.table().isKnown()
        || !(orient instanceof Constant(String text))
        || !(text.equals("list") || text.equals("series"))) {
      return null;
    }
    DictValue made = new DictValue(run.journal());
    for (Column column : frame.table().columns()) {
      Series series = frame.series(column, run);
      made.put(
          column.label(),
          text.equals("list") ? run.call(series.methodNamed("tolist"), Arguments.NONE) : series);
    }
    return made;
  }

  private static Value correlated(Frame frame, String name, Bound bound, Execution run) {
    Table table = frame.table();
    boolean isNumeric = Constant.TRUE.equals(bound.values().get("numeric_only"));
    if (!table.isKnown() || table.columns().stream().anyMatch(each -> each.type() == null)) {
      return new Frame(new Table(null, RowLabels.unknown(Shape.ANY)), run);
    }
    boolean hasTexts = table.columns().stream().anyMatch(Column::isText);
    if (hasTexts && !isNumeric && !run.target().isGraphMode()) {
      for (Column column : table.columns()) {
        if (column.isText()) {
          Casting.requireNumbers(column, DataType.FLOAT64, run);
        }
      }
      return new Frame(new Table(null, RowLabels.unknown(Shape.ANY)), run);
    }
    List<Column> numbers = table.columns().stream().filter(Column::isNumber).toList();
    List<Object> labels = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    for (Column column : numbers) {
      labels.add(column.label() instanceof Constant(Object label) ? label : column.label());
      columns.add(Column.of(column.label(), DataType.FLOAT64, numbers.size(), run));
    }
    return new Frame(new Table(columns, RowLabels.of(labels)), run);
  }
}
