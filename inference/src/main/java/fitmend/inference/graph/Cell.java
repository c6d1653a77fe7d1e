package fitmend.inference.graph;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;

/** A cell of {@code tf.nn.rnn_cell}: one step of a recurrence, or several one above the other. */
final class Cell extends LibraryObject {
  private static final String WEIGHTS = "weight ";

  private final Kind kind;
  private final int units;
  private final List<Cell> inner;

  /** What a cell remembers. */
  enum Kind {
    PLAIN,
    GRU,
    LSTM,
    STACK,
    WRAPPER
  }

  /**
   * @param units how many numbers it puts out; -1 when that is not known
   * @param inner the cells of a stack, or the one that is wrapped
   */
  Cell(String path, Kind kind, int units, List<Cell> inner, Execution execution) {
    super(path, execution);
    this.kind = kind;
    this.units = units;
    this.inner = inner;
  }

  Kind kind() {
    return kind;
  }

  List<Cell> inner() {
    return inner;
  }

  int units() {
    return inner.isEmpty() ? units : inner.getLast().units();
  }

  /** The variables for inputs of a size, made on the first call; null when they are not known. */
  List<Value> weights(int inputSize, String scope, Variables variables, GraphValue graph) {
    List<Value> all = new ArrayList<>();
    if (!inner.isEmpty()) {
      int size = inputSize;
      for (int i = 0; i < inner.size(); i++) {
        String part = kind == Kind.STACK ? scope + "multi_rnn_cell/cell_" + i + "/" : scope;
        List<Value> weights = inner.get(i).weights(size, part, variables, graph);
        if (weights == null) {
          return null;
        }
        all.addAll(weights);
        size = inner.get(i).units();
      }
      return all;
    }
    if (slots().has(WEIGHTS + 0)) {
      for (int i = 0; slots().has(WEIGHTS + i); i++) {
        all.add(slots().get(WEIGHTS + i));
      }
      return all;
    }
    if (inputSize == Shape.ANY || units == Shape.ANY) {
      return null;
    }
    int gates =
        switch (kind) {
          case LSTM -> 4;
          case GRU -> 2;
          default -> 1;
        };
    all.add(
        weight(
            scope,
            kind == Kind.GRU ? "gates/kernel" : "kernel",
            inputSize + units,
            gates,
            variables));
    if (kind == Kind.GRU) {
      all.add(weight(scope, "candidate/kernel", inputSize + units, 1, variables));
    }
    if (!all.stream().allMatch(Tensor.class::isInstance)) {
      return null;
    }
    for (int i = 0; i < all.size(); i++) {
      slots().put(WEIGHTS + i, all.get(i));
    }
    return all;
  }

  private Value weight(String scope, String name, int rows, int gates, Variables variables) {
    String full = scope + title() + "/" + name;
    return variables.shared(full, Shape.of(rows, gates * units), DataType.FLOAT32, null, true);
  }

  /** Whether inputs of that size fit the variables that it has. */
  boolean fits(int inputSize) {
    if (!inner.isEmpty()) {
      int size = inputSize;
      for (Cell cell : inner) {
        if (!cell.fits(size)) {
          return false;
        }
        size = cell.units();
      }
      return true;
    }
    return inputSize == Shape.ANY
        || !(slots().get(WEIGHTS + 0) instanceof Tensor kernel)
        || kernel.shape().size(0) == inputSize + units;
  }

  private String title() {
    String name = path().substring(path().lastIndexOf('.') + 1);
    return switch (name) {
      case "BasicLSTMCell" -> "basic_lstm_cell";
      case "LSTMCell" -> "lstm_cell";
      case "GRUCell" -> "gru_cell";
      default -> "basic_rnn_cell";
    };
  }

  @Override
  public Value attribute(String name, Execution execution) {
    return name.equals("output_size") && units() != Shape.ANY
        ? Constant.of(units())
        : super.attribute(name, execution);
  }

  @Override
  protected boolean hasMethod(String name) {
    return name.equals("zero_state");
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    if (!name.equals("zero_state") || arguments.all().isEmpty()) {
      return execution.unknown(name + " of a cell");
    }
    int batch =
        fitmend.inference.tensor.Tensors.integer(arguments.all().getFirst())
            .map(Long::intValue)
            .orElse(Shape.ANY);
    return new Recurrence(null, null, null, execution).state(this, batch, List.of());
  }
}
