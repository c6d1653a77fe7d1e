package fitmend.inference.pandas;

import fitmend.inference.library.Signature.Bound;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Join;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Optional;

/** The methods of a Series that frames lack or do otherwise. */
final class SeriesMethods {
  private SeriesMethods() {}

  /** The result; null when the method is not modelled. */
  static Value call(Series series, String name, Bound bound, Execution run) {
    Column column = series.column();
    return switch (name) {
      case "tolist", "to_list" -> listed(series, run);
      case "unique" -> unique(column, run);
      case "between" -> series.condition(run);
      case "to_frame" -> {
        Value label = bound.isGiven("name") ? bound.get("name") : column.label();
        yield new Frame(
            series
                .table()
                .with(List.of(column.named(Selecting.isNone(label) ? Constant.of(0) : label))),
            run);
      }
      case "map" ->
          mapped(series, bound.values().values().stream().skip(1).findFirst().orElse(null), run);
      case "apply" ->
          bound.isGiven("args") || !bound.extra().isEmpty()
              ? null
              : mapped(series, bound.get("func"), run);
      case "sort_values" -> series.withRows(series.rows(), run);
      case "drop" -> series.withRows(Shape.ANY, run);
      case "rename" ->
          bound.get("index") instanceof Constant name_ ? series.of(column.named(name_), run) : null;
      case "value_counts" -> counts(column, bound, run);
      case "ravel" -> column.isNumber() ? column.data() : null;
      case "to_dict" -> null;
      case "items", "iteritems" -> null;
      default -> null;
    };
  }

  private static Value listed(Series series, Execution run) {
    Optional<List<Object>> content = series.column().data().content();
    if (content.isPresent()) {
      return new ListValue(
          run.journal(), content.get().stream().<Value>map(Constant::new).toList());
    }
    DataType type = series.column().data().type();
    Value element =
        series.column().isText()
            ? Scalar.STR
            : series.column().isBool()
                ? Scalar.BOOL
                : type.isInteger()
                    ? Scalar.INT
                    : type.isFloating() ? Scalar.FLOAT : run.unknown("an element");
    return series.rows() >= 0 && series.rows() <= 4096
        ? new ListValue(run.journal(), java.util.Collections.nCopies(series.rows(), element))
        : ListValue.unknown(run.journal(), "elements");
  }

  private static Value unique(Column column, Execution run) {
    Optional<List<Object>> values = column.distinct();
    int count = values.map(List::size).orElse(Shape.ANY);
    boolean hasGap = !column.isWhole() && column.data().content().isEmpty();
    Tensor made =
        Column.made(column.data().type(), Shape.of(hasGap ? Shape.ANY : count), List.of(), run);
    if (column.isText()) {
      return run.target().isGraphMode()
          ? made
          : new TextArray(new Column(column.label(), made, Column.TEXT), run);
    }
    return column.isNumber() ? made : run.unknown("different values");
  }

  /** Each value changed by a dictionary or function. */
  private static Value mapped(Series series, Value by, Execution run) {
    Column column = series.column();
    int count = series.rows();
    if (by instanceof DictValue dictionary) {
      return series.of(looked(column, dictionary, run), run);
    }
    Value result = null;
    boolean isCalled = by != null && count > 0 && column.type() != null;
    if (isCalled) {
      Value element = column.element(-1, run);
      result = run.call(by, Arguments.of(element));
    }
    return series.of(typed(column, result, run), run);
  }

  private static Column typed(Column column, Value result, Execution run) {
    int count = column.count();
    if (result instanceof Tensor tensor && tensor.shape().equals(Shape.SCALAR)) {
      return Column.of(column.label(), tensor.type(), count, run);
    }
    return result == null
        ? Column.unknown(column.label(), count, run)
        : Join.scalar(result)
            .map(
                scalar ->
                    switch (scalar.type()) {
                      case BOOL -> Column.of(column.label(), DataType.BOOL, count, run);
                      case INT -> Column.of(column.label(), DataType.INT64, count, run);
                      case FLOAT -> Column.of(column.label(), DataType.FLOAT64, count, run);
                      case STR -> Column.texts(column.label(), count, run);
                    })
            .orElse(Column.unknown(column.label(), count, run));
  }

  /** What a dictionary says of each value; what it does not hold is missing. */
  private static Column looked(Column column, DictValue dictionary, Execution run) {
    Optional<List<Object>> values = column.distinct();
    if (!dictionary.isKnown() || values.isEmpty()) {
      return Column.unknown(column.label(), column.count(), run);
    }
    Optional<List<Object>> content = column.data().content();
    List<Object> asked = content.orElse(values.get());
    java.util.ArrayList<Value> found = new java.util.ArrayList<>();
    for (Object value : asked) {
      Value key = new Constant(value);
      Value result =
          dictionary.keys().stream()
              .filter(each -> Table.isSame(each, key))
              .findFirst()
              .map(dictionary::get)
              .orElse(Constant.NONE);
      found.add(result);
    }
    Column made = Building.ofElements(column.label(), found, run);
    if (content.isPresent()) {
      return made;
    }
    if (made.type() == null || !column.isWhole() && !made.data().type().isFloating()) {
      return Column.unknown(column.label(), column.count(), run);
    }
    // The values are those of the dictionary, each of which occurs.
    Tensor data =
        Column.made(made.data().type(), Shape.of(column.count()), List.of(), run)
            .withLabels(made.data().labels());
    return new Column(column.label(), data, made.type());
  }

  private static Value counts(Column column, Bound bound, Execution run) {
    boolean isPart = bound.isGiven("normalize");
    Optional<List<Object>> values = column.distinct();
    int count = values.map(List::size).orElse(Shape.ANY);
    return new Series(
        new Table(
            List.of(
                isPart
                    ? Column.unknown(column.label(), count, run)
                    : Column.of(column.label(), DataType.INT64, count, run)),
            RowLabels.unknown(count)),
        run);
  }

  /** {@code pd.factorize}: numbers and the values that they stand for. */
  static Value factorized(Value given, Execution run) {
    Column column = Building.column(Constant.NONE, given, RowLabels.unknown(Shape.ANY), false, run);
    Tensor codes = Column.made(DataType.INT64, Shape.of(column.count()), List.of(), run);
    Optional<List<Object>> values = column.distinct();
    if (values.isPresent() && column.isWhole()) {
      codes = codes.withLabels(fitmend.inference.value.Labels.between(0, values.get().size() - 1));
    }
    return new Tuple(List.of(codes, run.unknown("the values of codes")));
  }
}
