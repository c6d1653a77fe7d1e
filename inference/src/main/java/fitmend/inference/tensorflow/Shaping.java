package fitmend.inference.tensorflow;

import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Broadcasting;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Operations that move elements: {@code reshape}, {@code transpose}, {@code concat}, … */
final class Shaping {
  private Shaping() {}

  /** The result; null when the function is not here. */
  static Value call(String name, Signature.Bound given, Step step) {
    return switch (name) {
      case "reshape" -> reshape(given, step);
      case "transpose" -> transpose(given, step);
      case "concat" -> concat(given, step);
      case "stack" -> stack(given, step);
      case "unstack" -> unstack(given, step);
      case "split" -> split(given, step);
      case "squeeze" -> squeeze(given, step);
      case "expand_dims" -> expandDims(given, step);
      case "broadcast_to" -> broadcast(given, step);
      case "reverse" -> reverse(given, step);
      default -> {
        Value selected = Selection.call(name, given, step);
        yield selected == null ? Scattering.call(name, given, step) : selected;
      }
    };
  }

  /** What an argument that stands for a shape says; a size that is not known is {@code ANY}. */
  static Shape shape(Value value, Step step) {
    if (value instanceof Tensor tensor && tensor.content().isEmpty()) {
      step.takes(tensor);
      boolean isVector = tensor.shape().isRanked() && tensor.shape().rank() == 1;
      return isVector && tensor.shape().size(0) >= 0
          ? Shape.ofRank(tensor.shape().size(0))
          : Shape.UNKNOWN;
    }
    Optional<List<Value>> elements = Tensors.elements(value);
    if (elements.isPresent()) {
      for (Value element : elements.get()) {
        if (element instanceof Constant constant && !(constant.value() instanceof Long)) {
          throw constant.isNone() || constant.value() instanceof Double
              ? refusedSizes(constant, elements.get(), step)
              : new NotKnown("a shape");
        }
        if (element instanceof Tensor tensor) {
          step.takes(tensor);
        }
      }
    }
    return Tensors.shape(value);
  }

  private static Tensor broadcast(Signature.Bound given, Step step) {
    Tensor input = step.tensor(given.get("input"));
    step.gets(given.get("shape"));
    Shape wanted = shape(given.get("shape"), step);
    Shape from = input.shape();
    if (from.isFull() && wanted.isFull()) {
      if (from.rank() > wanted.rank()) {
        throw step.refused(
            "BroadcastTo",
            "Rank of input (%d) must be no greater than rank of output shape (%d)."
                .formatted(from.rank(), wanted.rank()),
            "");
      }
      boolean fits =
          Broadcasting.of(from, wanted).filter(common -> common.equals(wanted)).isPresent();
      if (!fits) {
        throw step.refused(
            "BroadcastTo",
            "Incompatible shapes: %s vs. %s".formatted(from.kernelText(), wanted.kernelText()),
            "");
      }
    }
    return step.made(input.type(), wanted);
  }

  private static Tensor reverse(Signature.Bound given, Step step) {
    Tensor x = step.tensor(given.get("tensor"));
    Value axis = given.get("axis");
    step.gets(axis);
    if (x.shape().isRanked()) {
      int rank = x.shape().rank();
      if (Tensors.integer(axis).isPresent() && axis instanceof Constant) {
        throw step.refused("ReverseV2", "'dims' must be 1-dimension, not 0", "");
      }
      List<Value> all = Tensors.elements(axis).orElse(List.of());
      for (int i = 0; i < all.size(); i++) {
        int place = integer(all.get(i), "an axis");
        if (place < -rank || place >= rank) {
          throw step.refused(
              "ReverseV2",
              "'axis'[%d] = %d is out of valid range [0, %d".formatted(i, place, rank - 1),
              "");
        }
      }
    }
    return step.made(x.type(), x.shape());
  }

  private static RuntimeException refusedSizes(Constant wrong, List<Value> all, Step step) {
    if (!wrong.isNone()) {
      return new NotKnown("a shape with a float");
    }
    boolean isGraph = step.execution().isGraph();
    return step.execution()
        .error(
            isGraph ? "TypeError" : "ValueError",
            isGraph || all.size() == 1
                ? null
                : all.getFirst() == wrong
                    ? "Attempt to convert a value (None) with an unsupported type"
                        + " (<class 'NoneType'>) to a Tensor."
                    : "Can't convert Python sequence with mixed types to Tensor.");
  }

  /** Axes from 0; those that a negative number counts from the end. */
  static List<Integer> axes(Value value, int rank) {
    List<Integer> axes = new ArrayList<>();
    List<Value> elements =
        Tensors.elements(value).orElseGet(() -> value == null ? List.of() : List.of(value));
    for (Value element : elements) {
      int axis = Tensors.integer(element).orElseThrow(() -> new NotKnown("an axis")).intValue();
      axes.add(axis < 0 ? axis + rank : axis);
    }
    return axes;
  }

  static int integer(Value value, String what) {
    return Tensors.integer(value).orElseThrow(() -> new NotKnown(what)).intValue();
  }

  static boolean isNone(Value value) {
    return value == null || value instanceof Constant constant && constant.isNone();
  }

  private static Tensor reshape(Signature.Bound given, Step step) {
    Tensor tensor = step.tensor(given.get("tensor"));
    step.gets(given.get("shape"));
    if (given.get("shape") instanceof Constant(Long size) && !step.isEager()) {
      throw step.execution().error("ValueError", "");
    }
    Shape wanted = shape(given.get("shape"), step);
    if (!wanted.isRanked()) {
      return step.made(tensor.type(), Shape.UNKNOWN);
    }
    int[] sizes = wanted.sizes();
    // A size that is not known and the one to be found out look alike here.
    boolean isWritten =
        Tensors.elements(given.get("shape"))
                .map(e -> e.stream().allMatch(each -> Tensors.integer(each).isPresent()))
                .orElse(false)
            || Tensors.integer(given.get("shape")).isPresent();
    long known = 1;
    int open = -1;
    int missing = 0;
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] < -1) {
        throw step.refused(
            "Reshape", "Size %d must be non-negative, not %d".formatted(i, sizes[i]), "");
      }
      if (sizes[i] < 0) {
        missing++;
        open = i;
      } else {
        known *= sizes[i];
      }
    }
    long count = tensor.shape().count();
    if (missing > 1 && isWritten) {
      int first = 0;
      while (sizes[first] >= 0) {
        first++;
      }
      throw step.refusedValue(
          "Reshape", "Only one input size may be -1, not both " + first + " and " + open, "");
    }
    if (count >= 0 && missing == 0 && known != count) {
      throw step.refused(
          "Reshape",
          "Input to reshape is a tensor with %d values, but the requested shape has %d"
              .formatted(count, known),
          "");
    }
    if (count > 0 && missing == 1 && known > 0) {
      if (count % known != 0) {
        throw isWritten
            ? step.refused(
                "Reshape",
                "Input to reshape is a tensor with %d values, but the requested shape requires a multiple of %d"
                    .formatted(count, known),
                "")
            : new NotKnown("a size");
      }
      sizes[open] = (int) (count / known);
    }
    return step.made(tensor.type(), Shape.of(sizes)).withLabels(tensor.labels());
  }

  private static Tensor transpose(Signature.Bound given, Step step) {
    Tensor a = step.tensor(given.get("a"));
    Value perm = given.get("perm");
    if (!a.shape().isRanked()) {
      return step.made(a.type(), Shape.UNKNOWN);
    }
    int rank = a.shape().rank();
    int[] sizes = new int[rank];
    if (isNone(perm)) {
      for (int i = 0; i < rank; i++) {
        sizes[i] = a.shape().size(rank - 1 - i);
      }
      return step.made(a.type(), Shape.of(sizes));
    }
    step.gets(perm);
    if (perm instanceof Constant) {
      throw step.refused("Transpose", "perm must be rank 1, got shape []", "");
    }
    List<Integer> order = axes(perm, rank);
    if (order.size() != rank) {
      throw step.refused(
          "Transpose",
          "transpose expects a vector of size %d. But input(1) is a vector of size %d"
              .formatted(rank, order.size()),
          "");
    }
    boolean[] seen = new boolean[rank];
    for (int i = 0; i < rank; i++) {
      int axis = order.get(i);
      if (axis < 0 || axis >= rank) {
        throw step.refused("Transpose", axis + " is out of range [0 .. " + rank + ")", "");
      }
      if (seen[axis]) {
        throw step.refusedValue("Transpose", null, "");
      }
      seen[axis] = true;
      sizes[i] = a.shape().size(axis);
    }
    return step.made(a.type(), Shape.of(sizes));
  }

  /** The parts of a list as tensors of one type. */
  private static List<Tensor> parts(Value values, String operation, String name, Step step) {
    List<Value> elements =
        Tensors.elements(values).orElseThrow(() -> new NotKnown("what is put together"));
    DataType type = null;
    for (Value element : elements) {
      if (type == null
          && element instanceof Tensor tensor
          && tensor.holder() != Tensor.Holder.NUMPY) {
        type = tensor.type();
      }
    }
    List<Tensor> parts = new ArrayList<>();
    for (Value element : elements) {
      Tensor part = step.hinted(element, type);
      if (!parts.isEmpty() && part.type() != parts.getFirst().type()) {
        if (type == null || !(element instanceof Tensor)) {
          throw new NotKnown("values of several types");
        }
        if (step.isEager()) {
          throw step.wrongType(operation, parts.size(), parts.getFirst().type(), part.type(), name);
        }
        throw step.execution().error("TypeError", null);
      }
      parts.add(part);
    }
    if (parts.isEmpty()) {
      throw new NotKnown("nothing is put together");
    }
    return parts;
  }

  private static Tensor concat(Signature.Bound given, Step step) {
    if (!(given.get("axis") instanceof Constant(Long number))) {
      throw new NotKnown("an axis");
    }
    List<Tensor> parts = parts(given.get("values"), "ConcatV2", "concat", step);
    DataType type = parts.getFirst().type();
    if (parts.size() == 1) {
      return step.made(type, parts.getFirst().shape());
    }
    String wrapper = "ConcatV2_N_" + parts.size();
    Shape result = parts.getFirst().shape();
    if (!result.isRanked()) {
      return step.made(type, Shape.UNKNOWN);
    }
    int rank = result.rank();
    int axis = number.intValue() < 0 ? number.intValue() + rank : number.intValue();
    if ((axis < 0 || axis >= rank) && (rank > 0 || number != 0)) {
      throw refusedConcat(
          "Expected concatenating dimensions in the range [%d, %d), but got %d"
              .formatted(-rank, rank, number),
          wrapper,
          step);
    }
    for (int i = 0; i < parts.size(); i++) {
      Shape next = parts.get(i).shape();
      if (next.isRanked() && next.rank() == 0) {
        throw refusedConcat("Can't concatenate scalars (use tf.stack instead)", wrapper, step);
      }
      if (i == 0) {
        continue;
      }
      if (!next.isRanked()) {
        return step.made(type, Shape.ofRank(rank));
      }
      String shapes =
          ": shape[0] = %s vs. shape[%d] = %s"
              .formatted(parts.getFirst().shape().kernelText(), i, next.kernelText());
      if (next.rank() != rank) {
        throw refusedConcat("Ranks of all input tensors should match" + shapes, wrapper, step);
      }
      for (int j = 0; j < rank; j++) {
        int one = result.size(j);
        int other = next.size(j);
        if (j == axis) {
          result = result.with(j, one == Shape.ANY || other == Shape.ANY ? Shape.ANY : one + other);
        } else if (one == Shape.ANY) {
          result = result.with(j, other);
        } else if (other != Shape.ANY && one != other) {
          throw refusedConcat(
              "Dimension " + j + " in both shapes must be equal" + shapes, wrapper, step);
        }
      }
    }
    return step.made(type, result);
  }

  private static RuntimeException refusedConcat(String message, String wrapper, Step step) {
    return step.refused("ConcatV2", wrapper, "ConcatOp : " + message, "concat");
  }

  private static Tensor stack(Signature.Bound given, Step step) {
    List<Tensor> parts = parts(given.get("values"), "Pack", "stack", step);
    int axis = integer(given.get("axis"), "an axis");
    Shape first = parts.getFirst().shape();
    if (first.isRanked()) {
      int rank = first.rank() + 1;
      if (axis < -rank || axis >= rank) {
        throw step.execution()
            .error(
                "ValueError",
                "Argument `axis` = %d not in range [%d, %d)".formatted(axis, -rank, rank));
      }
    }
    // Along the first axis the list is converted, which names nothing.
    boolean isConverted =
        axis == 0 && parts.size() > 0 && hasOthers(given.get("values"), step.execution());
    if (isConverted) {
      step.isConverted();
    }
    return stack(step, parts, axis, isConverted ? "" : "stack");
  }

  private static boolean hasOthers(Value values, Execution execution) {
    return execution.isGraph()
        || Tensors.elements(values).orElse(List.of()).stream().anyMatch(e -> !Step.isTensor(e));
  }

  /** Puts tensors of one shape beside each other, along a new axis. */
  static Tensor stack(Step step, List<Tensor> parts, int axis, String name) {
    Shape common = parts.getFirst().shape();
    List<Object> content = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Shape next = parts.get(i).shape();
      if (!common.isCompatible(next)) {
        throw step.refused(
            "Pack",
            "Pack_N_" + parts.size(),
            name == null
                ? null
                : "Shapes of all inputs must match: values[0].shape = %s != values[%d].shape = %s"
                    .formatted(parts.getFirst().shape().kernelText(), i, next.kernelText()),
            name);
      }
      common = common.equals(next) ? common : common.join(next);
      if (content != null && parts.get(i).content().isPresent()) {
        content.addAll(parts.get(i).content().get());
      } else {
        content = null;
      }
    }
    Shape shape =
        common.isRanked()
            ? common.insert(axis < 0 ? axis + common.rank() + 1 : axis, parts.size())
            : Shape.UNKNOWN;
    Tensor made = step.made(parts.getFirst().type(), shape);
    return content != null && common.isRanked() && common.rank() == 0
        ? made.withContent(content)
        : made;
  }

  private static Value unstack(Signature.Bound given, Step step) {
    Tensor value = step.tensor(given.get("value"));
    int axis = integer(given.get("axis"), "an axis");
    int rank = value.shape().isRanked() ? value.shape().rank() : 0;
    Optional<Long> wanted = Tensors.integer(given.get("num"));
    if (axis >= -rank
        && axis < rank
        && wanted.isPresent()
        && value.shape().size(axis) >= 0
        && value.shape().size(axis) != wanted.get()) {
      throw step.refused(
          "Unpack",
          "Unpack_num_" + wanted.get(),
          "Input shape axis %d must equal %d, got shape %s"
              .formatted(axis < 0 ? axis + rank : axis, wanted.get(), value.shape().kernelText()),
          "unstack");
    }
    if (axis < -rank || axis >= rank || value.shape().size(axis) < 0) {
      throw new NotKnown("how many there are");
    }
    Shape part = value.shape().remove(axis < 0 ? axis + rank : axis);
    return list(value.shape().size(axis), value.type(), part, step);
  }

  private static Value list(int count, DataType type, Shape shape, Step step) {
    if (count > 1024) {
      throw new NotKnown("too many parts");
    }
    List<Value> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(step.made(type, shape));
    }
    return new ListValue(step.execution().journal(), parts);
  }

  private static Value split(Signature.Bound given, Step step) {
    Tensor value = step.tensor(given.get("value"));
    int axis = integer(given.get("axis"), "an axis");
    Value ways = given.get("num_or_size_splits");
    int rank = value.shape().isRanked() ? value.shape().rank() : 0;
    if (axis < -rank || axis >= rank) {
      throw new NotKnown("the axis of a split");
    }
    int place = axis < 0 ? axis + rank : axis;
    int size = value.shape().size(place);
    Optional<List<Value>> sizes = Tensors.elements(ways);
    if (sizes.isEmpty()) {
      int count = integer(ways, "how many parts there are");
      if (count <= 0) {
        throw new NotKnown("how many parts there are");
      }
      if (size >= 0 && size % count != 0) {
        throw step.refused(
            "Split",
            "Split_num_split_" + count,
            "Number of ways to split should evenly divide the split dimension, but got split_dim %d (size = %d) and num_split %d"
                .formatted(place, size, count),
            "split");
      }
      return list(
          count, value.type(), value.shape().with(place, size < 0 ? -1 : size / count), step);
    }
    List<Value> parts = new ArrayList<>();
    int sum = 0;
    for (Value each : sizes.get()) {
      int part = integer(each, "the size of a part");
      if (part < 0) {
        throw new NotKnown("the size of a part");
      }
      sum += part;
      parts.add(step.made(value.type(), value.shape().with(place, part)));
    }
    if (size >= 0 && sum != size) {
      throw step.refused("SplitV", null, "split");
    }
    return new ListValue(step.execution().journal(), parts);
  }

  private static Tensor squeeze(Signature.Bound given, Step step) {
    Tensor input = step.tensor(given.get("input"));
    Shape shape = input.shape();
    if (!shape.isRanked()) {
      return step.made(input.type(), Shape.UNKNOWN);
    }
    int rank = shape.rank();
    if (isNone(given.get("axis"))) {
      if (!shape.isFull()) {
        return step.made(input.type(), Shape.UNKNOWN);
      }
      for (int i = rank - 1; i >= 0; i--) {
        shape = shape.size(i) == 1 ? shape.remove(i) : shape;
      }
      return step.made(input.type(), shape);
    }
    List<Integer> axes = axes(given.get("axis"), rank);
    for (int axis : axes) {
      if (axis < 0 || axis >= rank) {
        throw step.refused(
            "Squeeze",
            axis < 0
                ? null
                : "Tried to squeeze dim index %d for tensor with %d dimensions."
                    .formatted(axis, rank),
            "");
      }
      if (shape.size(axis) > 1 || shape.size(axis) == 0) {
        throw step.refused(
            "Squeeze",
            "Can not squeeze dim[%d], expected a dimension of 1, got %d"
                .formatted(axis, shape.size(axis)),
            "");
      }
    }
    for (int i = rank - 1; i >= 0; i--) {
      shape = axes.contains(i) ? shape.remove(i) : shape;
    }
    return step.made(input.type(), shape).withLabels(input.labels());
  }

  private static Tensor expandDims(Signature.Bound given, Step step) {
    Tensor input = step.tensor(given.get("input"));
    Value axis = given.get("axis");
    if (isNone(axis)) {
      throw new NotKnown("an axis");
    }
    int place = integer(axis, "an axis");
    if (!input.shape().isRanked()) {
      return step.made(input.type(), Shape.UNKNOWN);
    }
    int rank = input.shape().rank();
    if (place < -rank - 1 || place > rank) {
      throw step.refused(
          "ExpandDims",
          "Tried to expand dim index %d for tensor with %d dimensions.".formatted(place, rank),
          "");
    }
    Tensor made =
        step.made(input.type(), input.shape().insert(place < 0 ? place + rank + 1 : place, 1));
    return made.withLabels(input.labels());
  }
}
