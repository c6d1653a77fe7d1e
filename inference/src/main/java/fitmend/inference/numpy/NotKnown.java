package fitmend.inference.numpy;

/** Gives an operation up: a fact that decides what it gives is not known. */
final class NotKnown extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotKnown(String reason) {
    super(reason, null, false, false);
  }
}
