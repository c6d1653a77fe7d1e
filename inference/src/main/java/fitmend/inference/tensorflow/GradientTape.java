package fitmend.inference.tensorflow;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.tensor.Structures;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code tf.GradientTape}: its gradients have the shapes of what they are for, or are None where
 * certainly nothing connects that with the target.
 */
final class GradientTape extends LibraryObject {
  private static final String USED = "used";
  private static final String ENTERED = "entered";
  private static final String WATCHED = "watched";

  private final boolean isPersistent;

  GradientTape(Arguments arguments, Execution execution) {
    super("tensorflow.GradientTape", execution);
    Value persistent =
        arguments.positional().isEmpty()
            ? arguments.keywords().get("persistent")
            : arguments.positional().getFirst();
    this.isPersistent =
        arguments.isOpen() || persistent != null && !Constant.FALSE.equals(persistent);
    slots().put(WATCHED, Tuple.of());
  }

  @Override
  protected boolean hasMethod(String name) {
    return switch (name) {
      case "gradient",
          "watch",
          "jacobian",
          "batch_jacobian",
          "reset",
          "stop_recording",
          "watched_variables",
          "__enter__",
          "__exit__" ->
          true;
      default -> false;
    };
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    return switch (name) {
      case "gradient" -> {
        Value sources =
            arguments.positional().size() > 1
                ? arguments.positional().get(1)
                : arguments.keywords().get("sources");
        Value target =
            arguments.positional().isEmpty()
                ? arguments.keywords().get("target")
                : arguments.positional().getFirst();
        if (sources == null || target == null || arguments.isOpen()) {
          yield execution.unknown("what the gradients are for");
        }
        requireReady(target, execution);
        if (!(target instanceof Tensor)) {
          yield execution.unknown("the target of gradients");
        }
        boolean isZero =
            arguments.positional().size() > 3
                || arguments.keywords().containsKey("unconnected_gradients");
        yield gradients(target, sources, isZero, execution);
      }
      case "watch" -> {
        if (slots().get(WATCHED) instanceof Tuple(List<Value> before)) {
          List<Value> all = new ArrayList<>(before);
          all.addAll(arguments.all());
          slots().put(WATCHED, new Tuple(all));
        }
        yield Constant.NONE;
      }
      case "reset" -> {
        slots().put(USED, null);
        yield Constant.NONE;
      }
      case "__exit__" -> Constant.NONE;
      case "__enter__" -> {
        slots().put(ENTERED, Constant.TRUE);
        yield self();
      }
      default -> execution.unknown(name);
    };
  }

  private void requireReady(Value target, Execution execution) {
    if (!isPersistent) {
      if (slots().get(USED) == Constant.TRUE || slots().get(ENTERED) == null) {
        throw execution.error(
            "RuntimeError",
            "A non-persistent GradientTape can only be used to compute one set of gradients (or"
                + " jacobians)");
      }
      slots().put(USED, Constant.TRUE);
    }
    if (target instanceof Tensor tensor
        && tensor.holder() == Tensor.Holder.NUMPY
        && tensor.shape().isRanked()
        && tensor.shape().rank() > 0) {
      throw execution.error("AttributeError", "'numpy.ndarray' object has no attribute '_id'");
    }
  }

  private Value gradients(Value target, Value sources, boolean isZero, Execution execution) {
    return Structures.map(
        sources,
        source -> {
          if (!(source instanceof Tensor tensor) || tensor.type() == DataType.UNKNOWN) {
            return execution.unknown("gradients");
          }
          if (!isZero && isUnconnected(target, tensor)) {
            return Constant.NONE;
          }
          Step step = new Step("tensorflow.GradientTape.gradient", execution);
          step.takes(tensor);
          return tensor.type().isFloating()
              ? step.made(tensor.type(), tensor.shape())
              : execution.unknown("the gradient of what is no float");
        },
        execution);
  }

  /** Whether the tape certainly saw nothing that leads from the source to the target. */
  private boolean isUnconnected(Value target, Tensor source) {
    boolean isWhole =
        target instanceof Tensor tensor && !tensor.type().isFloating() && !isCast(tensor);
    boolean isUnwatched = slots().get(WATCHED) instanceof Tuple(List<Value> all) && all.isEmpty();
    return isWhole || isUnwatched && source.holder() == Tensor.Holder.EAGER && isConstant(source);
  }

  private static boolean isCast(Tensor tensor) {
    return tensor.type() == DataType.UNKNOWN
        || tensor.type().isComplex()
        || tensor.origin() == null
        || tensor.origin().inputs().stream().anyMatch(input -> !input.type().isFloating());
  }

  private static boolean isConstant(Tensor source) {
    return source.origin() != null
        && isMade(source)
        && source.origin().inputs().stream()
            .allMatch(input -> input.holder() == Tensor.Holder.NUMPY || isConstant(input));
  }

  private static boolean isMade(Tensor source) {
    return switch (source.origin().operation()) {
      case "tensorflow.constant",
          "tensorflow.ones",
          "tensorflow.zeros",
          "tensorflow.random.normal",
          "tensorflow.random.uniform",
          "tensorflow.convert_to_tensor",
          "tensorflow.range",
          "tensorflow.linspace" ->
          true;
      default -> false;
    };
  }
}
