package fitmend.inference.tensorflow;

import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;

/** How {@code padded_batch} makes elements of several sizes alike. */
final class Padding {
  private Padding() {}

  static Value padded(Flow flow, Signature.Bound given, Execution execution) {
    int size = DataMethods.size(given, execution);
    Value shapes = given.get("padded_shapes");
    if (Shaping.isNone(shapes)) {
      return DataMethods.made(
          "_PaddedBatchDataset", DataMethods.batched(flow, size, given, execution), execution);
    }
    if (flow.spec() instanceof Tensor tensor) {
      Shape wanted = Shaping.isNone(shapes) ? Shape.UNKNOWN : paddedShape(shapes);
      requirePadding(tensor.shape(), wanted, execution);
      Flow padded = flow.each(each -> Flow.reshaped(each, shape -> wanted, execution));
      return DataMethods.made(
          "_PaddedBatchDataset", DataMethods.batched(padded, size, given, execution), execution);
    }
    if (flow.spec() instanceof Tuple tuple && shapes instanceof Tuple wanted) {
      if (wanted.elements().size() != tuple.elements().size()) {
        throw new NotKnown("the shapes to pad to");
      }
      List<Shape> all = new ArrayList<>();
      for (int i = 0; i < wanted.elements().size(); i++) {
        if (!(tuple.elements().get(i) instanceof Tensor part)) {
          throw new NotKnown("the shapes to pad to");
        }
        all.add(paddedShape(wanted.elements().get(i)));
        requirePadding(part.shape(), all.get(i), execution);
      }
      Flow padded =
          flow.each(
              each -> {
                List<Value> parts = new ArrayList<>();
                for (int i = 0; i < all.size(); i++) {
                  Shape shape = all.get(i);
                  Value part =
                      each instanceof Tuple row
                          ? row.elements().get(i)
                          : execution.unknown("a part of an element");
                  parts.add(Flow.reshaped(part, old -> shape, execution));
                }
                return new Tuple(parts);
              });
      return DataMethods.made(
          "_PaddedBatchDataset", DataMethods.batched(padded, size, given, execution), execution);
    }
    if (flow.spec() instanceof Tuple && shapes instanceof ListValue) {
      throw execution.error(
          "TypeError",
          execution.target().isGraphMode()
              ? null
              : "If shallow structure is a sequence, input must also be a sequence. Input has type:"
                  + " 'list'.");
    }
    throw new NotKnown("the shapes to pad to");
  }

  private static Shape paddedShape(Value value) {
    if (!(value instanceof Constant) && Tensors.elements(value).isEmpty()) {
      throw new NotKnown("a shape to pad to");
    }
    Shape shape = Tensors.shape(value);
    if (shape.isRanked()) {
      for (int i = 0; i < shape.rank(); i++) {
        shape = shape.size(i) < 0 ? shape.with(i, Shape.ANY) : shape;
      }
    }
    return shape;
  }

  private static void requirePadding(Shape shape, Shape wanted, Execution execution) {
    if (!shape.isRanked() || !wanted.isRanked()) {
      return;
    }
    boolean fits = shape.rank() == wanted.rank();
    for (int i = 0; fits && i < shape.rank(); i++) {
      fits = wanted.size(i) < 0 || shape.size(i) <= wanted.size(i);
    }
    if (!fits) {
      throw execution.error(
          "ValueError",
          (execution.target().isGraphMode()
                  ? "The padded shape %s is not compatible with the corresponding input component"
                      + " shape %s."
                  : "The padded shape %s is not compatible with the shape %s of the corresponding"
                      + " input component.")
              .formatted(wanted, shape));
    }
  }
}
