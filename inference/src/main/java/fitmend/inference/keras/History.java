package fitmend.inference.keras;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import java.util.Collections;
import java.util.List;

/** What {@code fit} gives: the names of the measured values, and one of each an epoch. */
final class History extends LibraryObject {
  /**
   * @param names null when they are not known
   * @param epochs -1 when it is not known
   */
  History(List<String> names, int epochs, Value model, Execution execution) {
    super("keras.callbacks.History", execution);
    DictValue history = new DictValue(execution.journal());
    if (names == null) {
      history.forget("what is measured");
    } else {
      names.forEach(name -> history.put(Constant.of(name), values(epochs, execution)));
    }
    setAttribute("history", history, execution);
    setAttribute("model", model, execution);
    setAttribute("epoch", ListValue.unknown(execution.journal(), "epochs"), execution);
    setAttribute("params", new Unknown("params of History"), execution);
  }

  private static Value values(int epochs, Execution execution) {
    return epochs < 0 || epochs > 1000
        ? ListValue.unknown(execution.journal(), "epochs that were run")
        : new ListValue(execution.journal(), Collections.nCopies(epochs, Scalar.FLOAT));
  }

  @Override
  protected boolean hasMethod(String name) {
    return false;
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    return execution.unknown(name);
  }
}
