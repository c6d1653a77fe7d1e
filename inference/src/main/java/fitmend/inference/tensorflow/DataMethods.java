package fitmend.inference.tensorflow;

import fitmend.inference.Target;
import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Structures;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The methods that make one data set of another. */
final class DataMethods {
  private static final Set<String> OLD_ONLY =
      Set.of("make_one_shot_iterator", "make_initializable_iterator");

  private DataMethods() {}

  /** Whether data sets of that class have the method. */
  static boolean has(String name, String kind) {
    boolean isOld = kind.equals("DatasetV1Adapter");
    if (OLD_ONLY.contains(name)) {
      return isOld;
    }
    return switch (name) {
      case "__len__",
          "cardinality",
          "as_numpy_iterator",
          "get_single_element",
          "scan",
          "take_while",
          "unique",
          "group_by_window",
          "bucket_by_sequence_length",
          "rejection_resample",
          "snapshot",
          "ragged_batch",
          "rebatch",
          "ignore_errors",
          "save",
          "sparse_batch" ->
          !isOld;
      case "__iter__", "options" -> true;
      default -> signature(name, Target.TENSORFLOW_2_21) != null;
    };
  }

  /** The parameters behind {@code self}; null for what is not modelled. */
  static String signature(String name, Target target) {
    String text =
        switch (name) {
          case "map" ->
              ", map_func, num_parallel_calls=None, deterministic=None"
                  + (target == Target.TENSORFLOW_2_21
                      ? ", synchronous=None, use_unbounded_threadpool=False"
                      : "");
          case "batch" ->
              ", batch_size, drop_remainder=False"
                  + (target.isGraphMode() ? "" : ", num_parallel_calls=None, deterministic=None");
          case "padded_batch" ->
              ", batch_size, padded_shapes"
                  + (target.isGraphMode() ? "" : "=None")
                  + ", padding_values=None, drop_remainder=False";
          case "ragged_batch" -> ", batch_size, drop_remainder=False, row_splits_dtype=None";
          case "shuffle" -> ", buffer_size, seed=None, reshuffle_each_iteration=None";
          case "prefetch" -> ", buffer_size";
          case "repeat" -> ", count=None";
          case "take", "skip" -> ", count";
          case "cache" -> ", filename=''";
          case "filter", "take_while" -> ", predicate";
          case "flat_map" -> ", map_func";
          case "interleave" ->
              ", map_func, cycle_length=None, block_length=None, num_parallel_calls=None,"
                  + " deterministic=None";
          case "concatenate" -> ", dataset";
          case "enumerate" -> ", start=0";
          case "window" -> ", size, shift=None, stride=1, drop_remainder=False";
          case "shard" -> ", num_shards, index";
          case "reduce" -> ", initial_state, reduce_func";
          case "apply" -> ", transformation_func";
          case "with_options" -> ", options";
          case "snapshot" -> ", path, compression='AUTO', reader_func=None, shard_func=None";
          case "scan" -> ", initial_state, scan_func";
          case "rejection_resample" -> ", class_func, target_dist, initial_dist=None, seed=None";
          case "unbatch", "unique", "get_single_element" -> "";
          case "ignore_errors" -> ", log_warning=False";
          default -> null;
        };
    if (text == null) {
      return null;
    }
    return target.isGraphMode()
        ? text.replace(", deterministic=None", "")
        : name.equals("apply") ? text : text + ", name=None";
  }

  static Value call(DataSet set, String name, Signature.Bound given, Execution execution) {
    Flow flow = set.flow();
    return switch (name) {
      case "shuffle" -> {
        Optional<Long> size = DataSet.number(given.get("buffer_size"), execution);
        if (size.isPresent() && size.get() <= 0 && size.get() != -2) {
          throw refused(
              "ShuffleDatasetV3",
              "buffer_size must be greater than zero or UNKNOWN_CARDINALITY",
              execution);
        }
        yield made("_ShuffleDataset", flow.mixed(flow.count()), execution);
      }
      case "prefetch" -> {
        DataSet.number(given.get("buffer_size"), execution);
        yield made("_PrefetchDataset", flow, execution);
      }
      case "cache" -> {
        new Step(DataSet.PATH, execution).tensor(given.get("filename"), DataType.STRING, null);
        yield made("CacheDataset", flow, execution);
      }
      case "with_options" -> made("_OptionsDataset", flow, execution);
      case "snapshot" -> made("_MapDataset", flow, execution);
      case "ignore_errors" -> made("_IgnoreErrorsDataset", flow.mixed(Flow.UNKNOWN), execution);
      case "map" -> {
        Flow mapped = mapped(flow, given.get("map_func"), execution);
        boolean isParallel = !isNone(given.get("num_parallel_calls"));
        yield made(isParallel ? "_ParallelMapDataset" : "_MapDataset", mapped, execution);
      }
      case "batch", "ragged_batch" -> {
        int size = size(given, execution);
        yield made("_BatchDataset", batched(flow, size, given, execution), execution);
      }
      case "padded_batch" -> Padding.padded(flow, given, execution);
      case "repeat" ->
          made("_RepeatDataset", repeated(flow, given.get("count"), execution), execution);
      case "take" -> {
        Optional<Long> count = DataSet.number(given.get("count"), execution);
        yield made("_TakeDataset", taken(flow, count), execution);
      }
      case "skip" -> {
        Optional<Long> count = DataSet.number(given.get("count"), execution);
        yield made("_SkipDataset", skipped(flow, count), execution);
      }
      case "filter", "take_while" -> {
        requirePredicate(traced(given.get("predicate"), flow.spec(), execution), execution);
        yield made(
            name.equals("filter") ? "_FilterDataset" : "_TakeWhileDataset",
            flow.mixed(Flow.UNKNOWN),
            execution);
      }
      case "unbatch" -> unbatched(flow, execution);
      case "flat_map", "interleave" -> {
        Value inner = traced(given.get("map_func"), flow.spec(), execution);
        if (!(inner instanceof DataSet set2)) {
          throw inner instanceof Tensor && name.equals("interleave")
              ? new NotKnown("a function that gives no data set")
              : new NotKnown("what the function gives");
        }
        boolean isParallel = name.equals("interleave") && !isNone(given.get("num_parallel_calls"));
        String kind =
            name.equals("flat_map")
                ? "_FlatMapDataset"
                : isParallel ? "_ParallelInterleaveDataset" : "_InterleaveDataset";
        Value element = eager(set2.flow().spec(), execution);
        yield made(kind, Flow.alike(element, Flow.UNKNOWN), execution);
      }
      case "concatenate" -> concatenated(flow, given.get("dataset"), execution);
      case "enumerate" -> {
        Tensor index = new Step(DataSet.PATH, execution).made(DataType.INT64, Shape.SCALAR);
        yield made("_ZipDataset", flow.each(each -> Tuple.of(index, each)), execution);
      }
      case "window" -> windows(flow, given, execution);
      case "shard" -> {
        Optional<Long> shards = DataSet.number(given.get("num_shards"), execution);
        Optional<Long> index = DataSet.number(given.get("index"), execution);
        long count =
            shards.isEmpty() || index.isEmpty() || shards.get() <= 0
                ? Flow.UNTOLD
                : flow.count() < 0
                    ? flow.count()
                    : Math.max(0, (flow.count() - index.get() + shards.get() - 1) / shards.get());
        yield made("_ShardDataset", flow.mixed(count), execution);
      }
      case "reduce" -> reduced(flow, given, execution);
      case "apply" -> {
        Value result = execution.call(given.get("transformation_func"), Arguments.of(set.self()));
        if (result instanceof Constant constant) {
          throw execution.error(
              "TypeError",
              execution.target().isGraphMode()
                  ? null
                  : "`transformation_func` must return a `tf.data.Dataset` object. Got <class '"
                      + constant.typeName()
                      + "'>.");
        }
        yield result;
      }
      case "unique" -> made("_UniqueDataset", flow.mixed(Flow.UNKNOWN), execution);
      case "get_single_element" -> {
        if (flow.count() > 1) {
          throw refused(
              "DatasetToSingleElement",
              "Dataset had more than one element.",
              "DatasetToSingleElement_output_types_" + leaves(flow.spec()),
              execution);
        }
        yield flow.first();
      }
      default -> throw new NotKnown(name + " of a data set");
    };
  }

  private static int leaves(Value element) {
    return Structures.leaves(element).map(List::size).orElse(1);
  }

  static DataSet made(String kind, Flow flow, Execution execution) {
    return new DataSet(kind, flow, execution);
  }

  private static boolean isNone(Value value) {
    return value instanceof Constant constant && constant.isNone();
  }

  private static PythonError refused(String operation, String message, Execution execution) {
    return refused(operation, message, operation, execution);
  }

  private static PythonError refused(
      String operation, String message, String wrapper, Execution execution) {
    if (execution.isGraph()) {
      throw new NotKnown("a value that is met when the graph runs");
    }
    return new Step(DataSet.PATH, execution).refused(operation, wrapper, message, "");
  }

  /** What is computed in the graph of a function is a tensor again outside. */
  private static Value eager(Value element, Execution execution) {
    return execution.isGraph() ? element : TracedFunction.computed(element, execution);
  }

  private static Value traced(Value function, Value element, Execution execution) {
    if (function instanceof Constant
        || function instanceof ListValue
        || function instanceof Tuple
        || function instanceof DictValue
        || function instanceof Tensor) {
      throw execution.error(
          "ValueError",
          execution.target().isGraphMode()
              ? "Argument must be callable"
              : function instanceof Constant(Long number)
                  ? "Argument `func` must be a callable. Received func=%d (of type <class 'int'>)"
                      .formatted(number)
                  : null);
    }
    return TracedFunction.plain(function).call(DataSet.unpacked(element), execution);
  }

  private static Flow mapped(Flow flow, Value function, Execution execution) {
    Value spec = element(traced(function, flow.spec(), execution), execution);
    Value first = again(flow.first(), flow.spec(), spec, function, execution);
    Value any =
        flow.any() == flow.first()
            ? first
            : again(flow.any(), flow.spec(), spec, function, execution);
    Value last =
        flow.last() == flow.any()
            ? any
            : flow.last() == flow.first()
                ? first
                : again(flow.last(), flow.spec(), spec, function, execution);
    return new Flow(spec, first, any, last, flow.count());
  }

  /** What the function makes of an element of which more is known than before it was traced. */
  private static Value again(
      Value element, Value known, Value result, Value function, Execution execution) {
    if (element == known || !isMoreKnown(element, known)) {
      return result;
    }
    int mark = execution.journal().begin();
    try {
      return element(traced(function, element, execution), execution);
    } catch (PythonError | NotKnown sizesDoNotFit) {
      return result;
    } finally {
      execution.journal().takeBack(mark);
    }
  }

  private static boolean isMoreKnown(Value element, Value known) {
    List<Tensor> one = Structures.tensors(element);
    List<Tensor> other = Structures.tensors(known);
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      if (!one.get(i).shape().equals(other.get(i).shape())) {
        return true;
      }
    }
    return false;
  }

  /** What a function gave, as an element: numbers become tensors, lists tuples. */
  private static Value element(Value value, Execution execution) {
    return switch (value) {
      case Tuple tuple ->
          new Tuple(tuple.elements().stream().map(each -> element(each, execution)).toList());
      case ListValue list when list.isKnown() ->
          new Tuple(list.elements().stream().map(each -> element(each, execution)).toList());
      case DictValue dictionary when dictionary.isKnown() -> {
        DictValue copy = new DictValue(execution.journal());
        dictionary.keys().forEach(key -> copy.put(key, element(dictionary.get(key), execution)));
        yield copy;
      }
      case Constant constant when constant.isNone() -> {
        if (execution.target().isGraphMode()) {
          throw execution.error("TypeError", null);
        }
        yield constant;
      }
      case Tensor tensor when tensor.holder() == Holder.EAGER || tensor.holder() == Holder.GRAPH ->
          tensor;
      case Tensor tensor when tensor.type() != DataType.UNKNOWN ->
          new Step(DataSet.PATH + ".map", execution).tensor(tensor);
      case Constant constant -> new Step(DataSet.PATH + ".map", execution).tensor(constant);
      case Scalar scalar -> new Step(DataSet.PATH + ".map", execution).tensor(scalar);
      default -> execution.unknown("what the function of a map gives");
    };
  }

  static int size(Signature.Bound given, Execution execution) {
    Optional<Long> size = DataSet.number(given.get("batch_size"), execution);
    if (size.isPresent() && size.get() <= 0) {
      throw refused("BatchDatasetV2", "Batch size must be greater than zero.", execution);
    }
    return size.map(Long::intValue).orElse(Shape.ANY);
  }

  static Flow batched(Flow flow, int size, Signature.Bound given, Execution execution) {
    Optional<Boolean> isDropped = execution.truth(given.get("drop_remainder"));
    Flow batched = flow.batched(size, isDropped.orElse(false), execution);
    if (isDropped.isPresent()) {
      return batched;
    }
    return new Flow(batched.spec(), batched.spec(), batched.spec(), batched.spec(), Flow.UNTOLD);
  }

  private static Flow repeated(Flow flow, Value count, Execution execution) {
    Optional<Long> times = isNone(count) ? Optional.of(-1L) : DataSet.number(count, execution);
    if (times.isEmpty()) {
      return flow.mixed(Flow.UNTOLD);
    }
    if (times.get() < 0) {
      return flow.cut(true, false, flow.count() == 0 ? 0 : Flow.INFINITE);
    }
    if (times.get() == 0) {
      return flow.counted(0);
    }
    return flow.counted(flow.count() < 0 ? flow.count() : flow.count() * times.get());
  }

  private static Flow taken(Flow flow, Optional<Long> count) {
    if (count.isEmpty()) {
      return flow.cut(true, false, Flow.UNTOLD);
    }
    long most = count.get();
    if (most < 0 || flow.count() >= 0 && most >= flow.count()) {
      return flow;
    }
    long left =
        flow.count() >= 0 || flow.count() == Flow.INFINITE || most == 0 ? most : flow.count();
    return flow.cut(true, false, left);
  }

  private static Flow skipped(Flow flow, Optional<Long> count) {
    if (count.isEmpty()) {
      return flow.cut(false, true, Flow.UNTOLD);
    }
    long left =
        count.get() < 0
            ? 0
            : flow.count() < 0 ? flow.count() : Math.max(0, flow.count() - count.get());
    return flow.cut(count.get() == 0, true, left);
  }

  private static void requirePredicate(Value result, Execution execution) {
    Value found = element(result, execution);
    if (found instanceof Tensor tensor
        && tensor.shape().isRanked()
        && (tensor.shape().rank() > 0 || tensor.type() != DataType.BOOL)
        && tensor.type() != DataType.UNKNOWN) {
      String spec = TensorSpec.text(tensor.type(), tensor.shape());
      throw execution.error(
          "ValueError",
          execution.target().isGraphMode()
              ? "`predicate` return type must be convertible to a scalar boolean tensor. Was %s."
                  .formatted(spec)
              : ("Invalid `predicate`. `predicate` must return a `tf.bool` scalar tensor, but its"
                      + " return type is %s.")
                  .formatted(spec));
    }
  }

  private static Value unbatched(Flow flow, Execution execution) {
    List<Tensor> parts = Structures.tensors(flow.spec());
    long rows = Flow.UNKNOWN;
    for (Tensor part : parts) {
      if (part.shape().isRanked() && part.shape().rank() == 0) {
        throw execution.error(
            "ValueError",
            execution.target().isGraphMode()
                ? null
                : "Cannot unbatch an input with scalar components.");
      }
      if (part.shape().isRanked() && part.shape().size(0) >= 0) {
        rows = part.shape().size(0);
      }
    }
    Flow rowsOfBatches =
        flow.each(
            each ->
                Flow.reshaped(
                    each, shape -> shape.isRanked() ? shape.remove(0) : Shape.UNKNOWN, execution));
    long count =
        rows >= 0 && flow.count() >= 0 ? rows * flow.count() : Math.min(flow.count(), Flow.UNKNOWN);
    return made(
        "_UnbatchDataset",
        rowsOfBatches.counted(flow.count() == Flow.INFINITE ? Flow.INFINITE : count),
        execution);
  }

  private static Value concatenated(Flow flow, Value other, Execution execution) {
    if (!(other instanceof DataSet set)) {
      throw new NotKnown("what is put behind");
    }
    List<Tensor> one = Structures.tensors(flow.spec());
    List<Tensor> two = Structures.tensors(set.flow().spec());
    boolean isSame = one.size() == two.size() && one.size() == leaves(flow.spec());
    if (!isSame) {
      throw new NotKnown("data sets of different elements");
    }
    for (int i = 0; i < one.size(); i++) {
      if (one.get(i).type() != two.get(i).type()) {
        throw new NotKnown("data sets of different elements");
      }
    }
    return made("_ConcatenateDataset", flow.then(set.flow()), execution);
  }

  private static Value windows(Flow flow, Signature.Bound given, Execution execution) {
    Optional<Long> size = DataSet.number(given.get("size"), execution);
    Optional<Long> shift =
        isNone(given.get("shift")) ? size : DataSet.number(given.get("shift"), execution);
    Optional<Boolean> isDropped = execution.truth(given.get("drop_remainder"));
    Optional<Long> stride = DataSet.number(given.get("stride"), execution);
    boolean isKnown =
        size.isPresent()
            && shift.isPresent()
            && isDropped.isPresent()
            && stride.isPresent()
            && size.get() > 0
            && shift.get() > 0
            && stride.get() > 0;
    long count = flow.count() < 0 ? flow.count() : Flow.UNTOLD;
    if (isKnown && flow.count() >= 0) {
      long span = (size.get() - 1) * stride.get() + 1;
      count =
          isDropped.get()
              ? flow.count() < span ? 0 : (flow.count() - span) / shift.get() + 1
              : (flow.count() + shift.get() - 1) / shift.get();
    }
    long inside = isKnown && isDropped.get() ? size.get() : Flow.UNTOLD;
    Value windows =
        Structures.map(
            flow.any(),
            leaf -> made("_VariantDataset", Flow.alike(leaf, inside), execution),
            execution);
    return made("_WindowDataset", Flow.alike(windows, count), execution);
  }

  private static Value reduced(Flow flow, Signature.Bound given, Execution execution) {
    Value state = element(given.get("initial_state"), execution);
    Value result =
        TracedFunction.plain(given.get("reduce_func"))
            .call(Arguments.of(state, flow.spec()), execution);
    if (state instanceof Unknown || result instanceof Unknown) {
      throw new NotKnown("a reduction of a data set");
    }
    Value after = element(result, execution);
    if (state instanceof Tensor before && after instanceof Tensor tensor) {
      if (before.type() != tensor.type()) {
        throw execution.error(
            "TypeError",
            "The element types for the new state must match the initial state. Expected <dtype:"
                + " '%s'>%s got <dtype: '%s'>."
                    .formatted(
                        before.type().text(),
                        execution.target().isGraphMode() ? ";" : " but",
                        tensor.type().text()));
      }
      Step step = new Step(DataSet.PATH + ".reduce", execution);
      step.takes(before);
      return step.made(tensor.type(), before.shape().join(tensor.shape()));
    }
    return after;
  }

  /** The element as arrays of NumPy. */
  static Value asArrays(Value element, Execution execution) {
    return Structures.map(
        element,
        leaf -> {
          if (!(leaf instanceof Tensor tensor)) {
            return leaf;
          }
          if (tensor.type() == DataType.STRING) {
            return execution.unknown("an array of texts");
          }
          return Tensors.made(
                  Holder.NUMPY,
                  tensor.type(),
                  tensor.shape(),
                  DataSet.PATH + ".as_numpy_iterator",
                  List.of(tensor),
                  execution)
              .withLabels(tensor.labels());
        },
        execution);
  }

  /** Whether a value names a type of elements. */
  static boolean isType(Value value) {
    return value instanceof Reference
        || value instanceof Constant(Object text) && text instanceof String;
  }
}
