package fitmend.inference.python;

import fitmend.inference.value.Value;

/** How a block of statements ends; by its end, {@link #NEXT}, or before. */
record Jump(Kind kind, Value value) {
  enum Kind {
    NEXT,
    BREAK,
    CONTINUE,
    RETURN
  }

  static final Jump NEXT = new Jump(Kind.NEXT, null);
  static final Jump BREAK = new Jump(Kind.BREAK, null);
  static final Jump CONTINUE = new Jump(Kind.CONTINUE, null);

  static Jump returning(Value value) {
    return new Jump(Kind.RETURN, value);
  }
}
