package fitmend.inference.numpy;

import fitmend.inference.Target;
import fitmend.inference.library.NamedTuple;
import fitmend.inference.library.Signature.Bound;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.List;

/** {@code np.linalg}. */
final class LinearAlgebra {
  private LinearAlgebra() {}

  /** The result; null when the function is not here. */
  static Value call(Call call) {
    String name = call.name().substring("linalg.".length());
    return switch (name) {
      case "norm" -> norm(call);
      case "inv", "det", "cholesky", "eig", "eigh", "eigvals", "eigvalsh", "slogdet" ->
          ofSquare(name, call);
      case "pinv", "svd", "qr", "matrix_rank" -> ofMatrix(name, call);
      case "solve" -> solve(call);
      default -> null;
    };
  }

  private static Tensor made(String name, DataType type, Shape shape, Tensor from, Execution run) {
    return Arrays.made(type, shape, "linalg." + name, List.of(from), run);
  }

  private static DataType type(Tensor array) {
    return array.type().isFloating() || array.type().isComplex() ? array.type() : DataType.FLOAT64;
  }

  private static Tensor matrix(Value value, Call call) {
    Tensor array = Products.number(value, call.run());
    Shape shape = array.shape();
    if (array.type() == DataType.FLOAT16 || !shape.isRanked()) {
      throw new NotKnown(call.name());
    }
    if (shape.rank() < 2) {
      boolean isOld =
          call.name().equals("linalg.qr") && call.run().target() == Target.TENSORFLOW_1_15;
      throw call.run()
          .error(
              "LinAlgError",
              isOld
                  ? null
                  : "%d-dimensional array given. Array must be at least two-dimensional"
                      .formatted(shape.rank()));
    }
    return array;
  }

  private static Tensor square(Value value, Call call) {
    Tensor array = matrix(value, call);
    int rows = array.shape().size(-2);
    int columns = array.shape().size(-1);
    if (rows >= 0 && columns >= 0 && rows != columns) {
      throw call.run().error("LinAlgError", "Last 2 dimensions of the array must be square");
    }
    return array;
  }

  private static boolean isZero(Tensor array) {
    return array.content().isPresent()
        && !array.content().get().isEmpty()
        && array.content().get().stream()
            .allMatch(each -> Arrays.cast(each, DataType.FLOAT64).equals(0.0));
  }

  private static Value ofSquare(String name, Call call) {
    Bound bound = call.bind("a");
    Execution run = call.run();
    Tensor array = square(Call.first(bound), call);
    Shape shape = array.shape();
    DataType type = type(array);
    Shape batch = shape.slice(0, shape.rank() - 2);
    Shape vector = shape.slice(0, shape.rank() - 1);
    if (isZero(array) && (name.equals("inv") || name.equals("cholesky"))) {
      throw run.error(
          "LinAlgError",
          name.equals("inv") ? "Singular matrix" : "Matrix is not positive definite");
    }
    // Eigenvalues of what is not symmetric may be complex.
    DataType roots = name.equals("eig") || name.equals("eigvals") ? rooted(array, type, run) : type;
    return switch (name) {
      case "det" -> made(name, type, batch, array, run);
      case "slogdet" ->
          pair(
              "SlogdetResult",
              List.of("sign", "logabsdet"),
              List.of(made(name, type, batch, array, run), made(name, type, batch, array, run)),
              run);
      case "eigvals", "eigvalsh" -> made(name, roots, vector, array, run);
      case "eig", "eigh" ->
          pair(
              name.equals("eig") ? "EigResult" : "EighResult",
              List.of("eigenvalues", "eigenvectors"),
              List.of(made(name, roots, vector, array, run), made(name, roots, shape, array, run)),
              run);
      default -> made(name, type, shape, array, run);
    };
  }

  private static DataType rooted(Tensor array, DataType type, Execution run) {
    if (run.target() != Target.TENSORFLOW_2_21) {
      return array.labels().isOneHot() || isZero(array) ? type : DataType.UNKNOWN;
    }
    return type == DataType.FLOAT32 ? DataType.COMPLEX64 : DataType.COMPLEX128;
  }

  private static Value ofMatrix(String name, Call call) {
    Bound bound = call.bind("a", "A", "full_matrices", "compute_uv", "mode");
    Execution run = call.run();
    if (name.equals("matrix_rank")) {
      Tensor array = Products.number(Call.first(bound), run);
      if (!array.shape().isRanked()) {
        throw new NotKnown(name);
      }
      if (array.shape().rank() < 2) {
        return Scalar.INT;
      }
      return made(
          name,
          DataType.INT64,
          array.shape().slice(0, Math.max(0, array.shape().rank() - 2)),
          array,
          run);
    }
    Tensor array = matrix(Call.first(bound), call);
    Shape shape = array.shape();
    DataType type = type(array);
    int rows = shape.size(-2);
    int columns = shape.size(-1);
    int less = rows < 0 || columns < 0 ? Shape.ANY : Math.min(rows, columns);
    Shape batch = shape.slice(0, shape.rank() - 2);
    if (name.equals("pinv")) {
      return made(name, type, batch.concat(Shape.of(columns, rows)), array, run);
    }
    if (name.equals("qr")) {
      if (run.target() == Target.TENSORFLOW_1_15 && shape.rank() != 2) {
        throw run.error("LinAlgError", null);
      }
      Call.require(bound.get("mode"), "reduced");
      return pair(
          "QRResult",
          List.of("Q", "R"),
          List.of(
              made(name, type, batch.concat(Shape.of(rows, less)), array, run),
              made(name, type, batch.concat(Shape.of(less, columns)), array, run)),
          run);
    }
    Tensor values = made(name, type, batch.concat(Shape.of(less)), array, run);
    if (!Creation.flag(bound.get("compute_uv"))) {
      return values;
    }
    boolean isFull = Creation.flag(bound.get("full_matrices"));
    return pair(
        "SVDResult",
        List.of("U", "S", "Vh"),
        List.of(
            made(name, type, batch.concat(Shape.of(rows, isFull ? rows : less)), array, run),
            values,
            made(name, type, batch.concat(Shape.of(isFull ? columns : less, columns)), array, run)),
        run);
  }

  /** Since NumPy 1.25 tuples have names. */
  private static Value pair(String name, List<String> fields, List<Value> values, Execution run) {
    return run.target() == Target.TENSORFLOW_1_15
        ? new Tuple(values)
        : new NamedTuple(name, fields, values);
  }

  private static Value norm(Call call) {
    Bound bound = call.bind("x", "ord", "axis", "keepdims");
    Execution run = call.run();
    Tensor array = Products.number(bound.get("x"), run);
    DataType type = array.type().isComplex() ? DataType.UNKNOWN : type(array);
    boolean keeps = Call.flag(bound, "keepdims");
    Shape shape = array.shape();
    if (!shape.isRanked()) {
      throw new NotKnown("norm");
    }
    if (Arrays.isNone(bound.get("axis"))) {
      if (!Arrays.isNone(bound.get("ord")) && shape.rank() > 2) {
        throw run.error("ValueError", "Improper number of dimensions to norm.");
      }
      if (shape.rank() == 0) {
        throw new NotKnown("the norm of a number");
      }
      Shape whole = Shape.SCALAR;
      for (int i = 0; keeps && i < shape.rank(); i++) {
        whole = whole.concat(Shape.of(1));
      }
      return made("norm", type, whole, array, run);
    }
    List<Value> axes = ArrayMethods.sizes(bound.get("axis"));
    boolean[] gone = new boolean[shape.rank()];
    for (Value axis : axes) {
      gone[call.axis(axis, shape.rank())] = true;
    }
    if (axes.size() > 2) {
      throw run.error("ValueError", "Improper number of dimensions to norm.");
    }
    if (bound.get("ord") instanceof Constant(String text) && axes.size() == 1) {
      throw new NotKnown("a norm of matrices");
    }
    Shape rest = Shape.SCALAR;
    for (int i = 0; i < gone.length; i++) {
      rest =
          !gone[i] ? rest.concat(Shape.of(shape.size(i))) : keeps ? rest.concat(Shape.of(1)) : rest;
    }
    return made("norm", type, rest, array, run);
  }

  private static Value solve(Call call) {
    Bound bound = call.bind("a", "b");
    Execution run = call.run();
    Tensor array = square(bound.get("a"), call);
    Tensor right = Products.number(bound.get("b"), run);
    if (array.shape().rank() != 2
        || !right.shape().isRanked()
        || right.shape().rank() == 0
        || right.shape().rank() > 2) {
      throw new NotKnown("solve");
    }
    int size = array.shape().size(-1);
    boolean isVector = right.shape().rank() == 1;
    if (size >= 0 && right.shape().size(0) >= 0 && right.shape().size(0) != size) {
      throw run.error(
          "ValueError",
          ("%s: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature"
                  + " %s (size %d is different from %d)")
              .formatted(
                  isVector ? "solve1" : "solve",
                  isVector ? "(m,m),(m)->(m)" : "(m,m),(m,n)->(m,n)",
                  right.shape().size(0),
                  size));
    }
    if (isZero(array)) {
      throw run.error("LinAlgError", "Singular matrix");
    }
    DataType type = Types.promote(type(array), type(right));
    return made("solve", type, right.shape(), array, run);
  }
}
