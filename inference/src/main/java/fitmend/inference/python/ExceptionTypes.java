package fitmend.inference.python;

import java.util.Map;

/** Which exception is a kind of which: those of Python and of TensorFlow. */
final class ExceptionTypes {
  private static final Map<String, String> PARENTS =
      Map.ofEntries(
          Map.entry("Exception", "BaseException"),
          Map.entry("KeyboardInterrupt", "BaseException"),
          Map.entry("SystemExit", "BaseException"),
          Map.entry("IndexError", "LookupError"),
          Map.entry("KeyError", "LookupError"),
          Map.entry("ZeroDivisionError", "ArithmeticError"),
          Map.entry("OverflowError", "ArithmeticError"),
          Map.entry("ModuleNotFoundError", "ImportError"),
          Map.entry("UnboundLocalError", "NameError"),
          Map.entry("NotImplementedError", "RuntimeError"),
          Map.entry("RecursionError", "RuntimeError"),
          Map.entry("FileNotFoundError", "OSError"),
          Map.entry("PermissionError", "OSError"),
          Map.entry("IOError", "OSError"),
          Map.entry("UnicodeError", "ValueError"),
          Map.entry("UnicodeDecodeError", "UnicodeError"),
          Map.entry("AxisError", "ValueError"),
          Map.entry("LinAlgError", "ValueError"),
          Map.entry("OutOfRangeError", "OpError"),
          Map.entry("InvalidArgumentError", "OpError"),
          Map.entry("FailedPreconditionError", "OpError"),
          Map.entry("NotFoundError", "OpError"),
          Map.entry("ResourceExhaustedError", "OpError"),
          Map.entry("UnimplementedError", "OpError"),
          Map.entry("InternalError", "OpError"));

  private ExceptionTypes() {}

  /** Whether {@code except handler} catches an exception of that type. */
  static boolean catches(String handler, String type) {
    for (String at = type; at != null; at = parent(at)) {
      if (at.equals(handler)) {
        return true;
      }
    }
    return type.equals("AxisError") && handler.equals("IndexError");
  }

  private static String parent(String type) {
    if (type.equals("BaseException")) {
      return null;
    }
    return PARENTS.getOrDefault(type, "Exception");
  }
}
