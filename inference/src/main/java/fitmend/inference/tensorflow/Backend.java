package fitmend.inference.tensorflow;

import fitmend.inference.library.PublicNames;
import fitmend.inference.library.Signature;
import fitmend.inference.tensor.TensorShape;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** {@code keras.backend}: functions of TensorFlow under the names that Keras gave them. */
final class Backend {
  private final Execution run;

  private Backend(Execution run) {
    this.run = run;
  }

  /** The result; null when the function is not here. */
  static Value call(String path, Arguments arguments, Execution run) {
    String name = path.substring(path.lastIndexOf('.') + 1);
    Optional<Signature> signature = PublicNames.of(run.target()).signature(path);
    if (signature.isEmpty() || arguments.isOpen()) {
      return null;
    }
    Signature.Bound given = signature.get().bind(arguments, run);
    return new Backend(run).call(name, new ArrayList<>(given.values().values()), given);
  }

  private Value call(String name, List<Value> all, Signature.Bound given) {
    Value x = all.isEmpty() ? null : all.getFirst();
    switch (name) {
      case "mean", "std", "var" -> requireMember(x, "base_dtype");
      case "ndim" -> requireMember(x, "rank");
      default -> {}
    }
    String same = same(name);
    if (same != null) {
      return function(same, all.toArray(Value[]::new));
    }
    return switch (name) {
      case "mean", "sum", "prod", "max", "min", "logsumexp" ->
          function("reduce_" + name, x, given.get("axis"), given.get("keepdims"));
      case "std", "var" ->
          function(
              name.equals("std") ? "math.reduce_std" : "math.reduce_variance",
              x,
              given.get("axis"),
              given.get("keepdims"));
      case "all", "any" ->
          function(
              "reduce_" + name,
              function("cast", x, new Reference("tensorflow.bool")),
              given.get("axis"),
              given.get("keepdims"));
      case "flatten" -> function("reshape", x, list(-1));
      case "batch_flatten" -> flattened(x);
      case "epsilon" -> Constant.of(1e-7);
      case "int_shape" -> shape(x);
      case "ndim" ->
          x instanceof Tensor tensor && tensor.shape().isRanked()
              ? Constant.of(tensor.shape().rank())
              : run.unknown("the rank of a tensor");
      case "shape" -> function("shape", x);
      case "eval", "get_value" -> value(x);
      case "batch_get_value" ->
          Tensors.elements(x).isPresent()
              ? new fitmend.inference.value.ListValue(
                  run.journal(), Tensors.elements(x).get().stream().map(this::value).toList())
              : run.unknown("values of variables");
      case "set_value" -> Constant.NONE;
      case "variable" -> variable(x, given);
      case "zeros", "ones" -> filled(name, x, given);
      case "constant" -> constant(x, given);
      case "binary_crossentropy" -> crossed(given, false);
      case "categorical_crossentropy" -> crossed(given, true);
      case "count_params" -> {
        long count = x instanceof Tensor tensor ? tensor.shape().count() : -1;
        yield count < 0 ? run.unknown("a number of elements") : Constant.of(count);
      }
      case "stop_gradient", "identity" -> function(name, x);
      case "hard_sigmoid", "dropout" -> floats(x);
      default -> null;
    };
  }

  /** The functions of old ask types and shapes for what only those of TensorFlow have. */
  private void requireMember(Value value, String member) {
    if (!(value instanceof Tensor tensor)
        || tensor.holder() != Holder.NUMPY && tensor.holder() != Holder.KERAS) {
      return;
    }
    boolean isArray = tensor.holder() == Holder.NUMPY;
    if (!run.target().hasKeras3()) {
      if (isArray) {
        throw new NotKnown("an array in a function of Keras 2");
      }
      return;
    }
    String type = tensor.type().text();
    String owner =
        member.equals("rank")
            ? "tuple"
            : isArray
                ? "numpy.dtypes."
                    + type.substring(0, 1).toUpperCase(Locale.ROOT)
                    + type.substring(1)
                    + "DType"
                : "str";
    throw run.error("AttributeError", "'" + owner + "' object has no attribute '" + member + "'");
  }

  /** The function of TensorFlow that takes the same arguments in the same order. */
  private static String same(String name) {
    return switch (name) {
      case "abs",
          "square",
          "exp",
          "round",
          "sign",
          "sin",
          "cos",
          "sigmoid",
          "tanh",
          "equal",
          "not_equal",
          "greater",
          "greater_equal",
          "less",
          "less_equal",
          "maximum",
          "minimum",
          "pow",
          "cast",
          "argmax",
          "argmin",
          "cumsum",
          "expand_dims",
          "squeeze",
          "stack",
          "reshape",
          "transpose",
          "tile",
          "gather",
          "zeros_like",
          "ones_like" ->
          name;
      case "log" -> "math.log";
      case "clip" -> "clip_by_value";
      case "permute_dimensions" -> "transpose";
      case "softplus" -> "math.softplus";
      case "softsign" -> "nn.softsign";
      case "one_hot" -> "one_hot";
      case "dot", "relu", "softmax", "elu", "sqrt", "concatenate" -> null;
      default -> null;
    };
  }

  private Value function(String name, Value... arguments) {
    return run.call(new Reference("tensorflow." + name), Arguments.of(arguments));
  }

  private Value list(long... numbers) {
    return new fitmend.inference.value.ListValue(
        run.journal(),
        IntStream.range(0, numbers.length).<Value>mapToObj(i -> Constant.of(numbers[i])).toList());
  }

  private Step step(String name) {
    return new Step("keras.backend." + name, run);
  }

  private Value floats(Value value) {
    Step step = step("hard_sigmoid");
    Tensor x = step.tensor(value);
    if (!x.type().isFloating()) {
      throw new NotKnown("numbers that are no floats");
    }
    return step.made(x.type(), x.shape());
  }

  private Value flattened(Value value) {
    Step step = step("batch_flatten");
    Tensor x = step.tensor(value);
    if (!x.shape().isRanked() || x.shape().rank() < 1) {
      throw new NotKnown("the rank of a tensor");
    }
    if (run.target().isGraphMode()) {
      return step.made(x.type(), Shape.ofRank(2));
    }
    long count = x.shape().slice(1, x.shape().rank()).count();
    return step.made(x.type(), Shape.of(x.shape().size(0), count < 0 ? Shape.ANY : (int) count));
  }

  /** Keras 2.3 computes sizes with NumPy there, which gives integers of its own. */
  private boolean isOfNumpy(Tensor tensor) {
    return run.target().isGraphMode()
        && tensor.origin() != null
        && switch (tensor.origin().operation()) {
          case "keras.layers.Flatten", "keras.layers.Reshape" -> true;
          default -> false;
        };
  }

  private Value shape(Value value) {
    return switch (value) {
      case Tensor tensor when isOfNumpy(tensor) -> run.unknown("sizes that NumPy computed");
      case Tensor tensor when tensor.shape().isRanked() ->
          new Tuple(
              IntStream.of(tensor.shape().sizes())
                  .<Value>mapToObj(
                      size ->
                          size == Shape.ANY
                              ? tensor.holder() == Holder.KERAS
                                  ? Constant.NONE
                                  : run.unknown("a size")
                              : Constant.of(size))
                  .toList());
      case TensorShape shape -> new Tuple(shape.sizes());
      default -> run.unknown("the shape of a tensor");
    };
  }

  private Value value(Value value) {
    if (!(value instanceof Tensor tensor)
        || tensor.holder() != Holder.EAGER && tensor.holder() != Holder.VARIABLE
        || tensor.type() == DataType.STRING) {
      return value instanceof Tensor array && array.holder() == Holder.NUMPY
          ? array
          : run.unknown("the value of a tensor");
    }
    return Tensors.made(
            Holder.NUMPY,
            tensor.type(),
            tensor.shape(),
            "keras.backend.get_value",
            List.of(tensor),
            run)
        .withLabels(tensor.labels());
  }

  private Value variable(Value value, Signature.Bound given) {
    if (run.target().isGraphMode()) {
      throw new NotKnown("a variable of a graph");
    }
    DataType type = TensorTypes.read(given.get("dtype"));
    Tensor initial = step("variable").tensor(value, type == null ? DataType.FLOAT32 : type, null);
    return Tensors.made(
        Holder.VARIABLE, initial.type(), initial.shape(), "keras.backend.variable", List.of(), run);
  }

  private Value filled(String name, Value value, Signature.Bound given) {
    if (run.target().isGraphMode()) {
      throw new NotKnown("a variable of a graph");
    }
    DataType type = TensorTypes.read(given.get("dtype"));
    Shape shape = Tensors.shape(value);
    if (!shape.isFull()) {
      throw new NotKnown("a shape");
    }
    return Tensors.made(
        Holder.VARIABLE,
        type == null ? DataType.FLOAT32 : type,
        shape,
        "keras.backend." + name,
        List.of(),
        run);
  }

  private Value constant(Value value, Signature.Bound given) {
    Value type = given.get("dtype");
    Value wanted = Shaping.isNone(type) ? Constant.of("float32") : type;
    return function("constant", value, wanted, given.get("shape"));
  }

  private Value crossed(Signature.Bound given, boolean isReduced) {
    Step step = step("crossentropy");
    Tensor target = step.tensor(given.get("target"));
    Tensor output = step.tensor(given.get("output"));
    boolean isSame =
        target.type() == output.type()
            && output.type().isFloating()
            && target.shape().isRanked()
            && target.shape().equals(output.shape())
            && target.shape().rank() > 0;
    if (!isSame || given.values().containsKey("axis") && given.isGiven("axis")) {
      throw new NotKnown("targets and outputs");
    }
    int rank = output.shape().rank();
    return step.made(output.type(), isReduced ? output.shape().remove(rank - 1) : output.shape());
  }
}
