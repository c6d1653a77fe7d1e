package fitmend.inference.tensorflow;

import fitmend.inference.library.HasItems;
import fitmend.inference.library.Signature;
import fitmend.inference.tensor.ObjectArrays;
import fitmend.inference.tensor.Structures;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The functions that make data sets of tensors, numbers, generators and files. */
final class DataSources {
  private DataSources() {}

  /** The result of a function of {@code tf.data}; null when it is not known here. */
  static Value call(String name, Arguments arguments, Execution execution) {
    String text =
        switch (name) {
          case "from_tensor_slices", "from_tensors" -> "tensors, name=None";
          case "from_generator" ->
              "generator, output_types=None, output_shapes=None, args=None,"
                  + " output_signature=None, name=None";
          case "list_files" -> "file_pattern, shuffle=None, seed=None, name=None";
          case "zip" ->
              execution.target().isGraphMode() ? "datasets" : "*args, datasets=None, name=None";
          case "range" -> "*args, output_type=None, name=None";
          case "random" -> "seed=None, rerandomize_each_iteration=None, name=None";
          case "counter" -> "start=0, step=1, dtype=None, name=None";
          case "sample_from_datasets" ->
              "datasets, weights=None, seed=None, stop_on_empty_dataset=False,"
                  + " rerandomize_each_iteration=None";
          default -> null;
        };
    if (text == null || arguments.isOpen()) {
      return null;
    }
    String title = execution.target().isGraphMode() ? name : "DatasetV2." + name;
    Signature.Bound given = Signature.of(title, text).bind(arguments, execution);
    return switch (name) {
      case "from_tensor_slices" -> {
        // What is given second is its name.
        if (given.get("name") instanceof Tensor array
            && array.shape().isFull()
            && array.shape().count() > 1) {
          execution.truth(array);
        }
        yield slices(given.get("tensors"), execution);
      }
      case "from_tensors" ->
          new DataSet(
              "_TensorDataset",
              Flow.alike(converted(given.get("tensors"), execution), 1),
              execution);
      case "from_generator" -> generated(given, execution);
      case "range" -> range(given, execution);
      case "zip" -> zip(given, execution);
      case "random" ->
          new DataSet("_RandomDataset", Flow.alike(integer(execution), Flow.INFINITE), execution);
      case "counter" ->
          new DataSet("_CounterDataset", Flow.alike(integer(execution), Flow.INFINITE), execution);
      case "list_files" -> {
        Tensor file = new Step(DataSet.PATH, execution).made(DataType.STRING, Shape.SCALAR);
        yield new DataSet("_ShuffleDataset", Flow.alike(file, Flow.UNTOLD), execution);
      }
      default -> {
        List<Value> sets =
            Tensors.elements(given.get("datasets"))
                .orElseThrow(() -> new NotKnown("the data sets"));
        Flow all = null;
        for (Value each : sets) {
          if (!(each instanceof DataSet set)) {
            throw new NotKnown("a data set");
          }
          all = all == null ? set.flow() : all.then(set.flow());
        }
        if (all == null) {
          throw new NotKnown("no data set");
        }
        yield new DataSet(
            "_DirectedInterleaveDataset",
            all.mixed(all.count() == Flow.INFINITE ? Flow.INFINITE : Flow.UNKNOWN),
            execution);
      }
    };
  }

  private static Tensor integer(Execution execution) {
    return new Step(DataSet.PATH + ".range", execution).made(DataType.INT64, Shape.SCALAR);
  }

  private static Value slices(Value tensors, Execution execution) {
    if (tensors instanceof Constant constant && constant.isNone()) {
      throw execution.error(
          "ValueError",
          execution.target().isGraphMode()
              ? "None values not supported."
              : "Invalid `element`. `element` should not be empty.");
    }
    Value converted = converted(tensors, execution);
    List<Tensor> parts = Structures.tensors(converted);
    long rows = rows(parts, execution);
    Value row =
        Flow.reshaped(
            converted,
            shape -> shape.isRanked() && shape.rank() > 0 ? shape.remove(0) : Shape.UNKNOWN,
            execution);
    return new DataSet("_TensorSliceDataset", Flow.alike(row, rows), execution);
  }

  /** Lists become tensors; tuples and dictionaries stay. */
  private static Value converted(Value value, Execution execution) {
    return switch (value) {
      case Tuple tuple ->
          new Tuple(tuple.elements().stream().map(each -> converted(each, execution)).toList());
      case DictValue dictionary when dictionary.isKnown() -> {
        DictValue copy = new DictValue(execution.journal());
        dictionary.keys().forEach(key -> copy.put(key, converted(dictionary.get(key), execution)));
        yield copy;
      }
      case DictValue dictionary -> execution.unknown("a dictionary");
      case HasItems table ->
          ObjectArrays.of(table, execution).isPresent()
              ? tensor(value, execution)
              : execution.unknown("a table");
      case Constant constant when constant.isNone() -> constant;
      case Tensor tensor -> tensor(value, execution);
      case ListValue list -> tensor(value, execution);
      case Constant constant -> tensor(value, execution);
      case Scalar scalar -> tensor(value, execution);
      default -> execution.unknown("what a data set is made of");
    };
  }

  private static Value tensor(Value value, Execution execution) {
    try {
      return new Step(DataSet.PATH + ".from_tensor_slices", execution).tensor(value);
    } catch (NotKnown unclear) {
      return execution.unknown(unclear.getMessage());
    }
  }

  private static long rows(List<Tensor> parts, Execution execution) {
    long rows = Flow.UNTOLD;
    for (Tensor part : parts) {
      if (!part.shape().isRanked()) {
        continue;
      }
      if (part.shape().rank() == 0) {
        if (execution.target().isGraphMode()) {
          throw new NotKnown("the rows of a scalar");
        }
        throw execution.error("ValueError", "Unbatching a tensor is only supported for rank >= 1");
      }
      int size = part.shape().size(0);
      if (size >= 0 && rows >= 0 && size != rows) {
        throw execution.error(
            "ValueError",
            execution.target().isGraphMode()
                ? "Dimensions %d and %d are not compatible".formatted(rows, size)
                : "Dimensions %d and %d are not compatible".formatted(rows, size));
      }
      rows = size >= 0 ? size : rows;
    }
    return rows;
  }

  private static Value range(Signature.Bound given, Execution execution) {
    List<Value> bounds = given.more();
    if (bounds.isEmpty() || bounds.size() > 3) {
      throw execution.error("ValueError", null);
    }
    List<Optional<Long>> numbers =
        bounds.stream().map(each -> DataSet.number(each, execution)).toList();
    long count = Flow.UNTOLD;
    if (numbers.stream().allMatch(Optional::isPresent)) {
      long from = numbers.size() == 1 ? 0 : numbers.get(0).get();
      long to = numbers.size() == 1 ? numbers.get(0).get() : numbers.get(1).get();
      long by = numbers.size() == 3 ? numbers.get(2).get() : 1;
      if (by == 0) {
        throw new NotKnown("a range without steps");
      }
      count = Math.max(0, by > 0 ? (to - from + by - 1) / by : (from - to - by - 1) / -by);
    }
    DataType type = TensorTypes.read(given.get("output_type"));
    Tensor element =
        new Step(DataSet.PATH + ".range", execution)
            .made(type == null ? DataType.INT64 : type, Shape.SCALAR);
    return new DataSet("_RangeDataset", Flow.alike(element, count), execution);
  }

  private static Value zip(Signature.Bound given, Execution execution) {
    List<Value> more = given.more();
    Value sets = given.get("datasets");
    if (!more.isEmpty()) {
      sets = more.size() == 1 ? more.getFirst() : new Tuple(more);
    }
    if (sets instanceof ListValue && !execution.target().isGraphMode()) {
      throw execution.error(
          "TypeError",
          "Invalid input to `zip`. Inputs are expected to be (nested) structures of"
              + " `tf.data.Dataset` objects. Python `list` is not supported and you should use"
              + " `tuple` instead.");
    }
    for (Value leaf : Structures.leaves(sets).orElse(List.of())) {
      if (leaf instanceof Constant constant && !constant.isNone()) {
        throw execution.error(
            "TypeError",
            execution.target().isGraphMode()
                ? null
                : "Invalid input to `zip`. Inputs are expected to be (nested) structures of"
                    + " `tf.data.Dataset` objects but encountered object of type <class '"
                    + constant.typeName()
                    + "'>.");
      }
      if (!(leaf instanceof DataSet)) {
        throw new NotKnown("what is zipped");
      }
    }
    return new DataSet("_ZipDataset", Flow.zip(sets, execution), execution);
  }

  // Generators.

  private static Value generated(Signature.Bound given, Execution execution) {
    Value generator = given.get("generator");
    if (generator instanceof ListValue
        || generator instanceof Constant
        || generator instanceof Tuple
        || generator instanceof fitmend.inference.value.IteratorValue
        || generator instanceof Tensor) {
      throw execution.error(
          "TypeError",
          execution.target().isGraphMode()
              ? "`generator` must be callable."
              : "`generator` must be a Python callable.");
    }
    Value types = given.get("output_types");
    Value signature = given.get("output_signature");
    boolean hasTypes = !Shaping.isNone(types);
    boolean hasSignature = !Shaping.isNone(signature);
    if (!hasTypes && !hasSignature) {
      throw execution.error(
          "TypeError",
          execution.target().isGraphMode()
              ? "from_generator() missing 1 required positional argument: 'output_types'"
              : "To specify the output signature you need to provide either the `output_signature`"
                  + " argument or the `output_types` argument.");
    }
    Value spec =
        hasSignature
            ? Structures.map(signature, leaf -> specified(leaf, execution), execution)
            : typed(types, given.get("output_shapes"), execution);
    Flow flow = Flow.alike(spec, Flow.UNKNOWN);
    return new DataSet("_FlatMapDataset", yielded(flow, given, execution), execution);
  }

  private static Value specified(Value leaf, Execution execution) {
    return leaf instanceof TensorSpec spec
        ? new Step(DataSet.PATH + ".from_generator", execution).made(spec.type(), spec.shape())
        : execution.unknown("a part of a signature");
  }

  private static Value typed(Value types, Value shapes, Execution execution) {
    if (types instanceof Tuple tuple) {
      List<Value> parts = new ArrayList<>();
      for (int i = 0; i < tuple.elements().size(); i++) {
        Value shape =
            shapes instanceof Tuple all && all.elements().size() == tuple.elements().size()
                ? all.elements().get(i)
                : Constant.NONE;
        boolean isLost = !Shaping.isNone(shapes) && shape == Constant.NONE;
        parts.add(
            isLost
                ? execution.unknown("the shapes of a generator")
                : typed(tuple.elements().get(i), shape, execution));
      }
      return new Tuple(parts);
    }
    if (!DataMethods.isType(types)) {
      return execution.unknown("the types of a generator");
    }
    boolean isOpen = Shaping.isNone(shapes);
    if (!isOpen && Tensors.elements(shapes).isEmpty()) {
      return execution.unknown("the shapes of a generator");
    }
    return new Step(DataSet.PATH + ".from_generator", execution)
        .made(TensorTypes.read(types), isOpen ? Shape.UNKNOWN : Tensors.shape(shapes));
  }

  /** Runs the generator for its elements, and holds them to what was promised. */
  private static Flow yielded(Flow flow, Signature.Bound given, Execution execution) {
    if (!Shaping.isNone(given.get("args")) || execution.isGraph()) {
      return flow;
    }
    int mark = execution.journal().begin();
    try {
      Elements elements =
          execution.elements(execution.call(given.get("generator"), Arguments.NONE));
      Value first =
          elements.known().isEmpty()
              ? flow.spec()
              : refined(flow.spec(), elements.known().getFirst(), execution);
      Value any =
          first instanceof Flow.Refused
              ? flow.spec()
              : refined(flow.spec(), elements.any(), execution);
      any = any instanceof Flow.Refused ? flow.spec() : any;
      return new Flow(flow.spec(), first, any, any, flow.count());
    } catch (fitmend.inference.value.PythonError | NotKnown unclear) {
      return flow;
    } finally {
      execution.journal().takeBack(mark);
    }
  }

  /** The promised element with what the generator really gave, or what that raises. */
  private static Value refined(Value spec, Value given, Execution execution) {
    if (spec instanceof Tuple promised) {
      List<Value> found = sequence(given);
      if (found == null) {
        return given instanceof Unknown ? spec : refused();
      }
      if (found.size() != promised.elements().size() || !(given instanceof Tuple)) {
        return refused();
      }
      List<Value> parts = new ArrayList<>();
      for (int i = 0; i < found.size(); i++) {
        Value part = refined(promised.elements().get(i), found.get(i), execution);
        if (part instanceof Flow.Refused) {
          return part;
        }
        parts.add(part);
      }
      return new Tuple(parts);
    }
    if (!(spec instanceof Tensor tensor)) {
      return spec;
    }
    List<Value> parts = sequence(given);
    if (parts != null
        && parts.stream().anyMatch(e -> e instanceof Constant)
        && parts.stream().anyMatch(DataSources::isArray)) {
      return refused();
    }
    Tensor found = new Step(DataSet.PATH + ".from_generator", execution).tensor(given);
    if (!found.shape().isRanked()) {
      return spec;
    }
    return tensor.shape().isCompatible(found.shape())
        ? new Step(DataSet.PATH + ".from_generator", execution)
            .made(tensor.type(), found.shape())
            .withLabels(found.labels())
        : refused();
  }

  private static boolean isArray(Value value) {
    return value instanceof Tensor tensor && tensor.shape().isRanked() && tensor.shape().rank() > 0;
  }

  private static List<Value> sequence(Value value) {
    return switch (value) {
      case Tuple tuple -> tuple.elements();
      case ListValue list when list.isKnown() -> list.elements();
      default -> null;
    };
  }

  /** The text is that of a traceback inside of the generator. */
  private static Flow.Refused refused() {
    return new Flow.Refused("InvalidArgumentError", null);
  }
}
