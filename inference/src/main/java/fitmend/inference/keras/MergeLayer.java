package fitmend.inference.keras;

import fitmend.inference.Target;
import fitmend.inference.tensor.Structures;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Optional;

/** Layers that bring several tensors together: {@code Add}, {@code Concatenate}, {@code Dot}. */
final class MergeLayer extends Layer {
  private final String kind;

  MergeLayer(String path, Naming naming, Execution execution) {
    super(path, naming, execution);
    this.kind = name(path);
  }

  @Override
  protected boolean keepsSymbolicType() {
    return false;
  }

  @Override
  protected void build(Value inputs, Execution execution) {
    boolean isLater = execution.target().hasKeras3() && hasNoAxis(inputs);
    if (!execution.target().isGraphMode() && !isLater) {
      compute(inputs, Arguments.of(inputs), execution);
    }
  }

  /** Whether the inputs have no axis to put them together along: Keras 3 sees that in the call. */
  private boolean hasNoAxis(Value inputs) {
    Optional<Long> axis = Tensors.integer(setting("axis"));
    List<Shape> shapes = Structures.tensors(inputs).stream().map(Tensor::shape).toList();
    return axis.isPresent()
        && shapes.stream().allMatch(Shape::isRanked)
        && shapes.stream().anyMatch(shape -> isOutside(axis.get(), shape.rank()))
        && shapes.stream().mapToInt(Shape::rank).distinct().count() == 1;
  }

  @Override
  protected void refuse(Arguments arguments, boolean isSymbolic, Execution execution) {
    if (!isSymbolic || !execution.target().hasKeras3()) {
      return;
    }
    List<Tensor> tensors = Structures.tensors(arguments.all().getFirst());
    if (tensors.getFirst().holder() != Tensor.Holder.KERAS) {
      boolean isConcatenated = kind.equals("Concatenate");
      throw execution.error(
          isConcatenated ? "ValueError" : "AttributeError",
          isConcatenated
              ? null
              : "'tensorflow.python.framework.ops.EagerTensor' object has no attribute 'sparse'");
    }
  }

  @Override
  protected Value compute(Value inputs, Arguments arguments, Execution execution) {
    Optional<List<Value>> elements = Tensors.elements(inputs);
    if (arguments.positional().size() > 1) {
      return execution.unknown("more than one argument");
    }
    if (inputs instanceof Tensor tensor) {
      throw execution.error("ValueError", notList(tensor.shape(), execution));
    }
    if (!execution.isGraph() && kind.equals("Dot")) {
      return execution.unknown("a product of arrays");
    }
    if (elements.isEmpty() || !elements.get().stream().allMatch(Tensor.class::isInstance)) {
      return execution.unknown("inputs of " + kind);
    }
    List<Tensor> tensors = elements.get().stream().map(Tensor.class::cast).toList();
    if (execution.target().isGraphMode() && tensors.size() < 2) {
      throw execution.error("ValueError", null);
    }
    if (tensors.stream().anyMatch(each -> !each.shape().isRanked())) {
      return made(type(tensors), Shape.UNKNOWN, tensors, execution);
    }
    if (kind.equals("Subtract") && tensors.size() != 2) {
      throw execution.error(
          "ValueError",
          "A `Subtract` layer should be called on exactly 2 inputs. Received: input_shape="
              + texts(tensors));
    }
    Shape shape =
        switch (kind) {
          case "Concatenate" -> concatenated(tensors, execution);
          case "Dot" -> multiplied(tensors, execution);
          default -> broadcast(tensors, execution);
        };
    return made(type(tensors), shape, tensors, execution);
  }

  private String notList(Shape shape, Execution execution) {
    if (execution.target().isGraphMode()) {
      return null;
    }
    return switch (kind) {
      case "Concatenate" ->
          "A `Concatenate` layer should be called on a list of at least 1 input. Received:"
              + " input_shape="
              + shape.tupleText();
      case "Subtract", "Dot" -> null;
      default ->
          "A merge layer should be called on a list of inputs. Received: input_shape="
              + shape.tupleText()
              + " (not a list of shapes)";
    };
  }

  private static String texts(List<Tensor> tensors) {
    return "["
        + String.join(", ", tensors.stream().map(each -> each.shape().tupleText()).toList())
        + "]";
  }

  private static DataType type(List<Tensor> tensors) {
    DataType first = tensors.getFirst().type();
    return tensors.stream().allMatch(each -> each.type() == first) ? first : DataType.UNKNOWN;
  }

  private static Shape broadcast(List<Tensor> tensors, Execution execution) {
    int batch = Shape.ANY;
    Shape common = null;
    for (Tensor tensor : tensors) {
      Shape shape = tensor.shape();
      if (shape.rank() == 0) {
        return Shape.UNKNOWN;
      }
      int size = shape.size(0);
      if (batch >= 0 && size >= 0 && batch != size) {
        return Shape.UNKNOWN;
      }
      batch = Math.max(batch, size);
      Shape inner = shape.slice(1, shape.rank());
      common = common == null ? inner : broadcast(common, inner, execution);
    }
    return Shape.of(batch).concat(common);
  }

  private static Shape broadcast(Shape one, Shape other, Execution execution) {
    Shape longer = one.rank() < other.rank() ? other : one;
    Shape shorter = one.rank() < other.rank() ? one : other;
    int[] sizes = longer.sizes();
    for (int i = 1; i <= shorter.rank(); i++) {
      int left = longer.size(-i);
      int right = shorter.size(-i);
      if (left == Shape.ANY || right == Shape.ANY) {
        sizes[sizes.length - i] = Shape.ANY;
      } else if (left == 1) {
        sizes[sizes.length - i] = right;
      } else if (right != 1 && left != right) {
        throw execution.error(
            "ValueError",
            execution.target().isGraphMode()
                ? null
                : "Inputs have incompatible shapes. Received shapes %s and %s"
                    .formatted(longer.tupleText(), shorter.tupleText()));
      }
    }
    return Shape.of(sizes);
  }

  private Shape concatenated(List<Tensor> tensors, Execution execution) {
    Optional<Long> axis = Tensors.integer(setting("axis"));
    Shape first = tensors.getFirst().shape();
    if (axis.isEmpty()) {
      return Shape.UNKNOWN;
    }
    boolean hasNoAxis =
        tensors.stream().anyMatch(each -> isOutside(axis.get(), each.shape().rank()));
    if (hasNoAxis && execution.target() == Target.TENSORFLOW_2_15 && execution.isGraph()) {
      throw execution.error("IndexError", "list assignment index out of range");
    }
    boolean isSameRank = tensors.stream().allMatch(each -> each.shape().rank() == first.rank());
    int at = axis.get().intValue();
    if (at >= first.rank() || at < -first.rank()) {
      if (!execution.isGraph() || !isSameRank) {
        return Shape.UNKNOWN;
      }
      throw execution.error(
          "IndexError", execution.target().hasKeras3() ? "list index out of range" : null);
    }
    int total = 0;
    Shape rest = first.rank() == 0 || !isSameRank ? first : first.with(at, Shape.ANY);
    for (Tensor each : tensors) {
      Shape shape = each.shape();
      if (!isSameRank || !rest.isCompatible(shape.with(at, Shape.ANY))) {
        throw execution.error(
            "ValueError",
            execution.target().isGraphMode()
                ? null
                : "A `Concatenate` layer requires inputs with matching shapes except for the"
                    + " concatenation axis. Received: input_shape="
                    + texts(tensors));
      }
      total = total < 0 || shape.size(at) < 0 ? Shape.ANY : total + shape.size(at);
      for (int i = 0; i < rest.rank(); i++) {
        rest = shape.with(at, Shape.ANY).size(i) < 0 ? rest.with(i, Shape.ANY) : rest;
      }
    }
    return rest.with(at, total);
  }

  private static boolean isOutside(long axis, int rank) {
    return axis >= rank || axis < -rank;
  }

  private Shape multiplied(List<Tensor> tensors, Execution execution) {
    if (tensors.size() != 2) {
      throw execution.error("ValueError", null);
    }
    Shape left = tensors.get(0).shape();
    Shape right = tensors.get(1).shape();
    Optional<Long> both = Tensors.integer(setting("axes"));
    Shape pair = Tensors.shape(setting("axes"));
    if (both.isEmpty() && (!pair.isFull() || pair.rank() != 2)) {
      return Shape.UNKNOWN;
    }
    int leftAxis = axis(both.isPresent() ? both.get().intValue() : pair.size(0), left);
    int rightAxis = axis(both.isPresent() ? both.get().intValue() : pair.size(1), right);
    if (leftAxis <= 0 || rightAxis <= 0) {
      return Shape.UNKNOWN;
    }
    int leftSize = left.size(leftAxis);
    int rightSize = right.size(rightAxis);
    if (leftSize >= 0 && rightSize >= 0 && leftSize != rightSize) {
      throw execution.error(
          "ValueError",
          execution.target().isGraphMode()
              ? null
              : "Incompatible input shapes: axis values %d (at axis %d) != %d (at axis %d). Full input shapes: %s, %s"
                  .formatted(
                      leftSize,
                      leftAxis,
                      rightSize,
                      rightAxis,
                      left.tupleText(),
                      right.tupleText()));
    }
    Shape result = left.remove(leftAxis).concat(right.remove(rightAxis).remove(0));
    return result.rank() == 1 ? result.concat(Shape.of(1)) : result;
  }

  private static int axis(int axis, Shape shape) {
    int at = axis < 0 ? axis + shape.rank() : axis;
    return at < shape.rank() ? at : -1;
  }
}
