package fitmend.inference.numpy;

import fitmend.inference.Target;
import fitmend.inference.library.Signature.Bound;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Functions that put elements in order, count them and find their places. */
final class Ordering {
  private static final String TOO_DEEP = "object too deep for desired array";

  private Ordering() {}

  /** The result; null when the function is not here. */
  static Value call(Call call) {
    return switch (call.name()) {
      case "sort", "argsort", "partition", "argpartition" -> sort(call);
      case "lexsort" -> lexsort(call);
      case "unique" -> unique(call);
      case "bincount" -> bincount(call);
      case "digitize" -> digitize(call);
      case "searchsorted" -> searchsorted(call);
      case "isin", "in1d" -> isIn(call);
      case "intersect1d", "union1d", "setdiff1d", "setxor1d" -> sets(call);
      default -> null;
    };
  }

  private static Tensor made(Call call, DataType type, Shape shape, Tensor from) {
    return Arrays.made(type, shape, call.name(), List.of(from), call.run());
  }

  private static Value sort(Call call) {
    boolean isPartition = call.name().endsWith("partition");
    Bound bound =
        isPartition
            ? call.bind("a", "kth", "axis", "kind")
            : call.bind("a", "axis", "kind", "stable");
    Execution run = call.run();
    Tensor array = call.array(bound);
    if (array.type() == DataType.OBJECT || !array.shape().isRanked()) {
      throw new NotKnown(call.name());
    }
    boolean isFlat = Arrays.isNone(bound.get("axis"));
    array = isFlat ? Shaping.flat(array, run) : array;
    if (array.shape().rank() == 0 && !call.name().equals("argsort")) {
      throw run.error("AxisError", "axis -1 is out of bounds for array of dimension 0");
    }
    int axis =
        isFlat || array.shape().rank() == 0
            ? 0
            : call.axis(bound.get("axis"), array.shape().rank());
    int size = array.shape().rank() == 0 ? 1 : array.shape().size(axis);
    if (isPartition) {
      Optional<Long> place = Tensors.integer(bound.get("kth"));
      if (place.isPresent() && size >= 0 && (place.get() >= size || place.get() < -size)) {
        throw run.error("ValueError", "kth(=%d) out of bounds (%d)".formatted(place.get(), size));
      }
    }
    boolean isOrder = call.name().startsWith("arg");
    Tensor made = made(call, isOrder ? DataType.INT64 : array.type(), array.shape(), array);
    if (!isOrder) {
      made = made.withLabels(Shaping.ranged(array));
    }
    boolean isKnown =
        array.content().isPresent()
            && array.shape().rank() <= 1
            && Types.isNumber(array.type())
            && !isPartition;
    if (!isKnown || array.type().isComplex()) {
      return made;
    }
    List<Object> content = array.content().get();
    List<Integer> order =
        IntStream.range(0, content.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> number(content.get(i))))
            .toList();
    return made.withContent(
        order.stream().<Object>map(i -> isOrder ? (Object) (long) i : content.get(i)).toList());
  }

  private static double number(Object element) {
    return (Double) Arrays.cast(element, DataType.FLOAT64);
  }

  private static Value lexsort(Call call) {
    Bound bound = call.bind("keys");
    List<Tensor> keys = call.arrays(Call.first(bound));
    if (keys.isEmpty()) {
      throw call.run().error("TypeError", null);
    }
    for (Tensor key : keys) {
      if (!key.shape().isCompatible(keys.getFirst().shape())) {
        throw call.run().error("ValueError", "all keys need to be the same shape");
      }
    }
    return made(call, DataType.INT64, keys.getFirst().shape(), keys.getFirst());
  }

  private static Value unique(Call call) {
    Bound bound =
        call.bind("ar", "return_index", "return_inverse", "return_counts", "axis", "equal_nan");
    Execution run = call.run();
    Tensor array = call.array(bound);
    if (array.type() == DataType.OBJECT || !array.shape().isRanked()) {
      throw new NotKnown("unique");
    }
    Shape shape = Shape.of(Shape.ANY);
    boolean isFlat = Arrays.isNone(bound.get("axis"));
    if (!isFlat) {
      int axis = call.axis(bound.get("axis"), array.shape().rank());
      shape = array.shape().with(axis, Shape.ANY);
      isFlat = array.shape().rank() == 1;
    }
    Tensor made = made(call, array.type(), shape, array).withLabels(Shaping.ranged(array));
    TreeMap<Double, Integer> first = new TreeMap<>();
    TreeMap<Double, Long> counts = new TreeMap<>();
    boolean isKnown =
        isFlat
            && array.content().isPresent()
            && Types.isNumber(array.type())
            && !array.type().isComplex();
    List<Object> content = isKnown ? array.content().get() : List.of();
    for (int i = 0; i < content.size(); i++) {
      double number = number(content.get(i));
      isKnown &= !Double.isNaN(number);
      first.putIfAbsent(number, i);
      counts.merge(number, 1L, Long::sum);
    }
    if (isKnown) {
      DataType type = array.type();
      made =
          made(call, type, Shape.of(first.size()), array)
              .withContent(first.keySet().stream().map(each -> Arrays.cast(each, type)).toList());
      made = Arrays.labelled(made);
    } else if (isFlat && array.labels().isRangeKnown() && array.type().isInteger()) {
      made = drawn(made, array, run);
    }
    List<Value> results = new ArrayList<>(List.of(made));
    Shape found = Shape.of(isFlat ? made.shape().size(0) : Shape.ANY);
    if (Call.flag(bound, "return_index")) {
      Tensor index = made(call, DataType.INT64, found, array);
      results.add(
          isKnown
              ? index.withContent(first.values().stream().<Object>map(i -> (long) i).toList())
              : index);
    }
    if (Call.flag(bound, "return_inverse")) {
      // NumPy 2 gives it the shape of the array.
      boolean isWhole = run.target() == Target.TENSORFLOW_2_21 && Arrays.isNone(bound.get("axis"));
      results.add(
          made(
              call,
              DataType.INT64,
              isWhole ? array.shape() : Shape.of((int) array.shape().count()),
              array));
    }
    if (Call.flag(bound, "return_counts")) {
      Tensor count = made(call, DataType.INT64, found, array);
      results.add(
          isKnown
              ? count.withContent(counts.values().stream().<Object>map(n -> n).toList())
              : count);
    }
    return results.size() == 1 ? results.getFirst() : new Tuple(results);
  }

  /** Of whole numbers drawn many times each occurs. */
  private static Tensor drawn(Tensor made, Tensor array, Execution run) {
    double values = array.labels().high() - array.labels().low() + 1;
    if (!RandomNumbers.isDrawn(array) || array.shape().count() < 40 * values || values > 1024) {
      return made;
    }
    long low = (long) array.labels().low();
    List<Object> elements = new ArrayList<>();
    for (long i = 0; i < values; i++) {
      elements.add(low + i);
    }
    return Arrays.made(array.type(), Shape.of(elements.size()), "unique", List.of(array), run)
        .withContent(elements)
        .withLabels(array.labels());
  }

  private static Value bincount(Call call) {
    Bound bound = call.bind("x", "weights", "minlength");
    Execution run = call.run();
    Tensor array = call.array(bound);
    if (!array.shape().isRanked() || !Types.isNumber(array.type())) {
      throw new NotKnown("bincount");
    }
    if (array.shape().rank() > 1) {
      throw run.error("ValueError", TOO_DEEP);
    }
    if (array.shape().rank() == 0) {
      throw run.error("ValueError", "object of too small depth for desired array");
    }
    boolean isRefused =
        array.type().isFloating()
            && (call.arguments().positional().getFirst() instanceof Tensor
                || run.target() == Target.TENSORFLOW_2_21);
    if (isRefused && array.shape().count() != 0) {
      throw run.error(
          "TypeError",
          "Cannot cast array data from dtype('%s') to dtype('int64') according to the rule 'safe'"
              .formatted(array.type().text()));
    }
    boolean isWeighted = !Arrays.isNone(bound.get("weights"));
    DataType type = isWeighted ? DataType.FLOAT64 : DataType.INT64;
    Optional<Long> least = Tensors.integer(bound.get("minlength"));
    if (array.content().isEmpty() || least.isEmpty() || !array.type().isInteger()) {
      Tensor made = made(call, type, Shape.of(Shape.ANY), array);
      boolean isSure =
          least.isPresent()
              && array.labels().isRangeKnown()
              && array.labels().low() >= 0
              && array.shape().count() > 0
              && (RandomNumbers.isDrawn(array) || least.get() > array.labels().high());
      return isSure
          ? made(
              call, type, Shape.of((int) Math.max(least.get(), array.labels().high() + 1)), array)
          : made;
    }
    List<Object> counts = new ArrayList<>();
    for (Object each : array.content().get()) {
      long number = (Long) each;
      if (number < 0) {
        throw run.error("ValueError", "'list' argument must have no negative elements");
      }
      if (number > 4096) {
        throw new NotKnown("bincount");
      }
      while (counts.size() <= number) {
        counts.add(0L);
      }
      counts.set((int) number, (Long) counts.get((int) number) + 1);
    }
    while (counts.size() < least.get()) {
      counts.add(0L);
    }
    Tensor made = made(call, type, Shape.of(counts.size()), array);
    return isWeighted ? made : made.withContent(counts);
  }

  private static Value digitize(Call call) {
    Bound bound = call.bind("x", "bins", "right");
    Tensor array = call.array(bound);
    Tensor bins = call.array(bound.get("bins"));
    if (!Types.isNumber(array.type()) || !Types.isNumber(bins.type())) {
      throw new NotKnown("digitize");
    }
    if (bins.shape().isRanked() && bins.shape().rank() != 1) {
      throw call.run()
          .error(
              "ValueError",
              bins.shape().rank() == 0 ? "object of too small depth for desired array" : TOO_DEEP);
    }
    List<Object> edges = bins.content().orElse(null);
    Tensor made = made(call, DataType.INT64, array.shape(), array);
    if (edges == null) {
      return made;
    }
    boolean rises = true;
    boolean falls = true;
    for (int i = 1; i < edges.size(); i++) {
      rises &= number(edges.get(i)) >= number(edges.get(i - 1));
      falls &= number(edges.get(i)) <= number(edges.get(i - 1));
    }
    if (!rises && !falls) {
      throw call.run().error("ValueError", "bins must be monotonically increasing or decreasing");
    }
    boolean isRight = Call.flag(bound, "right");
    if (array.content().isEmpty() || !rises || edges.isEmpty()) {
      return made;
    }
    return Arrays.labelled(
        made.withContent(
            array.content().get().stream()
                .<Object>map(
                    each ->
                        edges.stream()
                            .filter(
                                edge ->
                                    isRight
                                        ? number(edge) < number(each)
                                        : number(edge) <= number(each))
                            .count())
                .toList()));
  }

  private static Value searchsorted(Call call) {
    Bound bound = call.bind("a", "v", "side");
    Tensor array = call.array(bound);
    Tensor wanted = call.array(bound.get("v"));
    if (array.shape().isRanked() && array.shape().rank() > 1) {
      throw call.run().error("ValueError", TOO_DEEP);
    }
    return made(call, DataType.INT64, wanted.shape(), array);
  }

  private static Value isIn(Call call) {
    Bound bound = call.bind();
    Tensor array = call.array(Call.first(bound));
    Shape shape =
        call.name().equals("isin") ? array.shape() : Shaping.flat(array, call.run()).shape();
    return made(call, DataType.BOOL, shape, array);
  }

  private static Value sets(Call call) {
    Bound bound = call.bind("ar1", "ar2", "assume_unique");
    Tensor one = call.array(bound.get("ar1"));
    Tensor other = call.array(bound.get("ar2"));
    DataType type =
        call.name().equals("setdiff1d") ? one.type() : Types.promote(one.type(), other.type());
    return made(call, type, Shape.of(Shape.ANY), one);
  }
}
