package fitmend.inference.standard;

import fitmend.inference.library.HasItems;
import fitmend.inference.library.LibraryObject;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.HasElements;
import fitmend.inference.value.Value;
import java.util.List;

/**
 * {@code sys.argv} of a script that is started without arguments. A script that reads one without
 * counting them first is started with it, so what stands there is not known.
 */
final class CommandLine extends LibraryObject implements HasElements, HasItems {
  private static final Constant SCRIPT = Constant.of("script.py");

  CommandLine(Execution execution) {
    super("builtins.list", execution);
  }

  @Override
  public Elements elements(Execution execution) {
    return new Elements(List.of(SCRIPT), argument(execution));
  }

  @Override
  public Value item(Value index, Execution execution) {
    return index.equals(Constant.of(0L)) ? SCRIPT : argument(execution);
  }

  @Override
  public void setItem(Value index, Value value, Execution execution) {}

  @Override
  protected boolean hasMethod(String name) {
    return true;
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    return name.equals("__len__") ? Constant.of(1L) : argument(execution);
  }

  private static Value argument(Execution execution) {
    return execution.unknown("what the user writes behind the script");
  }
}
