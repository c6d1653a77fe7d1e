package fitmend.inference.graph;

import fitmend.inference.library.HasItems;
import fitmend.inference.library.LibraryObject;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.HasElements;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.List;

/** An {@code LSTMStateTuple}: the state of a cell and what it puts out. */
final class StateTuple extends LibraryObject implements HasElements, HasItems {
  private final Tensor state;
  private final Tensor output;

  StateTuple(Tensor state, Tensor output, Execution execution) {
    super("tensorflow.nn.rnn_cell.LSTMStateTuple", execution);
    this.state = state;
    this.output = output;
  }

  List<Value> parts() {
    return List.of(state, output);
  }

  @Override
  public Elements elements(Execution execution) {
    return Elements.all(parts());
  }

  @Override
  public Value item(Value index, Execution execution) {
    return execution.subscript(new Tuple(parts()), index);
  }

  @Override
  public void setItem(Value index, Value value, Execution execution) {
    throw execution.error("TypeError", "'LSTMStateTuple' object does not support item assignment");
  }

  @Override
  public Value attribute(String name, Execution execution) {
    return switch (name) {
      case "c" -> state;
      case "h" -> output;
      default -> super.attribute(name, execution);
    };
  }

  @Override
  protected boolean hasMethod(String name) {
    return false;
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    return execution.unknown(name + " of a state");
  }
}
