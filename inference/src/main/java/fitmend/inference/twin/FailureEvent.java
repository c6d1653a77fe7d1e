package fitmend.inference.twin;

import fitmend.python.tree.Node;
import java.util.List;

/**
 * A failure that the target certainly runs into.
 *
 * @param type the class of the exception, without its module
 * @param message its text as the target words it; null when that is not known
 * @param stack the statements that were being executed, the outermost first; the last one failed
 */
public record FailureEvent(String type, String message, List<Node> stack) {
  /** The statement that failed. */
  public Node statement() {
    return stack.getLast();
  }
}
