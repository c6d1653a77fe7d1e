package fitmend.python.grammar;

/** Ends a parse at the first token that does not fit; has no stack trace, for it is expected. */
final class SyntaxFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int token;

  SyntaxFailure(int token, String message) {
    super(message, null, false, false);
    this.token = token;
  }

  /** The parser's token at which it ended. */
  int token() {
    return token;
  }
}
