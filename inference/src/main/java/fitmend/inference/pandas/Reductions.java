package fitmend.inference.pandas;

import fitmend.inference.library.Signature.Bound;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;

/** {@code mean}, {@code sum} and the like: of a Series a number, of a frame one of each column. */
final class Reductions {
  private Reductions() {}

  /** The result; null when the method is not modelled here. */
  static Value call(Labelled given, String name, Bound bound, Execution run) {
    boolean isOne =
        switch (name) {
          case "mean", "std", "var", "median", "min", "max", "sum", "any", "all", "count" -> true;
          case "sem", "skew", "kurt", "prod", "nunique", "quantile" -> true;
          default -> false;
        };
    if (!isOne) {
      return null;
    }
    if (name.equals("quantile") && !(bound.get("q") instanceof Constant)) {
      return run.unknown("quantiles");
    }
    if (given instanceof Series series) {
      return ofColumn(series.column(), name, bound, run);
    }
    Value axis = bound.values().get("axis");
    if (Constant.of(1).equals(axis) || Constant.of("columns").equals(axis)) {
      return ofRows((Frame) given, name, run);
    }
    boolean isOfColumns = axis == null || !bound.isGiven("axis") || Constant.of(0).equals(axis);
    return isOfColumns ? ofFrame((Frame) given, name, bound, run) : run.unknown(name);
  }

  private static Value ofColumn(Column column, String name, Bound bound, Execution run) {
    switch (name) {
      case "nunique":
        return column
            .distinct()
            .<Value>map(values -> Constant.of(values.size()))
            .orElse(Scalar.INT);
      case "count":
        return Column.made(DataType.INT64, Shape.SCALAR, List.of(), run);
      case "any", "all":
        return column.isNumber()
            ? Column.made(DataType.BOOL, Shape.SCALAR, List.of(), run)
            : run.unknown(name);
      default:
        break;
    }
    if (column.isText() && refusesTexts(name)) {
      throw run.error(
          "TypeError",
          run.target().isGraphMode()
              ? null
              : "Cannot perform reduction '%s' with string dtype".formatted(name));
    }
    if (column.isText() && (name.equals("min") || name.equals("max") || name.equals("sum"))) {
      return Scalar.STR;
    }
    DataType type = type(column, name, run);
    if (type == DataType.UNKNOWN) {
      return run.unknown(name + " of a column");
    }
    boolean isExact = name.equals("min") || name.equals("max") || name.equals("sum");
    if (isExact && column.isWhole() && column.data().content().isPresent() && !column.isBool()) {
      return run.call(new Reference("numpy." + name), Arguments.of(column.data()));
    }
    return Column.made(type, Shape.SCALAR, List.of(), run);
  }

  private static boolean refusesTexts(String name) {
    return switch (name) {
      case "mean", "std", "var", "median" -> true;
      default -> false;
    };
  }

  private static DataType type(Column column, String name, Execution run) {
    if (!column.isNumber() || column.type() == null) {
      return DataType.UNKNOWN;
    }
    DataType own = column.data().type();
    return switch (name) {
      case "min", "max" -> own;
      case "sum", "prod" ->
          own.isFloating() ? own : own.isUnsigned() ? DataType.UINT64 : DataType.INT64;
      case "quantile" -> DataType.FLOAT64;
      default -> own.isFloating() ? own : DataType.FLOAT64;
    };
  }

  private static Value ofFrame(Frame frame, String name, Bound bound, Execution run) {
    Table table = frame.table();
    if (!table.isKnown()) {
      return unknown(Shape.ANY, run);
    }
    boolean numericOnly =
        bound.values().get("numeric_only") != null
            && Constant.TRUE.equals(bound.get("numeric_only"));
    List<Column> columns = new ArrayList<>();
    for (Column column : table.columns()) {
      if (column.type() == null) {
        return unknown(numericOnly || run.target().isGraphMode() ? Shape.ANY : table.width(), run);
      }
      boolean isLeftOut =
          !column.isNumber() && (numericOnly || run.target().isGraphMode() && refusesTexts(name));
      if (!isLeftOut) {
        columns.add(column);
      }
    }
    List<Object> labels = new ArrayList<>();
    List<Value> values = new ArrayList<>();
    Table results = table.with(List.of());
    List<Column> types = new ArrayList<>();
    for (Column column : columns) {
      Value value = ofColumn(column, name, bound, run);
      labels.add(column.label() instanceof Constant(Object label) ? label : column.label());
      values.add(value);
      DataType type =
          value instanceof Tensor tensor
              ? tensor.type()
              : value == Scalar.INT || value instanceof Constant(Long number)
                  ? DataType.INT64
                  : value == Scalar.STR ? DataType.OBJECT : DataType.UNKNOWN;
      types.add(
          new Column(
              column.label(),
              Column.made(type, Shape.of(1), List.of(), run),
              type == DataType.UNKNOWN ? null : type.text()));
    }
    DataType common = results.with(types).common();
    Tensor data = Column.made(common, Shape.of(columns.size()), List.of(), run);
    boolean isKnown =
        (common == DataType.INT64 || common == DataType.FLOAT64)
            && values.stream()
                .allMatch(each -> each instanceof Tensor one && one.content().isPresent());
    if (isKnown) {
      Value array = run.call(new Reference("numpy.array"), Arguments.of(new Tuple(values)));
      data = array instanceof Tensor tensor && tensor.type() == common ? tensor : data;
    }
    return new Series(
        new Table(
            List.of(
                new Column(Constant.NONE, data, common == DataType.UNKNOWN ? null : common.text())),
            RowLabels.of(labels)),
        run);
  }

  private static Series unknown(int count, Execution run) {
    return new Series(
        new Table(List.of(Column.unknown(Constant.NONE, count, run)), RowLabels.unknown(count)),
        run);
  }

  private static Value ofRows(Frame frame, String name, Execution run) {
    Table table = frame.table();
    boolean areReal =
        table.isKnown()
            && table.width() > 0
            && table.columns().stream().allMatch(each -> each.isNumber() && !each.isBool());
    DataType type =
        !areReal
            ? DataType.UNKNOWN
            : switch (name) {
              case "any", "all" -> DataType.BOOL;
              case "count", "nunique" -> DataType.INT64;
              case "min", "max", "sum" -> table.common();
              default -> table.common().isFloating() ? table.common() : DataType.FLOAT64;
            };
    return new Series(
        new Table(
            List.of(
                type == DataType.UNKNOWN
                    ? Column.unknown(Constant.NONE, frame.rows(), run)
                    : Column.of(Constant.NONE, type, frame.rows(), run)),
            frame.labels()),
        run);
  }
}
