package fitmend.inference.tensorflow;

import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Operations of {@code keras.ops} that move elements. */
final class KerasShaping extends KerasOperands {
  private KerasShaping(String name, Execution run) {
    super(name, run);
  }

  /** The result; null when the function is not here. */
  static Value call(String name, Value x, Signature.Bound given, Execution run) {
    KerasShaping shaping = new KerasShaping(name, run);
    return switch (name) {
      case "reshape" -> shaping.reshape(x, given);
      case "transpose" -> shaping.transpose(x, given);
      case "swapaxes" -> shaping.swapped(x, given);
      case "expand_dims" -> shaping.expanded(x, given);
      case "squeeze" -> shaping.squeezed(x, given);
      case "concatenate" -> shaping.concatenated(x, given);
      case "stack" -> shaping.stacked(x, given);
      case "repeat" -> shaping.repeated(x, given);
      default -> KerasDelegates.call(name, x, given, run);
    };
  }

  private Value reshape(Value value, Signature.Bound given) {
    Tensor x = tensor(value);
    Value wanted = given.get(given.values().containsKey("newshape") ? "newshape" : "shape");
    Optional<List<Value>> elements = Tensors.elements(wanted);
    if (elements.isEmpty() || elements.get().stream().anyMatch(e -> Tensors.integer(e).isEmpty())) {
      int rank = elements.map(List::size).orElse(-1);
      return made(x.type(), rank < 0 ? Shape.UNKNOWN : Shape.ofRank(rank));
    }
    int[] sizes =
        elements.get().stream().mapToInt(e -> Tensors.integer(e).get().intValue()).toArray();
    long open = IntStream.of(sizes).filter(size -> size == -1).count();
    if (open > 1) {
      throw run.error(
          "ValueError",
          "There must be at most one unknown dimension (-1) in `newshape`. Received: newshape=(%s)."
              .formatted(
                  IntStream.of(sizes).mapToObj(String::valueOf).collect(Collectors.joining(", "))));
    }
    long count = x.shape().count();
    long known =
        IntStream.of(sizes).filter(size -> size != -1).asLongStream().reduce(1, (a, b) -> a * b);
    boolean fits = count < 0 || (open == 1 ? known != 0 && count % known == 0 : known == count);
    if (!fits) {
      if (isSymbolic()) {
        throw new NotKnown("a shape that does not fit");
      }
      Step step = new Step("keras.ops.reshape", run);
      step.takes(x);
      step.gets(wanted);
      throw step.refused(
          "Reshape",
          (open == 1
                  ? "Input to reshape is a tensor with %d values, but the requested shape requires"
                      + " a multiple of %d"
                  : "Input to reshape is a tensor with %d values, but the requested shape has %d")
              .formatted(count, known),
          "");
    }
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = sizes[i] != -1 ? sizes[i] : count < 0 ? Shape.ANY : (int) (count / known);
    }
    return made(x.type(), Shape.of(sizes)).withLabels(x.labels());
  }

  private Value transpose(Value value, Signature.Bound given) {
    Tensor x = tensor(value);
    requireRank(x);
    int rank = x.shape().rank();
    Value axes = given.get("axes");
    int[] order = IntStream.range(0, rank).map(i -> rank - 1 - i).toArray();
    if (!Shaping.isNone(axes)) {
      List<Integer> wanted = Shaping.axes(axes, rank);
      boolean isPermutation =
          wanted.size() == rank
              && wanted.stream().distinct().count() == rank
              && wanted.stream().allMatch(each -> each >= 0 && each < rank);
      if (!isPermutation) {
        throw run.error("ValueError", null);
      }
      order = wanted.stream().mapToInt(Integer::intValue).toArray();
    }
    return made(x.type(), Shape.of(IntStream.of(order).map(x.shape()::size).toArray()));
  }

  private Value expanded(Value value, Signature.Bound given) {
    Tensor x = tensor(value);
    requireRank(x);
    Shape shape = x.shape();
    List<Value> axes = Tensors.elements(given.get("axis")).orElse(List.of(given.get("axis")));
    if (axes.size() != 1) {
      throw new NotKnown("several new axes");
    }
    return made(x.type(), shape.insert(axis(axes.getFirst(), shape.rank() + 1), 1));
  }

  private Value squeezed(Value value, Signature.Bound given) {
    Tensor x = tensor(value);
    requireRank(x);
    if (Shaping.isNone(given.get("axis"))) {
      if (!x.shape().isFull()) {
        throw new NotKnown("sizes of a tensor");
      }
      return made(
          x.type(), Shape.of(IntStream.of(x.shape().sizes()).filter(s -> s != 1).toArray()));
    }
    if (Tensors.elements(given.get("axis")).isPresent()) {
      throw new NotKnown("several axes");
    }
    int rank = x.shape().rank();
    int place = Shaping.integer(given.get("axis"), "an axis");
    if (place < -rank || place >= rank || x.shape().size(place) != 1) {
      throw new NotKnown("an axis that cannot be taken away");
    }
    return made(x.type(), x.shape().remove(place < 0 ? place + rank : place));
  }

  private List<Value> parts(Value values) {
    List<Value> parts = new ArrayList<>();
    for (Value each :
        Tensors.elements(values).orElseThrow(() -> new NotKnown("what is put together"))) {
      parts.add(tensor(each));
    }
    if (parts.isEmpty()) {
      throw new NotKnown("nothing is put together");
    }
    return parts;
  }

  private Value concatenated(Value values, Signature.Bound given) {
    if (values instanceof Tensor) {
      throw new NotKnown("one tensor in place of a list");
    }
    List<Value> parts = parts(values);
    Shape result = shape(parts.getFirst());
    if (!result.isRanked() || result.rank() == 0) {
      throw new NotKnown("the rank of a tensor");
    }
    if (!isSymbolic()) {
      requireAxis(given.get("axis"), parts, result.rank());
    }
    int axis = axis(given.get("axis"), result.rank());
    for (Value part : parts.subList(1, parts.size())) {
      Shape next = shape(part);
      if (!next.isRanked()
          || next.rank() != result.rank()
          || !next.with(axis, 0).isCompatible(result.with(axis, 0))) {
        throw isSymbolic() && next.isRanked()
            ? run.error("ValueError", null)
            : new NotKnown("parts that do not fit");
      }
      int size =
          next.size(axis) < 0 || result.size(axis) < 0 ? -1 : next.size(axis) + result.size(axis);
      result =
          (isSymbolic() ? result : result.join(next.with(axis, result.size(axis))))
              .with(axis, size);
    }
    return made(Promotion.of(parts), result);
  }

  private void requireAxis(Value axis, List<Value> parts, int rank) {
    int place = Shaping.integer(axis, "an axis");
    if (place < -rank || place >= rank) {
      Step step = new Step("keras.ops.concatenate", run);
      parts.forEach(part -> step.takes((Tensor) part));
      throw step.refused(
          "ConcatV2",
          "ConcatV2_N_" + parts.size(),
          "ConcatOp : Expected concatenating dimensions in the range [%d, %d), but got %d"
              .formatted(-rank, rank, place),
          "concat");
    }
  }

  private Value stacked(Value values, Signature.Bound given) {
    List<Value> parts = parts(values);
    Shape first = shape(parts.getFirst());
    if (!first.isRanked()) {
      throw new NotKnown("the rank of a tensor");
    }
    for (Value part : parts) {
      if (!shape(part).isCompatible(first)) {
        throw isSymbolic() ? run.error("ValueError", null) : new NotKnown("parts that do not fit");
      }
    }
    return made(
        Promotion.of(parts), first.insert(axis(given.get("axis"), first.rank() + 1), parts.size()));
  }

  private Value swapped(Value value, Signature.Bound given) {
    Tensor x = tensor(value);
    requireRank(x);
    int one = axis(given.get("axis1"), x.shape().rank());
    int other = axis(given.get("axis2"), x.shape().rank());
    return made(
        x.type(), x.shape().with(one, x.shape().size(other)).with(other, x.shape().size(one)));
  }

  private Value repeated(Value value, Signature.Bound given) {
    Tensor x = tensor(value);
    requireRank(x);
    int times = Shaping.integer(given.get("repeats"), "how often");
    if (Shaping.isNone(given.get("axis"))) {
      long count = x.shape().count();
      return made(x.type(), Shape.of(count < 0 ? Shape.ANY : (int) count * times));
    }
    int axis = axis(given.get("axis"), x.shape().rank());
    int size = x.shape().size(axis);
    return made(x.type(), x.shape().with(axis, size < 0 ? size : size * times));
  }
}
