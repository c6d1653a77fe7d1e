package fitmend.inference.pandas;

import fitmend.inference.library.Signature.Bound;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.SliceValue;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The methods that frames and Series share and that give another of the same kind. */
final class Transforms {
  private Transforms() {}

  /** The result; null when the method is not modelled here. */
  static Value call(Labelled given, String name, Bound bound, Execution run) {
    return switch (name) {
      case "copy", "infer_objects" -> given.like(given.table(), run);
      case "head" -> sliced(given, Constant.NONE, bound.get("n"), run);
      case "tail" ->
          Tensors.integer(bound.get("n")).filter(n -> n > 0).isPresent()
              ? sliced(
                  given, Constant.of(-Tensors.integer(bound.get("n")).get()), Constant.NONE, run)
              : given.withRows(Shape.ANY, run);
      case "sample" -> sampled(given, bound, run);
      case "astype" -> Casting.cast(given, bound.get("dtype"), run);
      case "fillna" -> filled(given, bound.get("value"), run);
      case "ffill", "bfill", "pad", "backfill" ->
          given.like(given.table().map(each -> renewed(each, run)), run);
      case "interpolate" ->
          given.like(
              given
                  .table()
                  .map(
                      each ->
                          each.isNumber()
                              ? renewed(each, run)
                              : Column.unknown(each.label(), each.count(), run)),
              run);
      case "isnull", "isna", "notnull", "notna", "isin", "duplicated" ->
          name.equals("duplicated") && given instanceof Frame frame
              ? new Series(
                  new Table(
                      List.of(Column.of(Constant.NONE, DataType.BOOL, given.rows(), run)),
                      frame.labels()),
                  run)
              : given.like(
                  given
                      .table()
                      .map(each -> Column.of(each.label(), DataType.BOOL, each.count(), run)),
                  run);
      case "eq", "ne", "gt", "lt", "ge", "le" ->
          bound.isGiven("other") && bound.get("other") instanceof Constant
              ? run.binary(comparison(name), given, bound.get("other"))
              : null;
      case "add", "sub", "mul", "div", "truediv" ->
          !bound.isGiven("axis") && !bound.isGiven("fill_value")
              ? run.binary(operator(name), given, bound.get("other"))
              : null;
      case "abs" -> Arithmetic.each("absolute", given, run);
      case "round", "clip" ->
          given.like(
              given
                  .table()
                  .map(
                      each ->
                          each.data().type().isFloating() || name.equals("round") && each.isNumber()
                              ? renewed(each, run)
                              : Column.unknown(each.label(), each.count(), run)),
              run);
      case "shift", "diff", "pct_change" -> shifted(given, name, bound, run);
      case "cumsum", "cummax", "cummin", "cumprod", "rank" ->
          given.like(
              given
                  .table()
                  .map(
                      each ->
                          each.data().type().isFloating()
                                  || each.data().type() == DataType.INT64 && !name.equals("rank")
                              ? renewed(each, run)
                              : Column.unknown(each.label(), each.count(), run)),
              run);
      case "rolling", "ewm", "expanding" ->
          Constant.of(1).equals(bound.get("axis")) ? null : new Window(given, run);
      case "where", "mask" ->
          given.like(given.table().map(each -> Casting.withGaps(each, each.count(), run)), run);
      case "replace" -> replaced(given, bound, run);
      case "sort_index" -> given.withRows(given.rows(), run);
      case "reset_index" -> reset(given, bound, run);
      case "dropna" -> dropped(given, bound, run);
      case "drop_duplicates" -> given.withRows(Shape.ANY, run);
      case "to_numpy" -> toNumpy(given, bound, run);
      case "reindex" -> given instanceof Frame ? null : given.withRows(Shape.ANY, run);
      case "pipe" -> null;
      case "describe" -> null;
      default -> Reductions.call(given, name, bound, run);
    };
  }

  private static String comparison(String name) {
    return switch (name) {
      case "eq" -> "==";
      case "ne" -> "!=";
      case "gt" -> ">";
      case "lt" -> "<";
      case "ge" -> ">=";
      default -> "<=";
    };
  }

  private static String operator(String name) {
    return switch (name) {
      case "add" -> "+";
      case "sub" -> "-";
      case "mul" -> "*";
      default -> "/";
    };
  }

  private static Value sliced(Labelled given, Value from, Value to, Execution run) {
    return given.like(
        Selecting.sliced(given.table(), new SliceValue(from, to, Constant.NONE), run), run);
  }

  /** The same type and number of elements, of which nothing is known. */
  static Column renewed(Column column, Execution run) {
    return new Column(
        column.label(),
        Column.made(column.data().type(), column.data().shape(), List.of(), run),
        column.type());
  }

  private static Value sampled(Labelled given, Bound bound, Execution run) {
    int rows = given.rows();
    Optional<Long> count = Tensors.integer(bound.get("n"));
    Value part = bound.get("frac");
    boolean isReplaced = bound.isGiven("replace") && !Constant.FALSE.equals(bound.get("replace"));
    if (bound.isGiven("axis")) {
      return null;
    }
    int size = Shape.ANY;
    if (count.isPresent()) {
      size = count.get().intValue();
      if (rows >= 0 && size > rows && !isReplaced) {
        throw run.error(
            "ValueError", "Cannot take a larger sample than population when 'replace=False'");
      }
    } else if (part instanceof Constant(Number number) && rows >= 0) {
      // Python rounds halves to even.
      size = (int) Math.rint(number.doubleValue() * rows);
    } else if (Selecting.isNone(part) && !bound.isGiven("n")) {
      size = 1;
    }
    if (size == rows && !isReplaced && rows >= 0) {
      Labelled all = (Labelled) given.withRows(rows, run);
      all.set(
          new Table(
              given
                  .table()
                  .map(
                      each -> {
                        Tensor mixed =
                            Column.made(
                                    each.data().type(),
                                    each.data().shape(),
                                    List.of(each.data()),
                                    run)
                                .withLabels(each.data().labels());
                        return new Column(each.label(), mixed, each.type());
                      })
                  .columns(),
              RowLabels.unknown(rows)));
      return all;
    }
    return given.withRows(size, run);
  }

  private static Value filled(Labelled given, Value value, Execution run) {
    return given.like(
        given
            .table()
            .map(
                each -> {
                  boolean isNumber =
                      value instanceof Constant(Number number)
                          || value == Scalar.INT
                          || value == Scalar.FLOAT
                          || value instanceof Tensor
                          || value instanceof Series series && series.column().isNumber();
                  boolean isText = value instanceof Constant(String text) || value == Scalar.STR;
                  if (each.isBool() || each.data().type().isInteger()) {
                    return each;
                  }
                  boolean fits =
                      each.data().type().isFloating() && isNumber || each.isText() && isText;
                  Column fresh =
                      fits || each.isText() && value instanceof Series
                          ? renewed(each, run)
                          : Column.unknown(each.label(), each.count(), run);
                  return each.data().type().isFloating() && value instanceof DictValue
                      ? renewed(each, run)
                      : fresh;
                }),
        run);
  }

  private static Value shifted(Labelled given, String name, Bound bound, Execution run) {
    boolean isPlain =
        !bound.isGiven("axis") && !bound.isGiven("freq") && !bound.isGiven("fill_value");
    boolean isMoved = !(Tensors.integer(bound.get("periods")).filter(n -> n == 0).isPresent());
    if (!isPlain || !isMoved || !Tensors.integer(bound.get("periods")).isPresent()) {
      return given.like(
          given.table().map(each -> Column.unknown(each.label(), each.count(), run)), run);
    }
    return given.like(
        given
            .table()
            .map(
                each ->
                    each.isNumber() && !each.isBool()
                        ? each.data().type() == DataType.FLOAT32
                            ? renewed(each, run)
                            : Column.of(each.label(), DataType.FLOAT64, each.count(), run)
                        : name.equals("shift")
                            ? Casting.shifted(each, run)
                            : Column.unknown(each.label(), each.count(), run)),
        run);
  }

  private static Value replaced(Labelled given, Bound bound, Execution run) {
    Value to = bound.get("value");
    Value from = bound.get("to_replace");
    return given.like(
        given
            .table()
            .map(
                each -> {
                  boolean fromText = from instanceof Constant(String text);
                  boolean fromNumber = from instanceof Constant(Number number);
                  boolean isUntouched = each.isText() && fromNumber || each.isNumber() && fromText;
                  boolean isTextForText =
                      each.isText() && fromText && to instanceof Constant(String text);
                  boolean isNumberForNumber =
                      fromNumber
                          && each.isNumber()
                          && !each.isBool()
                          && (to instanceof Constant(Long number)
                              || to instanceof Constant(Double real)
                                  && each.data().type().isFloating());
                  return isUntouched
                      ? each
                      : isTextForText || isNumberForNumber
                          ? renewed(each, run)
                          : Column.unknown(each.label(), each.count(), run);
                }),
        run);
  }

  private static Value reset(Labelled given, Bound bound, Execution run) {
    RowLabels rows = given.rows() < 0 ? RowLabels.range(Shape.ANY) : RowLabels.range(given.rows());
    Table table = new Table(given.table().columns(), rows);
    if (Constant.TRUE.equals(bound.get("drop"))) {
      return given.like(table, run);
    }
    if (!(given instanceof Frame) || !given.table().isKnown() || bound.isGiven("level")) {
      return new Frame(new Table(null, rows), run);
    }
    List<Column> columns = new ArrayList<>();
    boolean isPlain = given.labels().isRange();
    columns.add(
        isPlain
            ? Column.of(Constant.of("index"), DataType.INT64, given.rows(), run)
            : Column.unknown(run.unknown("the name of an index"), given.rows(), run));
    columns.addAll(table.columns());
    return given.like(table.with(columns), run);
  }

  private static Value dropped(Labelled given, Bound bound, Execution run) {
    Table table = given.table();
    boolean isOfRows = !bound.isGiven("axis") || Constant.of(0).equals(bound.get("axis"));
    if (!isOfRows) {
      return given.like(table.with(null), run);
    }
    boolean isPlain = !bound.isGiven("how") && !bound.isGiven("subset") && !bound.isGiven("thresh");
    if (!isPlain || !table.isKnown()) {
      return given.withRows(Shape.ANY, run);
    }
    if (table.columns().stream().allMatch(Column::isWhole)) {
      return given.like(table, run);
    }
    int count = given.rows();
    boolean[] kept = new boolean[Math.max(0, count)];
    java.util.Arrays.fill(kept, true);
    for (Column column : table.columns()) {
      boolean[] present =
          column.isWhole() && count >= 0 ? kept.clone() : column.present().orElse(null);
      if (present == null || count < 0) {
        return given.withRows(Shape.ANY, run);
      }
      for (int i = 0; i < count; i++) {
        kept[i] &= present[i];
      }
    }
    int[] places = java.util.stream.IntStream.range(0, count).filter(i -> kept[i]).toArray();
    return given.like(table.at(places, run), run);
  }

  private static Value toNumpy(Labelled given, Bound bound, Execution run) {
    Tensor array = given.array(run);
    if (Selecting.isNone(bound.get("dtype"))) {
      return array;
    }
    Labelled cast = Casting.cast(given, bound.get("dtype"), run);
    return cast.array(run);
  }
}
