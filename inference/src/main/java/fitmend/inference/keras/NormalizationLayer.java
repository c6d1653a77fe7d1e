package fitmend.inference.keras;

import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code Normalization}: mean and variance are given, or learnt by {@code adapt}. */
final class NormalizationLayer extends UnaryLayer {
  private static final String ADAPTED = "shape of the data it learnt from";

  NormalizationLayer(String path, Naming naming, Execution execution) {
    super(path, naming, execution);
  }

  @Override
  protected boolean keepsSymbolicType() {
    return false;
  }

  @Override
  protected void configure(Signature.Bound arguments, Execution execution) {
    if (isNone("mean") != isNone("variance")) {
      throw execution.error(
          "ValueError",
          execution.target().isGraphMode()
              ? null
              : (execution.target().hasKeras3()
                      ? "When setting values directly, both `mean` and `variance` must be set."
                          + " Received: mean=%s and variance=%s"
                      : "When setting values directly, both `mean` and `variance` must be set. Got"
                          + " mean: %s and variance: %s")
                  .formatted(Texts.str(setting("mean")), Texts.str(setting("variance"))));
    }
  }

  private boolean isNone(String name) {
    return setting(name) == null || setting(name) instanceof Constant none && none.isNone();
  }

  /** The axes with numbers of their own; empty when they are not known. */
  private Optional<int[]> axes(int rank) {
    if (isNone("axis")) {
      return Optional.of(new int[0]);
    }
    Shape axes = Tensors.shape(setting("axis"));
    List<Value> written = Tensors.elements(setting("axis")).orElse(List.of(setting("axis")));
    int[] found = new int[written.size()];
    for (int i = 0; i < found.length; i++) {
      Optional<Long> axis = Tensors.integer(written.get(i));
      if (axis.isEmpty() || axis.get() >= rank || axis.get() < -rank) {
        return Optional.empty();
      }
      found[i] = (int) (axis.get() < 0 ? axis.get() + rank : axis.get());
    }
    return axes.isRanked() ? Optional.of(found) : Optional.empty();
  }

  @Override
  protected void build(Tensor input, Execution execution) {
    Optional<int[]> axes = axes(input.shape().rank());
    if (axes.isEmpty()) {
      forgetWeights();
      return;
    }
    if (!isNone("mean")) {
      return;
    }
    List<Integer> sizes = new ArrayList<>();
    for (int axis : axes.get()) {
      sizes.add(input.shape().size(axis));
    }
    Shape shape = Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
    addWeight(shape, false, execution);
    addWeight(shape, false, execution);
    addWeight(Shape.SCALAR, false, execution);
  }

  @Override
  protected boolean hasMethod(String name) {
    return name.equals("adapt") || super.hasMethod(name);
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    if (!name.equals("adapt")) {
      return super.method(name, arguments, execution);
    }
    Value data = arguments.all().isEmpty() ? execution.unknown("data") : arguments.all().getFirst();
    boolean isKnown =
        data instanceof Tensor tensor && tensor.shape().isRanked() && tensor.shape().rank() > 1;
    set(ADAPTED, isKnown ? data : execution.unknown("data"));
    if (isKnown && isNotBuilt()) {
      build((Tensor) data, execution);
      setBuilt();
    } else if (isNotBuilt()) {
      forgetWeights();
    }
    return Constant.NONE;
  }

  @Override
  protected Value compute(Value inputs, Arguments arguments, Execution execution) {
    boolean isLearnt = setting(ADAPTED) != null;
    boolean fits =
        setting(ADAPTED) instanceof Tensor data
            && inputs instanceof Tensor input
            && input.shape().isRanked()
            && input.shape().rank() == data.shape().rank()
            && axes(data.shape().rank()).filter(axes -> agree(axes, data, input)).isPresent();
    boolean isRow =
        inputs instanceof Tensor tensor && tensor.shape().isRanked() && tensor.shape().rank() > 1;
    boolean isAsked = isSymbolicCall() && execution.target().hasKeras3();
    return (isLearnt && !fits || !isRow) && !isAsked
        ? execution.unknown("input of Normalization")
        : super.compute(inputs, arguments, execution);
  }

  private static boolean agree(int[] axes, Tensor data, Tensor input) {
    for (int axis : axes) {
      if (data.shape().size(axis) < 0 || data.shape().size(axis) != input.shape().size(axis)) {
        return false;
      }
    }
    return true;
  }

  @Override
  protected Shape shape(Tensor input, Execution execution) {
    return input.shape();
  }

  @Override
  protected DataType type(Tensor input, Execution execution) {
    return ownType(execution);
  }
}
