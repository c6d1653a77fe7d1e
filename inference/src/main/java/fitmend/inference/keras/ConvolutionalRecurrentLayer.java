package fitmend.inference.keras;

import fitmend.inference.library.Signature;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;

/** {@code ConvLSTM1D}, {@code ConvLSTM2D}, {@code ConvLSTM3D}: an LSTM with convolutions inside. */
final class ConvolutionalRecurrentLayer extends Layer {
  private final int rank;

  ConvolutionalRecurrentLayer(String path, Naming naming, Execution execution) {
    super(path, naming, execution);
    this.rank = path.charAt(path.length() - 2) - '0';
  }

  @Override
  protected void configure(Signature.Bound arguments, Execution execution) {
    for (String name : List.of("kernel_size", "strides", "dilation_rate")) {
      Checks.sizes(this, name, rank, 1, false, execution);
    }
    Checks.dataFormat(this, execution);
    Checks.activation(this, execution);
    String padding = Checks.padding(this);
    if (padding != null && !padding.equals("same") && !padding.equals("valid")) {
      throw execution.error(
          "ValueError",
          execution.target().hasKeras3()
              ? "The `padding` argument must be a list/tuple or one of {'same', 'valid'}. Received:"
                  + " "
                  + padding
              : execution.target().isGraphMode()
                  ? null
                  : "The `padding` argument must be a list/tuple or one of \"valid\", \"same\" (or"
                      + " \"causal\", only for `Conv1D). Received: "
                      + padding);
    }
    if (number("filters") == 0) {
      doubt();
    }
  }

  @Override
  protected int exactRank(Execution execution) {
    return rank + 3;
  }

  private int[] sizes(String setting, Execution execution) {
    return Checks.sizes(this, setting, rank, 1, false, execution);
  }

  @Override
  protected void build(Value inputs, Execution execution) {
    if (!(inputs instanceof Tensor tensor) || !tensor.shape().isRanked()) {
      forgetWeights();
      return;
    }
    int channels = tensor.shape().size(Checks.isChannelsLast(this) ? -1 : 2);
    int filters = number("filters");
    int gates = filters < 0 ? Shape.ANY : 4 * filters;
    Shape kernel = Shape.of(sizes("kernel_size", execution));
    addWeight(kernel.concat(Shape.of(channels, gates)), true, execution);
    addWeight(kernel.concat(Shape.of(filters, gates)), true, execution);
    if (!isFalse("use_bias")) {
      addWeight(Shape.of(gates), true, execution);
    }
  }

  @Override
  protected Value compute(Value inputs, Arguments arguments, Execution execution) {
    if (!(inputs instanceof Tensor tensor)
        || !tensor.shape().isRanked()
        || arguments.all().size() > 1
        || execution.truth(setting("return_sequences")).isEmpty()
        || execution.truth(setting("return_state")).isEmpty()) {
      return execution.unknown("inputs of " + typeName());
    }
    Shape one = tensor.shape().remove(1);
    boolean isLast = Checks.isChannelsLast(this);
    int[] kernel = sizes("kernel_size", execution);
    int[] strides = sizes("strides", execution);
    int[] dilation = sizes("dilation_rate", execution);
    Shape after = one.with(isLast ? -1 : 1, number("filters"));
    for (int i = 0; i < rank; i++) {
      int axis = (isLast ? 1 : 2) + i;
      int places =
          Windows.count(one.size(axis), kernel[i], strides[i], dilation[i], Checks.padding(this));
      if (places == Windows.NONE && !execution.target().hasKeras3() && !execution.isGraph()) {
        // A kernel that runs at once gives an empty result where the window is one too large.
        return execution.unknown("a window that is too large");
      }
      if (places == Windows.NONE) {
        throw execution.error(
            "ValueError",
            execution.target().hasKeras3()
                ? ConvolutionLayer.tooSmallText(
                    one,
                    Shape.of(kernel).concat(Shape.of(one.size(isLast ? -1 : 1), number("filters"))),
                    dilation,
                    strides,
                    Checks.padding(this))
                : null);
      }
      after = after.with(axis, places);
    }
    boolean isSequence = execution.truth(setting("return_sequences")).get();
    Shape output = isSequence ? after.insert(1, tensor.shape().size(1)) : after;
    List<Value> all = new ArrayList<>();
    all.add(made(tensor.type(), output, List.of(tensor), execution));
    if (!execution.truth(setting("return_state")).get()) {
      return all.getFirst();
    }
    all.add(made(tensor.type(), after, List.of(tensor), execution));
    all.add(made(tensor.type(), after, List.of(tensor), execution));
    return execution.target().hasKeras3()
        ? new Tuple(List.copyOf(all))
        : new ListValue(execution.journal(), all);
  }
}
