package fitmend.inference.python;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Join;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text made from values: {@code %}, {@code format} and formatted strings, and what they refuse. */
final class Formatting {
  private static final Pattern PERCENT =
      Pattern.compile("%(?:\\((\\w*)\\))?([-#0 +]*)(\\d+|\\*)?(?:\\.(\\d+|\\*))?[hlL]?([a-zA-Z%])");
  private static final Pattern FIELD =
      Pattern.compile(
          "\\{\\{|\\}\\}|\\{(\\w*)([.\\[][^!:{}]*)?(![rsa])?(?::((?:[^{}]|\\{\\w*\\})*))?\\}");
  private static final String WHOLE = "diuoxXc";
  private static final String REAL = "eEfFgG";

  private Formatting() {}

  /** {@code format % right}. */
  static Value percent(String format, Value right, Execution execution) {
    List<Value> given = right instanceof Tuple tuple ? tuple.elements() : List.of(right);
    StringBuilder text = new StringBuilder();
    boolean isKnown = true;
    int used = 0;
    int end = 0;
    Matcher matcher = PERCENT.matcher(format);
    while (matcher.find()) {
      text.append(format, end, matcher.start());
      end = matcher.end();
      char conversion = matcher.group(5).charAt(0);
      if (conversion == '%') {
        text.append('%');
        continue;
      }
      if ("*".equals(matcher.group(3)) || "*".equals(matcher.group(4))) {
        return Scalar.STR;
      }
      Value value;
      if (matcher.group(1) != null) {
        if (!(right instanceof DictValue dictionary) || !dictionary.isKnown()) {
          return Scalar.STR;
        }
        value = dictionary.get(matcher.group(1));
        if (value == null) {
          throw execution.error("KeyError", "'" + matcher.group(1) + "'");
        }
        used = given.size();
      } else {
        if (used >= given.size()) {
          throw execution.error("TypeError", "not enough arguments for format string");
        }
        value = given.get(used++);
      }
      refuse(conversion, value, execution);
      Optional<String> shown = converted(matcher, conversion, value, execution);
      isKnown &= shown.isPresent();
      text.append(shown.orElse(""));
    }
    if (format.indexOf('%', end) >= 0) {
      return Scalar.STR;
    }
    boolean isTooMany =
        right instanceof Tuple ? used < given.size() : used == 0 && Join.scalar(right).isPresent();
    if (isTooMany) {
      throw execution.error("TypeError", "not all arguments converted during string formatting");
    }
    text.append(format.substring(end));
    return isKnown ? Constant.of(text.toString()) : Scalar.STR;
  }

  /** The value as {@code %5.2f} and the like write it. */
  private static Optional<String> converted(
      Matcher matcher, char conversion, Value value, Execution execution) {
    String flags = matcher.group(2);
    String width = matcher.group(3) == null ? "" : matcher.group(3);
    String places = matcher.group(4) == null ? "" : "." + matcher.group(4);
    boolean isLeft = flags.indexOf('-') >= 0;
    String sign = flags.indexOf('+') >= 0 ? "+" : flags.indexOf(' ') >= 0 ? " " : "";
    if (flags.indexOf('#') >= 0) {
      return Optional.empty();
    }
    if (conversion == 's' || conversion == 'r' || conversion == 'a') {
      Optional<String> text =
          conversion == 's'
              ? Representation.str(value, execution)
              : Representation.repr(value, execution);
      String specification = (isLeft ? "<" : ">") + width + places;
      return text.flatMap(each -> FormatSpecification.apply(specification, Constant.of(each)));
    }
    boolean isWhole = WHOLE.indexOf(conversion) >= 0;
    Value number =
        isWhole && value instanceof Constant(Double fraction) && Math.abs(fraction) < 1e18
            ? Constant.of(fraction.longValue())
            : Operators.plain(value);
    String type = conversion == 'i' || conversion == 'u' ? "d" : String.valueOf(conversion);
    String zero = !isLeft && flags.indexOf('0') >= 0 ? "0" : "";
    return isWhole && !places.isEmpty()
        ? Optional.empty()
        : FormatSpecification.apply(
            (isLeft ? "<" : "") + sign + zero + width + places + type, number);
  }

  private static void refuse(char conversion, Value value, Execution execution) {
    boolean isWhole = WHOLE.indexOf(conversion) >= 0;
    if (!isWhole && REAL.indexOf(conversion) < 0 || conversion == 'c') {
      return;
    }
    if (!isWhole && value instanceof Tensor tensor && isArray(tensor, execution)) {
      refuseArray(tensor, execution);
    }
    if (!isNoNumber(value)) {
      return;
    }
    String type =
        !(value instanceof Tensor)
            ? value.typeName()
            : execution.target().isGraphMode() ? "Tensor" : "SymbolicTensor";
    throw execution.error(
        "TypeError",
        isWhole
            ? "%"
                + conversion
                + " format: a "
                + (execution.target().isGraphMode() ? "" : "real ")
                + "number is required, not "
                + type
            : "must be real number, not " + type);
  }

  /** Some arrays of one element count as numbers. */
  private static void refuseArray(Tensor array, Execution execution) {
    String allowed =
        switch (execution.target()) {
          case TENSORFLOW_2_21 -> "0-dimensional";
          case TENSORFLOW_2_15 -> "length-1";
          case TENSORFLOW_1_15 -> "size-1";
        };
    boolean isLarge = false;
    for (int axis = 0; axis < array.shape().rank(); axis++) {
      isLarge |= array.shape().size(axis) > 1;
    }
    if (isLarge || execution.target().hasKeras3()) {
      throw execution.error(
          "TypeError", "only " + allowed + " arrays can be converted to Python scalars");
    }
  }

  private static boolean isNoNumber(Value value) {
    return value instanceof Tensor tensor && tensor.holder() == Tensor.Holder.GRAPH
        || value instanceof Constant constant && constant.isNone()
        || Join.scalar(value).filter(Scalar.STR::equals).isPresent()
        || value instanceof ListValue
        || value instanceof Tuple
        || value instanceof DictValue;
  }

  /**
   * What stands for a value in a formatted text; empty where that is not known.
   *
   * @param conversion {@code r}, {@code s}, {@code a}, or nothing
   */
  static Optional<String> replacement(
      Value value, String conversion, String specification, Execution execution) {
    if (!conversion.isEmpty()) {
      Optional<String> text =
          conversion.equals("s")
              ? Representation.str(value, execution)
              : Representation.repr(value, execution);
      return specification.isEmpty()
          ? text
          : text.flatMap(each -> FormatSpecification.apply(specification, Constant.of(each)));
    }
    if (specification.isEmpty()) {
      return value instanceof Instance instance && instance.type().member("__format__") != null
          ? Optional.empty()
          : Representation.str(value, execution);
    }
    refuseSpecification(specification, value, execution);
    return FormatSpecification.apply(specification, value);
  }

  /** {@code format(value, specification)}. */
  static Value formatted(Value value, Value specification, Execution execution) {
    String written = specification instanceof Constant(String text) ? text : "";
    boolean isKnown = specification instanceof Constant;
    return isKnown
        ? replacement(value, "", written, execution).<Value>map(Constant::of).orElse(Scalar.STR)
        : Scalar.STR;
  }

  /** {@code text.format(...)}. */
  static Value format(String text, Arguments arguments, Execution execution) {
    StringBuilder made = new StringBuilder();
    boolean isKnown = !arguments.isOpen();
    int automatic = 0;
    int end = 0;
    Matcher matcher = FIELD.matcher(text);
    while (matcher.find()) {
      made.append(text, end, matcher.start());
      end = matcher.end();
      if (matcher.group().length() == 2 && matcher.group(1) == null) {
        made.append(matcher.group().charAt(0));
        continue;
      }
      String name = matcher.group(1);
      String number = name.isEmpty() ? String.valueOf(automatic++) : name;
      Value value =
          number.matches("\\d{1,6}")
              ? positional(Integer.parseInt(number), arguments, execution)
              : named(number, arguments, execution);
      boolean isWhole = value != null && matcher.group(2) == null;
      String specification = matcher.group(4) == null ? "" : matcher.group(4);
      String conversion = matcher.group(3) == null ? "" : matcher.group(3).substring(1);
      Optional<String> shown =
          isWhole && specification.indexOf('{') < 0
              ? replacement(value, conversion, specification, execution)
              : Optional.empty();
      isKnown &= shown.isPresent();
      made.append(shown.orElse(""));
    }
    made.append(text.substring(end));
    return isKnown && text.substring(end).indexOf('{') < 0
        ? Constant.of(made.toString())
        : Scalar.STR;
  }

  private static Value positional(int index, Arguments arguments, Execution execution) {
    if (index < arguments.positional().size()) {
      return arguments.positional().get(index);
    }
    if (arguments.isOpen()) {
      return null;
    }
    throw execution.error(
        "IndexError",
        execution.target().isGraphMode()
            ? "tuple index out of range"
            : "Replacement index " + index + " out of range for positional args tuple");
  }

  private static Value named(String name, Arguments arguments, Execution execution) {
    Value value = arguments.keywords().get(name);
    if (value == null && !arguments.isOpen()) {
      throw execution.error("KeyError", "'" + name + "'");
    }
    return value;
  }

  /** Raises where a value cannot be written in a way that is asked for, such as {@code .2f}. */
  static void refuseSpecification(String specification, Value value, Execution execution) {
    if (specification.isEmpty() || specification.indexOf('{') >= 0) {
      return;
    }
    char code = specification.charAt(specification.length() - 1);
    Optional<Scalar> scalar = Join.scalar(value);
    boolean isText = scalar.filter(Scalar.STR::equals).isPresent();
    boolean isFraction = scalar.filter(Scalar.FLOAT::equals).isPresent();
    if (isText && (REAL + "d%").indexOf(code) >= 0 || isFraction && code == 'd') {
      throw execution.error(
          "ValueError",
          "Unknown format code '" + code + "' for object of type '" + value.typeName() + "'");
    }
    String type =
        switch (value) {
          case Constant constant when constant.isNone() -> "NoneType";
          case ListValue list -> "list";
          case Tuple tuple -> "tuple";
          case DictValue dictionary -> "dict";
          case Tensor tensor when isArray(tensor, execution) -> "numpy.ndarray";
          case Tensor tensor when tensor.holder() == Tensor.Holder.GRAPH ->
              execution.target().isGraphMode() ? "Tensor" : "SymbolicTensor";
          default -> null;
        };
    if (type != null) {
      throw execution.error(
          "TypeError", "unsupported format string passed to " + type + ".__format__");
    }
  }

  private static boolean isArray(Tensor tensor, Execution execution) {
    return (tensor.holder() == Tensor.Holder.NUMPY
            || tensor.holder() == Tensor.Holder.EAGER && !execution.target().isGraphMode())
        && tensor.shape().isRanked()
        && tensor.shape().rank() > 0;
  }
}
