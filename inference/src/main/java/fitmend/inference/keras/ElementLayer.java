package fitmend.inference.keras;

import fitmend.inference.Target;
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
  protected boolean keepsSymbolicType() {
    return kind.equals("Identity") || kind.equals("Activation");
  }

  @Override
  protected boolean allowsKeyword(String name) {
    return switch (kind) {
      case "LeakyReLU" -> name.equals("alpha");
      case "BatchNormalization" ->
          !naming().isKeras3()
              && (name.startsWith("renorm")
                  || List.of("fused", "virtual_batch_size", "adjustment").contains(name));
      default -> false;
    };
  }

  @Override
  protected void configure(Signature.Bound arguments, Execution execution) {
    switch (kind) {
      case "Activation" -> Checks.activation(this, execution);
      case "Dropout" -> rate("rate", execution);
      case "GaussianDropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D" -> {
        if (execution.target().hasKeras3()) {
          rate("rate", execution);
        } else {
          doubtUnless("rate", 0, 1);
        }
      }
      case "GaussianNoise" -> {
        if (execution.target().hasKeras3()) {
          rate("stddev", execution);
        } else {
          doubtUnless("stddev", 0, 1e9);
        }
      }
      case "AlphaDropout" -> {
        if (!execution.target().hasKeras3()) {
          doubtUnless("rate", 0, 1);
        }
      }
      case "BatchNormalization" -> {
        boolean isPlain =
            setting("fused") == null || setting("fused") instanceof Constant none && none.isNone();
        if (!isPlain || isTrue("renorm")) {
          doubt();
        }
      }
      case "ELU", "ThresholdedReLU" -> {
        doubtUnless("alpha", 0, 1e9);
        doubtUnless("theta", 0, 1e9);
      }
      case "Rescaling" -> {
        if (setting("scale") instanceof Constant(String text)) {
          doubt();
        }
      }
      case "LeakyReLU" -> {
        if (setting("negative_slope") instanceof Constant slope
            && (slope.isNone() || slope.value() instanceof Double number && number < 0)
            && execution.target().hasKeras3()) {
          throw execution.error(
              "ValueError",
              "The negative_slope value of a Leaky ReLU layer cannot be None or negative value."
                  + " Expected a float. Received: negative_slope="
                  + Texts.str(slope));
        }
        if (!execution.target().hasKeras3()) {
          doubtUnless("alpha", 0, 1e9);
        }
      }
      case "ReLU" -> {
        for (String name : List.of("max_value", "negative_slope", "threshold")) {
          boolean isNone = setting(name) instanceof Constant none && none.isNone();
          if (!isNone || !name.equals("max_value")) {
            doubtUnless(name, 0, 1e9);
          }
        }
      }
      case "GroupNormalization" -> {
        if (arguments.values().values().stream()
            .anyMatch(
                value ->
                    value instanceof Constant(Long n) && n < -1
                        || value instanceof Constant(String text)
                            && !text.equals("zeros")
                            && !text.equals("ones"))) {
          doubt();
        }
      }
      default -> {}
    }
  }

  /** What is said of values that are no numbers in that range differs. */
  private void doubtUnless(String setting, double low, double high) {
    boolean isFine =
        switch (setting(setting)) {
          case null -> true;
          case Constant(Long number) -> number >= low && number <= high;
          case Constant(Double number) -> number >= low && number <= high;
          case Constant other -> false;
          default -> true;
        };
    if (!isFine) {
      doubt();
    }
  }

  private void rate(String name, Execution execution) {
    Value rate = setting(name);
    if (execution.target().hasKeras3()
        && rate instanceof Constant constant
        && !(constant.value() instanceof Number)
        && !(constant.value() instanceof Boolean)) {
      throw execution.error(
          "TypeError",
          "'<=' not supported between instances of 'int' and '" + constant.typeName() + "'");
    }
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
              "Invalid value received for argument `"
                  + name
                  + "`. Expected a float value between 0 and 1. Received: "
                  + name
                  + "="
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
      case "RMSNormalization" -> buildNormalization(input.shape(), execution);
      default -> {}
    }
  }

  private void buildNormalization(Shape shape, Execution execution) {
    Optional<Long> axis = Tensors.integer(setting("axis"));
    Optional<List<Value>> axes = Tensors.elements(setting("axis"));
    if (axes.isPresent() && axes.get().size() == 1) {
      axis = Tensors.integer(axes.get().getFirst());
    }
    if (axis.isEmpty() || isTrue("renorm") || shape.rank() == 0) {
      forgetWeights();
      return;
    }
    if (axis.get() >= shape.rank() || axis.get() < -shape.rank()) {
      boolean isGrouped = kind.equals("GroupNormalization");
      if (isGrouped) {
        forgetWeights();
        return;
      }
      boolean isIndex = execution.target().hasKeras3() || naming().isStandalone();
      throw execution.error(
          isIndex ? "IndexError" : "ValueError",
          isIndex
              ? "tuple index out of range"
              : execution.target().isGraphMode()
                  ? null
                  : "Invalid value for `axis` argument. Expected 0 <= axis < inputs.rank (with"
                      + " inputs.rank=%d). Received: axis=(%d,)"
                          .formatted(shape.rank(), axis.get()));
    }
    int width = shape.size(axis.get().intValue());
    int groups = kind.equals("GroupNormalization") ? number("groups") : -1;
    if (groups > 0 && width > 0 && (groups > width || width % groups != 0)) {
      throw execution.error(
          "ValueError",
          groups > width && execution.target().hasKeras3()
              ? "Number of groups (%d) cannot be more than the number of channels (%d)."
                  .formatted(groups, width)
              : null);
    }
    if (!kind.equals("LayerNormalization") && !kind.startsWith("RMS")) {
      expectNormalizedWidth(axis.get(), width, shape, execution);
    }
    if (!isFalse("scale")) {
      addWeight(Shape.of(width), true, execution);
    }
    if (!isFalse("center") && !kind.startsWith("RMS")) {
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
  protected Value outputFor(Shape shape, Execution execution) {
    boolean isLoose = kind.equals("Softmax") || kind.equals("UnitNormalization");
    if (isLoose && !execution.target().hasKeras3()) {
      return made(ownType(execution), shape, List.of(), execution);
    }
    boolean isChecked = kind.equals("BatchNormalization") || kind.equals("LayerNormalization");
    if (isChecked && execution.target().hasKeras3()) {
      Shape axes = Tensors.shape(setting("axis"));
      for (int axis : axes.isFull() || axes.isRanked() ? axes.sizes() : new int[0]) {
        if (axis >= shape.rank() || axis < -shape.rank()) {
          throw execution.error(
              "ValueError",
              "Axis %d is out of bounds for input shape %s. Received: axis=%s"
                  .formatted(
                      axis,
                      shape.tupleText(),
                      Tensors.elements(setting("axis")).isPresent()
                          ? java.util.Arrays.toString(axes.sizes())
                          : String.valueOf(axis)));
        }
      }
    }
    return super.outputFor(shape, execution);
  }

  @Override
  protected int leastRank(Execution execution) {
    // So that the width is looked at.
    return kind.equals("BatchNormalization") ? 0 : -1;
  }

  @Override
  protected Value compute(
      Value inputs, fitmend.inference.value.Arguments arguments, Execution execution) {
    if (kind.equals("UnitNormalization")
        && isSymbolicCall()
        && execution.target().hasKeras3()
        && inputs instanceof Tensor tensor
        && tensor.shape().isRanked()
        && Tensors.shape(setting("axis")).isRanked()
        && !hasAxes(tensor.shape())) {
      throw execution.error(
          "ValueError",
          "Axis %s is out of bounds for input shape %s."
              .formatted(
                  setting("axis") instanceof Constant(Long axis)
                      ? axis.toString()
                      : java.util.Arrays.toString(Tensors.shape(setting("axis")).sizes()),
                  tensor.shape().tupleText()));
    }
    if (!(isSymbolicCall() && execution.target().hasKeras3())
        && inputs instanceof Tensor tensor
        && !hasAxes(tensor.shape())) {
      boolean isOld = execution.target() == Target.TENSORFLOW_2_15 && isSymbolicCall();
      if (isOld && tensor.shape().isRanked() && setting("axis") instanceof Constant(Long axis)) {
        throw execution.error(kind.equals("Softmax") ? "InvalidArgumentError" : "ValueError", null);
      }
      return execution.unknown("an axis that the input may not have");
    }
    boolean isOdd =
        inputs instanceof Tensor tensor
            && (!tensor.shape().isRanked()
                || tensor.shape().rank() < leastAxes(execution)
                || !tensor.type().isFloating() && !execution.target().hasKeras3());
    boolean isAcross =
        kind.startsWith("RMS") && !Constant.of(-1L).equals(setting("axis")) && !isSymbolicCall();
    if (isAcross) {
      return execution.unknown("another axis than the last");
    }
    // A kernel that runs at once may refuse what the shape alone allows.
    return isOdd && !execution.isGraph()
        ? execution.unknown("an input of few axes or of whole numbers")
        : super.compute(inputs, arguments, execution);
  }

  /** How many axes a kernel that runs at once certainly takes. */
  private int leastAxes(Execution execution) {
    if (!execution.target().hasKeras3()) {
      return 2;
    }
    return switch (kind) {
      case "GroupNormalization", "UnitNormalization", "Softmax", "Activation" -> 2;
      case "BatchNormalization", "LayerNormalization", "RMSNormalization", "Masking", "PReLU" -> 1;
      default -> 0;
    };
  }

  private boolean hasAxes(Shape shape) {
    if (!kind.equals("Softmax") && !kind.equals("UnitNormalization")) {
      return true;
    }
    List<Value> axes = Tensors.elements(setting("axis")).orElse(List.of(setting("axis")));
    return shape.isRanked()
        && axes.stream()
            .allMatch(
                axis ->
                    axis instanceof Constant(Long at) && at < shape.rank() && at >= -shape.rank());
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
