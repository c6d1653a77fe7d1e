package fitmend.inference.tensorflow;

import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Operations that make tensors of numbers, shapes or random values. */
final class Creation {
  private Creation() {}

  /** The result; null when the function is not here. */
  static Tensor call(String name, Signature.Bound given, Step step) {
    return switch (name) {
      case "constant" -> constant(given, step);
      case "convert_to_tensor" -> converted(given, step);
      case "cast" -> cast(given.get("x"), given.get("dtype"), step);
      case "zeros", "ones" -> {
        DataType type = type(given, DataType.FLOAT32);
        boolean isOne = name.equals("ones");
        if (isOne && type == DataType.STRING && step.isEager()) {
          step.tensor(Constant.of(1), type, null);
        }
        Tensor made = filled(given.get("shape"), type, step);
        long count = made.shape().count();
        yield type.isInteger() && count >= 0 && count <= 64
            ? made.withContent(Collections.nCopies((int) count, isOne ? 1L : 0L))
            : made;
      }
      case "fill" -> {
        Tensor value = step.tensor(given.get("value"));
        step.gets(given.get("dims"));
        if (value.shape().isFull() && value.shape().count() != 1) {
          throw step.refused(
              "Fill", "value must represent a scalar, got shape " + value.shape().kernelText(), "");
        }
        yield filled(given.get("dims"), value.type(), step);
      }
      case "zeros_like", "ones_like" -> like(given, step);
      case "eye" -> eye(given, step);
      case "range" -> range(given, step);
      case "linspace" -> linspace(given, step);
      case "random.normal",
          "random.truncated_normal",
          "random_normal",
          "truncated_normal",
          "random.truncated" ->
          random(given, type(given, DataType.FLOAT32), step);
      case "random.uniform", "random_uniform" -> uniform(given, step);
      case "shape" -> shape(given, step);
      case "size" -> size(given, step);
      case "rank" -> rank(given, step);
      default -> null;
    };
  }

  private static DataType type(Signature.Bound given, DataType otherwise) {
    DataType type = given.isGiven("dtype") ? TensorTypes.read(given.get("dtype")) : null;
    return type == null ? otherwise : type;
  }

  private static Tensor constant(Signature.Bound given, Step step) {
    Value value = given.get("value");
    DataType type = type(given, null);
    if (value instanceof Tensor tensor && tensor.holder() != Tensor.Holder.NUMPY) {
      if (step.execution().isGraph() || type != null && tensor.type() != type) {
        throw step.execution().error("TypeError", null);
      }
    }
    if (Tensors.elements(value)
        .map(all -> all.stream().anyMatch(e -> e instanceof Tensor))
        .orElse(false)) {
      throw new NotKnown("a constant of tensors");
    }
    Tensor made = step.tensor(value, type, null);
    Value wanted = given.get("shape");
    if (wanted instanceof Constant constant && constant.isNone()) {
      return renamed(made, step);
    }
    Shape shape = Shaping.shape(wanted, step);
    boolean fits = made.shape().count() == 1 || made.shape().count() == shape.count();
    if (!fits || !shape.isFull()) {
      throw fits || made.shape().count() < 0 || !shape.isFull()
          ? new NotKnown("a shape")
          : step.execution().error("TypeError", null);
    }
    return step.made(made.type(), shape);
  }

  private static Tensor renamed(Tensor made, Step step) {
    Tensor result = step.made(made.type(), made.shape()).withLabels(made.labels());
    return made.content().isPresent() ? result.withContent(made.content().get()) : result;
  }

  private static Tensor converted(Signature.Bound given, Step step) {
    Value hint = given.get("dtype_hint");
    DataType hinted = hint == null ? null : TensorTypes.read(hint);
    return renamed(step.tensor(given.get("value"), type(given, null), hinted), step);
  }

  static Tensor cast(Value value, Value wanted, Step step) {
    DataType type = TensorTypes.read(wanted);
    if (type == null) {
      throw new NotKnown("a type of elements");
    }
    Tensor x = step.tensor(value);
    if (x.type() == DataType.STRING || type == DataType.STRING) {
      if (x.type() == type) {
        return x;
      }
      throw new NotKnown("a text as a number");
    }
    Tensor made = step.made(type, x.shape());
    boolean keeps = x.type().isInteger() && (type.isInteger() || type.isFloating());
    if (keeps && type.isInteger() && x.content().isPresent()) {
      made = made.withContent(x.content().get());
    }
    return keeps || x.type() == type ? made.withLabels(x.labels()) : made;
  }

  private static Tensor filled(Value shape, DataType type, Step step) {
    Shape sizes = Shaping.shape(shape, step);
    requireSizes(shape, step);
    return step.made(type, sizes);
  }

  private static void requireSizes(Value shape, Step step) {
    for (Value size : Tensors.elements(shape).orElse(List.of())) {
      if (Tensors.integer(size).filter(number -> number < 0).isPresent()) {
        throw new NotKnown("a negative size");
      }
    }
  }

  private static Tensor like(Signature.Bound given, Step step) {
    Tensor input = step.tensor(given.get(given.values().containsKey("input") ? "input" : "tensor"));
    return step.made(type(given, input.type()), input.shape());
  }

  private static Tensor eye(Signature.Bound given, Step step) {
    Value columns = given.get("num_columns");
    boolean isSquare = columns instanceof Constant constant && constant.isNone();
    if (!(given.get("batch_shape") instanceof Constant batch) || !batch.isNone()) {
      throw new NotKnown("a batch of matrices");
    }
    return step.made(
        type(given, DataType.FLOAT32),
        Shape.of(size(given.get("num_rows")), size(isSquare ? given.get("num_rows") : columns)));
  }

  private static int size(Value value) {
    return Tensors.integer(value).map(Long::intValue).orElse(Shape.ANY);
  }

  private static Tensor range(Signature.Bound given, Step step) {
    boolean hasOne = given.get("limit") instanceof Constant constant && constant.isNone();
    Tensor start = step.tensor(hasOne ? Constant.of(0) : given.get("start"));
    Tensor limit = step.tensor(given.get(hasOne ? "start" : "limit"));
    Tensor delta = step.tensor(given.get("delta"));
    boolean isWhole =
        start.type().isInteger() && limit.type().isInteger() && delta.type().isInteger();
    DataType type = type(given, null);
    if (type == null) {
      type =
          start.type() == DataType.FLOAT64 || limit.type() == DataType.FLOAT64
              ? DataType.FLOAT64
              : !isWhole
                  ? DataType.FLOAT32
                  : start.type() == DataType.INT64 || limit.type() == DataType.INT64
                      ? DataType.INT64
                      : DataType.INT32;
    }
    if (!isWhole) {
      return step.made(type, Shape.ofRank(1));
    }
    Optional<Long> from = Tensors.integer(start);
    Optional<Long> to = Tensors.integer(limit);
    Optional<Long> by = Tensors.integer(delta);
    if (from.isEmpty() || to.isEmpty() || by.isEmpty() || by.get() == 0) {
      return step.made(type, Shape.ofRank(1));
    }
    long distance = by.get() > 0 ? to.get() - from.get() : from.get() - to.get();
    if (distance < 0) {
      throw new NotKnown("a range that goes the other way");
    }
    long count = (distance + Math.abs(by.get()) - 1) / Math.abs(by.get());
    Tensor made = step.made(type, Shape.of((int) count));
    if (count > 256 || !type.isInteger()) {
      return made;
    }
    List<Object> content = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      content.add(from.get() + i * by.get());
    }
    return made.withContent(content);
  }

  private static Tensor linspace(Signature.Bound given, Step step) {
    Tensor start = step.tensor(given.get("start"));
    Tensor stop = step.tensor(given.get("stop"));
    boolean isWhole = start.type().isInteger() && !step.execution().target().isGraphMode();
    if (start.shape().equals(Shape.SCALAR)
        && stop.shape().equals(Shape.SCALAR)
        && stop.type() == start.type()
        && (start.type().isFloating() || isWhole)) {
      return step.made(isWhole ? DataType.FLOAT64 : start.type(), Shape.of(size(given.get("num"))));
    }
    throw new NotKnown("the ends of linspace");
  }

  private static Tensor random(Signature.Bound given, DataType type, Step step) {
    Value shape = given.get("shape");
    if (Tensors.integer(shape).isPresent()) {
      throw shape instanceof Constant
          ? step.refused(
              "RandomStandardNormal",
              step.execution().target().isGraphMode() || !isNormal(step)
                  ? null
                  : "shape must be a vector of {int32,int64}, got shape []",
              "")
          : new NotKnown("a shape");
    }
    return filled(shape, type, step);
  }

  private static boolean isNormal(Step step) {
    return step.name().equals("random.normal");
  }

  private static Tensor uniform(Signature.Bound given, Step step) {
    DataType type = type(given, DataType.FLOAT32);
    if (type.isInteger() && given.get("maxval") instanceof Constant constant && constant.isNone()) {
      throw step.execution()
          .error("ValueError", "Must specify maxval for integer dtype tf." + type.text());
    }
    Optional<Long> low = Tensors.integer(given.get("minval"));
    Optional<Long> high = Tensors.integer(given.get("maxval"));
    if (type.isInteger() && low.isPresent() && high.isPresent() && low.get() >= high.get()) {
      throw step.refusedValue(
          "RandomUniformInt",
          "Need minval < maxval, got %d >= %d".formatted(low.get(), high.get()),
          "");
    }
    return random(given, type, step);
  }

  private static DataType indexType(Signature.Bound given) {
    return given.isGiven("out_type") ? TensorTypes.read(given.get("out_type")) : DataType.INT32;
  }

  private static Tensor shape(Signature.Bound given, Step step) {
    Tensor input = step.tensor(given.get("input"));
    DataType type = indexType(given);
    if (!input.shape().isRanked()) {
      return step.made(type, Shape.ofRank(1));
    }
    Tensor made = step.made(type, Shape.of(input.shape().rank()));
    List<Object> content = new ArrayList<>();
    for (int size : input.shape().sizes()) {
      content.add((long) size);
    }
    return input.shape().isFull() ? made.withContent(content) : made;
  }

  private static Tensor size(Signature.Bound given, Step step) {
    Tensor input = step.tensor(given.get("input"));
    Tensor made = step.made(indexType(given), Shape.SCALAR);
    long count = input.shape().count();
    return count < 0 ? made : made.withContent(List.of(count));
  }

  private static Tensor rank(Signature.Bound given, Step step) {
    Tensor input = step.tensor(given.get("input"));
    Tensor made = step.made(DataType.INT32, Shape.SCALAR);
    return input.shape().isRanked() ? made.withContent(List.of((long) input.shape().rank())) : made;
  }
}
