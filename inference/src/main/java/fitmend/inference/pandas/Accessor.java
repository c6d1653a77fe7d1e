package fitmend.inference.pandas;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Optional;

/** {@code series.str} and {@code series.cat}. */
final class Accessor extends LibraryObject {
  private final Series series;

  Accessor(String name, Series series, Execution run) {
    super(Series.PATH + "." + name, run);
    this.series = series;
  }

  private boolean isOfTexts() {
    return path().endsWith("str");
  }

  @Override
  public Value attribute(String name, Execution run) {
    Optional<List<Object>> values = isOfTexts() ? Optional.empty() : series.column().distinct();
    return switch (name) {
      case "codes" ->
          isOfTexts()
              ? run.unknown(name)
              : series.of(
                  Column.of(fitmend.inference.value.Constant.NONE, codes(series, values, run), run),
                  run);
      case "categories" ->
          values.isPresent()
              ? LabelIndex.of(RowLabels.of(values.get()), run)
              : new LabelIndex(null, Shape.ANY, run);
      default -> super.attribute(name, run);
    };
  }

  /** Each value as the number of its category. */
  static fitmend.inference.value.Tensor codes(
      Series series, Optional<List<Object>> values, Execution run) {
    fitmend.inference.value.Tensor made =
        Column.made(
            values.filter(all -> all.size() < 128).isPresent() ? DataType.INT8 : DataType.UNKNOWN,
            Shape.of(series.rows()),
            List.of(series.column().data()),
            run);
    return values.isPresent() && series.column().isWhole()
        ? made.withLabels(fitmend.inference.value.Labels.between(0, values.get().size() - 1))
        : made;
  }

  @Override
  protected boolean hasMethod(String name) {
    return switch (name) {
      case "lower", "upper", "strip", "title", "capitalize", "replace", "len", "contains" ->
          isOfTexts();
      case "startswith", "endswith", "isnumeric", "isdigit", "slice", "zfill" -> isOfTexts();
      default -> false;
    };
  }

  @Override
  public Value method(String name, Arguments arguments, Execution run) {
    Column column = series.column();
    if (!column.isText()) {
      return series.of(Column.unknown(column.label(), series.rows(), run), run);
    }
    return switch (name) {
      case "len", "contains", "startswith", "endswith", "isnumeric", "isdigit" ->
          series.of(
              column.isWhole() && column.data().content().isPresent()
                  ? Column.of(
                      column.label(),
                      name.equals("len") ? DataType.INT64 : DataType.BOOL,
                      series.rows(),
                      run)
                  : Column.unknown(column.label(), series.rows(), run),
              run);
      default -> series.of(Column.texts(column.label(), series.rows(), run), run);
    };
  }
}
