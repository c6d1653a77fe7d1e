package fitmend.inference.facts;

import fitmend.inference.value.Shape;
import fitmend.python.tree.Node;
import java.util.Optional;

/**
 * What is known of the values of a script. Rules ask this and nothing else, so that the analysis
 * behind it can grow without them.
 */
public interface Facts {

  /** Of a script that could not be followed. */
  Facts NONE = expression -> Fact.UNKNOWN;

  /**
   * What an expression is each time it is evaluated; unknown as soon as two evaluations differ in
   * what is asked for.
   */
  Fact of(Node expression);

  /** Whether anything leads to the statement of that expression, as far as is known. */
  default boolean isReached(Node expression) {
    return true;
  }

  /** {@link #of} if it is an array. */
  default Optional<Fact.Array> arrayOf(Node expression) {
    return of(expression) instanceof Fact.Array array ? Optional.of(array) : Optional.empty();
  }

  /** {@link #of} if it is a model. */
  default Optional<Fact.Model> modelOf(Node expression) {
    return of(expression) instanceof Fact.Model model ? Optional.of(model) : Optional.empty();
  }

  /**
   * How many axes at least its first layer asks of what a model is called with or fed here; 0 when
   * that is not certain, as where the model was built for another shape before.
   */
  default int leastRankFed(Node call) {
    return 0;
  }

  /**
   * The shape, the batch included, that a model was declared with which is called or fed here; not
   * ranked when that is not certain, or when the target takes other shapes as well.
   */
  default Shape declaredInput(Node call) {
    return Shape.UNKNOWN;
  }

  /** Whether the script may set Keras' default float type to another than float32. */
  default boolean changesFloatType() {
    return true;
  }
}
