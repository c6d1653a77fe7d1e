package fitmend.inference.tensorflow;

import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Structures;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is left of the functions at the top: questions, checks, types, blocks of images. */
final class Various {
  private Various() {}

  /** The result; null when the function is not here. */
  static Value call(String name, Signature.Bound given, Step step) {
    Execution run = step.execution();
    return switch (name) {
      case "executing_eagerly" -> Constant.of(!run.isGraph());
      case "is_tensor" ->
          given.get("x") instanceof Tensor tensor
              ? Constant.of(tensor.holder() != Holder.NUMPY)
              : given.get("x") instanceof Constant ? Constant.FALSE : run.unknown(name);
      case "no_op", "group" -> run.isGraph() ? run.unknown(name) : Constant.NONE;
      case "timestamp" -> step.made(DataType.FLOAT64, Shape.SCALAR);
      case "nest.flatten" ->
          Structures.leaves(given.get("structure"))
              .<Value>map(all -> new ListValue(run.journal(), all))
              .orElseGet(() -> run.unknown(name));
      case "as_dtype", "dtypes.as_dtype" -> type(given.get("type_value"), run);
      case "get_static_value" ->
          given.get("tensor") instanceof Tensor tensor && tensor.holder() == Holder.EAGER
              ? TensorMembers.numpy(tensor, run)
              : run.unknown(name);
      case "saturate_cast" -> Creation.cast(given.get("value"), given.get("dtype"), step);
      case "ensure_shape" -> ensured(given, step);
      case "identity_n" -> {
        List<Value> all = new ArrayList<>();
        for (Value each :
            Tensors.elements(given.get("input")).orElseThrow(() -> new NotKnown("tensors"))) {
          all.add(Functions.apply("identity", each, step));
        }
        yield new ListValue(run.journal(), all);
      }
      case "shape_n" -> {
        List<Value> all = new ArrayList<>();
        for (Value each :
            Tensors.elements(given.get("input")).orElseThrow(() -> new NotKnown("tensors"))) {
          Tensor tensor = step.tensor(each);
          all.add(step.made(DataType.INT32, Shape.of(tensor.shape().rank())));
        }
        yield new ListValue(run.journal(), all);
      }
      case "add_n" -> added(given, step);
      case "meshgrid" -> grid(given, step);
      case "bitwise.bitwise_and" ->
          Elementwise.apply("BitwiseAnd", given.get("x"), given.get("y"), step);
      case "bitwise.bitwise_or" ->
          Elementwise.apply("BitwiseOr", given.get("x"), given.get("y"), step);
      case "bitwise.bitwise_xor" ->
          Elementwise.apply("BitwiseXor", given.get("x"), given.get("y"), step);
      case "nn.depth_to_space" -> blocks(given, true, step);
      case "nn.space_to_depth" -> blocks(given, false, step);
      case "math.invert_permutation" -> inverted(given, step);
      case "math.angle", "math.real", "math.imag", "math.conj" -> complex(name, given, step);
      case "debugging.assert_equal",
          "debugging.assert_greater",
          "debugging.assert_less",
          "debugging.assert_near",
          "debugging.assert_none_equal",
          "debugging.assert_greater_equal",
          "debugging.assert_less_equal",
          "assert_equal",
          "assert_greater",
          "assert_less" ->
          asserted(name.endsWith("assert_equal"), given, step);
      case "debugging.assert_shapes",
          "debugging.assert_all_finite",
          "debugging.assert_rank",
          "debugging.assert_non_negative",
          "debugging.assert_positive",
          "assert_rank" ->
          run.isGraph() ? run.unknown(name) : Constant.NONE;
      case "random.gamma" -> {
        Shape shape = Shaping.shape(given.get("shape"), step);
        Tensor alpha = step.tensor(given.get("alpha"));
        yield step.made(alpha.type(), shape.concat(alpha.shape()));
      }
      case "random.categorical" -> {
        Tensor logits = step.tensor(given.get("logits"));
        Optional<Long> samples = Tensors.integer(given.get("num_samples"));
        if (!logits.shape().isRanked() || logits.shape().rank() != 2) {
          throw new NotKnown("the rank of logits");
        }
        yield step.made(
            given.isGiven("dtype") ? TensorTypes.read(given.get("dtype")) : DataType.INT64,
            logits.shape().with(1, samples.map(Long::intValue).orElse(Shape.ANY)));
      }
      default -> null;
    };
  }

  private static Value type(Value value, Execution run) {
    if (value instanceof Constant(String text) && DataType.named(text).isEmpty()) {
      return switch (text) {
        case "float", "double", "half", "int" -> run.unknown("a type");
        default -> throw refusedType(value, run);
      };
    }
    DataType type = TensorTypes.read(value);
    return type == null ? run.unknown("a type") : TensorTypes.reference(type);
  }

  /** The exception where a value names no type. */
  static RuntimeException refusedType(Value value, Execution run) {
    String text = TensorTypes.repr(value);
    return run.error(
        "TypeError",
        run.target().isGraphMode() || text == null
            ? null
            : "Cannot convert the argument `type_value`: %s to a TensorFlow DType."
                .formatted(text));
  }

  private static Tensor ensured(Signature.Bound given, Step step) {
    Tensor x = step.tensor(given.get("x"));
    if (!(given.get("shape") instanceof fitmend.inference.value.Tuple)
        && !(given.get("shape") instanceof ListValue)) {
      throw new NotKnown("a shape");
    }
    int[] sizes =
        Tensors.elements(given.get("shape")).orElseThrow(() -> new NotKnown("a shape")).stream()
            .mapToInt(
                size ->
                    Shaping.isNone(size)
                        ? Shape.ANY
                        : Tensors.integer(size)
                            .orElseThrow(() -> new NotKnown("a size"))
                            .intValue())
            .toArray();
    Shape wanted = Shape.of(sizes);
    if (!x.shape().isCompatible(wanted)) {
      throw step.refused(
          "EnsureShape",
          "Shape of tensor input %s is not compatible with expected shape %s."
              .formatted(x.shape().kernelText(), wanted.kernelText()),
          "");
    }
    if (!x.shape().isRanked()) {
      return step.made(x.type(), wanted);
    }
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = sizes[i] < 0 ? x.shape().size(i) : sizes[i];
    }
    return step.made(x.type(), Shape.of(sizes));
  }

  private static Tensor added(Signature.Bound given, Step step) {
    Value inputs = given.get("inputs");
    if (inputs instanceof Tensor tensor && tensor.shape().isRanked() && tensor.shape().rank() > 0) {
      Tensor all = step.tensor(tensor);
      return step.made(all.type(), all.shape().remove(0));
    }
    Shape shape = null;
    DataType type = null;
    for (Value each : Tensors.elements(inputs).orElseThrow(() -> new NotKnown("tensors"))) {
      Tensor tensor = step.tensor(each);
      boolean isOther =
          shape != null && !shape.isCompatible(tensor.shape())
              || type != null && type != tensor.type();
      if (isOther) {
        throw new NotKnown("tensors of several shapes or types");
      }
      shape = shape == null ? tensor.shape() : shape.join(tensor.shape());
      type = tensor.type();
    }
    if (shape == null) {
      throw new NotKnown("nothing is added");
    }
    return step.made(type, shape);
  }

  private static Value grid(Signature.Bound given, Step step) {
    List<Tensor> all = new ArrayList<>();
    for (Value each : given.more()) {
      Tensor tensor = step.tensor(each);
      if (!tensor.shape().isRanked() || tensor.shape().rank() > 1 && !tensor.shape().isFull()) {
        throw new NotKnown("the rank of a tensor");
      }
      all.add(tensor);
    }
    if (all.isEmpty() || given.extra().containsKey("sparse")) {
      throw new NotKnown("a grid of nothing");
    }
    int[] sizes = new int[all.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = (int) all.get(i).shape().count();
    }
    boolean isTurned =
        sizes.length > 1
            && !(given.extra().get("indexing") instanceof Constant(String order)
                && order.equals("ij"));
    if (isTurned) {
      int first = sizes[0];
      sizes[0] = sizes[1];
      sizes[1] = first;
    }
    step.isConverted();
    DataType type = all.getFirst().type();
    List<Value> grids = new ArrayList<>();
    for (Tensor each : all) {
      if (each.type() != type) {
        throw step.isEager()
            ? step.wrongType("Mul", 1, each.type(), type, "")
            : new NotKnown("tensors of several types");
      }
      grids.add(step.made(type, Shape.of(sizes)));
    }
    return new ListValue(step.execution().journal(), grids);
  }

  private static Tensor blocks(Signature.Bound given, boolean isSpread, Step step) {
    Tensor input = step.tensor(given.get("input"));
    int size = Shaping.integer(given.get("block_size"), "the size of a block");
    Shape shape = input.shape();
    if (given.isGiven("data_format") || !shape.isFull() || shape.rank() != 4 || size < 2) {
      throw new NotKnown("blocks of images");
    }
    if (isSpread) {
      if (shape.size(3) % (size * size) != 0) {
        throw step.refused(
            "DepthToSpace",
            "Input depth dimension %d should be divisible by: %d"
                .formatted(shape.size(3), size * size),
            "");
      }
      return step.made(
          input.type(),
          Shape.of(
              shape.size(0),
              shape.size(1) * size,
              shape.size(2) * size,
              shape.size(3) / (size * size)));
    }
    if (shape.size(1) % size != 0 || shape.size(2) % size != 0) {
      throw step.refused("SpaceToDepth", null, "");
    }
    return step.made(
        input.type(),
        Shape.of(
            shape.size(0),
            shape.size(1) / size,
            shape.size(2) / size,
            shape.size(3) * size * size));
  }

  private static Tensor inverted(Signature.Bound given, Step step) {
    Tensor x = step.tensor(given.get("x"));
    step.requireKernel("InvertPermutation", x.type());
    List<Object> all = x.content().orElse(List.of());
    for (Object each : all) {
      if (each instanceof Long number && (number < 0 || number >= all.size())) {
        throw step.refusedValue(
            "InvertPermutation", "%d is not between 0 and %d".formatted(number, all.size()), "");
      }
    }
    return step.made(x.type(), x.shape());
  }

  private static Tensor complex(String name, Signature.Bound given, Step step) {
    Value value = given.values().values().iterator().next();
    Tensor x = step.tensor(value);
    if (!x.type().isFloating()) {
      if (name.equals("math.angle") && x.type().isInteger()) {
        step.tensor(Constant.of(Math.PI), x.type(), null);
      }
      if (!x.type().isInteger() || !name.equals("math.conj") && !name.equals("math.real")) {
        throw new NotKnown("parts of complex numbers");
      }
    }
    Tensor same = step.made(x.type(), x.shape());
    return name.equals("math.conj") && x.content().isPresent()
        ? same.withContent(x.content().get())
        : same;
  }

  private static Value asserted(boolean isEqual, Signature.Bound given, Step step) {
    if (step.execution().isGraph()) {
      return step.execution().unknown("a check in a graph");
    }
    Tensor x = step.tensor(given.get("x"));
    Tensor y = step.tensor(given.get("y"));
    step.isConverted();
    if (!isEqual || x.type() != y.type()) {
      return Constant.NONE;
    }
    if (fitmend.inference.tensor.Broadcasting.of(x.shape(), y.shape()).isEmpty()) {
      throw step.refused(
          "Equal",
          "Incompatible shapes: %s vs. %s"
              .formatted(x.shape().kernelText(), y.shape().kernelText()),
          "");
    }
    boolean isOther =
        x.content().isPresent()
            && y.content().isPresent()
            && x.content().get().size() == y.content().get().size()
            && x.shape().equals(y.shape())
            && x.type().isInteger()
            && !x.content().get().equals(y.content().get());
    if (isOther) {
      throw step.execution().error("InvalidArgumentError", null);
    }
    return Constant.NONE;
  }
}
