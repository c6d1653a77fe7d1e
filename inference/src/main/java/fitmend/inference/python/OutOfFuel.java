package fitmend.inference.python;

/** A run took more steps than it may. */
public final class OutOfFuel extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutOfFuel() {
    super("out of fuel", null, false, false);
  }
}
