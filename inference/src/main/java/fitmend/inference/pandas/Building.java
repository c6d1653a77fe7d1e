package fitmend.inference.pandas;

import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.HasElements;
import fitmend.inference.value.IteratorValue;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How frames and Series come about: of dictionaries, arrays, lists of rows. */
final class Building {
  private Building() {}

  /** {@code pd.DataFrame(data, index, columns, dtype)}. */
  static Value frame(Value data, Value index, Value columns, Value dtype, Execution run) {
    List<Value> names = Selecting.isNone(columns) ? null : Selecting.labels(columns);
    if (names == null && !Selecting.isNone(columns)) {
      return new Frame(new Table(null, RowLabels.unknown(length(data, run))), run);
    }
    Table table =
        switch (data) {
          case Constant none when none.isNone() -> new Table(List.of(), RowLabels.range(0));
          case DictValue dictionary when dictionary.isKnown() ->
              ofDictionary(dictionary, index, names, run);
          case Frame frame -> frame.table();
          case Series series ->
              new Table(
                  List.of(
                      names != null && names.size() == 1
                          ? series.column().named(names.getFirst())
                          : Selecting.isNone(series.column().label())
                              ? series.column().named(Constant.of(0))
                              : series.column()),
                  series.labels());
          case Tensor array -> ofArray(array, names, run);
          case ListValue list when list.isKnown() -> ofRows(list.elements(), names, run);
          case Tuple tuple -> ofRows(tuple.elements(), names, run);
          case Constant constant ->
              throw run.error("ValueError", "DataFrame constructor not properly called!");
          default -> ofOther(data, names, run);
        };
    if (table == null) {
      table = new Table(unknownColumns(names, Shape.ANY, run), RowLabels.unknown(Shape.ANY));
    }
    if (names != null && (data instanceof Frame || data instanceof DictValue)) {
      table = chosen(table, names, run);
    } else if (names != null && data instanceof Constant) {
      table = new Table(unknownColumns(names, 0, run), table.rows());
    }
    if (!Selecting.isNone(index) && !(data instanceof DictValue)) {
      table = indexed(table, index, data instanceof Labelled, run);
    }
    Frame made = new Frame(table, run);
    return Selecting.isNone(dtype) ? made : Casting.cast(made, dtype, run);
  }

  private static Table indexed(Table table, Value index, boolean isAligned, Execution run) {
    int count = table.rows().count();
    RowLabels labels = labels(index, Shape.ANY, run);
    boolean isEmpty = table.isKnown() && table.width() == 0;
    if (isEmpty || isAligned) {
      return new Table(table.columns(), labels)
          .map(each -> Column.unknown(each.label(), labels.count(), run));
    }
    if (count >= 0 && labels.count() >= 0 && count != labels.count()) {
      throw run.error(
          "ValueError",
          table.isKnown()
              ? "Shape of passed values is (%d, %d), indices imply (%d, %d)"
                  .formatted(count, table.width(), labels.count(), table.width())
              : null);
    }
    return new Table(table.columns(), labels.count() < 0 ? RowLabels.unknown(count) : labels);
  }

  private static List<Column> unknownColumns(List<Value> names, int count, Execution run) {
    return names == null
        ? null
        : names.stream().map(name -> Column.unknown(name, count, run)).toList();
  }

  /** The columns that are asked for, also such that hold nothing. */
  private static Table chosen(Table table, List<Value> names, Execution run) {
    List<Column> chosen = new ArrayList<>();
    for (Value name : names) {
      chosen.add(table.find(name).orElse(Column.unknown(name, table.rows().count(), run)));
    }
    return table.with(chosen);
  }

  private static Table ofDictionary(
      DictValue dictionary, Value index, List<Value> names, Execution run) {
    Map<Value, Value> given = new LinkedHashMap<>();
    for (Value key : dictionary.keys()) {
      if (names == null || names.stream().anyMatch(name -> Table.isSame(name, key))) {
        given.put(key, dictionary.get(key));
      }
    }
    RowLabels rows = null;
    int count = Shape.ANY;
    boolean areScalars = !given.isEmpty();
    boolean isSure = true;
    requireVectors(given.values(), run);
    for (Value value : given.values()) {
      boolean isScalar = isScalar(value);
      areScalars &= isScalar;
      if (isScalar) {
        continue;
      }
      if (value instanceof Unknown || value instanceof DictValue) {
        isSure = false;
        continue;
      }
      int length = length(value, run);
      if (value instanceof Labelled series) {
        boolean isOther = rows != null && !rows.isSame(series.labels()).orElse(false);
        isSure &= !isOther;
        rows = series.labels();
        continue;
      }
      if (count >= 0 && length >= 0 && count != length) {
        throw run.error("ValueError", "All arrays must be of the same length");
      }
      count = Math.max(count, length);
    }
    if (areScalars && Selecting.isNone(index)) {
      throw run.error("ValueError", "If using all scalar values, you must pass an index");
    }
    if (!Selecting.isNone(index)) {
      RowLabels labels = labels(index, Shape.ANY, run);
      rows = rows != null && labels.isSame(rows).orElse(false) ? rows : labels;
    } else if (rows == null) {
      rows = given.isEmpty() ? RowLabels.range(0) : RowLabels.range(count);
    }
    RowLabels known = isSure ? rows : RowLabels.unknown(Shape.ANY);
    List<Column> columns = new ArrayList<>();
    given.forEach(
        (key, value) -> columns.add(column(key, value, known, !(value instanceof DictValue), run)));
    return new Table(columns, known);
  }

  /** Raises for an array of several axes in the place of a column. */
  private static void requireVectors(Collection<Value> values, Execution run) {
    boolean hasMatrix = false;
    boolean areMatrices = true;
    for (Value value : values) {
      boolean isMatrix =
          value instanceof Tensor array
              && array.holder() == Tensor.Holder.NUMPY
              && array.shape().isRanked()
              && array.shape().rank() > 1;
      hasMatrix |= isMatrix;
      areMatrices &= isMatrix;
    }
    if (hasMatrix) {
      throw run.error(
          "ValueError",
          !run.target().isGraphMode()
              ? "Per-column arrays must each be 1-dimensional"
              : areMatrices
                  ? "If using all scalar values, you must pass an index"
                  : "Data must be 1-dimensional");
    }
  }

  static boolean isScalar(Value value) {
    return value instanceof Constant
        || value instanceof Scalar
        || value instanceof Tensor tensor
            && tensor.shape().isRanked()
            && tensor.shape().rank() == 0;
  }

  private static Table ofArray(Tensor array, List<Value> names, Execution run) {
    Tensor known = array.holder() == Tensor.Holder.NUMPY ? array : null;
    if (known == null || !known.shape().isRanked()) {
      return null;
    }
    int rank = known.shape().rank();
    if (rank == 0) {
      throw run.error("ValueError", "DataFrame constructor not properly called!");
    }
    if (rank > 2) {
      throw run.error(
          "ValueError",
          known.shape().isFull()
              ? "Must pass 2-d input. shape=" + known.shape().tupleText()
              : null);
    }
    int rows = known.shape().size(0);
    int width = rank == 1 ? 1 : known.shape().size(1);
    if (names != null && width >= 0 && names.size() != width) {
      throw run.error(
          "ValueError",
          rows >= 0
              ? "Shape of passed values is (%d, %d), indices imply (%d, %d)"
                  .formatted(rows, width, rows, names.size())
              : null);
    }
    if (width < 0 && names == null) {
      return new Table(null, RowLabels.range(rows));
    }
    int count = names == null ? width : names.size();
    List<Column> columns = new ArrayList<>();
    Value all = new fitmend.inference.value.SliceValue(Constant.NONE, Constant.NONE, Constant.NONE);
    for (int i = 0; i < count; i++) {
      Value part = rank == 1 ? known : run.subscript(known, Tuple.of(all, Constant.of(i)));
      Value name = names == null ? Constant.of(i) : names.get(i);
      columns.add(
          part instanceof Tensor tensor
              ? Column.of(name, tensor, run)
              : Column.unknown(name, rows, run));
    }
    return new Table(columns, RowLabels.range(rows));
  }

  private static Table ofRows(List<Value> rows, List<Value> names, Execution run) {
    if (rows.isEmpty()) {
      return new Table(
          unknownColumns(names == null ? List.of() : names, 0, run), RowLabels.range(0));
    }
    if (rows.stream()
        .allMatch(row -> row instanceof DictValue dictionary && dictionary.isKnown())) {
      Map<Value, List<Value>> columns = new LinkedHashMap<>();
      for (Value row : rows) {
        ((DictValue) row).keys().forEach(key -> columns.putIfAbsent(key, new ArrayList<>()));
      }
      for (Value row : rows) {
        columns.forEach(
            (key, values) -> {
              Value value = ((DictValue) row).get(key);
              values.add(value == null ? Constant.NONE : value);
            });
      }
      List<Column> made = new ArrayList<>();
      columns.forEach((key, values) -> made.add(ofElements(key, values, run)));
      Table table = new Table(made, RowLabels.range(rows.size()));
      return names == null ? table : chosen(table, names, run);
    }
    int width = -1;
    boolean areSequences = true;
    boolean areScalars = true;
    for (Value row : rows) {
      areSequences &= row instanceof Tuple || row instanceof ListValue list && list.isKnown();
      areScalars &= isScalar(row);
      width =
          areSequences ? Math.max(width, Tensors.elements(row).orElse(List.of()).size()) : width;
    }
    if (areScalars) {
      Column column =
          ofElements(
              names == null || names.size() != 1 ? Constant.of(0) : names.getFirst(), rows, run);
      return names != null && names.size() != 1
          ? null
          : new Table(List.of(column), RowLabels.range(rows.size()));
    }
    if (!areSequences) {
      Value array = run.call(new Reference("numpy.array"), Arguments.of(new Tuple(rows)));
      boolean isPlain =
          rows.stream().allMatch(row -> row instanceof Tensor)
              && array instanceof Tensor tensor
              && tensor.shape().isRanked()
              && tensor.shape().rank() == 2;
      return isPlain ? ofArray((Tensor) array, names, run) : null;
    }
    if (names != null && names.size() != width) {
      throw run.error(
          "ValueError",
          "%d columns passed, passed data had %d columns".formatted(names.size(), width));
    }
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      List<Value> elements = new ArrayList<>();
      for (Value row : rows) {
        List<Value> all = Tensors.elements(row).orElse(List.of());
        elements.add(i < all.size() ? all.get(i) : Constant.NONE);
      }
      columns.add(ofElements(names == null ? Constant.of(i) : names.get(i), elements, run));
    }
    return new Table(columns, RowLabels.range(rows.size()));
  }

  private static Table ofOther(Value data, List<Value> names, Execution run) {
    if (data instanceof IteratorValue) {
      Elements elements = run.elements(data);
      if (elements.isComplete()) {
        return ofRows(elements.known(), names, run);
      }
    }
    return null;
  }

  /** A column of Python values. */
  static Column ofElements(Value label, List<Value> elements, Execution run) {
    List<Object> content = new ArrayList<>();
    DataType type = null;
    boolean isText = !elements.isEmpty();
    boolean hasGap = false;
    boolean isKnown = true;
    for (Value element : elements) {
      if (Selecting.isNone(element) || element instanceof Constant(Double nan) && nan.isNaN()) {
        hasGap = true;
        content.add(Double.NaN);
        isText &= elements.size() > 1;
        continue;
      }
      DataType own =
          switch (element) {
            case Constant(Boolean bool) -> DataType.BOOL;
            case Constant(Long number) -> DataType.INT64;
            case Constant(Double number) -> DataType.FLOAT64;
            case Scalar scalar ->
                switch (scalar.type()) {
                  case BOOL -> DataType.BOOL;
                  case INT -> DataType.INT64;
                  case FLOAT -> DataType.FLOAT64;
                  case STR -> DataType.STRING;
                };
            case Constant(String text) -> DataType.STRING;
            case Tensor tensor when tensor.shape().equals(Shape.SCALAR) -> tensor.type();
            default -> null;
          };
      if (own == null) {
        return Column.unknown(label, elements.size(), run);
      }
      isText &= own == DataType.STRING;
      boolean areNumbers = type != null && number(type) && number(own);
      type =
          type == null || type == own
              ? own
              : areNumbers ? fitmend.inference.numpy.Types.promote(type, own) : DataType.OBJECT;
      boolean hasValue = element instanceof Constant;
      isKnown &= hasValue;
      content.add(hasValue ? ((Constant) element).value() : Double.NaN);
    }
    if (type == null) {
      type = hasGap ? DataType.FLOAT64 : DataType.OBJECT;
    }
    Shape shape = Shape.of(elements.size());
    if (isText && type == DataType.STRING) {
      Tensor data = Column.made(DataType.OBJECT, shape, List.of(), run);
      return new Column(label, isKnown ? data.withContent(content) : data, Column.TEXT);
    }
    boolean isBoolWithGap = type == DataType.BOOL && hasGap;
    type =
        isBoolWithGap || type == DataType.STRING
            ? DataType.OBJECT
            : hasGap && type.isInteger() ? DataType.FLOAT64 : type;
    Tensor data = Column.made(type, shape, List.of(), run);
    boolean isReal = type.isFloating();
    List<Object> values =
        content.stream()
            .map(
                each ->
                    isReal && each instanceof Long number ? (Object) number.doubleValue() : each)
            .toList();
    if (!isKnown) {
      return new Column(label, data, type == DataType.OBJECT ? "object" : type.text());
    }
    Value array =
        number(type) && !hasGap && values.stream().noneMatch(String.class::isInstance)
            ? run.call(new Reference("numpy.asarray"), Arguments.of(new Tuple(elements)))
            : null;
    return new Column(
        label,
        array instanceof Tensor tensor && tensor.type() == type ? tensor : data.withContent(values),
        type == DataType.OBJECT ? "object" : type.text());
  }

  private static boolean number(DataType type) {
    return type.isInteger() || type.isFloating();
  }

  /** How many rows it stands for; negative when that is not known. */
  static int length(Value value, Execution run) {
    return switch (value) {
      case Labelled series -> series.rows();
      case Tensor tensor when tensor.shape().isRanked() && tensor.shape().rank() > 0 ->
          tensor.shape().size(0);
      case ListValue list when list.isKnown() -> list.elements().size();
      case Tuple tuple -> tuple.elements().size();
      case LabelIndex index -> index.count();
      case HasElements range when range.typeName().equals("range") -> {
        Elements elements = range.elements(run);
        yield elements.isComplete() ? elements.known().size() : Shape.ANY;
      }
      default -> Shape.ANY;
    };
  }

  /** An argument as the labels of that many rows. */
  static RowLabels labels(Value value, int count, Execution run) {
    int length = length(value, run);
    int known = length >= 0 ? length : count;
    List<Value> labels = Selecting.labels(value);
    boolean isList = labels != null && labels.stream().allMatch(each -> each instanceof Constant);
    return isList
        ? RowLabels.of(labels.stream().map(each -> ((Constant) each).value()).toList())
        : value.typeName().equals("range") && known >= 0
            ? RowLabels.of(
                run.elements(value).known().stream()
                    .map(each -> each instanceof Constant constant ? constant.value() : each)
                    .toList())
            : RowLabels.unknown(known);
  }

  /** A value as a column of a frame with these rows. */
  static Column column(Value label, Value value, RowLabels rows, boolean isChecked, Execution run) {
    int count = rows.count();
    if (value instanceof Series series) {
      Column column = series.column().named(label);
      return series.labels().isSame(rows).orElse(false)
          ? column
          : Casting.withGaps(column.resized(count, run), count, run);
    }
    if (value instanceof Frame frame && frame.table().width() == 1) {
      return column(
          label, frame.series(frame.table().columns().getFirst(), run), rows, isChecked, run);
    }
    if (isScalar(value)) {
      return repeated(label, value, count, run);
    }
    int length = length(value, run);
    if (isChecked && count >= 0 && length >= 0 && length != count && !(value instanceof Labelled)) {
      throw run.error(
          "ValueError",
          "Length of values (%d) does not match length of index (%d)".formatted(length, count));
    }
    int known = count >= 0 ? count : length;
    return switch (value) {
      case Tensor array when array.holder() == Tensor.Holder.NUMPY && array.shape().isRanked() -> {
        if (array.shape().rank() == 2 && array.shape().size(1) == 1 && isChecked) {
          yield Column.of(
              label, Column.made(array.type(), Shape.of(known), List.of(array), run), run);
        }
        if (array.shape().rank() > 1) {
          yield Column.unknown(label, known, run);
        }
        yield Column.of(
            label,
            array.shape().size(0) < 0 && known >= 0
                ? Column.made(array.type(), Shape.of(known), List.of(array), run)
                : array,
            run);
      }
      case ListValue list when list.isKnown() -> ofElements(label, list.elements(), run);
      case Tuple tuple -> ofElements(label, tuple.elements(), run);
      case HasElements range when range.typeName().equals("range") ->
          run.call(new Reference("numpy.asarray"), Arguments.of(range)) instanceof Tensor numbers
              ? Column.of(label, numbers, run)
              : Column.of(label, DataType.INT64, known, run);
      case LabelIndex index ->
          Column.of(
              label, Column.made(index.array(run).type(), Shape.of(known), List.of(), run), run);
      default -> Column.unknown(label, known, run);
    };
  }

  private static Column repeated(Value label, Value value, int count, Execution run) {
    Column one = ofElements(label, List.of(value), run);
    Optional<List<Object>> content = one.data().content();
    Tensor data = Column.made(one.data().type(), Shape.of(count), List.of(one.data()), run);
    return new Column(
        label,
        content.isPresent() && count >= 0 && count <= 1024
            ? data.withContent(java.util.Collections.nCopies(count, content.get().getFirst()))
            : data,
        one.type());
  }

  /** The columns that {@code frame[[a, b]] = value} gives. */
  static List<Column> several(List<Value> labels, Value value, RowLabels rows, Execution run) {
    List<Column> columns = new ArrayList<>();
    Table given =
        switch (value) {
          case Frame frame when frame.table().isKnown() -> frame.table();
          case Tensor array when array.shape().isRanked() && array.shape().rank() == 2 ->
              array.shape().size(1) == labels.size() ? ofArray(array, null, run) : null;
          default -> null;
        };
    for (int i = 0; i < labels.size(); i++) {
      columns.add(
          isScalar(value)
              ? column(labels.get(i), value, rows, true, run)
              : given == null || given.width() != labels.size()
                  ? Column.unknown(labels.get(i), rows.count(), run)
                  : column(
                      labels.get(i),
                      value instanceof Frame frame
                          ? frame.series(given.columns().get(i), run)
                          : given.columns().get(i).data(),
                      rows,
                      true,
                      run));
    }
    return columns;
  }

  /** A column some elements of which are set. */
  static Column assigned(Column column, Value value, Execution run) {
    Tensor data = column.data();
    Tensor fresh = Column.made(data.type(), data.shape(), List.of(), run);
    boolean keeps =
        switch (value) {
          case Constant(Double number) -> data.type().isFloating();
          case Constant(Long number) -> data.type().isFloating() || data.type() == DataType.INT64;
          case Constant(Boolean bool) -> column.isBool();
          case Constant(String text) -> column.isText();
          case Scalar scalar ->
              scalar == Scalar.STR
                  ? column.isText()
                  : data.type().isFloating()
                      || scalar == Scalar.INT && data.type() == DataType.INT64;
          case Tensor tensor -> data.type().isFloating() && number(tensor.type());
          case Series series -> data.type().isFloating() && number(series.column().data().type());
          default -> false;
        };
    return keeps
        ? new Column(column.label(), fresh, column.type())
        : Column.unknown(column.label(), column.count(), run);
  }
}
