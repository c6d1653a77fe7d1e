package fitmend.inference.numpy;

import fitmend.inference.Target;
import fitmend.inference.library.Signature.Bound;
import fitmend.inference.tensor.Broadcasting;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Products of matrices and vectors. */
final class Products {
  private static final String CORE = "(n?,k),(k,m?)->(n?,m?)";

  private Products() {}

  /** The result; null when the function is not here. */
  static Value call(Call call) {
    Execution run = call.run();
    return switch (call.name()) {
      case "dot", "matmul", "inner", "outer", "kron", "vdot", "cross" -> {
        List<Value> given = call.arguments().positional();
        if (given.size() != 2 || !call.arguments().keywords().isEmpty()) {
          throw new NotKnown(call.name());
        }
        yield of(call.name(), given.getFirst(), given.getLast(), run);
      }
      case "tensordot" -> tensordot(call);
      case "trace" -> {
        Tensor array = number(Call.first(call.bind("a")), run);
        requireMatrix(array.shape(), run);
        DataType type = Reductions.summed(array.type());
        Shape rest =
            array.shape().isRanked() ? array.shape().slice(2, array.shape().rank()) : Shape.UNKNOWN;
        yield Arrays.made(type, rest, "trace", List.of(array), run);
      }
      default -> null;
    };
  }

  private static Value of(String name, Value left, Value right, Execution run) {
    return switch (name) {
      case "dot" -> dot(left, right, run);
      case "matmul" -> matmul(left, right, run);
      case "inner" -> inner(left, right, run);
      default -> {
        Tensor one = number(left, run);
        Tensor other = number(right, run);
        Shape shape =
            switch (name) {
              case "outer" -> flat(one).concat(flat(other));
              case "kron" -> kron(one.shape(), other.shape());
              case "vdot" -> vdot(one, other, run);
              default -> cross(one.shape(), other.shape(), run);
            };
        DataType type = Types.promote(one.type(), other.type());
        yield Arrays.made(type, shape, name, List.of(one, other), run);
      }
    };
  }

  static void requireMatrix(Shape shape, Execution run) {
    if (shape.isRanked() && shape.rank() < 2) {
      throw run.error("ValueError", "diag requires an array of at least two dimensions");
    }
  }

  private static Shape flat(Tensor array) {
    return Shape.of((int) array.shape().count());
  }

  private static Shape kron(Shape one, Shape other) {
    if (!one.isRanked() || !other.isRanked()) {
      return Shape.UNKNOWN;
    }
    int rank = Math.max(one.rank(), other.rank());
    int[] sizes = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int left = i <= one.rank() ? one.size(-i) : 1;
      int right = i <= other.rank() ? other.size(-i) : 1;
      sizes[rank - i] = left < 0 || right < 0 ? Shape.ANY : left * right;
    }
    return Shape.of(sizes);
  }

  private static Shape vdot(Tensor one, Tensor other, Execution run) {
    long left = one.shape().count();
    long right = other.shape().count();
    if (left >= 0 && right >= 0 && left != right) {
      throw run.error(
          "ValueError",
          run.target() == Target.TENSORFLOW_1_15
              ? null
              : "cannot reshape array of size %d into shape (%d,)".formatted(right, left));
    }
    return Shape.SCALAR;
  }

  private static Shape cross(Shape one, Shape other, Execution run) {
    if (!one.isFull() || !other.isFull()) {
      throw new NotKnown("cross");
    }
    if (one.rank() == 0 || other.rank() == 0) {
      if (run.target() != Target.TENSORFLOW_2_21) {
        throw new NotKnown("cross");
      }
      throw run.error("ValueError", "At least one array has zero dimension");
    }
    int left = one.size(-1);
    int right = other.size(-1);
    if (left != 3 || right != 3) {
      if (run.target() != Target.TENSORFLOW_2_21) {
        throw new NotKnown("cross of vectors that have not three elements");
      }
      throw run.error(
          "ValueError",
          ("Both input arrays must be (arrays of) 3-dimensional vectors, but they are %d and %d"
                  + " dimensional instead.")
              .formatted(left, right));
    }
    return Broadcasting.of(one, other).orElseThrow(() -> new NotKnown("cross"));
  }

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

  static Tensor number(Value value, Execution run) {
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
      throw unaligned(a, b, at, run);
    }
    return Arrays.made(
        type, a.slice(0, a.rank() - 1).concat(b.remove(at)), "dot", List.of(one, other), run);
  }

  private static RuntimeException unaligned(Shape a, Shape b, int at, Execution run) {
    return run.error(
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

  private static Value inner(Value left, Value right, Execution run) {
    Tensor one = number(left, run);
    Tensor other = number(right, run);
    Shape a = one.shape();
    Shape b = other.shape();
    if (!a.isRanked() || !b.isRanked() || a.rank() == 0 || b.rank() == 0) {
      return dot(left, right, run);
    }
    if (a.size(-1) >= 0 && b.size(-1) >= 0 && a.size(-1) != b.size(-1)) {
      // The message speaks of the second one turned.
      int rank = b.rank();
      Shape turned = rank < 2 ? b : b.with(-1, b.size(-2)).with(-2, b.size(-1));
      throw rank > 2 || a.rank() == 0
          ? run.error("ValueError", null)
          : unaligned(a, turned, Math.max(0, rank - 2), run);
    }
    return Arrays.made(
        Types.promote(one.type(), other.type()),
        a.slice(0, a.rank() - 1).concat(b.slice(0, b.rank() - 1)),
        "inner",
        List.of(one, other),
        run);
  }

  private static Value tensordot(Call call) {
    Bound bound = call.bind("a", "b", "axes");
    Execution run = call.run();
    Tensor one = number(bound.get("a"), run);
    Tensor other = number(bound.get("b"), run);
    Shape a = one.shape();
    Shape b = other.shape();
    if (!a.isRanked() || !b.isRanked()) {
      throw new NotKnown("tensordot");
    }
    List<Long> left = new ArrayList<>();
    List<Long> right = new ArrayList<>();
    Optional<Long> count = Tensors.integer(bound.get("axes"));
    if (count.isPresent()) {
      for (long i = 0; i < count.get(); i++) {
        left.add(i - count.get());
        right.add(i);
      }
    } else {
      if (bound.get("axes") instanceof Constant) {
        throw new NotKnown("tensordot");
      }
      List<Value> both =
          Tensors.elements(bound.get("axes")).orElseThrow(() -> new NotKnown("axes"));
      if (both.size() != 2) {
        throw new NotKnown("tensordot");
      }
      ArrayMethods.sizes(both.getFirst()).forEach(each -> left.add(Call.number(each)));
      ArrayMethods.sizes(both.getLast()).forEach(each -> right.add(Call.number(each)));
    }
    boolean fits = left.size() == right.size();
    for (int i = 0; fits && i < left.size(); i++) {
      if (left.get(i) >= a.rank()
          || left.get(i) < -a.rank()
          || right.get(i) >= b.rank()
          || right.get(i) < -b.rank()) {
        throw run.error("IndexError", "tuple index out of range");
      }
      int x = a.size(left.get(i).intValue());
      int y = b.size(right.get(i).intValue());
      fits = x == y || x < 0 || y < 0;
    }
    if (!fits) {
      throw run.error("ValueError", "shape-mismatch for sum");
    }
    return Arrays.made(
        Types.promote(one.type(), other.type()),
        without(a, left).concat(without(b, right)),
        "tensordot",
        List.of(one, other),
        run);
  }

  private static Shape without(Shape shape, List<Long> axes) {
    Shape rest = Shape.SCALAR;
    for (int i = 0; i < shape.rank(); i++) {
      if (!axes.contains((long) i) && !axes.contains((long) i - shape.rank())) {
        rest = rest.concat(Shape.of(shape.size(i)));
      }
    }
    return rest;
  }
}
