package fitmend.inference.twin;

import fitmend.inference.keras.ModelSummary;
import fitmend.python.tree.Node;
import java.util.List;

/**
 * A run with what it made on its way.
 *
 * @param models in the order in which they were made
 * @param arrays the arrays that got names, in the order of the lines
 * @param feeds what models were given to learn from or to look at, in the order of the calls
 */
public record Trace(
    Verdict verdict, List<ModelSummary> models, List<NamedArray> arrays, List<Feed> feeds) {

  /**
   * An array or a list of arrays.
   *
   * @param at where it got its name
   * @param text type and shape, such as {@code float32 (100, 28, 28)}
   */
  public record NamedArray(Node at, String name, String text) {}

  /**
   * A call such as {@code fit}.
   *
   * @param method the name of what was called
   * @param arguments the data, as name and type with shape
   */
  public record Feed(Node at, String method, List<NamedArray> arguments) {}
}
