package fitmend.inference.pandas;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.HasElements;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;

/** The array of texts of pandas 3, which is none of NumPy. */
final class TextArray extends LibraryObject implements HasElements {
  private final Column column;

  TextArray(Column column, Execution run) {
    super("pandas.arrays.StringArray", run);
    this.column = column;
  }

  @Override
  public Elements elements(Execution run) {
    return Elements.unknown(column.element(-1, run));
  }

  @Override
  public Value attribute(String name, Execution run) {
    return name.equals("shape")
        ? Tuple.of(Labelled.size(column.count()))
        : super.attribute(name, run);
  }

  @Override
  protected boolean hasMethod(String name) {
    return name.equals("__array__") || name.equals("to_numpy") || name.equals("__len__");
  }

  @Override
  public Value method(String name, Arguments arguments, Execution run) {
    return name.equals("__len__") ? Labelled.size(column.count()) : column.array();
  }
}
