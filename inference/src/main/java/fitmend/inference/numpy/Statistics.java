package fitmend.inference.numpy;

import fitmend.inference.Target;
import fitmend.inference.library.Signature.Bound;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Shape;
import fitmend.inference.value.SliceValue;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Sums so far, differences, averages with weights, quantiles, histograms. */
final class Statistics {
  private Statistics() {}

  /** The result; null when the function is not here. */
  static Value call(Call call) {
    return switch (call.name()) {
      case "cumsum", "cumprod" -> {
        Bound bound = call.bind("a", "axis", "dtype");
        yield accumulate(call, call.array(bound), bound.get("axis"), call.type(bound));
      }
      case "diff" -> diff(call);
      case "average" -> average(call);
      case "percentile", "quantile", "nanpercentile", "nanquantile" -> quantile(call);
      case "histogram" -> histogram(call);
      case "cov", "corrcoef" -> covariance(call);
      case "interp" -> interpolate(call);
      case "gradient" -> gradient(call);
      case "convolve", "correlate" -> convolve(call);
      default -> null;
    };
  }

  /** Sums and products so far. */
  private static Value accumulate(Call call, Tensor array, Value axis, DataType wanted) {
    DataType type = array.type();
    if (!Types.isNumber(type)) {
      throw new NotKnown("a type of elements");
    }
    Shape shape = array.shape();
    if (Arrays.isNone(axis)) {
      shape = Shaping.flat(array, call.run()).shape();
    } else if (shape.isRanked()) {
      call.axis(axis, Math.max(shape.rank(), 1));
    }
    Tensor made =
        Arrays.made(
            wanted == null ? Reductions.summed(type) : wanted,
            shape,
            call.name(),
            List.of(array),
            call.run());
    boolean isKnown =
        array.content().isPresent()
            && shape.isRanked()
            && shape.rank() == 1
            && made.type().isInteger()
            && call.name().equals("cumsum");
    if (!isKnown) {
      return made;
    }
    List<Object> sums = new ArrayList<>();
    long sum = 0;
    for (Object each : array.content().get()) {
      sum += (Long) Arrays.cast(each, DataType.INT64);
      sums.add(sum);
    }
    return made.withContent(sums);
  }

  private static Value diff(Call call) {
    Bound bound = call.bind("a", "n", "axis");
    Tensor array = call.array(bound);
    long times = Call.number(bound.get("n"));
    if (times < 0) {
      throw call.run().error("ValueError", "order must be non-negative but got " + times);
    }
    if (!array.shape().isRanked() || !Types.isNumber(array.type())) {
      throw new NotKnown("diff");
    }
    if (array.shape().rank() == 0) {
      throw call.run().error("ValueError", "diff requires input that is at least one dimensional");
    }
    int axis = call.axis(bound.get("axis"), array.shape().rank());
    Value result = array;
    for (long i = 0; i < Math.min(times, 8); i++) {
      Value later =
          Shaping.sliced(
              (Tensor) result,
              axis,
              new SliceValue(Constant.of(1L), Constant.NONE, Constant.NONE),
              call.run());
      Value sooner =
          Shaping.sliced(
              (Tensor) result,
              axis,
              new SliceValue(Constant.NONE, Constant.of(-1L), Constant.NONE),
              call.run());
      String operation = array.type() == DataType.BOOL ? "not_equal" : "subtract";
      result = Elementwise.binary(operation, later, sooner, call.run());
    }
    if (times > 8) {
      throw new NotKnown("diff");
    }
    return result;
  }

  private static Value average(Call call) {
    Bound bound = call.bind("a", "axis", "weights", "returned", "keepdims");
    if (Call.flag(bound, "returned")) {
      throw new NotKnown("average");
    }
    Tensor array = call.array(bound);
    Value weights = bound.get("weights");
    Value mean =
        Reductions.of(
            "average", array, bound.get("axis"), null, Call.flag(bound, "keepdims"), call.run());
    if (Arrays.isNone(weights) || !(mean instanceof Tensor made)) {
      return mean;
    }
    Tensor factors = call.array(weights);
    if (!factors.shape().isFull() || !array.shape().isFull()) {
      return Arrays.made(
          DataType.UNKNOWN, made.shape(), "average", List.of(array, factors), call.run());
    }
    boolean isSame = factors.shape().equals(array.shape());
    if (!isSame && Arrays.isNone(bound.get("axis"))) {
      throw call.run()
          .error("TypeError", "Axis must be specified when shapes of a and weights differ.");
    }
    if (!isSame && factors.shape().rank() != 1) {
      throw new NotKnown("average");
    }
    if (!isSame) {
      Optional<Long> axis = Tensors.integer(bound.get("axis"));
      int size = axis.map(at -> array.shape().size(at.intValue())).orElse(-1);
      if (size >= 0 && size != factors.shape().size(0)) {
        throw call.run()
            .error(
                "ValueError",
                call.run().target() == Target.TENSORFLOW_2_21
                    ? "Shape of weights must be consistent with shape of a along specified axis."
                    : "Length of weights not compatible with specified axis.");
      }
    }
    DataType type = Types.promote(made.type(), factors.type());
    return Arrays.made(type, made.shape(), "average", List.of(array, factors), call.run());
  }

  private static Value quantile(Call call) {
    Bound bound = call.bind("a", "q", "axis", "keepdims");
    Execution run = call.run();
    Tensor array = call.array(bound);
    Tensor wanted = call.array(bound.get("q"));
    if (!Types.isNumber(array.type())
        || array.type().isComplex()
        || array.type() == DataType.BOOL) {
      throw new NotKnown(call.name());
    }
    double most = call.name().endsWith("percentile") ? 100 : 1;
    for (Object each : wanted.content().orElse(List.of())) {
      double part = (Double) Arrays.cast(each, DataType.FLOAT64);
      if (part < 0 || part > most) {
        throw run.error(
            "ValueError",
            run.target() != Target.TENSORFLOW_1_15
                ? most == 1
                    ? "Quantiles must be in the range [0, 1]"
                    : "Percentiles must be in the range [0, 100]"
                : most == 1
                    ? "Quantiles must be in the range [0, 1]"
                    : "Percentiles must be in the range [0, 100]");
      }
    }
    Shape rest =
        ((Tensor)
                Reductions.of(
                    "quantile",
                    array,
                    bound.get("axis"),
                    DataType.FLOAT64,
                    Call.flag(bound, "keepdims"),
                    run))
            .shape();
    DataType type = array.type().isFloating() ? array.type() : DataType.FLOAT64;
    boolean isNumber = bound.get("q") instanceof Constant;
    boolean isSure =
        type == DataType.FLOAT64
            || run.target() == Target.TENSORFLOW_2_21 && isNumber
            || type == DataType.FLOAT32 && wanted.shape().isRanked() && wanted.shape().rank() > 0;
    DataType result =
        !isSure ? DataType.UNKNOWN : isNumber ? type : Types.promote(type, DataType.FLOAT64);
    return Arrays.made(result, wanted.shape().concat(rest), call.name(), List.of(array), run);
  }

  private static Value histogram(Call call) {
    Bound bound = call.bind("a", "bins", "range", "density", "weights");
    Tensor array = call.array(bound);
    Value bins = bound.get("bins");
    boolean isPlain = Arrays.isNone(bound.get("density")) && Arrays.isNone(bound.get("weights"));
    DataType counted = isPlain ? DataType.INT64 : DataType.FLOAT64;
    Optional<Long> count =
        bins instanceof Constant(Boolean b) ? Optional.empty() : Tensors.integer(bins);
    if (count.isPresent()) {
      if (count.get() < 1) {
        throw call.run().error("ValueError", "`bins` must be positive, when an integer");
      }
      DataType edges =
          array.type() == DataType.FLOAT32 || array.type() == DataType.FLOAT16
              ? array.type()
              : DataType.FLOAT64;
      return pair(call, array, counted, count.get().intValue(), edges);
    }
    if (bins instanceof Constant) {
      throw new NotKnown("histogram");
    }
    Tensor edges = call.array(bins);
    if (!edges.shape().isRanked() || edges.shape().rank() != 1) {
      throw new NotKnown("histogram");
    }
    int size = edges.shape().size(0);
    return pair(call, array, counted, size < 0 ? Shape.ANY : Math.max(0, size - 1), edges.type());
  }

  private static Value pair(Call call, Tensor array, DataType counted, int count, DataType edges) {
    return Tuple.of(
        Arrays.made(counted, Shape.of(count), "histogram", List.of(array), call.run()),
        Arrays.made(
            edges,
            Shape.of(count < 0 ? Shape.ANY : count + 1),
            "histogram",
            List.of(array),
            call.run()));
  }

  private static Value covariance(Call call) {
    boolean isCovariance = call.name().equals("cov");
    Bound bound = isCovariance ? call.bind("m", "rowvar", "bias") : call.bind("x", "rowvar");
    Tensor array = Products.number(Call.first(bound), call.run());
    if (!array.shape().isRanked() || array.shape().rank() > 2) {
      throw new NotKnown(call.name());
    }
    boolean areRows = !bound.isGiven("rowvar") || Call.flag(bound, "rowvar");
    int size =
        array.shape().rank() < 2 ? 1 : areRows ? array.shape().size(0) : array.shape().size(1);
    Shape shape = size == 1 ? Shape.SCALAR : Shape.of(size, size);
    if (size < 0) {
      throw new NotKnown(call.name());
    }
    DataType type = Types.promote(array.type(), DataType.FLOAT64);
    return Arrays.made(type, shape, call.name(), List.of(array), call.run());
  }

  private static Value interpolate(Call call) {
    Bound bound = call.bind("x", "xp", "fp", "left", "right");
    Tensor array = call.array(bound);
    Tensor from = call.array(bound.get("xp"));
    Tensor to = call.array(bound.get("fp"));
    if (from.shape().isFull()
        && to.shape().isFull()
        && from.shape().count() != to.shape().count()) {
      throw call.run().error("ValueError", "fp and xp are not of the same length.");
    }
    if (to.type().isComplex()) {
      throw new NotKnown("interp");
    }
    return Arrays.made(DataType.FLOAT64, array.shape(), "interp", List.of(array), call.run());
  }

  private static Value gradient(Call call) {
    if (call.arguments().positional().size() != 1
        || call.arguments().isOpen()
        || call.arguments().keywords().keySet().stream().anyMatch(key -> !key.equals("axis"))) {
      throw new NotKnown("gradient");
    }
    Tensor array = call.array(call.arguments().positional().getFirst());
    Value axis = call.arguments().keywords().get("axis");
    if (!array.shape().isFull() || !Types.isNumber(array.type()) || array.type() == DataType.BOOL) {
      throw new NotKnown("gradient");
    }
    int rank = array.shape().rank();
    if (java.util.Arrays.stream(array.shape().sizes()).anyMatch(size -> size < 2)) {
      throw new NotKnown("gradient of few elements");
    }
    DataType type = array.type().isInteger() ? DataType.FLOAT64 : array.type();
    Tensor made = Arrays.made(type, array.shape(), "gradient", List.of(array), call.run());
    if (!Arrays.isNone(axis)) {
      call.axis(axis, rank);
    }
    if (!Arrays.isNone(axis) || rank == 1) {
      return made;
    }
    List<Value> all = Collections.nCopies(rank, made);
    return call.run().target() == Target.TENSORFLOW_2_21
        ? new Tuple(all)
        : new ListValue(call.run().journal(), all);
  }

  private static Value convolve(Call call) {
    Bound bound = call.bind("a", "v", "mode");
    Tensor one = Products.number(bound.get("a"), call.run());
    Tensor other = Products.number(bound.get("v"), call.run());
    if (!one.shape().isFull()
        || !other.shape().isFull()
        || one.shape().rank() != 1
        || other.shape().rank() != 1
        || one.shape().count() == 0
        || other.shape().count() == 0
        || !(bound.get("mode") instanceof Constant(String mode))) {
      throw new NotKnown(call.name());
    }
    int most = Math.max(one.shape().size(0), other.shape().size(0));
    int least = Math.min(one.shape().size(0), other.shape().size(0));
    int size =
        switch (mode) {
          case "full" -> most + least - 1;
          case "same" -> most;
          case "valid" -> most - least + 1;
          default -> throw new NotKnown(call.name());
        };
    return Arrays.made(
        Types.promote(one.type(), other.type()),
        Shape.of(size),
        call.name(),
        List.of(one, other),
        call.run());
  }
}
