package fitmend.inference.value;

import fitmend.python.tree.Node;
import java.util.List;

/** A Python exception on its way. */
public final class PythonError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String type;
  private final transient Value exception;
  private final transient List<Node> stack;
  private transient List<Tensor> operands = List.of();

  /**
   * @param type the name of the class, without its module; null when it is not known
   * @param message the text, null when it is not known
   * @param exception the object, null when nobody can see it yet
   * @param stack the expressions that were being evaluated, outermost call first
   */
  public PythonError(String type, String message, Value exception, List<Node> stack) {
    super(message, null, false, false);
    this.type = type;
    this.exception = exception;
    this.stack = List.copyOf(stack);
  }

  public String type() {
    return type;
  }

  public Value exception() {
    return exception;
  }

  public List<Node> stack() {
    return stack;
  }

  /** The tensors that the failed operation was given; empty when none is known. */
  public List<Tensor> operands() {
    return operands;
  }

  /** Says what the operation was given; the innermost one that says it is right. */
  public void setOperands(List<Tensor> tensors) {
    if (operands.isEmpty()) {
      operands = List.copyOf(tensors);
    }
  }
}
