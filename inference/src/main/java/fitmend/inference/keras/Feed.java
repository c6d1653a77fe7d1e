package fitmend.inference.keras;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.tensor.ObjectArrays;
import fitmend.inference.tensor.Structures;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Labels;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Origin;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Inputs, labels and weights as {@code fit} is given them: arrays, in tuples, lists and
 * dictionaries.
 */
record Feed(Value x, Value y, Value weights) {
  /** The same with frames and the like as the arrays that Keras makes of them. */
  Feed withArrays(Execution execution) {
    Function<Value, Value> change = leaf -> array(leaf, execution);
    return new Feed(
        Structures.map(x, change, execution),
        Structures.map(y, change, execution),
        Structures.map(weights, change, execution));
  }

  private static Value array(Value leaf, Execution execution) {
    boolean is3 = execution.target().hasKeras3();
    boolean isFrame = is3 && leaf.typeName().equals("DataFrame");
    boolean isSeries = is3 && leaf.typeName().equals("Series");
    Value given =
        !(leaf instanceof LibraryObject object)
            ? leaf
            : isFrame
                ? execution.call(
                    execution.attribute(object, "to_numpy"),
                    Arguments.NONE.with("dtype", Constant.of("float32")))
                : ObjectArrays.of(object, execution)
                    .<Value>map(array -> isSeries ? column(array) : array)
                    .orElse(leaf);
    if (given instanceof Tensor objects && objects.type() == DataType.OBJECT) {
      refuseObjects(objects, execution);
    }
    return given;
  }

  /** To Keras 3 a Series is a frame of one column. */
  private static Tensor column(Tensor vector) {
    return vector.shape().isRanked() && vector.shape().rank() == 1
        ? Losses.Pair.copy(vector, vector.type(), vector.shape().insert(1, 1))
        : vector;
  }

  /** What is an array of objects to NumPy. */
  private static void refuseObjects(Tensor objects, Execution execution) {
    ObjectArrays.Kind kind = ObjectArrays.kind(objects);
    boolean isRefused =
        switch (execution.target()) {
          case TENSORFLOW_2_21 -> objects.shape().isRanked();
          case TENSORFLOW_2_15 ->
              kind == ObjectArrays.Kind.NUMBERS || kind == ObjectArrays.Kind.BOTH;
          case TENSORFLOW_1_15 -> ObjectArrays.hasWords(objects);
        };
    if (isRefused) {
      throw execution.error("ValueError", null);
    }
  }

  /** The parts of an element of a data set, as {@code unpack_x_y_sample_weight} takes them. */
  static Feed unpacked(Value element) {
    List<Value> parts =
        switch (element) {
          case Tuple tuple -> tuple.elements();
          case ListValue list when list.isKnown() -> list.elements();
          default -> List.of(element);
        };
    return parts.isEmpty() || parts.size() > 3
        ? new Feed(new Unknown("an element"), Constant.NONE, Constant.NONE)
        : new Feed(
            parts.get(0),
            parts.size() > 1 ? parts.get(1) : Constant.NONE,
            parts.size() > 2 ? parts.get(2) : Constant.NONE);
  }

  /** The same as a graph sees it; the range of the labels in one batch is not known. */
  Feed inGraph(boolean hasBatch, Execution execution) {
    return map(
        tensor ->
            new Tensor(
                Holder.GRAPH,
                tensor.type(),
                hasBatch || tensor.shape().rank() == 0
                    ? tensor.shape()
                    : tensor.shape().with(0, Shape.ANY),
                tensor.origin()),
        execution);
  }

  /** The same with other shapes, in the order of the tensors. */
  Feed shaped(List<Shape> shapes, Execution execution) {
    Iterator<Shape> next = shapes.iterator();
    return map(
        tensor ->
            new Tensor(tensor.holder(), tensor.type(), next.next(), tensor.origin())
                .withLabels(tensor.labels()),
        execution);
  }

  /** What the leaves are. */
  enum Kind {
    /** Arrays and tensors only. */
    ARRAYS,
    /** Numbers and texts of Python are among them. */
    NUMBERS,
    /** Something is not known. */
    UNKNOWN
  }

  Kind kind() {
    boolean hasNumbers = false;
    for (Value part : parts()) {
      List<Value> leaves = Structures.leaves(part).orElse(null);
      if (leaves == null) {
        return Kind.UNKNOWN;
      }
      for (Value leaf : leaves) {
        switch (leaf) {
          case Tensor tensor when isArray(tensor) -> {}
          case Constant constant -> hasNumbers |= !constant.isNone();
          case Scalar scalar -> hasNumbers = true;
          default -> {
            return Kind.UNKNOWN;
          }
        }
      }
    }
    return hasNumbers ? Kind.NUMBERS : Kind.ARRAYS;
  }

  private List<Value> parts() {
    return List.of(x, y, weights);
  }

  private static boolean isArray(Tensor tensor) {
    return !tensor.holder().isDeferred()
        && tensor.type() != DataType.UNKNOWN
        && tensor.type() != DataType.OBJECT
        && tensor.shape().isRanked();
  }

  /** All arrays in it. */
  List<Tensor> tensors() {
    return parts().stream().flatMap(part -> Structures.tensors(part).stream()).toList();
  }

  /** How many samples there are; -1 when that is not known. */
  int samples() {
    List<Tensor> all = tensors();
    return all.isEmpty() || all.getFirst().shape().rank() == 0
        ? Shape.ANY
        : all.getFirst().shape().size(0);
  }

  /** Whether no weights of samples are given. */
  boolean isPlain() {
    return weights instanceof Constant none && none.isNone();
  }

  boolean hasLabels() {
    return !(y instanceof Constant none && none.isNone());
  }

  /** Whether the inputs are lists of Python, which Keras 2 takes. */
  boolean mayBeLists() {
    return Structures.leaves(x).orElse(List.of()).stream().noneMatch(Tensor.class::isInstance);
  }

  /** Raises what Keras raises for numbers and texts of Python among arrays. */
  void refuseNumbers(Execution execution) {
    boolean is3 = execution.target().hasKeras3();
    String text = is3 && x instanceof Constant(String word) ? word : null;
    throw execution.error(
        "ValueError",
        text == null ? null : "Unrecognized data type: x=" + text + " (of type <class 'str'>)");
  }

  /** Raises what Keras raises where there should be inputs and is nothing, or a number or text. */
  void refuseMissing(Network model, Execution execution) {
    if (!(x instanceof Constant constant)) {
      return;
    }
    switch (execution.target()) {
      case TENSORFLOW_2_21 -> {
        boolean isFunctional =
            model.object() instanceof Model known && known.self() == known && known.isFunctional();
        if (constant.isNone() && hasLabels() && isFunctional) {
          throw execution.error("ValueError", null);
        }
      }
      case TENSORFLOW_2_15 -> {
        if (!constant.isNone() || hasLabels()) {
          boolean isArray = y instanceof Tensor tensor && tensor.holder() == Holder.NUMPY;
          throw execution.error(
              "ValueError",
              isArray
                  ? "Failed to find data adapter that can handle input: <class '%s'>, <class 'numpy.ndarray'>"
                      .formatted(constant.typeName())
                  : null);
        }
      }
      case TENSORFLOW_1_15 -> {
        if (constant.isNone() || constant.value() instanceof String) {
          throw constant.isNone()
              ? execution.error(
                  "ValueError",
                  "When using data tensors as input to a model, you should specify the"
                      + " `steps_per_epoch` argument.")
              : execution.error("AttributeError", "'str' object has no attribute 'shape'");
        }
      }
    }
  }

  /** Raises what Keras raises for arrays of Python objects that are no texts. */
  void refuseObjects(Execution execution) {
    if (!execution.target().isGraphMode() && tensors().stream().anyMatch(Feed::holdsObjects)) {
      throw execution.error(
          "ValueError", execution.target().hasKeras3() ? "Invalid dtype: object" : null);
    }
  }

  private static boolean holdsObjects(Tensor tensor) {
    if (tensor.type() != DataType.OBJECT
        || tensor.holder() != Holder.NUMPY
        || !tensor.shape().isRanked()) {
      return false;
    }
    Origin origin = tensor.origin();
    return switch (origin.operation()) {
      case "numpy.array" -> true;
      case "numpy.astype" -> {
        DataType before = origin.inputs().getFirst().type();
        yield before.isFloating() || before.isInteger();
      }
      default -> false;
    };
  }

  /** Raises what Keras raises for arrays that do not go together, or into no model. */
  void refuse(Execution execution) {
    refuseCardinality(execution);
    for (Tensor tensor : tensors()) {
      boolean isText = tensor.holder() == Holder.NUMPY && tensor.type() == DataType.STRING;
      if (isText && execution.target().hasKeras3()) {
        throw execution.error("ValueError", null);
      }
    }
  }

  /** Raises what Keras raises when arrays have different numbers of samples. */
  private void refuseCardinality(Execution execution) {
    Set<Integer> sizes = new LinkedHashSet<>();
    for (Tensor tensor : tensors()) {
      if (tensor.shape().rank() == 0) {
        throw execution.error("IndexError", "tuple index out of range");
      }
      if (tensor.shape().size(0) != Shape.ANY) {
        sizes.add(tensor.shape().size(0));
      }
    }
    if (sizes.size() < 2) {
      return;
    }
    boolean is3 = execution.target().hasKeras3();
    StringBuilder text = new StringBuilder("Data cardinality is ambiguous");
    text.append(is3 ? ". Make sure all arrays contain the same number of samples." : ":\n");
    String[] names = {"x", "y", "sample_weight"};
    boolean isKnown = true;
    for (int i = 0; i < names.length; i++) {
      List<Tensor> tensors = Structures.tensors(parts().get(i));
      if (tensors.isEmpty()) {
        continue;
      }
      isKnown &= tensors.stream().allMatch(each -> each.shape().size(0) != Shape.ANY);
      String listed =
          tensors.stream()
              .map(each -> String.valueOf(each.shape().size(0)))
              .collect(Collectors.joining(", "));
      text.append(
          is3
              ? "'%s' sizes: %s\n".formatted(names[i], listed)
              : "  %s sizes: %s\n".formatted(names[i], listed));
    }
    if (!is3) {
      text.append("Make sure all arrays contain the same number of samples.");
    }
    PythonError error = execution.error("ValueError", isKnown ? text.toString() : null);
    error.setOperands(tensors());
    throw error;
  }

  /** The samples from one to before another, as slices take them. */
  Feed slice(int from, int to, Execution execution) {
    return map(
        tensor -> {
          int size = tensor.shape().size(0);
          return resized(
              tensor,
              tensor.holder(),
              tensor.type(),
              size == Shape.ANY
                  ? Shape.ANY
                  : Math.max(0, Math.min(to, size) - Math.min(from, size)));
        },
        execution);
  }

  /** A batch of that many samples, as the model gets it. */
  Feed batch(int size, Naming naming, Execution execution) {
    return map(
        tensor ->
            resized(
                tensor,
                Holder.GRAPH,
                tensor.type().isFloating() ? naming.floatType() : tensor.type(),
                size),
        execution);
  }

  private static Tensor resized(Tensor tensor, Holder holder, DataType type, int size) {
    Labels known = range(tensor);
    return new Tensor(
            holder,
            type,
            tensor.shape().with(0, size),
            Origin.of(
                tensor.origin() == null ? null : tensor.origin().at(), "batch", List.of(tensor)))
        .withLabels(known);
  }

  /** The least and the greatest of known elements. */
  static Labels range(Tensor tensor) {
    if (tensor.labels().isRangeKnown()) {
      return tensor.labels();
    }
    List<Object> content = tensor.content().orElse(List.of());
    if (content.isEmpty() || !content.stream().allMatch(Number.class::isInstance)) {
      return tensor.labels();
    }
    double low =
        content.stream().mapToDouble(each -> ((Number) each).doubleValue()).min().orElse(0);
    double high =
        content.stream().mapToDouble(each -> ((Number) each).doubleValue()).max().orElse(0);
    return new Labels(low, high, tensor.labels().isOneHot());
  }

  private Feed map(Function<Tensor, Value> change, Execution execution) {
    Function<Value, Value> leaves =
        leaf -> leaf instanceof Tensor tensor ? change.apply(tensor) : leaf;
    return new Feed(
        Structures.map(x, leaves, execution),
        Structures.map(y, leaves, execution),
        Structures.map(weights, leaves, execution));
  }

  /** The numbers of samples that batches have; empty when they are not known. */
  static List<Integer> batchSizes(int samples, int batchSize) {
    List<Integer> sizes = new ArrayList<>();
    if (samples < 0 || batchSize <= 0) {
      return sizes;
    }
    if (samples >= batchSize) {
      sizes.add(batchSize);
    }
    if (samples % batchSize != 0) {
      sizes.add(samples % batchSize);
    }
    return sizes;
  }
}
