package fitmend.rules.dtype;

import fitmend.python.tree.Node;

/**
 * One place where a float64 value ends up.
 *
 * @param at the expression whose value it is there
 * @param effect what its type means there
 * @param array the last expression on the way there that is the array alone
 * @param what names the place, for messages
 */
record ValueUse(Node at, Effect effect, Node array, String what) {

  enum Effect {
    /** The run fails because of the type. */
    FAILS,
    /** Keras casts it to float32 by itself, at each call. */
    KERAS_CASTS,
    /** A float32 would do exactly the same. */
    INDIFFERENT,
    /** Other numbers come of it, which would differ in their last digits. */
    CALCULATES,
    /** The type is looked at, or the value goes to code that may want double precision. */
    NEEDS_DOUBLE
  }
}
