package fitmend.inference.pandas;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Value;
import java.util.List;

/** A {@code pd.Categorical}. */
final class Categories extends LibraryObject {
  private final Column column;

  Categories(Column column, Execution run) {
    super("pandas.Categorical", run);
    this.column = column;
  }

  @Override
  public Value attribute(String name, Execution run) {
    return switch (name) {
      case "codes" ->
          Accessor.codes(
              new Series(
                  new Table(List.of(column.named(Constant.NONE)), RowLabels.range(column.count())),
                  run),
              column.distinct(),
              run);
      case "categories" ->
          column
              .distinct()
              .map(values -> LabelIndex.of(RowLabels.of(values), run))
              .orElse(new LabelIndex(null, Shape.ANY, run));
      default -> super.attribute(name, run);
    };
  }

  @Override
  protected boolean hasMethod(String name) {
    return name.equals("__array__") || name.equals("__len__");
  }

  @Override
  public Value method(String name, Arguments arguments, Execution run) {
    return name.equals("__len__") ? Labelled.size(column.count()) : column.data();
  }
}
