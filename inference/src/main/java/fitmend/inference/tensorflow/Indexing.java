package fitmend.inference.tensorflow;

import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Shape;
import fitmend.inference.value.SliceValue;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code tensor[index]}: the strided slices of TensorFlow. */
final class Indexing {
  private static final String OPERATION = "StridedSlice";
  private static final String NAME = "strided_slice/";

  private final Step step;
  private final Tensor tensor;
  private final List<Integer> sizes = new ArrayList<>();
  private int axis;

  private Indexing(Tensor tensor, Step step) {
    this.tensor = tensor;
    this.step = step;
  }

  static Tensor of(Tensor tensor, Value index, Step step) {
    step.takes(tensor);
    if (index instanceof Tensor mask && mask.type() == DataType.BOOL) {
      return masked(tensor, mask, 0, step);
    }
    List<Value> parts = index instanceof Tuple tuple ? tuple.elements() : List.of(index);
    requireIndices(parts, step);
    if (!tensor.shape().isRanked()) {
      return step.made(tensor.type(), Shape.UNKNOWN);
    }
    return new Indexing(tensor, step).apply(parts);
  }

  /** The elements where a mask holds that lies along the axes from one on. */
  static Tensor masked(Tensor tensor, Tensor mask, int axis, Step step) {
    if (mask.shape().isRanked() && mask.shape().rank() == 0) {
      throw step.execution().error("ValueError", "mask cannot be scalar.");
    }
    if (!tensor.shape().isRanked() || !mask.shape().isRanked() || axis < 0) {
      throw new NotKnown("a mask");
    }
    int all = tensor.shape().rank();
    int end = axis + mask.shape().rank();
    Shape covered = tensor.shape().slice(Math.min(axis, all), Math.min(end, all));
    if (!mask.shape().isCompatible(covered)) {
      throw step.execution()
          .error(
              "ValueError", "Shapes %s and %s are incompatible".formatted(covered, mask.shape()));
    }
    int count =
        mask.content()
            .filter(content -> step.isEager())
            .map(content -> (int) content.stream().filter(Boolean.TRUE::equals).count())
            .orElse(Shape.ANY);
    return step.made(
        tensor.type(),
        tensor
            .shape()
            .slice(0, axis)
            .concat(Shape.of(count))
            .concat(tensor.shape().slice(end, all)));
  }

  private static void requireIndices(List<Value> parts, Step step) {
    for (Value part : parts) {
      boolean isWrong =
          part instanceof Constant constant
                  && (constant.value() instanceof Double || constant.value() instanceof String)
              || part instanceof Tensor array
                  && array.holder() == Holder.NUMPY
                  && array.shape().isRanked()
                  && array.shape().rank() > 0;
      if (isWrong) {
        String text =
            part instanceof Constant(Object value)
                ? value instanceof String ? "'" + value + "'" : String.valueOf(value)
                : null;
        throw step.execution()
            .error(
                "TypeError",
                text == null
                    ? null
                    : "Only integers, slices (`:`), ellipsis (`...`), tf.newaxis (`None`) and"
                        + " scalar tf.int32/tf.int64 tensors are valid indices, got "
                        + text);
      }
      if (part instanceof Constant constant && constant.value() instanceof Boolean
          || part instanceof ListValue
          || part instanceof Tensor other
              && !(other.shape().isRanked() && other.shape().rank() == 0)) {
        throw new NotKnown("an index");
      }
    }
  }

  private static boolean isNewAxis(Value part) {
    return part instanceof Constant constant && constant.isNone()
        || part instanceof Reference reference && reference.name().equals("newaxis");
  }

  private Tensor apply(List<Value> parts) {
    int rank = tensor.shape().rank();
    int used = 0;
    int ellipses = 0;
    for (Value part : parts) {
      boolean isEllipsis = part.equals(Constant.ELLIPSIS);
      ellipses += isEllipsis ? 1 : 0;
      used += isEllipsis || isNewAxis(part) ? 0 : 1;
    }
    if (ellipses > 1) {
      throw step.refused(OPERATION, "Multiple ellipses in slice spec not allowed", NAME);
    }
    if (used > 0 && rank == 0) {
      throw step.refused(OPERATION, "Attempting to slice scalar input.", NAME);
    }
    if (used > rank) {
      throw step.refused(
          OPERATION,
          "Index out of range using input dim %d; input has only %d dims".formatted(rank, rank),
          NAME);
    }
    List<Object> content = tensor.content().orElse(null);
    for (Value part : parts) {
      if (isNewAxis(part)) {
        sizes.add(1);
      } else if (part.equals(Constant.ELLIPSIS)) {
        for (int i = used; i < rank; i++) {
          sizes.add(tensor.shape().size(axis++));
        }
      } else if (part instanceof SliceValue slice) {
        sizes.add(sliced(slice, tensor.shape().size(axis++)));
      } else {
        at(part, tensor.shape().size(axis++));
      }
    }
    while (axis < rank) {
      sizes.add(tensor.shape().size(axis++));
    }
    Tensor made =
        step.made(tensor.type(), Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray()));
    made = made.withLabels(tensor.labels());
    return content == null || rank != 1 || parts.size() != 1
        ? made
        : withContent(made, parts.getFirst(), content);
  }

  private void at(Value part, int size) {
    Optional<Long> index = Tensors.integer(part);
    if (part instanceof Tensor other) {
      step.takes(other);
    }
    if (index.isPresent() && size >= 0 && (index.get() < -size || index.get() >= size)) {
      long shown = index.get() < 0 ? index.get() + size : index.get();
      throw step.refused(
          OPERATION,
          "slice index %d of dimension %d out of bounds.".formatted(shown, axis - 1),
          NAME);
    }
  }

  private static boolean isOpen(Value bound) {
    return bound == null || bound instanceof Constant constant && constant.isNone();
  }

  private int sliced(SliceValue slice, int size) {
    Optional<Long> by = isOpen(slice.step()) ? Optional.of(1L) : Tensors.integer(slice.step());
    if (by.isPresent() && by.get() == 0) {
      throw step.refused(OPERATION, "strides[%d] must be non-zero".formatted(axis - 1), NAME);
    }
    if (isOpen(slice.lower()) && isOpen(slice.upper()) && by.equals(Optional.of(1L))) {
      return size;
    }
    boolean isKnown =
        by.isPresent()
            && size >= 0
            && (isOpen(slice.lower()) || Tensors.integer(slice.lower()).isPresent())
            && (isOpen(slice.upper()) || Tensors.integer(slice.upper()).isPresent());
    if (!isKnown) {
      return Shape.ANY;
    }
    long stride = by.get();
    long low = stride > 0 ? 0 : -1;
    long high = stride > 0 ? size : size - 1;
    long from =
        isOpen(slice.lower()) ? (stride > 0 ? low : high) : bound(slice.lower(), size, low, high);
    long to =
        isOpen(slice.upper()) ? (stride > 0 ? high : low) : bound(slice.upper(), size, low, high);
    long distance = stride > 0 ? to - from : from - to;
    long length = Math.abs(stride);
    return distance <= 0 ? 0 : (int) ((distance + length - 1) / length);
  }

  private static long bound(Value value, int size, long low, long high) {
    long at = Tensors.integer(value).orElseThrow();
    return Math.clamp(at < 0 ? at + size : at, low, high);
  }

  private static Tensor withContent(Tensor made, Value part, List<Object> content) {
    Optional<Long> index = Tensors.integer(part);
    if (index.isPresent()) {
      int at = (int) (index.get() < 0 ? index.get() + content.size() : index.get());
      return made.withContent(List.of(content.get(at)));
    }
    boolean isFromStart =
        part instanceof SliceValue slice && isOpen(slice.lower()) && isOpen(slice.step());
    boolean isToEnd =
        part instanceof SliceValue slice && isOpen(slice.upper()) && isOpen(slice.step());
    int size = made.shape().isFull() && made.shape().rank() == 1 ? made.shape().size(0) : -1;
    if (size >= 0 && isFromStart) {
      return made.withContent(content.subList(0, size));
    }
    return size >= 0 && isToEnd
        ? made.withContent(content.subList(content.size() - size, content.size()))
        : made;
  }
}
