package fitmend.inference.python;

import fitmend.inference.library.Library;
import fitmend.inference.library.LibraryObject;
import fitmend.inference.library.Method;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Join;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.SetValue;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Operators and truth, as Python gives them for its own types. */
final class Operators {
  private static final int LONGEST = 4096;
  private static final int MOST_JOINED = 1 << 16;

  private final Interpreter run;
  private final Comparisons comparisons;

  Operators(Interpreter run) {
    this.run = run;
    this.comparisons = new Comparisons(run);
  }

  Comparisons comparisons() {
    return comparisons;
  }

  Value compare(String operator, Value left, Value right) {
    return comparisons.compare(operator, left, right);
  }

  // Truth.

  Optional<Boolean> truth(Value value) {
    return switch (value) {
      case Constant(Boolean bool) -> Optional.of(bool);
      case Constant(Long number) -> Optional.of(number != 0);
      case Constant(Double number) -> Optional.of(number != 0);
      case Constant(String text) -> Optional.of(!text.isEmpty());
      case Constant constant when constant.isNone() -> Optional.of(false);
      case Tuple tuple -> Optional.of(!tuple.elements().isEmpty());
      case ListValue list when list.isKnown() -> Optional.of(!list.elements().isEmpty());
      case DictValue dictionary when dictionary.isKnown() ->
          Optional.of(!dictionary.keys().isEmpty());
      case Function function -> Optional.of(true);
      case ScriptClass type -> Optional.of(true);
      case Reference reference -> Optional.of(true);
      case LibraryObject object ->
          special(object, "__bool__")
              .map(method -> truth(run.call(method, Arguments.NONE)))
              .orElse(Optional.of(true));
      case Instance instance -> ofInstance(instance);
      case SetValue set when set.isKnown() -> Optional.of(!set.elements().isEmpty());
      case DictView view -> truth(view.dictionary());
      case RangeValue range -> Optional.of(range.size() > 0);
      case BoundMethod method -> Optional.of(true);
      case Tensor tensor -> ofTensor(tensor);
      default -> Optional.empty();
    };
  }

  private Optional<Boolean> ofInstance(Instance instance) {
    ScriptClass type = instance.type();
    if (type.member("__bool__") != null) {
      return truth(run.call(run.attribute(instance, "__bool__"), Arguments.NONE));
    }
    if (type.member("__len__") != null) {
      return truth(run.call(run.attribute(instance, "__len__"), Arguments.NONE));
    }
    return type.isOpen() ? Optional.empty() : Optional.of(true);
  }

  private Optional<Boolean> ofTensor(Tensor tensor) {
    for (Library library : run.libraries()) {
      Optional<Boolean> truth = library.truth(tensor, run);
      if (truth.isPresent()) {
        return truth;
      }
    }
    return tensor.content().filter(c -> c.size() == 1).flatMap(c -> truth(new Constant(c.get(0))));
  }

  // Arithmetic.

  Value unary(String operator, Value operand) {
    if (operator.equals("not")) {
      return truth(operand).<Value>map(truth -> Constant.of(!truth)).orElse(Scalar.BOOL);
    }
    if (operand instanceof Tensor tensor) {
      return byLibrary(library -> library.unary(operator, tensor, run), tensor);
    }
    if (operand instanceof LibraryObject object) {
      String method =
          switch (operator) {
            case "-" -> "__neg__";
            case "~" -> "__invert__";
            case "abs" -> "__abs__";
            default -> "__pos__";
          };
      return special(object, method)
          .map(each -> run.call(each, Arguments.NONE))
          .orElse(run.unknown("operator " + operator));
    }
    Value number = plain(operand);
    return switch (number) {
      case Constant(Long whole) ->
          switch (operator) {
            case "-" -> Constant.of(-whole);
            case "~" -> Constant.of(~whole);
            default -> number;
          };
      case Constant(Double fraction) when !operator.equals("~") ->
          operator.equals("-") ? Constant.of(-fraction) : operand;
      case Scalar scalar when !scalar.equals(Scalar.STR) && !operator.equals("~") ->
          scalar.type() == Scalar.Type.BOOL ? Scalar.INT : scalar;
      case Scalar scalar when scalar.equals(Scalar.INT) || scalar.equals(Scalar.BOOL) -> Scalar.INT;
      case Instance instance -> {
        String method =
            switch (operator) {
              case "-" -> "__neg__";
              case "~" -> "__invert__";
              default -> "__pos__";
            };
        yield instance.type().member(method) instanceof Function function
            ? run.call(function, Arguments.of(instance))
            : run.unknown("operator " + operator);
      }
      default -> {
        if (isPlain(operand)) {
          throw run.error(
              "TypeError",
              "bad operand type for unary " + operator + ": '" + operand.typeName() + "'");
        }
        yield run.unknown("operator " + operator);
      }
    };
  }

  /** A method that stands for an operator, if the object has it. */
  Optional<Value> special(LibraryObject object, String name) {
    return object.attribute(name, run) instanceof Method method
        ? Optional.of(method)
        : Optional.empty();
  }

  interface ByLibrary {
    Value apply(Library library);
  }

  Value byLibrary(ByLibrary question, Value... operands) {
    try {
      for (Library library : run.libraries()) {
        Value value = question.apply(library);
        if (value != null) {
          return value;
        }
      }
    } catch (PythonError error) {
      error.setOperands(Interpreter.tensors(List.of(operands)));
      throw error;
    }
    return run.unknown("an operator of a library");
  }

  static boolean isPlain(Value value) {
    return value instanceof Constant
        || value instanceof ListValue
        || value instanceof Tuple
        || value instanceof DictValue
        || value instanceof Scalar;
  }

  /** Booleans count as numbers. */
  static Value plain(Value value) {
    return value instanceof Constant(Boolean bool) ? Constant.of(bool ? 1L : 0L) : value;
  }

  static boolean isForLibrary(Value value) {
    return value instanceof Tensor || value instanceof LibraryObject;
  }

  Value binary(String operator, Value left, Value right) {
    if (left instanceof Unknown || right instanceof Unknown) {
      return run.unknown("an operand is not known");
    }
    if (operator.equals("%") && Join.scalar(left).filter(Scalar.STR::equals).isPresent()) {
      return left instanceof Constant(String format)
          ? Formatting.percent(format, right, run)
          : Scalar.STR;
    }
    if (operator.equals("+") && isText(left) && isNumberOfNumpy(right)) {
      throw run.error(
          "TypeError",
          "can only concatenate str (not \"numpy." + ((Tensor) right).type().text() + "\") to str");
    }
    if (isForLibrary(left) || isForLibrary(right)) {
      return byLibrary(library -> library.binary(operator, left, right, run), left, right);
    }
    if (left instanceof Instance || right instanceof Instance) {
      return ofInstances(operator, left, right);
    }
    Value result = ofPython(operator, plain(left), plain(right));
    if (result != null) {
      return result;
    }
    throw run.error("TypeError", mismatch(operator, left, right));
  }

  private static boolean isText(Value value) {
    return Join.scalar(value).filter(Scalar.STR::equals).isPresent();
  }

  private static boolean isNumberOfNumpy(Value value) {
    return value instanceof Tensor tensor
        && tensor.holder() == Tensor.Holder.NUMPY
        && tensor.shape().isRanked()
        && tensor.shape().rank() == 0
        && (tensor.type().isFloating() || tensor.type().isInteger());
  }

  /** The name of the method behind an operator, without underscores; null if there is none. */
  private static String method(String operator) {
    return switch (operator) {
      case "+" -> "add";
      case "-" -> "sub";
      case "*" -> "mul";
      case "/" -> "truediv";
      case "//" -> "floordiv";
      case "%" -> "mod";
      case "**" -> "pow";
      case "@" -> "matmul";
      case "&" -> "and";
      case "|" -> "or";
      case "^" -> "xor";
      case "<" -> "lt";
      case "<=" -> "le";
      case ">" -> "gt";
      case ">=" -> "ge";
      default -> null;
    };
  }

  private static String mirrored(String operator) {
    return switch (operator) {
      case "<" -> "gt";
      case "<=" -> "ge";
      case ">" -> "lt";
      case ">=" -> "le";
      default -> "r" + method(operator);
    };
  }

  /** At least one of the two is an object of a class of the script. */
  Value ofInstances(String operator, Value left, Value right) {
    String method = method(operator);
    if (method == null) {
      return run.unknown("operator of a class");
    }
    Value own = special(left, "__" + method + "__", right);
    Value result =
        isImplemented(own) ? own : special(right, "__" + mirrored(operator) + "__", left);
    if (isImplemented(result)) {
      return result;
    }
    boolean isCertain = isClosed(left) && isClosed(right);
    if (!isCertain) {
      return run.unknown("operator of a class");
    }
    throw switch (operator) {
      case "<", "<=", ">", ">=" -> comparisons.hasNoOrder(operator, left, right);
      default -> run.error("TypeError", mismatch(operator, left, right));
    };
  }

  private static boolean isImplemented(Value result) {
    return result != null && !result.equals(new Reference("builtins.NotImplemented"));
  }

  private Value special(Value receiver, String name, Value argument) {
    return receiver instanceof Instance instance && instance.type().member(name) != null
        ? run.call(run.attribute(instance, name), Arguments.of(argument))
        : null;
  }

  /** Whether all that its class does stands in the script. */
  private static boolean isClosed(Value value) {
    return isPlain(value)
        || value instanceof Instance instance
            && instance.base() == null
            && !instance.type().isOpen()
            && !instance.type().isDataclass();
  }

  private static String mismatch(String operator, Value left, Value right) {
    String one = left.typeName();
    String other = right.typeName();
    if (operator.equals("+") && (one.equals("str") || one.equals("list") || one.equals("tuple"))) {
      return "can only concatenate %s (not \"%s\") to %s".formatted(one, other, one);
    }
    if (operator.equals("*") && (isSequence(left) || isSequence(right))) {
      return "can't multiply sequence by non-int of type '%s'"
          .formatted(isSequence(left) ? other : one);
    }
    String name = operator.equals("**") ? "** or pow()" : operator;
    return "unsupported operand type(s) for %s: '%s' and '%s'".formatted(name, one, other);
  }

  private static boolean isSequence(Value value) {
    return value instanceof ListValue
        || value instanceof Tuple
        || Join.scalar(value).filter(Scalar.STR::equals).isPresent();
  }

  /** Null when Python raises. */
  private Value ofPython(String operator, Value left, Value right) {
    if (right instanceof Constant(String text)
        && operator.equals("*")
        && left instanceof Constant(Long times)) {
      return ofPython(operator, right, left);
    }
    if (left instanceof Constant(String one)) {
      return switch (right) {
        case Constant(String other) when operator.equals("+") ->
            one.length() + other.length() <= MOST_JOINED ? Constant.of(one + other) : Scalar.STR;
        case Constant(Long times) when operator.equals("*") ->
            times <= LONGEST / Math.max(1, one.length())
                ? Constant.of(one.repeat((int) Math.max(0, times)))
                : Scalar.STR;
        case Scalar scalar ->
            operator.equals("+") && scalar.equals(Scalar.STR)
                    || operator.equals("*") && scalar.equals(Scalar.INT)
                ? Scalar.STR
                : null;
        default -> null;
      };
    }
    Optional<Scalar> one = Join.scalar(left);
    Optional<Scalar> other = Join.scalar(right);
    if (one.isPresent() && other.isPresent()) {
      return ofScalars(operator, left, right, one.get(), other.get());
    }
    return ofSequences(operator, left, right);
  }

  private Value ofScalars(String operator, Value left, Value right, Scalar one, Scalar other) {
    boolean hasText = one.equals(Scalar.STR) || other.equals(Scalar.STR);
    if (hasText) {
      boolean isJoined = operator.equals("+") && one.equals(other);
      boolean isRepeated =
          operator.equals("*") && (one.equals(Scalar.INT) || other.equals(Scalar.INT));
      boolean isFormatted = operator.equals("%") && one.equals(Scalar.STR);
      return isJoined || isRepeated || isFormatted ? Scalar.STR : null;
    }
    if (operator.equals("@")) {
      return null;
    }
    if (left instanceof Constant(Object a)
        && right instanceof Constant(Object b)
        && a instanceof Number first
        && b instanceof Number second) {
      return ofNumbers(operator, first, second);
    }
    boolean isFloat =
        one.equals(Scalar.FLOAT) || other.equals(Scalar.FLOAT) || operator.equals("/");
    return isFloat ? Scalar.FLOAT : operator.equals("**") ? run.unknown("a power") : Scalar.INT;
  }

  private Value ofNumbers(String operator, Number left, Number right) {
    if (operator.equals("**") && left.doubleValue() == 0 && right.doubleValue() < 0) {
      throw run.error("ZeroDivisionError", "0.0 cannot be raised to a negative power");
    }
    boolean isDivision = operator.equals("/") || operator.equals("//") || operator.equals("%");
    if (isDivision && right.doubleValue() == 0) {
      boolean isWhole = left instanceof Long && right instanceof Long;
      throw run.error(
          "ZeroDivisionError",
          operator.equals("/")
              ? (isWhole ? "division by zero" : "float division by zero")
              : operator.equals("//")
                  ? (isWhole
                      ? "integer division or modulo by zero"
                      : "float floor division by zero")
                  : isWhole
                      ? run.target().isGraphMode()
                          ? "integer division or modulo by zero"
                          : "integer modulo by zero"
                      : "float modulo");
    }
    if (left instanceof Long a && right instanceof Long b) {
      try {
        return switch (operator) {
          case "+" -> Constant.of(Math.addExact(a, b));
          case "-" -> Constant.of(Math.subtractExact(a, b));
          case "*" -> Constant.of(Math.multiplyExact(a, b));
          case "/" -> Constant.of(a.doubleValue() / b);
          case "//" -> Constant.of(Math.floorDiv(a, b));
          case "%" -> Constant.of(Math.floorMod(a, b));
          case "**" -> power(a, b);
          case "&" -> Constant.of(a & b);
          case "|" -> Constant.of(a | b);
          case "^" -> Constant.of(a ^ b);
          case "<<" -> b < 62 && b >= 0 ? Constant.of(Math.multiplyExact(a, 1L << b)) : Scalar.INT;
          case ">>" -> b >= 0 ? Constant.of(a >> Math.min(b, 63)) : Scalar.INT;
          default -> null;
        };
      } catch (ArithmeticException beyond64Bits) {
        return run.unknown("a whole number beyond 64 bits");
      }
    }
    double a = left.doubleValue();
    double b = right.doubleValue();
    return switch (operator) {
      case "+" -> Constant.of(a + b);
      case "-" -> Constant.of(a - b);
      case "*" -> Constant.of(a * b);
      case "/" -> Constant.of(a / b);
      case "//" -> Constant.of(Math.floor(a / b));
      case "%" -> Constant.of(a - b * Math.floor(a / b));
      case "**" ->
          a < 0 && b != Math.rint(b) ? run.unknown("complex") : Constant.of(Math.pow(a, b));
      default -> null;
    };
  }

  private static Value power(long base, long exponent) {
    if (exponent < 0) {
      return Constant.of(Math.pow(base, exponent));
    }
    long result = 1;
    for (long i = 0; i < exponent; i++) {
      result = Math.multiplyExact(result, base);
      if (i > 64 && Math.abs(base) > 1) {
        return Scalar.INT;
      }
      if (i > 64) {
        return Constant.of(base == 0 ? 0 : exponent % 2 == 0 ? 1 : base);
      }
    }
    return Constant.of(result);
  }

  private Value ofSequences(String operator, Value left, Value right) {
    if (operator.equals("+") && left instanceof ListValue one && right instanceof ListValue other) {
      return one.isKnown() && other.isKnown()
          ? joined(one.elements(), other.elements())
              .<Value>map(elements -> new ListValue(run.journal(), elements))
              .orElse(ListValue.unknown(run.journal(), "too long"))
          : ListValue.unknown(run.journal(), "a part is not known");
    }
    if (operator.equals("+") && left instanceof Tuple one && right instanceof Tuple other) {
      return joined(one.elements(), other.elements())
          .<Value>map(Tuple::new)
          .orElse(run.unknown("too long"));
    }
    if (operator.equals("*")) {
      Value sequence = left instanceof ListValue || left instanceof Tuple ? left : right;
      Value count = sequence == left ? right : left;
      if (sequence instanceof ListValue list) {
        return count instanceof Constant(Long times) && list.isKnown()
            ? repeated(list.elements(), times)
                .<Value>map(elements -> new ListValue(run.journal(), elements))
                .orElse(ListValue.unknown(run.journal(), "too long"))
            : isWhole(count) ? ListValue.unknown(run.journal(), "repeated") : null;
      }
      if (sequence instanceof Tuple tuple) {
        return count instanceof Constant(Long times)
            ? repeated(tuple.elements(), times)
                .<Value>map(Tuple::new)
                .orElse(run.unknown("too long"))
            : isWhole(count) ? run.unknown("repeated") : null;
      }
    }
    if (left instanceof SetValue one && right instanceof SetValue other) {
      return Sets.combined(operator, one, Sets.elements(other, run), run);
    }
    boolean isMerge =
        left instanceof DictValue
            && right instanceof DictValue
            && (!left.typeName().equals("dict") || operator.equals("|"));
    return isPlain(left) && isPlain(right) && !isMerge ? null : run.unknown("operator " + operator);
  }

  private static boolean isWhole(Value value) {
    return Scalar.INT.equals(value) || Scalar.BOOL.equals(value);
  }

  private static Optional<List<Value>> repeated(List<Value> elements, long times) {
    if (times > LONGEST / Math.max(1, elements.size())) {
      return Optional.empty();
    }
    List<Value> all = new ArrayList<>();
    for (long i = 0; i < times; i++) {
      all.addAll(elements);
    }
    return Optional.of(all);
  }

  private static Optional<List<Value>> joined(List<Value> one, List<Value> other) {
    if (one.size() + other.size() > MOST_JOINED) {
      return Optional.empty();
    }
    List<Value> all = new ArrayList<>(one);
    all.addAll(other);
    return Optional.of(all);
  }

  /** {@code left operator= right}. */
  Value augmented(String operator, Value left, Value right) {
    if (left instanceof ListValue list && operator.equals("+")) {
      Elements more = run.elements(right);
      if (list.isKnown() && more.isComplete()) {
        joined(list.elements(), more.known())
            .ifPresentOrElse(list::set, () -> list.forget("too long"));
      } else {
        list.forget("something not known was added");
      }
      return list;
    }
    if (left instanceof Instance instance) {
      String method = "__i" + method(operator) + "__";
      if (instance.type().member(method) != null) {
        return run.call(run.attribute(instance, method), Arguments.of(right));
      }
    }
    if (left instanceof SetValue set && right instanceof SetValue other) {
      SetValue result = Sets.combined(operator, set, Sets.elements(other, run), run);
      if (result != null) {
        set.become(result);
        return set;
      }
    }
    if (left instanceof DictValue dictionary && operator.equals("|")) {
      Dictionaries.fill(dictionary, Arguments.of(right), run);
      return dictionary;
    }
    if (left instanceof Tensor && !(right instanceof Unknown)) {
      for (Library library : run.libraries()) {
        Value value = library.binary(operator + "=", left, right, run);
        if (value != null) {
          return value;
        }
      }
    }
    return binary(operator, left, right);
  }
}
