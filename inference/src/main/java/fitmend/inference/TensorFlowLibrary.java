package fitmend.inference;

import fitmend.inference.Internals.Arguments;
import fitmend.inference.Internals.LibraryObject;
import fitmend.inference.Value.Array;
import fitmend.inference.Value.Constant;
import fitmend.inference.Value.Dataset;
import fitmend.inference.Value.Holder;
import fitmend.inference.Value.Sequence;
import java.util.List;
import java.util.Set;

/** TensorFlow's own functions: tensors and data sets. */
final class TensorFlowLibrary {
  private static final Set<String> SAME_ELEMENTS =
      Set.of(
          "shuffle",
          "repeat",
          "prefetch",
          "cache",
          "take",
          "skip",
          "filter",
          "with_options",
          "shard",
          "concatenate",
          "snapshot",
          "apply_nothing");

  private final ArrayFunctions functions;
  private final KerasLibrary.Caller caller;

  TensorFlowLibrary(ArrayFunctions functions, KerasLibrary.Caller caller) {
    this.functions = functions;
    this.caller = caller;
  }

  /** The result of {@code tensorflow.<name>}. */
  Value call(String name, Arguments arguments) {
    if (name.startsWith("data.Dataset.")) {
      return dataset(name.substring(13), arguments);
    }
    return switch (name) {
      case "constant", "convert_to_tensor", "Variable", "identity" -> converted(name, arguments);
      case "zeros", "ones" -> made(arguments, 1, DataType.FLOAT32, arguments.get("shape", 0));
      case "fill" -> {
        Value filling = arguments.get("value", 1, Lattice.UNKNOWN);
        Array one = functions.asArray(filling, true, arguments.call());
        yield made(
            arguments,
            -1,
            one == null ? DataType.UNKNOWN : one.dataType(),
            arguments.get("dims", 0));
      }
      case "random.normal", "random.truncated_normal", "random_normal" ->
          made(arguments, 3, DataType.FLOAT32, arguments.get("shape", 0));
      case "random.uniform", "random_uniform" ->
          made(arguments, 3, DataType.FLOAT32, arguments.get("shape", 0));
      case "eye" -> made(arguments, -1, DataType.FLOAT32, Lattice.UNKNOWN);
      case "linspace", "range" -> made(arguments, -1, DataType.UNKNOWN, Lattice.UNKNOWN);
      case "placeholder" -> {
        Array array = made(arguments, 0, DataType.UNKNOWN, arguments.get("shape", 1));
        yield new Array(Holder.KERAS, array.dataType(), array.shape(), arguments.call());
      }
      case "layers.dense" ->
          arguments.get("inputs", 0) instanceof Array array
              ? ArrayFunctions.with(
                  array,
                  array.shape().isRanked() && array.shape().rank() < 2
                      ? Shape.UNKNOWN
                      : Shapes.with(
                          array.shape(),
                          -1,
                          Lattice.size(arguments.get("units", 1, Lattice.UNKNOWN))))
              : Lattice.UNKNOWN;
      case "one_hot" -> oneHot(arguments);
      case "data.Dataset" -> new LibraryObject("tensorflow.data.Dataset", arguments.call());
      default ->
          functions
              .call("tensorflow", name.substring(name.lastIndexOf('.') + 1), arguments)
              .orElse(Lattice.UNKNOWN);
    };
  }

  static Array made(Arguments arguments, int position, DataType absent, Value shape) {
    Value type = arguments.get("dtype", position);
    return new Array(
        Holder.TENSORFLOW,
        type == null ? absent : DataTypes.named(type),
        Shapes.of(shape == null ? Lattice.UNKNOWN : shape),
        arguments.call());
  }

  private Value converted(String name, Arguments arguments) {
    String first =
        switch (name) {
          case "Variable" -> "initial_value";
          case "identity" -> "input";
          default -> "value";
        };
    Value type = arguments.get("dtype", name.equals("Variable") ? 6 : 1);
    Array array =
        functions.asArray(arguments.get(first, 0, Lattice.UNKNOWN), true, arguments.call());
    if (array == null) {
      return new Array(
          Holder.TENSORFLOW,
          type == null ? DataType.UNKNOWN : DataTypes.named(type),
          Shape.UNKNOWN,
          arguments.call());
    }
    return type == null || Lattice.isNone(type)
        ? array
        : ArrayFunctions.with(array, DataTypes.named(type), arguments.call());
  }

  private Value oneHot(Arguments arguments) {
    Value labels = arguments.get("indices", 0, Lattice.UNKNOWN);
    Shape shape =
        labels instanceof Array array && arguments.get("axis", 4) == null
            ? array.shape()
            : Shape.UNKNOWN;
    Value type = arguments.get("dtype", 5);
    return new Array(
        Holder.TENSORFLOW,
        type == null ? DataType.FLOAT32 : DataTypes.named(type),
        shape.isRanked()
            ? Shapes.inserted(shape, -1, Lattice.size(arguments.get("depth", 1, Lattice.UNKNOWN)))
            : shape,
        arguments.call());
  }

  private Value dataset(String maker, Arguments arguments) {
    Value tensors = arguments.get("tensors", 0, arguments.get("datasets", -1, Lattice.UNKNOWN));
    return switch (maker) {
      case "from_tensor_slices" ->
          new Dataset(elements(tensors, true, arguments), arguments.call());
      case "from_tensors" -> new Dataset(elements(tensors, false, arguments), arguments.call());
      case "zip" ->
          tensors instanceof Sequence sequence
                  && sequence.elements().stream().allMatch(Dataset.class::isInstance)
              ? new Dataset(
                  new Sequence(
                      sequence.elements().stream()
                          .map(part -> ((Dataset) part).element())
                          .toList()),
                  arguments.call())
              : new Dataset(Lattice.UNKNOWN, arguments.call());
      default -> new Dataset(Lattice.UNKNOWN, arguments.call());
    };
  }

  private Value elements(Value value, boolean slices, Arguments arguments) {
    boolean isTuple = value instanceof Sequence sequence && holdsArrays(sequence);
    if (isTuple) {
      List<Value> parts = ((Sequence) value).elements();
      return new Sequence(parts.stream().map(part -> elements(part, slices, arguments)).toList());
    }
    Array array = functions.asArray(value, true, arguments.call());
    if (array == null) {
      return Lattice.UNKNOWN;
    }
    return slices ? ArrayFunctions.with(array, Shapes.element(array.shape())) : array;
  }

  private static boolean holdsArrays(Sequence sequence) {
    return sequence.elements().stream().anyMatch(part -> !(part instanceof Constant));
  }

  /** The result of a method of a data set. */
  Value method(Dataset dataset, String name, Arguments arguments) {
    if (SAME_ELEMENTS.contains(name)) {
      return name.equals("concatenate") ? new Dataset(Lattice.UNKNOWN, dataset.madeAt()) : dataset;
    }
    return switch (name) {
      case "batch", "padded_batch" -> {
        boolean drops = new Constant(true).equals(arguments.get("drop_remainder", 1));
        int size = drops ? Lattice.size(arguments.get("batch_size", 0, Lattice.UNKNOWN)) : -1;
        yield new Dataset(
            name.equals("batch") ? batched(dataset.element(), size) : Lattice.UNKNOWN,
            dataset.madeAt());
      }
      case "unbatch" -> new Dataset(Lattice.UNKNOWN, dataset.madeAt());
      case "map" -> {
        Value mapped =
            caller.call(
                arguments.get("map_func", 0, Lattice.UNKNOWN), dataset.element(), arguments.call());
        yield new Dataset(mapped, dataset.madeAt());
      }
      default -> Lattice.UNKNOWN;
    };
  }

  private static Value batched(Value element, int size) {
    return switch (element) {
      case Array array -> ArrayFunctions.with(array, Shapes.batched(size, array.shape()));
      case Sequence sequence ->
          new Sequence(sequence.elements().stream().map(part -> batched(part, size)).toList());
      default -> Lattice.UNKNOWN;
    };
  }
}
