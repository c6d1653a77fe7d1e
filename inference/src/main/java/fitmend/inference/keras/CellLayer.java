package fitmend.inference.keras;

import fitmend.inference.library.Extended;
import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Structures;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;

/** {@code LSTMCell}, {@code GRUCell}, {@code SimpleRNNCell}: one step of a recurrent layer. */
class CellLayer extends Layer {
  private final String kind;

  CellLayer(String path, Naming naming, Execution execution) {
    super(path, naming, execution);
    this.kind = name(path);
  }

  @Override
  protected boolean allowsKeyword(String name) {
    return name.equals("implementation");
  }

  @Override
  protected void configure(Signature.Bound arguments, Execution execution) {
    Checks.recurrentUnits(this, execution);
    Checks.activation(this, execution);
    if (setting("units") instanceof Constant(Double units)) {
      doubt();
    }
  }

  /** How many numbers each of its states holds; -1 for one that is not known. */
  List<Integer> stateSizes() {
    return kind.startsWith("LSTM")
        ? List.of(number("units"), number("units"))
        : List.of(number("units"));
  }

  /** The states of each of the cells in it. */
  List<List<Integer>> statesOfCells() {
    return List.of(stateSizes());
  }

  /** How many numbers come out. */
  int width() {
    return number("units");
  }

  /** Makes the weights for inputs of that width. */
  void buildFor(int width, Execution execution) {
    if (!isNotBuilt()) {
      return;
    }
    setBuilt();
    RecurrentLayer.addWeights(this, width, execution);
  }

  @Override
  protected void build(Value inputs, Execution execution) {
    if (inputs instanceof Tensor tensor
        && tensor.shape().isRanked()
        && tensor.shape().rank() > 1
        && width() > 0) {
      RecurrentLayer.addWeights(this, tensor.shape().size(-1), execution);
    } else {
      forgetWeights();
    }
  }

  @Override
  protected boolean allowsNumbers() {
    return true;
  }

  @Override
  protected Value compute(Value inputs, Arguments arguments, Execution execution) {
    List<Value> states =
        arguments.positional().size() > 1
            ? Structures.leaves(arguments.positional().get(1)).orElse(List.of())
            : List.of();
    if (!(inputs instanceof Tensor tensor)
        || !tensor.shape().isRanked()
        || tensor.shape().rank() != 2
        || states.size() != stateSizes().size()
        || !fit(states, tensor)) {
      return execution.unknown("states of a cell");
    }
    Tensor state = (Tensor) states.getFirst();
    int batch = tensor.shape().size(0) < 0 ? state.shape().size(0) : tensor.shape().size(0);
    List<Value> after = new ArrayList<>();
    for (int size : stateSizes()) {
      after.add(made(tensor.type(), Shape.of(batch, size), List.of(tensor), execution));
    }
    Value output = made(tensor.type(), Shape.of(batch, width()), List.of(tensor), execution);
    boolean isList = Tensors.elements(arguments.positional().get(1)).isPresent();
    return Tuple.of(
        output,
        isList && !(arguments.positional().get(1) instanceof Tensor)
            ? new ListValue(execution.journal(), after)
            : after.getFirst());
  }

  private boolean fit(List<Value> states, Tensor input) {
    for (int i = 0; i < states.size(); i++) {
      if (!(states.get(i) instanceof Tensor state)
          || !state.shape().isRanked()
          || state.shape().rank() != 2
          || state.shape().size(1) != stateSizes().get(i)
          || input.shape().size(0) >= 0
              && state.shape().size(0) >= 0
              && input.shape().size(0) != state.shape().size(0)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Value attribute(String name, Execution execution) {
    return switch (name) {
      case "state_size" -> sizes(stateSizes(), execution);
      case "output_size" -> width() < 0 ? execution.unknown(name) : Constant.of((long) width());
      default -> super.attribute(name, execution);
    };
  }

  private static Value sizes(List<Integer> sizes, Execution execution) {
    List<Value> values = new ArrayList<>();
    for (int size : sizes) {
      values.add(size < 0 ? execution.unknown("units") : Constant.of((long) size));
    }
    return values.size() == 1 ? values.getFirst() : execution.unknown("a tracked list");
  }

  @Override
  protected boolean hasMethod(String name) {
    return name.equals("get_initial_state") || super.hasMethod(name);
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    return name.equals("get_initial_state")
        ? initialState(arguments, execution)
        : super.method(name, arguments, execution);
  }

  private Value initialState(Arguments arguments, Execution execution) {
    if (!execution.target().hasKeras3()) {
      return execution.unknown("initial state");
    }
    Signature.Bound bound =
        Signature.of(name(path()) + ".get_initial_state", "self, batch_size=None")
            .bind(arguments.after(self()), execution);
    int batch = Tensors.integer(bound.get("batch_size")).map(Long::intValue).orElse(Shape.ANY);
    List<Value> states = new ArrayList<>();
    for (int size : stateSizes()) {
      states.add(made(ownType(execution), Shape.of(batch, size), List.of(), execution));
    }
    return new ListValue(execution.journal(), states);
  }

  /** Cells one behind another. */
  static final class Stacked extends CellLayer {
    Stacked(String path, Naming naming, Execution execution) {
      super(path, naming, execution);
    }

    @Override
    protected void configure(Signature.Bound arguments, Execution execution) {
      for (Value cell : Tensors.elements(setting("cells")).orElse(List.of())) {
        if (Extended.object(cell) instanceof Layer layer
            && !(layer instanceof CellLayer)
            && !(layer instanceof ScriptLayer)
            && !(layer instanceof RecurrentLayer)) {
          throw execution.error("ValueError", null);
        }
      }
    }

    /** Empty when one of them is not known. */
    private List<CellLayer> cells() {
      List<CellLayer> cells = new ArrayList<>();
      for (Value value : Tensors.elements(setting("cells")).orElse(List.of())) {
        if (!(Extended.object(value) instanceof CellLayer cell)) {
          return List.of();
        }
        cells.add(cell);
      }
      return cells;
    }

    @Override
    List<Integer> stateSizes() {
      return cells().stream().flatMap(cell -> cell.stateSizes().stream()).toList();
    }

    @Override
    List<List<Integer>> statesOfCells() {
      return cells().stream().map(CellLayer::stateSizes).toList();
    }

    @Override
    int width() {
      return cells().isEmpty() ? Shape.ANY : cells().getLast().width();
    }

    @Override
    protected List<Layer> sublayers() {
      return List.copyOf(cells());
    }

    @Override
    void buildFor(int width, Execution execution) {
      if (cells().isEmpty()) {
        forgetWeights();
        return;
      }
      int before = width;
      for (CellLayer cell : cells()) {
        cell.buildFor(before, execution);
        before = cell.width();
      }
      setBuilt();
    }

    @Override
    protected void build(Value inputs, Execution execution) {
      if (inputs instanceof Tensor tensor && tensor.shape().isRanked()) {
        buildFor(tensor.shape().size(-1), execution);
      } else {
        forgetWeights();
      }
    }

    @Override
    protected Value compute(Value inputs, Arguments arguments, Execution execution) {
      return execution.unknown("a call of stacked cells");
    }

    @Override
    public Value attribute(String name, Execution execution) {
      return name.equals("state_size") ? execution.unknown(name) : super.attribute(name, execution);
    }
  }
}
