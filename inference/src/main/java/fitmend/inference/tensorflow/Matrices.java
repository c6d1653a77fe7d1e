package fitmend.inference.tensorflow;

import fitmend.inference.library.Signature;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;

/** {@code tf.linalg}, and the norms of vectors. */
final class Matrices {
  private Matrices() {}

  /** The result; null when the function is not here. */
  static Value call(String name, Signature.Bound given, Step step) {
    return switch (name) {
      case "linalg.det" -> {
        Tensor x = square("MatrixDeterminant", given, step);
        yield step.made(x.type(), without(x.shape(), 2));
      }
      case "linalg.inv" -> {
        Tensor x = square("MatrixInverse", given, step);
        yield step.made(x.type(), x.shape());
      }
      case "linalg.cholesky" -> {
        Tensor x = square(null, given, step);
        yield step.made(x.type(), x.shape());
      }
      case "linalg.eigh", "self_adjoint_eig" -> {
        Tensor x = square(null, given, step);
        yield Tuple.of(step.made(x.type(), without(x.shape(), 1)), step.made(x.type(), x.shape()));
      }
      case "linalg.trace" -> {
        Tensor x = matrix(given, step);
        yield step.made(x.type(), without(x.shape(), 2));
      }
      case "linalg.diag" -> {
        Tensor x = step.tensor(first(given));
        requireDefaults(given, "k", "num_rows", "num_cols", "padding_value", "align");
        if (!x.shape().isRanked() || x.shape().rank() == 0) {
          throw new NotKnown("a diagonal");
        }
        yield step.made(x.type(), x.shape().concat(Shape.of(x.shape().size(-1))));
      }
      case "linalg.diag_part" -> {
        Tensor x = matrix(given, step);
        requireDefaults(given, "k", "padding_value", "align");
        int rows = x.shape().size(-2);
        int columns = x.shape().size(-1);
        yield step.made(
            x.type(),
            without(x.shape(), 2)
                .concat(Shape.of(rows < 0 || columns < 0 ? Shape.ANY : Math.min(rows, columns))));
      }
      case "linalg.band_part" -> {
        Tensor x = step.tensor(first(given));
        if (x.shape().isRanked() && x.shape().rank() < 2) {
          throw step.refused(
              "MatrixBandPart",
              "input must be at least 2-dim, received shape: " + x.shape().kernelText(),
              "");
        }
        yield step.made(x.type(), x.shape());
      }
      case "linalg.solve", "linalg.matrix_solve" -> solved(given, step);
      case "linalg.matvec" -> vector(given, step);
      case "linalg.normalize" -> normalized(given, step);
      case "linalg.norm", "norm" -> norm(given, step);
      case "math.l2_normalize", "nn.l2_normalize" -> unit(given, step);
      case "linalg.svd", "svd" -> singular(given, step);
      default -> null;
    };
  }

  private static Value first(Signature.Bound given) {
    return given.values().values().iterator().next();
  }

  private static void requireDefaults(Signature.Bound given, String... names) {
    for (String name : names) {
      if (given.values().containsKey(name) && given.isGiven(name)) {
        throw new NotKnown(name);
      }
    }
  }

  private static Shape without(Shape shape, int last) {
    return shape.slice(0, shape.rank() - last);
  }

  private static Tensor matrix(Signature.Bound given, Step step) {
    Tensor x = step.tensor(first(given));
    if (!x.shape().isRanked() || x.shape().rank() < 2) {
      throw new NotKnown("the rank of a matrix");
    }
    return x;
  }

  private static Tensor square(String operation, Signature.Bound given, Step step) {
    Tensor x = matrix(given, step);
    if (!x.type().isFloating()) {
      throw new NotKnown("a matrix of whole numbers");
    }
    int rows = x.shape().size(-2);
    int columns = x.shape().size(-1);
    if (rows >= 0 && columns >= 0 && rows != columns) {
      throw step.refused(
          operation == null ? "Cholesky" : operation,
          operation == null ? null : "Input matrix must be square.",
          "");
    }
    return x;
  }

  private static Tensor solved(Signature.Bound given, Step step) {
    Tensor matrix = square(null, given, step);
    Tensor right = step.tensor(given.get("rhs"), matrix.type(), null);
    boolean fits =
        right.shape().isRanked()
            && right.shape().rank() == matrix.shape().rank()
            && right
                .shape()
                .slice(0, right.shape().rank() - 1)
                .isCompatible(without(matrix.shape(), 1));
    if (!fits) {
      throw new NotKnown("how matrices fit");
    }
    return step.made(matrix.type(), right.shape());
  }

  private static Tensor vector(Signature.Bound given, Step step) {
    Tensor a = step.tensor(given.get("a"));
    Tensor b = step.hinted(given.get("b"), a.type());
    if (!a.shape().isRanked() || !b.shape().isRanked()) {
      return step.made(a.type(), Shape.UNKNOWN);
    }
    requireDefaults(given, "adjoint_a", "a_is_sparse", "b_is_sparse");
    boolean isTurned = given.isGiven("transpose_a");
    if (isTurned && !(given.get("transpose_a") instanceof Constant(Boolean flag) && flag)) {
      throw new NotKnown("transpose_a");
    }
    Shape column = b.shape().insert(b.shape().rank(), 1);
    Tensor product =
        Products.multiply(
            a, new Tensor(b.holder(), b.type(), column, b.origin()), isTurned, false, step);
    return step.made(product.type(), without(product.shape(), 1));
  }

  // Norms.

  /** The axes of a norm: all, one or two. */
  private static Value axes(Signature.Bound given, boolean isList, Step step) {
    Value axis = given.get("axis");
    boolean isOne = axis instanceof Tuple || axis instanceof fitmend.inference.value.ListValue;
    if (!isOne) {
      return axis;
    }
    Value tuple =
        axis instanceof fitmend.inference.value.ListValue list && list.isKnown()
            ? new Tuple(list.elements())
            : axis;
    boolean isPair =
        tuple instanceof Tuple pair
            && pair.elements().size() == 2
            && !pair.elements().get(0).equals(pair.elements().get(1));
    if (!isPair) {
      String text = TensorTypes.repr(isList ? axis : tuple);
      throw step.execution()
          .error(
              "ValueError",
              text == null || step.execution().target().isGraphMode()
                  ? null
                  : "'axis' must be None, an integer, or a tuple of 2 unique integers, got "
                      + text);
    }
    return tuple;
  }

  private static Tensor norm(Signature.Bound given, Step step) {
    if (given.isGiven("ord")
        || given.values().containsKey("keep_dims") && given.isGiven("keep_dims")) {
      throw new NotKnown("a norm");
    }
    Value axis = axes(given, false, step);
    Tensor tensor = step.tensor(given.get("tensor"));
    step.isSlowed();
    Shape shape =
        Reductions.reduced(
            "Sum", tensor.shape(), axis, Reductions.flag(given.get("keepdims")), step);
    requireRoot(tensor, step);
    return step.made(tensor.type(), shape);
  }

  /** Squares are added and the root is drawn, which whole numbers have none of. */
  private static void requireRoot(Tensor tensor, Step step) {
    if (tensor.type() == DataType.BOOL || tensor.type() == DataType.STRING) {
      throw new NotKnown("a norm of " + tensor.type().text());
    }
    step.isConverted();
    step.requireKernel("Sqrt", tensor.type());
  }

  private static Value normalized(Signature.Bound given, Step step) {
    Value axis = axes(given, true, step);
    Tensor tensor = step.tensor(given.get("tensor"));
    boolean isOrdered = given.isGiven("ord");
    if (isOrdered && !tensor.type().isFloating()) {
      throw new NotKnown("a norm");
    }
    step.isSlowed();
    Shape shape = Reductions.reduced("Sum", tensor.shape(), axis, true, step);
    if (!isOrdered) {
      requireRoot(tensor, step);
    }
    return Tuple.of(step.made(tensor.type(), tensor.shape()), step.made(tensor.type(), shape));
  }

  private static Tensor unit(Signature.Bound given, Step step) {
    Tensor x = step.tensor(given.get("x"));
    step.isConverted();
    Value axis = given.get("axis");
    step.gets(axis);
    Reductions.reduced("Sum", x.shape(), axis, true, step);
    if (x.type().isInteger()) {
      // Its default epsilon is no whole number.
      step.tensor(given.get("epsilon"), x.type(), null);
    }
    if (!x.type().isFloating()) {
      throw new NotKnown("a norm of " + x.type().text());
    }
    return step.made(x.type(), x.shape());
  }

  private static Value singular(Signature.Bound given, Step step) {
    Tensor x = matrix(given, step);
    requireDefaults(given, "full_matrices", "compute_uv");
    int rows = x.shape().size(-2);
    int columns = x.shape().size(-1);
    int least = rows < 0 || columns < 0 ? Shape.ANY : Math.min(rows, columns);
    Shape batch = without(x.shape(), 2);
    return Tuple.of(
        step.made(x.type(), batch.concat(Shape.of(least))),
        step.made(x.type(), batch.concat(Shape.of(rows, least))),
        step.made(x.type(), batch.concat(Shape.of(columns, least))));
  }
}
