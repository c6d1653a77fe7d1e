package fitmend.inference.python;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code str} and {@code repr} give of a value; empty where that is not known. */
final class Representation {
  private static final int MOST = 256;

  private Representation() {}

  static Optional<String> str(Value value, Execution execution) {
    return switch (value) {
      case Constant(String text) -> Optional.of(text);
      case ExceptionValue exception -> Optional.ofNullable(exception.message());
      case Instance instance -> ofInstance(instance, "__str__", execution);
      default -> repr(value, execution);
    };
  }

  static Optional<String> repr(Value value, Execution execution) {
    return switch (value) {
      case Constant(String text) -> Optional.of(quoted(text));
      case Constant(Long number) -> Optional.of(number.toString());
      case Constant(Double number) -> Optional.of(real(number));
      case Constant(Boolean bool) -> Optional.of(bool ? "True" : "False");
      case Constant constant when constant.isNone() -> Optional.of("None");
      case Tuple tuple ->
          listed(tuple.elements(), execution)
              .map(text -> "(" + text + (tuple.elements().size() == 1 ? ",)" : ")"));
      case ListValue list when list.isKnown() && list.typeName().equals("list") ->
          listed(list.elements(), execution).map(text -> "[" + text + "]");
      case DictValue dictionary when dictionary.isKnown() && dictionary.typeName().equals("dict") ->
          ofDictionary(dictionary, execution);
      case Instance instance -> ofInstance(instance, "__repr__", execution);
      case ScriptClass type -> Optional.of("<class '__main__." + type.name() + "'>");
      case Reference(String path) when isBuiltinType(path) ->
          Optional.of("<class '" + path.substring("builtins.".length()) + "'>");
      default -> Optional.empty();
    };
  }

  private static boolean isBuiltinType(String path) {
    return switch (path) {
      case "builtins.int",
          "builtins.float",
          "builtins.str",
          "builtins.bool",
          "builtins.list",
          "builtins.dict",
          "builtins.tuple",
          "builtins.set" ->
          true;
      default -> false;
    };
  }

  private static Optional<String> ofInstance(Instance instance, String name, Execution execution) {
    Value method = instance.type().member(name);
    if (method == null && name.equals("__str__")) {
      if (instance.base() instanceof ExceptionBase exception) {
        return exception.message();
      }
      method = instance.type().member("__repr__");
    }
    return method instanceof Function function
            && execution.call(function, Arguments.of(instance)) instanceof Constant(String text)
        ? Optional.of(text)
        : Optional.empty();
  }

  private static Optional<String> listed(List<Value> elements, Execution execution) {
    if (elements.size() > MOST) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (Value element : elements) {
      Optional<String> text = repr(element, execution);
      if (text.isEmpty()) {
        return text;
      }
      texts.add(text.get());
    }
    return Optional.of(String.join(", ", texts));
  }

  private static Optional<String> ofDictionary(DictValue dictionary, Execution execution) {
    List<String> texts = new ArrayList<>();
    for (Value key : dictionary.keys()) {
      Optional<String> left = repr(key, execution);
      Optional<String> right = repr(dictionary.get(key), execution);
      if (left.isEmpty() || right.isEmpty()) {
        return Optional.empty();
      }
      texts.add(left.get() + ": " + right.get());
    }
    return Optional.of("{" + String.join(", ", texts) + "}");
  }

  /** In the marks that Python chooses. */
  static String quoted(String text) {
    char mark = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    StringBuilder quoted = new StringBuilder().append(mark);
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      switch (letter) {
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        case '\r' -> quoted.append("\\r");
        default -> {
          if (letter == mark) {
            quoted.append('\\');
          }
          quoted.append(letter);
        }
      }
    }
    return quoted.append(mark).toString();
  }

  /** The shortest digits that mean the number, as Python lays them out. */
  static String real(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
    }
    if (number == 0) {
      return 1 / number < 0 ? "-0.0" : "0.0";
    }
    BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    int exponent = exact.precision() - exact.scale() - 1;
    if (exponent >= 16 || exponent < -4) {
      String digits = exact.unscaledValue().abs().toString();
      return (number < 0 ? "-" : "")
          + digits.charAt(0)
          + (digits.length() > 1 ? "." + digits.substring(1) : "")
          + exponentText(exponent);
    }
    String plain = exact.toPlainString();
    return plain.indexOf('.') >= 0 ? plain : plain + ".0";
  }

  /** {@code e-05}: at least two digits. */
  static String exponentText(int exponent) {
    int size = Math.abs(exponent);
    return (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
  }
}
