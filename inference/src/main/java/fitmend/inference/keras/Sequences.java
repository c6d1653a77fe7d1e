package fitmend.inference.keras;

import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Optional;

/** {@code pad_sequences}: lists of numbers become rows of one length. */
final class Sequences {
  private Sequences() {}

  static Value pad(Signature.Bound bound, Execution execution) {
    Value given = bound.get("sequences");
    Value most = bound.get("maxlen");
    boolean isGiven = !(most instanceof Constant none && none.isNone());
    Optional<Long> length = Tensors.integer(most);
    DataType type = type(bound.get("dtype"));
    if (most instanceof Constant(Double number)) {
      throw execution.error("TypeError", "'float' object cannot be interpreted as an integer");
    }
    int width = isGiven ? length.map(Long::intValue).orElse(Shape.ANY) : Shape.ANY;
    int rows;
    if (given instanceof ListValue list) {
      List<Value> elements = list.isKnown() ? list.elements() : List.of();
      refuse(elements, execution);
      if (!elements.stream().allMatch(Sequences::isFlat)) {
        return execution.unknown("sequences of more than numbers");
      }
      rows = list.isKnown() ? elements.size() : Shape.ANY;
      if (list.isKnown() && elements.isEmpty()) {
        return execution.unknown("no sequences");
      }
      if (!isGiven && elements.stream().allMatch(each -> count(each) >= 0)) {
        width = elements.stream().mapToInt(Sequences::count).max().orElse(Shape.ANY);
      }
    } else if (given instanceof Tensor tensor
        && tensor.shape().isRanked()
        && (tensor.shape().rank() == 2
            || tensor.shape().rank() == 1 && tensor.type() == DataType.OBJECT)) {
      rows = tensor.shape().size(0);
      if (!isGiven && tensor.shape().rank() == 2) {
        width = tensor.shape().size(1);
      }
    } else {
      return execution.unknown("sequences");
    }
    return Tensors.made(
        Holder.NUMPY,
        type,
        Shape.of(rows, width),
        "keras.utils.pad_sequences",
        given instanceof Tensor tensor ? List.of(tensor) : List.of(),
        execution);
  }

  private static void refuse(List<Value> elements, Execution execution) {
    for (Value element : elements) {
      boolean isNumber =
          element instanceof Scalar scalar && scalar.type() != Scalar.Type.STR
              || element instanceof Constant(Object value) && value instanceof Number;
      if (isNumber) {
        String text = Texts.str(element);
        throw execution.error(
            "ValueError",
            text == null
                ? null
                : "`sequences` must be a list of iterables. Found non-iterable: " + text);
      }
    }
  }

  /** Whether it holds numbers only. */
  private static boolean isFlat(Value sequence) {
    return switch (sequence) {
      case Tensor tensor -> tensor.shape().isRanked() && tensor.shape().rank() == 1;
      case ListValue list ->
          list.isKnown()
              && list.elements().stream()
                  .allMatch(
                      each ->
                          each instanceof Scalar
                              || each instanceof Constant(Object value) && value instanceof Number);
      default -> false;
    };
  }

  private static int count(Value sequence) {
    return switch (sequence) {
      case Tensor tensor -> tensor.shape().size(0);
      case ListValue list when list.isKnown() -> list.elements().size();
      default -> Shape.ANY;
    };
  }

  private static DataType type(Value type) {
    return switch (type) {
      case Constant(String name) -> DataType.named(name).orElse(DataType.UNKNOWN);
      case Reference reference -> DataType.named(reference.name()).orElse(DataType.UNKNOWN);
      case null, default -> DataType.UNKNOWN;
    };
  }
}
