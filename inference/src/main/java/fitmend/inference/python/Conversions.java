package fitmend.inference.python;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.library.Method;
import fitmend.inference.library.NamedTuple;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.IteratorValue;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.SetValue;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Built-in functions that make numbers and texts of values. */
final class Conversions {
  private final Interpreter run;

  Conversions(Interpreter run) {
    this.run = run;
  }

  /** {@code int(value)}, {@code int(text, base)}. */
  Value integer(Value value, List<Value> given) {
    int base = given.size() < 2 ? 10 : given.get(1) instanceof Constant(Long b) ? b.intValue() : -1;
    return switch (value) {
      case Constant(Long number) -> value;
      case Constant(Boolean bool) -> Constant.of(bool ? 1 : 0);
      case Constant(Double number) when Math.abs(number) < 1e18 -> Constant.of(number.longValue());
      case Constant(String text) -> parsed(text, base);
      case Tensor tensor ->
          tensor
              .content()
              .filter(content -> content.size() == 1 && !(content.getFirst() instanceof String))
              .map(content -> integer(new Constant(content.getFirst()), List.of()))
              .orElse(Scalar.INT);
      case Instance instance -> special(instance, "__int__", Scalar.INT);
      default -> {
        if (isNoNumber(value)) {
          throw run.error(
              "TypeError",
              "int() argument must be a string, a bytes-like object or a "
                  + (run.target().isGraphMode() ? "number" : "real number")
                  + ", not '"
                  + value.typeName()
                  + "'");
        }
        yield Scalar.INT;
      }
    };
  }

  private Value parsed(String text, int base) {
    String digits = text.strip().replace("_", "");
    if (base == 10 && isWhole(digits)) {
      return digits.length() < 18 ? Constant.of(Long.parseLong(digits)) : Scalar.INT;
    }
    if (base == 10) {
      throw run.error(
          "ValueError", "invalid literal for int() with base 10: " + Representation.quoted(text));
    }
    String plain =
        base == 16 && digits.startsWith("0x") || base == 2 && digits.startsWith("0b")
            ? digits.substring(2)
            : digits;
    try {
      return base < 2 || base > 36 ? Scalar.INT : Constant.of(Long.parseLong(plain, base));
    } catch (NumberFormatException malformed) {
      return Scalar.INT;
    }
  }

  private static boolean isWhole(String text) {
    int at = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    return at < text.length() && text.substring(at).chars().allMatch(Character::isDigit);
  }

  /** Whether no conversion can make a number of it. */
  private static boolean isNoNumber(Value value) {
    return value instanceof Constant constant && constant.isNone()
        || value instanceof ListValue
        || value instanceof Tuple
        || value instanceof DictValue
        || value instanceof SetValue
        || value instanceof Function;
  }

  private Value special(Instance instance, String name, Value otherwise) {
    return instance.type().member(name) instanceof Function function
        ? run.call(function, Arguments.of(instance))
        : otherwise;
  }

  /** {@code float(value)}. */
  Value real(Value value) {
    return switch (value) {
      case Constant(Long number) -> Constant.of(number.doubleValue());
      case Constant(Boolean bool) -> Constant.of(bool ? 1.0 : 0.0);
      case Constant(Double number) -> value;
      case Constant(String text) -> parsedReal(text);
      case Instance instance -> special(instance, "__float__", Scalar.FLOAT);
      default -> {
        if (isNoNumber(value)) {
          throw run.error(
              "TypeError",
              "float() argument must be a string or a "
                  + (run.target().isGraphMode() ? "number" : "real number")
                  + ", not '"
                  + value.typeName()
                  + "'");
        }
        yield Scalar.FLOAT;
      }
    };
  }

  private Value parsedReal(String text) {
    String digits = text.strip();
    String plain = digits.toLowerCase(java.util.Locale.ROOT).replaceFirst("^[+-]", "");
    switch (plain) {
      case "nan" -> {
        return Constant.of(Double.NaN);
      }
      case "inf", "infinity" -> {
        return Constant.of(
            digits.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
      }
      default -> {}
    }
    boolean isJavaOnly = !plain.isEmpty() && "fdx".indexOf(plain.charAt(plain.length() - 1)) >= 0;
    try {
      if (!isJavaOnly) {
        return Constant.of(Double.parseDouble(digits));
      }
    } catch (NumberFormatException malformed) {
      // Python refuses it too, unless it has underscores.
    }
    if (digits.indexOf('_') >= 0 || plain.startsWith("0x")) {
      return Scalar.FLOAT;
    }
    throw run.error(
        "ValueError",
        "could not convert string to float: "
            + (text.isEmpty() && run.target().isGraphMode() ? "" : Representation.quoted(text)));
  }

  Value text(Value value) {
    return Representation.str(value, run).<Value>map(Constant::of).orElse(Scalar.STR);
  }

  Value representation(Value value) {
    return Representation.repr(value, run).<Value>map(Constant::of).orElse(Scalar.STR);
  }

  Value absolute(Value value) {
    return switch (Operators.plain(value)) {
      case Constant(Long number) -> Constant.of(Math.abs(number));
      case Constant(Double number) -> Constant.of(Math.abs(number));
      case Scalar scalar when !scalar.equals(Scalar.STR) ->
          scalar.equals(Scalar.BOOL) ? Scalar.INT : scalar;
      case Tensor tensor ->
          run.operators().byLibrary(library -> library.unary("abs", tensor, run), tensor);
      case LibraryObject object -> run.operators().unary("abs", object);
      default -> {
        boolean isRefused =
            value instanceof Constant
                || value instanceof Scalar
                || value instanceof ListValue
                || value instanceof Tuple;
        if (isRefused) {
          throw run.error("TypeError", "bad operand type for abs(): '" + value.typeName() + "'");
        }
        yield run.unknown("abs");
      }
    };
  }

  Value rounded(List<Value> given) {
    Value value = Operators.plain(given.getFirst());
    if (value instanceof Tensor) {
      return given.size() == 1 ? Scalar.INT : run.unknown("a rounded number of NumPy");
    }
    boolean isText = value instanceof Constant(String text) || value.equals(Scalar.STR);
    if (isText || value instanceof ListValue || value instanceof Tuple) {
      throw run.error("TypeError", "type " + value.typeName() + " doesn't define __round__ method");
    }
    if (given.size() == 1 || given.get(1) instanceof Constant constant && constant.isNone()) {
      return switch (value) {
        case Constant(Double number) when Math.abs(number) < 1e18 ->
            Constant.of((long) Math.rint(number));
        case Constant(Long number) -> value;
        case Unknown unknown -> run.unknown("a rounded number");
        default -> Scalar.INT;
      };
    }
    if (!(given.get(1) instanceof Constant(Long places)) || Math.abs(places) > 300) {
      return run.unknown("a rounded number");
    }
    return switch (value) {
      case Constant(Double number) when Double.isFinite(number) ->
          Constant.of(
              new BigDecimal(number)
                  .setScale(places.intValue(), RoundingMode.HALF_EVEN)
                  .doubleValue());
      case Constant(Long number) ->
          Constant.of(
              new BigDecimal(number)
                  .setScale(places.intValue(), RoundingMode.HALF_EVEN)
                  .longValue());
      case Scalar scalar -> scalar;
      default -> run.unknown("a rounded number");
    };
  }

  Value letter(Value value) {
    if (!(value instanceof Constant(Long code))) {
      return Scalar.STR;
    }
    if (code < 0 || code > Character.MAX_CODE_POINT) {
      throw run.error("ValueError", "chr() arg not in range(0x110000)");
    }
    return Constant.of(Character.toString(code.intValue()));
  }

  Value code(Value value) {
    if (!(value instanceof Constant(String text))) {
      return Scalar.INT;
    }
    int length = text.codePointCount(0, text.length());
    if (length != 1) {
      throw run.error(
          "TypeError", "ord() expected a character, but string of length " + length + " found");
    }
    return Constant.of(text.codePointAt(0));
  }

  Value length(Value value) {
    return switch (value) {
      case Tuple tuple -> Constant.of(tuple.elements().size());
      case ListValue list -> list.isKnown() ? Constant.of(list.elements().size()) : Scalar.INT;
      case DictValue dictionary ->
          dictionary.isKnown() ? Constant.of(dictionary.keys().size()) : Scalar.INT;
      case DictView view -> length(view.dictionary());
      case Constant(String text) -> Constant.of(text.codePointCount(0, text.length()));
      case RangeValue range -> Constant.of(range.size());
      case NamedTuple tuple -> Constant.of(tuple.values().size());
      case SetValue set -> set.isKnown() ? Constant.of(set.elements().size()) : Scalar.INT;
      case Tensor tensor -> ofTensor(tensor);
      case Instance instance -> ofInstance(instance);
      case LibraryObject object when object.attribute("__len__", run) instanceof Method method ->
          run.call(method, Arguments.NONE);
      case Constant constant when !constant.typeName().equals("bytes") -> throw hasNone(value);
      case Function function -> throw hasNone(value);
      case IteratorValue iterator when iterator.kind() != null -> throw hasNone(value);
      case Scalar scalar when !scalar.equals(Scalar.STR) -> throw hasNone(value);
      default -> Scalar.INT;
    };
  }

  private PythonError hasNone(Value value) {
    return run.error("TypeError", "object of type '" + value.typeName() + "' has no len()");
  }

  private Value ofTensor(Tensor tensor) {
    if (tensor.holder() == Tensor.Holder.VARIABLE
        && tensor.origin().operation().equals("tensorflow.Variable")) {
      throw hasNone(tensor);
    }
    if (tensor.shape().isRanked() && tensor.shape().rank() == 0) {
      // A number of NumPy and an array without axes say it in two ways.
      throw run.error(
          "TypeError",
          tensor.holder() == Tensor.Holder.NUMPY ? null : "Scalar tensor has no `len()`");
    }
    return tensor.shape().isRanked() && tensor.shape().size(0) >= 0
        ? Constant.of(tensor.shape().size(0))
        : Scalar.INT;
  }

  private Value ofInstance(Instance instance) {
    if (instance.type().member("__len__") != null) {
      return run.call(run.attribute(instance, "__len__"), Arguments.NONE);
    }
    if (instance.type().isOpen() || instance.base() != null) {
      return Scalar.INT;
    }
    throw hasNone(instance);
  }
}
