package fitmend.inference.tensorflow;

import fitmend.inference.library.NamedTuple;
import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.DataType;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Operations that take or put elements where indices say: {@code gather_nd}, {@code scatter_nd},
 * {@code boolean_mask}, {@code segment_sum}, {@code slice}, {@code top_k}.
 */
final class Scattering {
  private Scattering() {}

  /** The result; null when the function is not here. */
  static Value call(String name, Signature.Bound given, Step step) {
    return switch (name) {
      case "gather_nd" -> gather(given, step);
      case "scatter_nd" -> scatter(given, step);
      case "tensor_scatter_nd_update" -> update("TensorScatterUpdate", given, step);
      case "tensor_scatter_nd_add" -> update("TensorScatterAdd", given, step);
      case "tensor_scatter_nd_sub" -> update("TensorScatterSub", given, step);
      case "tensor_scatter_nd_max" -> update("TensorScatterMax", given, step);
      case "tensor_scatter_nd_min" -> update("TensorScatterMin", given, step);
      case "boolean_mask" -> masked(given, step);
      case "math.segment_sum", "segment_sum" -> segments("SegmentSum", given, step);
      case "math.segment_mean", "segment_mean" -> segments("SegmentMean", given, step);
      case "math.segment_max", "segment_max" -> segments("SegmentMax", given, step);
      case "math.segment_min", "segment_min" -> segments("SegmentMin", given, step);
      case "math.unsorted_segment_sum", "unsorted_segment_sum" ->
          unsorted("UnsortedSegmentSum", given, step);
      case "math.unsorted_segment_mean", "unsorted_segment_mean" -> unsorted(null, given, step);
      case "math.unsorted_segment_max", "unsorted_segment_max" ->
          unsorted("UnsortedSegmentMax", given, step);
      case "dynamic_partition" -> partitions(given, step);
      case "dynamic_stitch" -> stitched(given, step);
      case "sequence_mask" -> sequenceMask(given, step);
      case "unique" -> unique(given, false, step);
      case "unique_with_counts" -> unique(given, true, step);
      case "searchsorted" -> {
        step.tensor(given.get("sorted_sequence"));
        Tensor values = step.tensor(given.get("values"));
        yield step.made(DataType.INT32, values.shape());
      }
      case "math.bincount" -> counted(given, step);
      case "math.confusion_matrix" -> confusion(given, step);
      case "roll" -> {
        Tensor input = step.tensor(given.get("input"));
        if (input.shape().isRanked() && input.shape().rank() == 0) {
          throw new NotKnown("a scalar is rolled");
        }
        yield step.made(input.type(), input.shape());
      }
      case "slice" -> sliced(given, step);
      case "math.top_k", "nn.top_k" -> largest(given, step);
      case "math.in_top_k", "nn.in_top_k" -> {
        step.tensor(given.get("predictions"), DataType.FLOAT32, null);
        yield step.made(DataType.BOOL, step.tensor(given.get("targets")).shape());
      }
      default -> null;
    };
  }

  /** How many numbers one index has; -1 when that is not known. */
  private static int depth(Tensor indices) {
    Shape shape = indices.shape();
    return shape.isRanked() && shape.rank() > 0 ? shape.size(-1) : -1;
  }

  private static Tensor gather(Signature.Bound given, Step step) {
    Tensor params = step.tensor(given.get("params"));
    Tensor indices = step.tensor(given.get("indices"));
    if (given.values().containsKey("batch_dims")
        && !Tensors.integer(given.get("batch_dims")).equals(Optional.of(0L))) {
      throw new NotKnown("batch_dims");
    }
    int depth = depth(indices);
    if (depth < 0 || !params.shape().isRanked()) {
      return step.made(params.type(), Shape.UNKNOWN);
    }
    int rank = params.shape().rank();
    if (depth > rank) {
      throw step.refused(
          "GatherNd",
          "index innermost dimension length must be <= params rank; saw: %d vs. %d"
              .formatted(depth, rank),
          "");
    }
    requireInside(indices, depth, params.shape(), step);
    Shape outer = indices.shape().slice(0, indices.shape().rank() - 1);
    return step.made(params.type(), outer.concat(params.shape().slice(depth, rank)));
  }

  private static void requireInside(Tensor indices, int depth, Shape shape, Step step) {
    if (depth == 0 || indices.content().isEmpty() || indices.shape().rank() != 2) {
      return;
    }
    List<Object> all = indices.content().get();
    for (int i = 0; i < all.size(); i++) {
      int size = shape.size(i % depth);
      if (all.get(i) instanceof Long at && size >= 0 && (at < 0 || at >= size)) {
        int first = i / depth * depth;
        throw step.refusedValue(
            "GatherNd",
            "indices[%d] = %s does not index into param shape %s, node name: GatherNd"
                .formatted(
                    i / depth,
                    all.subList(first, first + depth).toString().replace(" ", ""),
                    shape.kernelText()),
            "");
      }
    }
  }

  private static Tensor scatter(Signature.Bound given, Step step) {
    Tensor indices = step.tensor(given.get("indices"));
    Tensor updates = step.tensor(given.get("updates"));
    Shape shape = Shaping.shape(given.get("shape"), step);
    requireUpdates("ScatterNd", indices, updates, shape, step);
    return step.made(updates.type(), shape);
  }

  private static Tensor update(String operation, Signature.Bound given, Step step) {
    Tensor tensor = step.tensor(given.get("tensor"));
    Tensor indices = step.tensor(given.get("indices"));
    Tensor updates = step.hinted(given.get("updates"), tensor.type());
    if (updates.type() != tensor.type()) {
      throw Step.isTensor(given.get("updates")) && step.isEager()
          ? step.wrongType(operation, 2, tensor.type(), updates.type(), "")
          : new NotKnown("updates of another type");
    }
    requireUpdates(operation, indices, updates, tensor.shape(), step);
    return step.made(tensor.type(), tensor.shape());
  }

  private static void requireUpdates(
      String operation, Tensor indices, Tensor updates, Shape shape, Step step) {
    int depth = depth(indices);
    if (depth < 0 || !shape.isRanked() || !updates.shape().isRanked()) {
      return;
    }
    if (depth > shape.rank()) {
      throw step.refused(operation, null, "");
    }
    Shape outer = indices.shape().slice(0, indices.shape().rank() - 1);
    if (!updates.shape().isCompatible(outer.concat(shape.slice(depth, shape.rank())))) {
      throw updates.shape().rank() == 0
          ? new NotKnown("one number for several indices")
          : step.refused(operation, null, "");
    }
  }

  private static Tensor masked(Signature.Bound given, Step step) {
    Tensor tensor = step.tensor(given.get("tensor"));
    Tensor mask = step.tensor(given.get("mask"));
    Value axis = given.get("axis");
    return Indexing.masked(
        tensor, mask, Shaping.isNone(axis) ? 0 : Shaping.integer(axis, "an axis"), step);
  }

  private static Tensor segments(String operation, Signature.Bound given, Step step) {
    Tensor data = step.tensor(given.get("data"));
    Tensor ids = step.tensor(given.get("segment_ids"));
    Shape shape = data.shape();
    if (!shape.isRanked() || shape.rank() == 0 || !ids.shape().isRanked()) {
      return step.made(data.type(), Shape.UNKNOWN);
    }
    if (ids.shape().rank() != 1 || !ids.type().isInteger()) {
      throw new NotKnown("the numbers of segments");
    }
    int count = ids.shape().size(0);
    if (count >= 0 && shape.size(0) >= 0 && count != shape.size(0)) {
      throw step.refused(
          operation, "segment_ids should be the same size as dimension 0 of input.", "");
    }
    List<Object> all = ids.content().orElse(List.of());
    for (int i = 1; i < all.size(); i++) {
      if ((Long) all.get(i) < (Long) all.get(i - 1)) {
        throw step.refusedValue(operation, "segment ids are not increasing", "");
      }
    }
    return step.made(
        data.type(),
        shape.with(0, all.isEmpty() ? Shape.ANY : ((Long) all.getLast()).intValue() + 1));
  }

  private static Tensor unsorted(String operation, Signature.Bound given, Step step) {
    Tensor data = step.tensor(given.get("data"));
    Tensor ids = step.tensor(given.get("segment_ids"));
    Optional<Long> segments = Tensors.integer(given.get("num_segments"));
    if (!data.shape().isRanked() || !ids.shape().isRanked()) {
      return step.made(data.type(), Shape.UNKNOWN);
    }
    int rank = ids.shape().rank();
    if (rank > data.shape().rank() || !ids.shape().isCompatible(data.shape().slice(0, rank))) {
      throw step.refused(
          operation == null ? "UnsortedSegmentSum" : operation,
          operation == null
              ? null
              : "data.shape = %s does not start with segment_ids.shape = %s"
                  .formatted(data.shape().kernelText(), ids.shape().kernelText()),
          "");
    }
    List<Object> all = ids.content().orElse(List.of());
    for (int i = 0; i < all.size() && rank == 1; i++) {
      if (segments.isPresent() && all.get(i) instanceof Long id && id >= segments.get()) {
        throw step.refusedValue(
            operation == null ? "UnsortedSegmentSum" : operation,
            operation == null
                ? null
                : "segment_ids[%d] = %d is out of range [0, %d)".formatted(i, id, segments.get()),
            "");
      }
    }
    return step.made(
        data.type(),
        Shape.of(segments.map(Long::intValue).orElse(Shape.ANY))
            .concat(data.shape().slice(rank, data.shape().rank())));
  }

  private static Value partitions(Signature.Bound given, Step step) {
    Tensor data = step.tensor(given.get("data"));
    Tensor partitions = step.tensor(given.get("partitions"));
    int count = Shaping.integer(given.get("num_partitions"), "how many parts there are");
    if (!data.shape().isRanked() || !partitions.shape().isRanked()) {
      throw new NotKnown("the rank of a tensor");
    }
    int rank = partitions.shape().rank();
    boolean fits =
        rank <= data.shape().rank() && partitions.shape().isCompatible(data.shape().slice(0, rank));
    if (!fits) {
      throw step.refused(
          "DynamicPartition",
          "DynamicPartition_num_partitions_" + count,
          "data.shape must start with partitions.shape, got data.shape = %s, partitions.shape = %s"
              .formatted(data.shape().kernelText(), partitions.shape().kernelText()),
          "");
    }
    List<Value> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long part = i;
      int size =
          partitions.content().isPresent()
              ? (int) partitions.content().get().stream().filter(e -> e.equals(part)).count()
              : Shape.ANY;
      parts.add(
          step.made(
              data.type(), Shape.of(size).concat(data.shape().slice(rank, data.shape().rank()))));
    }
    return new ListValue(step.execution().journal(), parts);
  }

  private static Tensor stitched(Signature.Bound given, Step step) {
    List<Value> indices =
        Tensors.elements(given.get("indices")).orElseThrow(() -> new NotKnown("indices"));
    List<Value> data = Tensors.elements(given.get("data")).orElseThrow(() -> new NotKnown("data"));
    if (indices.size() != data.size() || indices.isEmpty()) {
      throw new NotKnown("parts that are put together");
    }
    long last = -1;
    for (Value each : indices) {
      Tensor index = step.tensor(each);
      if (index.content().isEmpty()) {
        last = Integer.MIN_VALUE;
      }
      for (Object at : index.content().orElse(List.of())) {
        last = last == Integer.MIN_VALUE ? last : Math.max(last, (Long) at);
      }
    }
    Tensor first = step.tensor(data.getFirst());
    int rank = step.tensor(indices.getFirst()).shape().rank();
    return step.made(
        first.type(),
        Shape.of(last < 0 ? Shape.ANY : (int) last + 1)
            .concat(first.shape().slice(rank, first.shape().rank())));
  }

  private static Tensor sequenceMask(Signature.Bound given, Step step) {
    Tensor lengths = step.tensor(given.get("lengths"));
    Value most = given.get("maxlen");
    DataType type = given.isGiven("dtype") ? TensorTypes.read(given.get("dtype")) : DataType.BOOL;
    int size = Tensors.integer(most).map(Long::intValue).orElse(Shape.ANY);
    if (Shaping.isNone(most)) {
      size = (int) greatest(lengths);
    }
    return step.made(type, lengths.shape().concat(Shape.of(size)));
  }

  /** The greatest of known whole numbers; -1 when they are not known. */
  private static long greatest(Tensor tensor) {
    long greatest = -1;
    for (Object each : tensor.content().orElse(List.of())) {
      if (!(each instanceof Long number) || number < 0) {
        return -1;
      }
      greatest = Math.max(greatest, number);
    }
    return greatest;
  }

  private static Value unique(Signature.Bound given, boolean isCounted, Step step) {
    Tensor x = step.tensor(given.get("x"));
    if (x.shape().isRanked() && x.shape().rank() != 1) {
      throw step.refused(
          isCounted ? "UniqueWithCounts" : "Unique", "unique expects a 1D vector.", "");
    }
    int size = x.content().map(all -> new HashSet<>(all).size()).orElse(Shape.ANY);
    List<Value> parts = new ArrayList<>();
    parts.add(step.made(x.type(), Shape.of(size)));
    parts.add(step.made(DataType.INT32, x.shape()));
    if (isCounted) {
      parts.add(step.made(DataType.INT32, Shape.of(size)));
      return new NamedTuple("UniqueWithCounts", List.of("y", "idx", "count"), parts);
    }
    return new NamedTuple("Unique", List.of("y", "idx"), parts);
  }

  private static Tensor counted(Signature.Bound given, Step step) {
    Tensor numbers = step.tensor(given.get("arr"));
    boolean isPlain =
        Shaping.isNone(given.get("weights"))
            && Shaping.isNone(given.get("minlength"))
            && Shaping.isNone(given.get("maxlength"))
            && (!given.values().containsKey("axis") || Shaping.isNone(given.get("axis")));
    if (!isPlain) {
      throw new NotKnown("how numbers are counted");
    }
    long most = greatest(numbers);
    return step.made(DataType.INT32, Shape.of(most < 0 ? Shape.ANY : (int) most + 1));
  }

  private static Tensor confusion(Signature.Bound given, Step step) {
    Tensor labels = step.tensor(given.get("labels"));
    Tensor predictions = step.tensor(given.get("predictions"));
    Optional<Long> classes = Tensors.integer(given.get("num_classes"));
    long most = Math.max(greatest(labels), greatest(predictions));
    boolean isSure = greatest(labels) >= 0 && greatest(predictions) >= 0;
    if (classes.isPresent() && most >= classes.get()) {
      throw step.isEager()
          ? step.execution().error("InvalidArgumentError", null)
          : new NotKnown("a class that is not there");
    }
    int size = classes.map(Long::intValue).orElse(isSure ? (int) most + 1 : Shape.ANY);
    DataType type = given.isGiven("dtype") ? TensorTypes.read(given.get("dtype")) : DataType.INT32;
    return step.made(type, Shape.of(size, size));
  }

  private static Tensor sliced(Signature.Bound given, Step step) {
    Tensor input = step.tensor(given.get("input_"));
    step.gets(given.get("begin"));
    step.gets(given.get("size"));
    Shape begin = Shaping.shape(given.get("begin"), step);
    Shape size = Shaping.shape(given.get("size"), step);
    if (!input.shape().isRanked() || !begin.isRanked() || !size.isRanked()) {
      return step.made(input.type(), Shape.UNKNOWN);
    }
    int rank = input.shape().rank();
    if (begin.rank() != rank || size.rank() != rank) {
      throw step.refused(
          "Slice",
          "Expected begin and size arguments to be 1-D tensors of size %d, but got shapes [%d] and [%d] instead."
              .formatted(rank, begin.rank(), size.rank()),
          "");
    }
    boolean isWritten =
        Tensors.elements(given.get("size"))
            .map(all -> all.stream().allMatch(e -> Tensors.integer(e).isPresent()))
            .orElse(false);
    int[] sizes = new int[rank];
    for (int i = 0; i < rank; i++) {
      int whole = input.shape().size(i);
      int from = begin.size(i);
      boolean isRest = size.size(i) == Shape.ANY && isWritten;
      sizes[i] = isRest && whole >= 0 && from >= 0 ? whole - from : size.size(i);
      if (from >= 0 && whole >= 0 && from > whole) {
        throw step.refused(
            "Slice", "Expected begin[%d] in [0, %d], but got %d".formatted(i, whole, from), "");
      }
      if (from >= 0 && whole >= 0 && sizes[i] > whole - from) {
        throw step.refused(
            "Slice",
            "Expected size[%d] in [0, %d], but got %d".formatted(i, whole - from, sizes[i]),
            "");
      }
    }
    return step.made(input.type(), Shape.of(sizes));
  }

  private static Value largest(Signature.Bound given, Step step) {
    Tensor input = step.tensor(given.get("input"));
    Optional<Long> k = Tensors.integer(given.get("k"));
    DataType type =
        given.values().containsKey("index_type") && given.isGiven("index_type")
            ? TensorTypes.read(given.get("index_type"))
            : DataType.INT32;
    Shape shape = input.shape();
    if (shape.isRanked() && shape.rank() == 0) {
      throw step.refused("TopKV2", "input must be >= 1-D, got shape []", "");
    }
    if (shape.isRanked() && k.isPresent()) {
      if (shape.size(-1) >= 0 && k.get() > shape.size(-1)) {
        throw step.refused(
            "TopKV2",
            "input must have at least k columns. Had %d, needed %d"
                .formatted(shape.size(-1), k.get()),
            "");
      }
    }
    Shape kept = shape.isRanked() ? shape.with(-1, k.map(Long::intValue).orElse(Shape.ANY)) : shape;
    return new NamedTuple(
        "TopKV2",
        List.of("values", "indices"),
        List.of(step.made(input.type(), kept), step.made(type, kept)));
  }
}
