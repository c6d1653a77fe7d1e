package fitmend.inference.python;

import fitmend.inference.value.Execution;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * An exception object of a class that Python or a library has.
 *
 * @param message its text; null when it is not known
 * @param arguments what it was made with; null when that is not known
 */
record ExceptionValue(String type, String message, List<Value> arguments) implements Value {
  /** One that was raised by an operation. */
  ExceptionValue(String type, String message) {
    this(type, message, null);
  }

  static ExceptionValue of(String type, List<Value> arguments, Execution execution) {
    return new ExceptionValue(type, text(type, arguments, execution).orElse(null), arguments);
  }

  /** What {@code str} gives of an exception that was made with those arguments. */
  static Optional<String> text(String type, List<Value> arguments, Execution execution) {
    return switch (type) {
      case "UnicodeDecodeError", "UnicodeEncodeError", "UnicodeTranslateError" -> Optional.empty();
      default ->
          switch (arguments.size()) {
            case 0 -> Optional.of("");
            case 1 ->
                type.equals("KeyError")
                    ? Representation.repr(arguments.getFirst(), execution)
                    : Representation.str(arguments.getFirst(), execution);
            default ->
                type.endsWith("Error") && ExceptionTypes.isKindOf(type, "OSError")
                    ? Optional.empty()
                    : Representation.repr(new Tuple(arguments), execution);
          };
    };
  }

  @Override
  public String typeName() {
    return type;
  }
}
