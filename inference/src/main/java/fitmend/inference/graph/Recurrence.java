package fitmend.inference.graph;

import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Origin;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code tf.nn.dynamic_rnn} and the like, and the cells that they take. */
final class Recurrence {
  private static final Signature DYNAMIC =
      Signature.of(
          "dynamic_rnn",
          "cell, inputs, sequence_length=None, initial_state=None, dtype=None,"
              + " parallel_iterations=None, swap_memory=False, time_major=False, scope=None");
  private static final Signature STATIC =
      Signature.of(
          "static_rnn",
          "cell, inputs, initial_state=None, dtype=None, sequence_length=None, scope=None");
  private static final Signature BOTH =
      Signature.of(
          "bidirectional_dynamic_rnn",
          "cell_fw, cell_bw, inputs, sequence_length=None, initial_state_fw=None,"
              + " initial_state_bw=None, dtype=None, parallel_iterations=None, swap_memory=False,"
              + " time_major=False, scope=None");

  private final GraphValue graph;
  private final Operands operands;
  private final Variables variables;
  private final Execution execution;

  Recurrence(GraphValue graph, Operands operands, Variables variables, Execution execution) {
    this.graph = graph;
    this.operands = operands;
    this.variables = variables;
    this.execution = execution;
  }

  /** The result; null when it is not one of these. */
  Value call(String name, String path, Arguments arguments) {
    if (arguments.isOpen()) {
      return null;
    }
    return switch (name) {
      case "nn.dynamic_rnn" -> dynamic(DYNAMIC.bind(arguments, execution));
      case "nn.static_rnn", "contrib.rnn.static_rnn" -> unrolled(STATIC.bind(arguments, execution));
      case "nn.bidirectional_dynamic_rnn" -> both(BOTH.bind(arguments, execution));
      case "nn.rnn_cell.LSTMStateTuple", "contrib.rnn.LSTMStateTuple" ->
          arguments.positional().size() == 2
                  && arguments.positional().getFirst() instanceof Tensor state
                  && arguments.positional().get(1) instanceof Tensor output
              ? new StateTuple(state, output, execution)
              : null;
      default ->
          name.startsWith("nn.rnn_cell.") || name.startsWith("contrib.rnn.")
              ? cell(name.substring(name.lastIndexOf('.') + 1), path, arguments)
              : null;
    };
  }

  private Value cell(String name, String path, Arguments arguments) {
    Cell.Kind kind =
        switch (name) {
          case "BasicRNNCell" -> Cell.Kind.PLAIN;
          case "GRUCell" -> Cell.Kind.GRU;
          case "LSTMCell", "BasicLSTMCell" -> Cell.Kind.LSTM;
          case "MultiRNNCell" -> Cell.Kind.STACK;
          case "DropoutWrapper" -> Cell.Kind.WRAPPER;
          default -> null;
        };
    boolean isPlain =
        !arguments.keywords().containsKey("num_proj")
            && !arguments.keywords().containsKey("state_is_tuple")
            && !arguments.keywords().containsKey("use_peepholes")
            && !arguments.keywords().containsKey("reuse")
            && !arguments.keywords().containsKey("name");
    if (kind == null || !isPlain || arguments.all().isEmpty()) {
      return null;
    }
    Value first = arguments.all().getFirst();
    return switch (kind) {
      case STACK -> stack(path, first);
      case WRAPPER ->
          first instanceof Cell inner ? new Cell(path, kind, -1, List.of(inner), execution) : null;
      default ->
          Tensors.integer(first).isPresent()
              ? new Cell(path, kind, Tensors.integer(first).get().intValue(), List.of(), execution)
              : null;
    };
  }

  private Value stack(String path, Value cells) {
    Optional<List<Value>> elements = Tensors.elements(cells);
    if (elements.isEmpty()
        || elements.get().isEmpty()
        || !elements.get().stream().allMatch(Cell.class::isInstance)) {
      return null;
    }
    return new Cell(
        path,
        Cell.Kind.STACK,
        -1,
        elements.get().stream().map(Cell.class::cast).toList(),
        execution);
  }

  private static boolean isNone(Value value) {
    return value instanceof Constant constant && constant.isNone();
  }

  private void requireType(Signature.Bound given, String state) {
    if (isNone(given.get(state)) && isNone(given.get("dtype"))) {
      throw execution.error("ValueError", "If there is no initial_state, you must give a dtype.");
    }
  }

  private Value dynamic(Signature.Bound given) {
    if (!(given.get("cell") instanceof Cell cell)
        || !(operands.tensor(given.get("inputs")) instanceof Tensor inputs)
        || !isKnown(given, "time_major")) {
      return null;
    }
    if (inputs.shape().isRanked() && inputs.shape().rank() != 3) {
      return null;
    }
    requireType(given, "initial_state");
    boolean isTurned = given.get("time_major") instanceof Constant(Boolean turned) && turned;
    return dynamic(cell, inputs, isTurned, scope(given, "rnn"), initial(given));
  }

  private static boolean isKnown(Signature.Bound given, String flag) {
    return given.get(flag) instanceof Constant;
  }

  private static List<Value> initial(Signature.Bound given) {
    Value state = given.values().get("initial_state");
    return state == null || isNone(state) ? List.of() : leaves(state);
  }

  private static List<Value> leaves(Value state) {
    List<Value> found = new ArrayList<>();
    switch (state) {
      case StateTuple tuple -> found.addAll(tuple.parts());
      case Tuple tuple -> tuple.elements().forEach(each -> found.addAll(leaves(each)));
      case Tensor tensor -> found.add(tensor);
      case null, default -> {}
    }
    return found;
  }

  /** The prefix of the variables; null when it is not known. */
  private String scope(Signature.Bound given, String usual) {
    Value scope = given.get("scope");
    String name = scope instanceof Constant(String text) ? text : isNone(scope) ? usual : null;
    return name == null ? null : new Scopes(graph).variable(name + "/").orElse(null);
  }

  private Value dynamic(
      Cell cell, Tensor inputs, boolean isTurned, String scope, List<Value> initial) {
    Shape shape = inputs.shape().isRanked() ? inputs.shape() : Shape.ofRank(3);
    List<Value> taken = taken(cell, shape.size(2), inputs, scope, initial);
    if (taken == null) {
      return null;
    }
    int batch = shape.size(isTurned ? 1 : 0);
    Tensor plain = plain(Holder.GRAPH, inputs.type(), shape.with(2, cell.units()));
    Value outputs =
        Deferred.of(
            plain,
            taken,
            graph,
            fed ->
                fed.apply(inputs) instanceof Tensor tensor && tensor.shape().isRanked()
                    ? plain(Holder.EAGER, tensor.type(), tensor.shape().with(2, cell.units()))
                    : execution.unknown("the input of a recurrence"));
    return Tuple.of(outputs, state(cell, batch, taken));
  }

  /** What goes in: the inputs, the first state and the variables; null when not known. */
  private List<Value> taken(Cell cell, int size, Tensor inputs, String scope, List<Value> initial) {
    if (scope == null || inputs.type() != DataType.FLOAT32) {
      return null;
    }
    if (!cell.fits(size)) {
      throw execution.error("ValueError", null);
    }
    List<Value> weights = cell.weights(size, scope, variables, graph);
    if (weights == null) {
      return null;
    }
    if (!cell.fits(size)) {
      throw execution.error("ValueError", null);
    }
    List<Value> taken = new ArrayList<>(List.of(inputs));
    taken.addAll(initial);
    taken.addAll(weights);
    return taken;
  }

  /** The state of a cell for so many rows. */
  Value state(Cell cell, int batch, List<Value> taken) {
    return switch (cell.kind()) {
      case STACK ->
          new Tuple(cell.inner().stream().map(each -> state(each, batch, taken)).toList());
      case WRAPPER -> state(cell.inner().getFirst(), batch, taken);
      case LSTM -> new StateTuple(part(cell, batch, taken), part(cell, batch, taken), execution);
      default -> part(cell, batch, taken);
    };
  }

  private Tensor part(Cell cell, int batch, List<Value> taken) {
    Tensor plain = plain(Holder.GRAPH, DataType.FLOAT32, Shape.of(batch, cell.units()));
    if (taken.isEmpty()) {
      return plain;
    }
    Tensor inputs = (Tensor) taken.getFirst();
    return (Tensor)
        Deferred.of(
            plain,
            taken,
            graph,
            fed -> {
              boolean isPlain =
                  fed.apply(inputs) instanceof Tensor tensor
                      && tensor.shape().isRanked()
                      && tensor.shape().rank() == 3;
              int rows =
                  isPlain && batch == inputs.shape().size(0)
                      ? ((Tensor) fed.apply(inputs)).shape().size(0)
                      : batch;
              return plain(Holder.EAGER, DataType.FLOAT32, Shape.of(rows, cell.units()));
            });
  }

  private Tensor plain(Holder holder, DataType type, Shape shape) {
    return new Tensor(
        holder, type, shape, Origin.of(execution.at(), "tensorflow.nn.dynamic_rnn", List.of()));
  }

  private Value unrolled(Signature.Bound given) {
    Optional<List<Value>> elements = Tensors.elements(given.get("inputs"));
    if (given.get("inputs") instanceof Tensor) {
      throw execution.error("TypeError", "inputs must be a sequence");
    }
    if (!(given.get("cell") instanceof Cell cell)
        || elements.isEmpty()
        || elements.get().isEmpty()
        || !(elements.get().getFirst() instanceof Tensor first)
        || !first.shape().isRanked()
        || first.shape().rank() != 2) {
      return null;
    }
    requireType(given, "initial_state");
    List<Value> taken =
        taken(cell, first.shape().size(1), first, scope(given, "rnn"), initial(given));
    if (taken == null) {
      return null;
    }
    int batch = first.shape().size(0);
    List<Value> outputs = new ArrayList<>();
    for (Value element : elements.get()) {
      List<Value> inputs = new ArrayList<>(taken);
      inputs.set(0, element);
      outputs.add(rows(cell, batch, inputs));
    }
    return Tuple.of(new ListValue(execution.journal(), outputs), stateOfRows(cell, batch, taken));
  }

  private Value rows(Cell cell, int batch, List<Value> taken) {
    Tensor plain = plain(Holder.GRAPH, DataType.FLOAT32, Shape.of(batch, cell.units()));
    Value input = taken.getFirst();
    return Deferred.of(
        plain,
        taken,
        graph,
        fed ->
            fed.apply(input) instanceof Tensor tensor && tensor.shape().isRanked()
                ? plain(
                    Holder.EAGER, DataType.FLOAT32, Shape.of(tensor.shape().size(0), cell.units()))
                : execution.unknown("the input of a recurrence"));
  }

  private Value stateOfRows(Cell cell, int batch, List<Value> taken) {
    return switch (cell.kind()) {
      case STACK ->
          new Tuple(cell.inner().stream().map(each -> stateOfRows(each, batch, taken)).toList());
      case WRAPPER -> stateOfRows(cell.inner().getFirst(), batch, taken);
      case LSTM ->
          new StateTuple(
              (Tensor) rows(cell, batch, taken), (Tensor) rows(cell, batch, taken), execution);
      default -> rows(cell, batch, taken);
    };
  }

  private Value both(Signature.Bound given) {
    if (!(given.get("cell_fw") instanceof Cell forward)
        || !(given.get("cell_bw") instanceof Cell backward)
        || !(operands.tensor(given.get("inputs")) instanceof Tensor inputs)
        || !isKnown(given, "time_major")
        || inputs.shape().isRanked() && inputs.shape().rank() != 3) {
      return null;
    }
    requireType(given, "initial_state_fw");
    boolean isTurned = given.get("time_major") instanceof Constant(Boolean turned) && turned;
    String scope = scope(given, "bidirectional_rnn");
    Value first =
        dynamic(forward, inputs, isTurned, scope == null ? null : scope + "fw/", List.of());
    Value second =
        dynamic(backward, inputs, isTurned, scope == null ? null : scope + "bw/", List.of());
    return first instanceof Tuple one && second instanceof Tuple other
        ? Tuple.of(
            Tuple.of(one.elements().getFirst(), other.elements().getFirst()),
            Tuple.of(one.elements().get(1), other.elements().get(1)))
        : null;
  }
}
