package fitmend.inference.numpy;

import fitmend.inference.tensor.Broadcasting;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Optional;

/** Products of matrices. */
final class Products {
  private static final String CORE = "(n?,k),(k,m?)->(n?,m?)";

  private Products() {}

  static Tensor matmul(Value left, Value right, Execution run) {
    Tensor one = number(left, run);
    Tensor other = number(right, run);
    DataType type = Types.promote(one.type(), other.type());
    if (!one.shape().isRanked() || !other.shape().isRanked()) {
      return Arrays.made(type, Shape.UNKNOWN, "matmul", List.of(one, other), run);
    }
    Shape a = one.shape();
    Shape b = other.shape();
    for (int i = 0; i < 2; i++) {
      if ((i == 0 ? a : b).rank() == 0) {
        throw run.error(
            "ValueError",
            "matmul: Input operand %d does not have enough dimensions (has 0, gufunc core with signature %s requires 1)"
                .formatted(i, CORE));
      }
    }
    int inner = b.rank() == 1 ? b.size(0) : b.size(-2);
    if (inner >= 0 && a.size(-1) >= 0 && inner != a.size(-1)) {
      throw run.error(
          "ValueError",
          "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature %s (size %d is different from %d)"
              .formatted(CORE, inner, a.size(-1)));
    }
    Shape rows = a.rank() == 1 ? Shape.SCALAR : Shape.of(a.size(-2));
    Shape columns = b.rank() == 1 ? Shape.SCALAR : Shape.of(b.size(-1));
    Optional<Shape> batch =
        Broadcasting.of(
            a.slice(0, Math.max(0, a.rank() - 2)), b.slice(0, Math.max(0, b.rank() - 2)));
    if (batch.isEmpty()) {
      throw run.error("ValueError", null);
    }
    return Arrays.made(
        type, batch.get().concat(rows).concat(columns), "matmul", List.of(one, other), run);
  }

  private static Tensor number(Value value, Execution run) {
    Tensor array = Arrays.of(value, run);
    if (!Types.isNumber(array.type())) {
      throw new NotKnown("a type of elements");
    }
    return array;
  }

  static Value dot(Value left, Value right, Execution run) {
    Tensor one = number(left, run);
    Tensor other = number(right, run);
    Shape a = one.shape();
    Shape b = other.shape();
    DataType type = Types.promote(one.type(), other.type());
    if (!a.isRanked() || !b.isRanked()) {
      return Arrays.made(type, Shape.UNKNOWN, "dot", List.of(one, other), run);
    }
    if (a.rank() == 0 || b.rank() == 0) {
      return Arrays.made(type, a.concat(b), "dot", List.of(one, other), run);
    }
    int at = Math.max(0, b.rank() - 2);
    if (a.size(-1) >= 0 && b.size(at) >= 0 && a.size(-1) != b.size(at)) {
      throw run.error(
          "ValueError",
          a.isFull() && b.isFull()
              ? "shapes %s and %s not aligned: %d (dim %d) != %d (dim %d)"
                  .formatted(
                      Elementwise.text(a),
                      Elementwise.text(b),
                      a.size(-1),
                      a.rank() - 1,
                      b.size(at),
                      at)
              : null);
    }
    return Arrays.made(
        type, a.slice(0, a.rank() - 1).concat(b.remove(at)), "dot", List.of(one, other), run);
  }
}
