package fitmend.inference;

import fitmend.python.tree.Node;
import java.util.Optional;

/**
 * What is known of the values of a script. Rules ask this and nothing else, so that the analysis
 * behind it can grow without them.
 */
public interface Facts {

  /**
   * What an expression is each time it is evaluated; Unknown as soon as two evaluations differ in
   * what is asked for.
   */
  Value valueOf(Node expression);

  /** {@link #valueOf} if it is an array. */
  default Optional<Value.Array> arrayOf(Node expression) {
    return valueOf(expression) instanceof Value.Array array ? Optional.of(array) : Optional.empty();
  }

  /** {@link #valueOf} if it is a model. */
  default Optional<Value.Model> modelOf(Node expression) {
    return valueOf(expression) instanceof Value.Model model ? Optional.of(model) : Optional.empty();
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

  /** Whether the script sets Keras' default float type to float64. */
  boolean usesFloat64ByDefault();
}
