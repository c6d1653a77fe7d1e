package fitmend.inference.pandas;

import fitmend.inference.library.Library;
import fitmend.inference.library.PublicNames;
import fitmend.inference.library.Signature;
import fitmend.inference.library.Signature.Bound;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** pandas: 1.3 beside TensorFlow 1.15, 3 beside the others. */
public final class PandasLibrary implements Library {
  /** Whether the script called pandas, so that values of it may be among arguments. */
  private boolean isUsed;

  @Override
  public boolean has(String root) {
    return root.equals("pandas");
  }

  @Override
  public Value member(String path, Execution run) {
    return path.equals("pandas.np") && run.target().isGraphMode() ? new Reference("numpy") : null;
  }

  @Override
  public Value call(String path, Arguments arguments, Execution run) {
    if (path.startsWith("numpy.")) {
      return isUsed ? OfNumpy.call(path.substring("numpy.".length()), arguments, run) : null;
    }
    if (!path.startsWith("pandas.")) {
      return null;
    }
    isUsed = true;
    Bound bound = bind(path, arguments, run);
    Value result = bound == null ? null : function(path, bound, run);
    if (result == null) {
      run.escape(arguments.all());
      return run.unknown(path + " is not modelled");
    }
    return result;
  }

  /** The arguments; null when they cannot be told. */
  private static Bound bind(String path, Arguments arguments, Execution run) {
    Optional<Signature> signature = PublicNames.of(run.target()).signature(path);
    if (signature.isEmpty() || arguments.isOpen()) {
      return null;
    }
    try {
      return signature.get().bind(arguments, run);
    } catch (PythonError refused) {
      boolean isWorded =
          !run.target().isGraphMode() && Character.isLowerCase(path.charAt("pandas.".length()));
      throw isWorded ? refused : run.error("TypeError", null);
    }
  }

  private static Value function(String path, Bound bound, Execution run) {
    return switch (path.substring("pandas.".length())) {
      case "DataFrame" ->
          Building.frame(
              bound.get("data"), bound.get("index"), bound.get("columns"), bound.get("dtype"), run);
      case "DataFrame.from_dict" ->
          bound.isGiven("orient")
              ? Frame.unknown(run)
              : Building.frame(
                  bound.get("data"), Constant.NONE, bound.get("columns"), bound.get("dtype"), run);
      case "DataFrame.from_records" ->
          bound.isGiven("index") || bound.isGiven("exclude")
              ? Frame.unknown(run)
              : Building.frame(
                  bound.get("data"), Constant.NONE, bound.get("columns"), Constant.NONE, run);
      case "Series" -> series(bound, run);
      case "concat" -> Combining.concat(bound, run);
      case "merge" ->
          bound.get("left") instanceof Frame left
              ? Combining.merged(left, bound.get("right"), bound.get("on"), bound, run)
              : null;
      case "get_dummies" -> Combining.dummies(bound, run);
      case "isnull", "isna", "notnull", "notna" -> missing(path, bound, run);
      case "unique" -> null;
      case "factorize" -> SeriesMethods.factorized(bound.get("values"), run);
      case "Categorical" -> categorical(bound, run);
      case "to_numeric" -> numbers(bound, run);
      case "cut", "qcut" -> cut(bound, run);
      case "to_datetime" ->
          bound.get("arg") instanceof Series given
              ? given.of(
                  new Column(
                      given.column().label(),
                      Column.made(DataType.UNKNOWN, Shape.of(given.rows()), List.of(), run),
                      "datetime64[ns]"),
                  run)
              : null;
      case "date_range" ->
          new LabelIndex(
              null,
              Tensors.integer(bound.get("periods"))
                  .filter(count -> Selecting.isNone(bound.get("end")))
                  .map(Long::intValue)
                  .orElse(Shape.ANY),
              run);
      case "read_csv",
          "read_table",
          "read_excel",
          "read_json",
          "read_parquet",
          "read_pickle",
          "read_sql",
          "read_feather",
          "read_hdf",
          "read_fwf" ->
          read(bound, run);
      case "set_option", "reset_option" -> Constant.NONE;
      default -> null;
    };
  }

  private static Value series(Bound bound, Execution run) {
    Value data = bound.get("data");
    Value name = bound.get("name");
    RowLabels rows =
        Selecting.isNone(bound.get("index"))
            ? null
            : Building.labels(bound.get("index"), Shape.ANY, run);
    if (data instanceof Tensor array
        && array.shape().isRanked()
        && array.shape().rank() > 1
        && array.holder() == Tensor.Holder.NUMPY) {
      throw run.error(
          "ValueError",
          run.target().isGraphMode()
              ? "Data must be 1-dimensional"
              : array.shape().isFull()
                  ? "Data must be 1-dimensional, got ndarray of shape %s instead"
                      .formatted(array.shape().tupleText())
                  : null);
    }
    if (data instanceof fitmend.inference.value.DictValue dictionary) {
      if (rows != null || !dictionary.isKnown()) {
        return null;
      }
      List<Value> values = new ArrayList<>();
      List<Object> labels = new ArrayList<>();
      for (Value key : dictionary.keys()) {
        values.add(dictionary.get(key));
        labels.add(key instanceof Constant(Object label) ? label : key);
      }
      return new Series(
          new Table(List.of(Building.ofElements(name, values, run)), RowLabels.of(labels)), run);
    }
    if (data instanceof Series given) {
      if (rows != null) {
        return null;
      }
      Column column = Selecting.isNone(name) ? given.column() : given.column().named(name);
      return cast(given.of(column, run), bound.get("dtype"), run);
    }
    int length = Building.length(data, run);
    if (rows == null) {
      rows = RowLabels.range(Building.isScalar(data) && !Selecting.isNone(data) ? 1 : length);
    } else if (length >= 0 && rows.count() >= 0 && length != rows.count()) {
      throw run.error("ValueError", null);
    }
    if (Selecting.isNone(data)) {
      return null;
    }
    Column column = Building.column(name, data, rows, false, run);
    return cast(new Series(new Table(List.of(column), rows), run), bound.get("dtype"), run);
  }

  private static Value cast(Series series, Value type, Execution run) {
    return Selecting.isNone(type) ? series : Casting.cast(series, type, run);
  }

  private static Value missing(String path, Bound bound, Execution run) {
    Value given = bound.values().values().iterator().next();
    if (given instanceof Labelled labelled) {
      return labelled.method(path.substring("pandas.".length()), Arguments.NONE, run);
    }
    return Building.isScalar(given) ? fitmend.inference.value.Scalar.BOOL : null;
  }

  private static Value categorical(Bound bound, Execution run) {
    Column column =
        Building.column(
            Constant.NONE, bound.get("values"), RowLabels.unknown(Shape.ANY), false, run);
    if (bound.isGiven("categories")) {
      return null;
    }
    return new Categories(column, run);
  }

  private static Value numbers(Bound bound, Execution run) {
    if (!(bound.get("arg") instanceof Series given)) {
      return null;
    }
    Column column = given.column();
    if (column.isNumber()) {
      return given;
    }
    if (!bound.isGiven("errors") && column.isText()) {
      Casting.requireNumbers(column, DataType.UNKNOWN, run);
    }
    return given.of(Column.unknown(column.label(), column.count(), run), run);
  }

  private static Value cut(Bound bound, Execution run) {
    if (!(bound.get("x") instanceof Series given)
        || bound.isGiven("retbins") && !Constant.FALSE.equals(bound.get("retbins"))) {
      return null;
    }
    boolean isNumbered = Constant.FALSE.equals(bound.get("labels"));
    Column column = Column.unknown(given.column().label(), given.rows(), run);
    return given.of(
        isNumbered ? column : new Column(column.label(), column.data(), Column.CATEGORY), run);
  }

  /** A file that nobody sees: which columns and rows it has may be said in the call only. */
  private static Value read(Bound bound, Execution run) {
    boolean isInParts =
        bound.values().containsKey("chunksize") && bound.isGiven("chunksize")
            || bound.values().containsKey("iterator") && bound.isGiven("iterator")
            || bound.values().containsKey("sheet_name") && bound.isGiven("sheet_name");
    if (isInParts) {
      return null;
    }
    List<Value> names = given(bound, "names");
    List<Value> used = given(bound, "usecols");
    boolean areTexts =
        used != null && used.stream().allMatch(each -> each instanceof Constant(String text));
    List<Value> known =
        bound.values().containsKey("usecols") && bound.isGiven("usecols")
            ? areTexts ? used : null
            : names;
    boolean hasIndex = bound.values().containsKey("index_col") && bound.isGiven("index_col");
    // Columns stand in the order of the file, not of usecols.
    boolean isSure = known != null && !hasIndex && (known == names || known.size() == 1);
    List<Column> columns = new ArrayList<>();
    if (isSure) {
      known.forEach(name -> columns.add(Column.unknown(name, Shape.ANY, run)));
    }
    RowLabels rows = hasIndex ? RowLabels.unknown(Shape.ANY) : RowLabels.range(Shape.ANY);
    return new Frame(new Table(isSure ? columns : null, rows), run);
  }

  private static List<Value> given(Bound bound, String key) {
    return bound.values().containsKey(key) && bound.isGiven(key)
        ? Selecting.labels(bound.get(key))
        : null;
  }

  @Override
  public Value binary(String operator, Value left, Value right, Execution run) {
    return isUsed ? Arithmetic.binary(operator, left, right, run) : null;
  }

  @Override
  public Value subscript(Tensor tensor, Value index, Execution run) {
    if (!isUsed || tensor.holder() != Tensor.Holder.NUMPY) {
      return null;
    }
    return index instanceof Series series && series.column().type() != null
        ? run.subscript(tensor, series.column().data())
        : index instanceof Labelled || index instanceof LabelIndex
            ? run.unknown("an array at labels")
            : null;
  }
}
