package fitmend.rules.variable;

import fitmend.python.tree.FunctionDef;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;

/**
 * A function of the script whose calls TensorFlow records into a graph, more than once.
 *
 * @param function a FUNCTION_DEF or LAMBDA
 */
record Traced(Node function, Role role) {

  /** What the function is called for. */
  enum Role {
    /** A loss, metric, activation, regularizer or schedule: gives a number for numbers. */
    FORMULA,
    /** A function that a dataset maps. */
    DATASET,
    /** {@code call} of a layer or model. */
    CALL,
    /** {@code train_step} and its like. */
    STEP,
    /** A {@code tf.function}. */
    FUNCTION;

    /** Whether a variable that nobody assigns to can only be meant as a number there. */
    boolean wantsNumbers() {
      return this == FORMULA || this == DATASET;
    }
  }

  /** As it is called in messages. */
  String name() {
    return function.is(Kind.LAMBDA) ? "the lambda" : "`" + new FunctionDef(function).name() + "`";
  }
}
