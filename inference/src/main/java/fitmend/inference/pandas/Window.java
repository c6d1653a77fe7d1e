package fitmend.inference.pandas;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Value;

/** What {@code rolling}, {@code expanding} and {@code ewm} give. */
final class Window extends LibraryObject {
  private final Labelled owner;

  Window(Labelled owner, Execution run) {
    super("pandas.api.typing.Rolling", run);
    this.owner = owner;
  }

  @Override
  protected boolean hasMethod(String name) {
    return switch (name) {
      case "mean", "sum", "std", "var", "min", "max", "median" -> true;
      default -> false;
    };
  }

  @Override
  public Value method(String name, Arguments arguments, Execution run) {
    Table table = owner.table();
    boolean isOld = run.target().isGraphMode();
    boolean isDoubtful =
        owner instanceof Frame
            && table.isKnown()
            && table.columns().stream()
                .anyMatch(each -> isOld ? each.type() == null : !each.isNumber());
    if (isDoubtful) {
      return Frame.unknown(run);
    }
    // pandas 1 leaves out what are no numbers.
    Table numbers =
        owner instanceof Frame && table.isKnown()
            ? table.with(table.columns().stream().filter(Column::isNumber).toList())
            : table;
    return owner.like(
        numbers.map(
            each ->
                each.isNumber()
                    ? Column.of(each.label(), DataType.FLOAT64, each.count(), run)
                    : Column.unknown(each.label(), each.count(), run)),
        run);
  }
}
