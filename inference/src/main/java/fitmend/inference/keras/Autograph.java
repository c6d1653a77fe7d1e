package fitmend.inference.keras;

import fitmend.inference.value.PythonError;

/** What AutoGraph makes of failures in the functions that it converts. */
final class Autograph {
  private Autograph() {}

  /** The failure as it comes out of the call that traced the function. */
  static PythonError inUserCode(PythonError error) {
    String type =
        switch (error.type()) {
          case "IndexError",
              "ZeroDivisionError",
              "OverflowError",
              "RecursionError",
              "LookupError",
              "OSError",
              "FileNotFoundError",
              "UnicodeDecodeError",
              "ImportError" ->
              "StagingError";
          default -> error.type();
        };
    String message = error.getMessage();
    // A function that does not take the arguments is named by where AutoGraph put it.
    boolean isNamed = message != null && !message.contains("positional argument");
    PythonError told =
        new PythonError(
            type,
            isNamed
                ? "in user code:\n\n    "
                    + error.type()
                    + ": "
                    + message.replace("\n", "\n    ")
                    + "\n"
                : null,
            error.exception(),
            error.stack());
    told.setOperands(error.operands());
    return told;
  }
}
