package fitmend.inference.sklearn;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.tensor.TensorShape;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;

/** A sparse matrix of SciPy. */
final class SparseMatrix extends LibraryObject {
  private final Tensor dense;

  SparseMatrix(Tensor dense, Execution execution) {
    super("scipy.sparse.csr_matrix", execution);
    this.dense = dense;
  }

  @Override
  public String typeName() {
    return "sparse";
  }

  @Override
  public Value attribute(String name, Execution execution) {
    return switch (name) {
      case "shape" -> new Tuple(new TensorShape(dense.shape(), execution).sizes());
      case "ndim" -> Constant.of(2);
      default -> super.attribute(name, execution);
    };
  }

  @Override
  protected boolean hasMethod(String name) {
    return name.equals("toarray") || name.equals("todense");
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    return name.equals("toarray") ? dense : execution.unknown("a matrix");
  }
}
