package fitmend.file;

import java.io.IOException;

/** A file cannot be read or written; the message says why in words for its owner. */
public final class FileProblemException extends IOException {
  private static final long serialVersionUID = 1L;

  public FileProblemException(String message) {
    super(message);
  }

  public FileProblemException(String message, Throwable cause) {
    super(message, cause);
  }
}
