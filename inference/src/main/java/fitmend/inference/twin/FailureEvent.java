package fitmend.inference.twin;

import fitmend.python.tree.Node;
import java.util.List;

/**
 * A failure that the target certainly runs into.
 *
 * @param type the class of the exception, without its module
 * @param message its text as the target words it; null when that is not known
 * @param stack what was being evaluated, the outermost call first; the last one failed
 * @param chain how the values that met there came to be, the earliest step first
 */
public record FailureEvent(
    String type, String message, List<Node> stack, List<ValueChain.Step> chain) {
  /** The last line of a traceback: the exception, with the first line of its text if known. */
  public String inWords() {
    return message == null || message.isBlank()
        ? type
        : type + ": " + message.strip().lines().findFirst().orElseThrow();
  }

  /** The statement that failed: the last line of the script that a traceback shows. */
  public Node statement() {
    return stack.getLast().statement();
  }
}
