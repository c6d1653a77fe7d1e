package fitmend.inference.keras;

import fitmend.inference.library.Signature;
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

/** {@code LSTM}, {@code GRU}, {@code SimpleRNN}: a state carried along the steps of a sequence. */
final class RecurrentLayer extends Layer {
  private final String kind;

  RecurrentLayer(String path, Naming naming, Execution execution) {
    super(path, naming, execution);
    this.kind = name(path);
  }

  /** Another one with the same settings, as {@code Bidirectional} makes it. */
  RecurrentLayer copy(Execution execution) {
    RecurrentLayer copy = new RecurrentLayer(path(), naming(), execution);
    copy.construct(Arguments.of(setting("units")).with("name", Constant.of("backward")), execution);
    for (String name : List.of("use_bias", "return_sequences", "return_state", "reset_after")) {
      if (setting(name) != null) {
        copy.set(name, setting(name));
      }
    }
    return copy;
  }

  @Override
  protected boolean allowsKeyword(String name) {
    return switch (name) {
      case "implementation" -> true;
      case "time_major", "zero_output_for_mask", "input_length" -> !naming().isKeras3();
      default -> false;
    };
  }

  @Override
  protected void configure(Signature.Bound arguments, Execution execution) {
    Checks.recurrentUnits(this, execution);
    if (setting("units") instanceof Constant(Double units)) {
      doubt();
    }
    Checks.activation(this, execution);
  }

  @Override
  protected int exactRank(Execution execution) {
    return 3;
  }

  private int states() {
    return kind.endsWith("LSTM") ? 2 : 1;
  }

  @Override
  protected void build(Value inputs, Execution execution) {
    if (!(inputs instanceof Tensor tensor)
        || !tensor.shape().isRanked()
        || tensor.shape().rank() != 3
        || number("units") < 0) {
      forgetWeights();
      return;
    }
    int width = tensor.shape().size(-1);
    int units = number("units");
    int gates = kind.endsWith("LSTM") ? 4 : kind.endsWith("GRU") ? 3 : 1;
    addWeight(Shape.of(width, gates * units), true, execution);
    addWeight(Shape.of(units, gates * units), true, execution);
    if (kind.startsWith("CuDNN")) {
      addWeight(Shape.of(2 * gates * units), true, execution);
    } else if (!isFalse("use_bias")) {
      boolean isDouble = kind.equals("GRU") && isTrue("reset_after");
      addWeight(isDouble ? Shape.of(2, gates * units) : Shape.of(gates * units), true, execution);
    }
  }

  @Override
  protected Value compute(Value inputs, Arguments arguments, Execution execution) {
    if (!(inputs instanceof Tensor tensor)) {
      return execution.unknown("inputs of " + typeName());
    }
    DataType type = execution.target().isGraphMode() ? tensor.type() : ownType(execution);
    int units = number("units");
    boolean isOdd = arguments.all().size() > 1 || !tensor.type().isFloating();
    if (isOdd && !execution.isGraph() || isTrue("time_major")) {
      return execution.unknown("a recurrent layer with states or whole numbers");
    }
    if (!tensor.shape().isRanked()
        || !(isTrue("return_sequences") || isFalse("return_sequences"))
        || !(isTrue("return_state") || isFalse("return_state"))) {
      return execution.unknown("what a recurrent layer returns");
    }
    refuseOtherWidth(tensor.shape(), execution);
    int batch = tensor.shape().size(0);
    Shape last = Shape.of(batch, units);
    Tensor output =
        made(
            type,
            isTrue("return_sequences") ? Shape.of(batch, tensor.shape().size(1), units) : last,
            List.of(tensor),
            execution);
    if (isFalse("return_state")) {
      return output;
    }
    List<Value> all = new ArrayList<>();
    all.add(output);
    for (int i = 0; i < states(); i++) {
      all.add(made(type, last, List.of(tensor), execution));
    }
    return execution.target().hasKeras3()
        ? new Tuple(List.copyOf(all))
        : new ListValue(execution.journal(), all);
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
}
