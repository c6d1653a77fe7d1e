package fitmend.inference.python;

import fitmend.inference.value.PythonError;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which exception is a kind of which: those of Python and of TensorFlow.
 *
 * @see <a href="https://docs.python.org/3/library/exceptions.html#exception-hierarchy">the
 *     exception hierarchy</a>
 */
final class ExceptionTypes {
  private static final Map<String, String> PARENTS =
      Map.ofEntries(
          Map.entry("Exception", "BaseException"),
          Map.entry("KeyboardInterrupt", "BaseException"),
          Map.entry("GeneratorExit", "BaseException"),
          Map.entry("SystemExit", "BaseException"),
          Map.entry("IndexError", "LookupError"),
          Map.entry("KeyError", "LookupError"),
          Map.entry("ZeroDivisionError", "ArithmeticError"),
          Map.entry("OverflowError", "ArithmeticError"),
          Map.entry("FloatingPointError", "ArithmeticError"),
          Map.entry("ModuleNotFoundError", "ImportError"),
          Map.entry("UnboundLocalError", "NameError"),
          Map.entry("NotImplementedError", "RuntimeError"),
          Map.entry("RecursionError", "RuntimeError"),
          Map.entry("BlockingIOError", "OSError"),
          Map.entry("ChildProcessError", "OSError"),
          Map.entry("ConnectionError", "OSError"),
          Map.entry("FileExistsError", "OSError"),
          Map.entry("FileNotFoundError", "OSError"),
          Map.entry("InterruptedError", "OSError"),
          Map.entry("IsADirectoryError", "OSError"),
          Map.entry("NotADirectoryError", "OSError"),
          Map.entry("PermissionError", "OSError"),
          Map.entry("ProcessLookupError", "OSError"),
          Map.entry("TimeoutError", "OSError"),
          Map.entry("BrokenPipeError", "ConnectionError"),
          Map.entry("ConnectionAbortedError", "ConnectionError"),
          Map.entry("ConnectionRefusedError", "ConnectionError"),
          Map.entry("ConnectionResetError", "ConnectionError"),
          Map.entry("UnicodeError", "ValueError"),
          Map.entry("UnicodeDecodeError", "UnicodeError"),
          Map.entry("UnicodeEncodeError", "UnicodeError"),
          Map.entry("IndentationError", "SyntaxError"),
          Map.entry("AxisError", "ValueError"),
          Map.entry("LinAlgError", "ValueError"),
          Map.entry("NotFittedError", "ValueError"),
          Map.entry("OperatorNotAllowedInGraphError", "TypeError"),
          Map.entry("OutOfRangeError", "OpError"),
          Map.entry("InvalidArgumentError", "OpError"),
          Map.entry("FailedPreconditionError", "OpError"),
          Map.entry("NotFoundError", "OpError"),
          Map.entry("ResourceExhaustedError", "OpError"),
          Map.entry("UnimplementedError", "OpError"),
          Map.entry("InternalError", "OpError"));

  /** Other names of {@code OSError}. */
  private static final Set<String> SYSTEM_ERRORS =
      Set.of("IOError", "EnvironmentError", "WindowsError");

  /** Those that have a second parent, which a handler may name. */
  private static final Map<String, List<String>> SECOND_PARENTS =
      Map.of(
          "AxisError", List.of("IndexError", "LookupError"),
          "NotFittedError", List.of("AttributeError"));

  private static final Set<String> ROOTS = Set.of("builtins", "tensorflow", "keras", "numpy");

  private ExceptionTypes() {}

  /** Whether a built-in of that name or path is an exception. */
  static boolean isName(String path) {
    String name = path.substring(path.lastIndexOf('.') + 1);
    return name.endsWith("Error")
        || name.endsWith("Exception")
        || name.endsWith("Warning")
        || name.equals("StopIteration")
        || name.equals("KeyboardInterrupt");
  }

  /** Whether a handler of that type catches the exception; empty when that is not known. */
  static Optional<Boolean> catches(Value handler, PythonError error) {
    if (handler instanceof Tuple types) {
      Optional<Boolean> any = Optional.of(false);
      for (Value each : types.elements()) {
        Optional<Boolean> one = catches(each, error);
        if (one.orElse(false)) {
          return one;
        }
        any = one.isEmpty() ? one : any;
      }
      return any;
    }
    if (handler instanceof Reference(String path) && path.equals("builtins.BaseException")) {
      return Optional.of(true);
    }
    if (error.type() == null || error.type().endsWith("ExceptionGroup")) {
      return Optional.empty();
    }
    return error.exception() instanceof Instance own
        ? catches(handler, own.type())
        : catches(handler, error.type());
  }

  private static Optional<Boolean> catches(Value handler, ScriptClass raised) {
    List<ScriptClass> lineage = raised.lineage();
    if (handler instanceof ScriptClass type) {
      return lineage.contains(type) ? Optional.of(true) : unless(raised.isOpen());
    }
    boolean isUnknown = raised.isOpen();
    for (ScriptClass each : lineage) {
      for (Value base : each.bases()) {
        if (base instanceof Reference(String path)) {
          Optional<Boolean> one = catches(handler, path.substring(path.lastIndexOf('.') + 1));
          if (one.orElse(false)) {
            return one;
          }
          isUnknown |= one.isEmpty() || !isCovered(path);
        }
      }
    }
    return unless(isUnknown);
  }

  private static Optional<Boolean> unless(boolean isUnknown) {
    return isUnknown ? Optional.empty() : Optional.of(false);
  }

  private static Optional<Boolean> catches(Value handler, String type) {
    return switch (handler) {
      case Reference reference when isKindOf(type, reference.name()) -> Optional.of(true);
      // A class of a module that is not modelled may be another name of a known one.
      case Reference(String path) -> unless(!isCovered(path));
      case ScriptClass own -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static boolean isCovered(String path) {
    int dot = path.indexOf('.');
    return dot > 0 && ROOTS.contains(path.substring(0, dot));
  }

  static boolean isKindOf(String type, String handler) {
    String wanted = SYSTEM_ERRORS.contains(handler) ? "OSError" : handler;
    for (String at = type; at != null; at = parent(at)) {
      if (at.equals(wanted) || SECOND_PARENTS.getOrDefault(at, List.of()).contains(wanted)) {
        return true;
      }
    }
    return false;
  }

  private static String parent(String type) {
    if (type.equals("BaseException")) {
      return null;
    }
    return SYSTEM_ERRORS.contains(type) ? "OSError" : PARENTS.getOrDefault(type, "Exception");
  }
}
