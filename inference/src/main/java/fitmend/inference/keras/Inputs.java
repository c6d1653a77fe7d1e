package fitmend.inference.keras;

import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;

/** {@code Input}: checks and gives a symbolic tensor. */
final class Inputs {
  private Inputs() {}

  static Value of(Signature.Bound bound, Naming naming, Execution execution) {
    Value shape = bound.get("shape");
    Value batchShape =
        bound.get("batch_shape") != null
            ? bound.get("batch_shape")
            : bound.extra().get("batch_shape");
    boolean hasTensor = isGiven(bound.get("tensor")) || isGiven(bound.get("type_spec"));
    if (hasTensor) {
      return execution.unknown("Input around a tensor");
    }
    Shape known;
    if (isGiven(batchShape)) {
      known = Tensors.elements(batchShape).isPresent() ? Tensors.shape(batchShape) : Shape.UNKNOWN;
    } else if (!isGiven(shape)) {
      throw execution.error(
          "ValueError",
          switch (execution.target()) {
            case TENSORFLOW_2_21 -> "You must pass a `shape` argument.";
            case TENSORFLOW_2_15 ->
                "Please provide to Input a `shape` or a `tensor` or a `type_spec` argument. Note"
                    + " that `shape` does not include the batch dimension.";
            case TENSORFLOW_1_15 -> null;
          });
    } else {
      refuse(shape, execution);
      Value batch = bound.get("batch_size");
      int size = Tensors.integer(batch).map(Long::intValue).orElse(Shape.ANY);
      boolean isShape = Tensors.elements(shape).isPresent() || Tensors.integer(shape).isPresent();
      known = isShape ? Shape.of(size).concat(Tensors.shape(shape)) : Shape.UNKNOWN;
    }
    DataType type =
        switch (bound.get("dtype")) {
          case null -> naming.floatType();
          case Constant none when none.isNone() -> naming.floatType();
          case Constant(String text) -> DataType.named(text).orElse(DataType.UNKNOWN);
          case Reference reference -> DataType.named(reference.name()).orElse(DataType.UNKNOWN);
          default -> DataType.UNKNOWN;
        };
    if (isGiven(bound.get("sparse")) && !Constant.FALSE.equals(bound.get("sparse"))
        || isGiven(bound.get("ragged")) && !Constant.FALSE.equals(bound.get("ragged"))) {
      return execution.unknown("sparse or ragged input");
    }
    return naming.input(known, written(bound, batchShape), type, bound.get("name"), execution);
  }

  private static Value written(Signature.Bound bound, Value batchShape) {
    if (isGiven(batchShape)) {
      return Tensors.elements(batchShape).<Value>map(Tuple::new).orElse(Constant.NONE);
    }
    List<Value> all = new ArrayList<>();
    all.add(bound.get("batch_size") == null ? Constant.NONE : bound.get("batch_size"));
    all.addAll(Tensors.elements(bound.get("shape")).orElse(List.of()));
    return new Tuple(List.copyOf(all));
  }

  private static boolean isGiven(Value value) {
    return value != null && !(value instanceof Constant none && none.isNone());
  }

  private static void refuse(Value shape, Execution execution) {
    if (execution.target().isGraphMode()) {
      return;
    }
    boolean is3 = execution.target().hasKeras3();
    if (shape instanceof Constant(Long size) && is3) {
      throw execution.error("ValueError", "Cannot convert '" + size + "' to a shape.");
    }
    for (Value element : Tensors.elements(shape).orElse(List.of())) {
      if (element instanceof Constant(Double size)) {
        throw execution.error(is3 ? "ValueError" : "TypeError", null);
      }
      if (element instanceof Constant(Long size) && size < 0) {
        throw execution.error("ValueError", null);
      }
    }
  }
}
