package fitmend.inference.keras;

import fitmend.inference.library.Extended;
import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Structures;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code LSTM}, {@code GRU}, {@code SimpleRNN}, {@code RNN}: states carried along a sequence. */
final class RecurrentLayer extends Layer {
  private final String kind;

  RecurrentLayer(String path, Naming naming, Execution execution) {
    super(path, naming, execution);
    this.kind = name(path);
  }

  /** Another one with the same settings, as {@code Bidirectional} makes it. */
  RecurrentLayer copy(Execution execution) {
    RecurrentLayer copy = new RecurrentLayer(path(), naming(), execution);
    Value first = isGeneral() ? copied(setting("cell"), execution) : setting("units");
    copy.construct(Arguments.of(first).with("name", Constant.of("backward")), execution);
    for (String name : List.of("use_bias", "return_sequences", "return_state", "reset_after")) {
      if (setting(name) != null) {
        copy.set(name, setting(name));
      }
    }
    return copy;
  }

  private static Value copied(Value cell, Execution execution) {
    if (!(Extended.object(cell) instanceof CellLayer layer) || layer instanceof CellLayer.Stacked) {
      return execution.unknown("a copy of a cell");
    }
    CellLayer copy = new CellLayer(layer.path(), layer.naming(), execution);
    copy.construct(
        Arguments.of(layer.setting("units")).with("name", Constant.of("backward")), execution);
    copy.set("use_bias", layer.setting("use_bias"));
    if (layer.setting("reset_after") != null) {
      copy.set("reset_after", layer.setting("reset_after"));
    }
    return copy;
  }

  private boolean isGeneral() {
    return kind.equals("RNN");
  }

  @Override
  protected boolean allowsKeyword(String name) {
    return switch (name) {
      case "implementation" -> !naming().isKeras3() || kind.equals("LSTM") || kind.equals("GRU");
      case "time_major", "zero_output_for_mask", "input_length" -> !naming().isKeras3();
      default -> false;
    };
  }

  @Override
  protected void configure(Signature.Bound arguments, Execution execution) {
    if (isGeneral()) {
      configureCell(execution);
      return;
    }
    Checks.recurrentUnits(this, execution);
    if (setting("units") instanceof Constant(Double units)) {
      if (execution.target().hasKeras3() && !kind.equals("LSTM")) {
        throw execution.error(
            "ValueError",
            "state_size must be an integer, or a list/tuple of integers (one for each state"
                + " tensor).");
      }
      doubt();
    }
    Checks.activation(this, execution);
  }

  private void configureCell(Execution execution) {
    Value cell = setting("cell");
    if (Tensors.elements(cell).isPresent()) {
      Layer stack =
          LayerClasses.make("keras.layers.StackedRNNCells", naming(), execution)
              .construct(Arguments.of(cell), execution);
      set("cell", stack);
    } else if (cell instanceof Constant constant) {
      throw execution.error(
          "ValueError",
          execution.target().hasKeras3() || execution.target().isGraphMode()
              ? null
              : "Argument `cell` should have a `call` method. The RNN was passed: cell="
                  + Texts.str(constant));
    } else if (Extended.object(cell) instanceof Layer layer
        && !(layer instanceof CellLayer)
        && !(layer instanceof ScriptLayer)
        && !(layer instanceof RecurrentLayer)) {
      throw execution.error(
          "ValueError",
          execution.target().hasKeras3()
              ? "The RNN cell should have a `state_size` attribute (single integer or list of"
                  + " integers, one integer per RNN state). Received: cell=<%s name=%s, built=False>"
                      .formatted(layer.typeName(), layer.layerName())
              : null);
    }
  }

  private boolean isPlainRate(String name) {
    return setting(name) == null
        || setting(name) instanceof Constant(Double rate) && rate == 0
        || setting(name) instanceof Constant(Long whole) && whole == 0;
  }

  /** The cell that the script gave; empty when it is one of its own. */
  private Optional<CellLayer> cell() {
    return isGeneral() && Extended.object(setting("cell")) instanceof CellLayer cell
        ? Optional.of(cell)
        : Optional.empty();
  }

  @Override
  protected List<Layer> sublayers() {
    return isGeneral() && Extended.object(setting("cell")) instanceof Layer layer
        ? List.of(layer)
        : List.of();
  }

  @Override
  protected int exactRank(Execution execution) {
    return isGeneral() ? -1 : 3;
  }

  private int width() {
    return isGeneral() ? cell().map(CellLayer::width).orElse(Shape.ANY) : number("units");
  }

  private List<List<Integer>> states() {
    if (isGeneral()) {
      return cell().map(CellLayer::statesOfCells).orElse(List.of());
    }
    int units = number("units");
    return List.of(kind.endsWith("LSTM") ? List.of(units, units) : List.of(units));
  }

  @Override
  protected void build(Value inputs, Execution execution) {
    if (!(inputs instanceof Tensor tensor)
        || !tensor.shape().isRanked()
        || tensor.shape().rank() < 3
        || width() <= 0
        || states().isEmpty()) {
      forgetWeights();
      return;
    }
    Checks.width(this, tensor, -1, execution);
    int width = tensor.shape().rank() == 3 ? tensor.shape().size(-1) : Shape.ANY;
    if (isGeneral()) {
      cell().ifPresent(cell -> cell.buildFor(width, execution));
    } else {
      addWeights(this, width, execution);
    }
    boolean isOpen = tensor.shape().size(0) == Shape.ANY && Checks.isOpen(this, tensor, 0);
    if (isTrue("stateful") && isOpen && execution.target().hasKeras3()) {
      throw execution.error(
          "ValueError",
          "When using `stateful=True` in a RNN, the batch size must be static. Found dynamic batch"
              + " size: sequence.shape="
              + tensor.shape().tupleText());
    }
  }

  /** The weights of a cell of that kind, or of a layer that has such a cell inside. */
  static void addWeights(Layer layer, int width, Execution execution) {
    String kind = name(layer.path()).replace("Cell", "");
    int units = layer.number("units");
    int gates = kind.endsWith("LSTM") ? 4 : kind.endsWith("GRU") ? 3 : 1;
    layer.addWeight(Shape.of(width, gates * units), true, execution);
    layer.addWeight(Shape.of(units, gates * units), true, execution);
    if (kind.startsWith("CuDNN")) {
      layer.addWeight(Shape.of(2 * gates * units), true, execution);
    } else if (!layer.isFalse("use_bias")) {
      boolean isDouble = kind.equals("GRU") && layer.isTrue("reset_after");
      layer.addWeight(
          isDouble ? Shape.of(2, gates * units) : Shape.of(gates * units), true, execution);
    }
  }

  @Override
  protected Value compute(Value inputs, Arguments arguments, Execution execution) {
    if (!(inputs instanceof Tensor tensor)) {
      return execution.unknown("inputs of " + typeName());
    }
    DataType type = execution.target().isGraphMode() ? tensor.type() : ownType(execution);
    boolean isWhole = !tensor.type().isFloating() && !execution.target().hasKeras3();
    boolean mayFail = isGeneral() && tensor.shape().isRanked() && tensor.shape().rank() != 3;
    boolean isScaled =
        !tensor.type().isFloating()
            && !(isPlainRate("dropout") && isPlainRate("recurrent_dropout"));
    if ((isWhole || mayFail || isScaled) && !isSymbolicCall()
        || !hasPlainStates(arguments, execution)
        || isTrue("time_major")) {
      return execution.unknown("a recurrent layer with states or whole numbers");
    }
    if (!tensor.shape().isRanked()
        || tensor.shape().rank() < 2
        || states().isEmpty()
        || execution.truth(setting("return_sequences")).isEmpty()
        || execution.truth(setting("return_state")).isEmpty()) {
      return execution.unknown("what a recurrent layer returns");
    }
    refuseOtherWidth(tensor.shape(), execution);
    int batch = tensor.shape().size(0);
    Shape last = Shape.of(batch, width());
    boolean isSequence = execution.truth(setting("return_sequences")).get();
    Tensor output =
        made(
            type,
            isSequence ? Shape.of(batch, tensor.shape().size(1), width()) : last,
            List.of(tensor),
            execution);
    if (!execution.truth(setting("return_state")).get()) {
      return output;
    }
    List<Value> all = new ArrayList<>();
    all.add(output);
    all.addAll(finalStates(batch, type, tensor, execution));
    return execution.target().hasKeras3()
        ? new Tuple(List.copyOf(all))
        : new ListValue(execution.journal(), all);
  }

  private List<Value> finalStates(int batch, DataType type, Tensor input, Execution execution) {
    List<Value> all = new ArrayList<>();
    for (List<Integer> sizes : states()) {
      List<Value> own = new ArrayList<>();
      for (int size : sizes) {
        own.add(made(type, Shape.of(batch, size), List.of(input), execution));
      }
      if (states().size() == 1 || own.size() == 1) {
        all.addAll(own);
      } else {
        all.add(new ListValue(execution.journal(), own));
      }
    }
    return all;
  }

  /** Whether the states given to the call, if any, are as many and as wide as they must be. */
  private boolean hasPlainStates(Arguments arguments, Execution execution) {
    Value given =
        arguments.keywords().containsKey("initial_state")
            ? arguments.keywords().get("initial_state")
            : arguments.positional().size() > 1 ? arguments.positional().get(1) : null;
    boolean isOther =
        arguments.positional().size() > (execution.target().hasKeras3() ? 2 : 1)
            || arguments.keywords().containsKey("constants");
    if (isOther || given == null || given instanceof Constant none && none.isNone()) {
      return !isOther;
    }
    List<Integer> sizes = states().stream().flatMap(List::stream).toList();
    List<Value> leaves = Structures.leaves(given).orElse(List.of());
    boolean fits = leaves.size() == sizes.size() && states().size() == 1;
    for (int i = 0; fits && i < sizes.size(); i++) {
      fits =
          leaves.get(i) instanceof Tensor state
              && (isSymbolicCall()
                  || state.shape().isRanked()
                      && state.shape().rank() == 2
                      && state.shape().size(1) == sizes.get(i));
    }
    return fits;
  }

  private void refuseOtherWidth(Shape shape, Execution execution) {
    int width =
        weights()
            .filter(all -> !all.isEmpty())
            .map(all -> ((Tensor) all.getFirst()).shape().size(0))
            .orElse(Shape.ANY);
    if (!execution.target().hasKeras3()
        && execution.isGraph()
        && width != Shape.ANY
        && shape.size(-1) != Shape.ANY
        && width != shape.size(-1)) {
      throw execution.error("ValueError", null);
    }
  }

  @Override
  protected Value outputFor(Shape shape, Execution execution) {
    Tensor input = made(ownType(execution), shape, List.of(), execution);
    return compute(input, Arguments.of(input), execution);
  }
}
