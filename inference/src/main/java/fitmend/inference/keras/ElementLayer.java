package fitmend.inference.keras;

import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Optional;

/** Layers that leave the shape as it is: activations, dropout, noise, normalisation. */
final class ElementLayer extends UnaryLayer {
  private final String kind;

  ElementLayer(String path, Naming naming, Execution execution) {
    super(path, naming, execution);
    this.kind = name(path);
  }

  @Override
  protected boolean allowsKeyword(String name) {
    return switch (kind) {
      case "LeakyReLU" -> name.equals("alpha");
      case "BatchNormalization",
          "LayerNormalization",
          "Dropout",
          "Masking",
          "Normalization",
          "Rescaling" ->
          !kind.equals("Dropout");
      default -> false;
    };
  }

  @Override
  protected void configure(Signature.Bound arguments, Execution execution) {
    switch (kind) {
      case "Activation" -> Checks.activation(this, execution);
      case "Dropout" -> rate(execution);
      default -> {}
    }
  }

  private void rate(Execution execution) {
    Value rate = setting("rate");
    Double number =
        switch (rate) {
          case Constant(Long whole) -> whole.doubleValue();
          case Constant(Double real) -> real;
          case null, default -> null;
        };
    if (number == null || number >= 0 && number <= 1) {
      return;
    }
    String text = Texts.str(rate);
    switch (execution.target()) {
      case TENSORFLOW_2_21 ->
          throw execution.error(
              "ValueError",
              "Invalid value received for argument `rate`. Expected a float value between 0 and 1."
                  + " Received: rate="
                  + text);
      case TENSORFLOW_2_15 ->
          throw execution.error(
              "ValueError",
              "Invalid value " + text + " received for `rate`, expected a value between 0 and 1.");
      case TENSORFLOW_1_15 -> {}
    }
  }

  @Override
  protected int exactRank(Execution execution) {
    return switch (kind) {
      case "SpatialDropout1D" -> 3;
      case "SpatialDropout2D" -> 4;
      case "SpatialDropout3D" -> 5;
      default -> -1;
    };
  }

  @Override
  protected void build(Tensor input, Execution execution) {
    switch (kind) {
      case "BatchNormalization", "LayerNormalization", "GroupNormalization" ->
          buildNormalization(input.shape(), execution);
      case "PReLU" -> {
        if (setting("shared_axes") instanceof Constant none && none.isNone()) {
          addWeight(input.shape().slice(1, input.shape().rank()), true, execution);
        } else {
          forgetWeights();
        }
      }
      case "Normalization" -> forgetWeights();
      default -> {}
    }
  }

  private void buildNormalization(Shape shape, Execution execution) {
    Optional<Long> axis = Tensors.integer(setting("axis"));
    Optional<List<Value>> axes = Tensors.elements(setting("axis"));
    if (axes.isPresent() && axes.get().size() == 1) {
      axis = Tensors.integer(axes.get().getFirst());
    }
    if (axis.isEmpty() || isTrue("renorm")) {
      forgetWeights();
      return;
    }
    if (axis.get() >= shape.rank() || axis.get() < -shape.rank()) {
      boolean isGrouped = kind.equals("GroupNormalization");
      if (isGrouped) {
        forgetWeights();
        return;
      }
      throw execution.error(
          execution.target().hasKeras3() ? "IndexError" : "ValueError",
          execution.target().hasKeras3()
              ? "tuple index out of range"
              : execution.target().isGraphMode()
                  ? null
                  : "Invalid value for `axis` argument. Expected 0 <= axis < inputs.rank (with"
                      + " inputs.rank=%d). Received: axis=(%d,)"
                          .formatted(shape.rank(), axis.get()));
    }
    int width = shape.size(axis.get().intValue());
    if (!kind.equals("LayerNormalization")) {
      expectNormalizedWidth(axis.get(), width, shape, execution);
    }
    if (!isFalse("scale")) {
      addWeight(Shape.of(width), true, execution);
    }
    if (!isFalse("center")) {
      addWeight(Shape.of(width), true, execution);
    }
    if (kind.equals("BatchNormalization")) {
      addWeight(Shape.of(width), false, execution);
      addWeight(Shape.of(width), false, execution);
    }
  }

  private void expectNormalizedWidth(long axis, int width, Shape shape, Execution execution) {
    boolean isNamedFromEnd = execution.target().hasKeras3() || axis >= 0;
    expectWidth(isNamedFromEnd ? axis : axis + shape.rank(), width);
  }

  @Override
  protected int leastRank(Execution execution) {
    // So that the width is looked at.
    return kind.equals("BatchNormalization") ? 0 : -1;
  }

  @Override
  protected Shape shape(Tensor input, Execution execution) {
    return input.shape();
  }

  @Override
  protected DataType type(Tensor input, Execution execution) {
    return switch (kind) {
      case "Activation", "Dropout", "Masking", "Identity", "ActivityRegularization" -> {
        boolean isPlain = input.type().isFloating() || !kind.equals("Activation");
        yield isPlain ? input.type() : DataType.UNKNOWN;
      }
      case "BatchNormalization", "LayerNormalization", "Rescaling" -> weighted(input, execution);
      default -> input.type().isFloating() ? input.type() : DataType.UNKNOWN;
    };
  }
}
