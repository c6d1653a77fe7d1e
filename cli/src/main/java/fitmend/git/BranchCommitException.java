package fitmend.git;

/** Why nothing was committed, in one line for the user. */
public final class BranchCommitException extends Exception {
  private static final long serialVersionUID = 1L;

  BranchCommitException(String message) {
    super(message);
  }

  BranchCommitException(String message, Throwable cause) {
    super(message, cause);
  }
}
