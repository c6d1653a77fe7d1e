package fitmend.inference.python;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Callable;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Execution;
import fitmend.inference.value.IteratorValue;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.SetValue;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;

/** The methods of lists, dictionaries, tuples and text. */
final class Containers {
  private Containers() {}

  /** The attribute of a plain value; null when there certainly is none. */
  static Value attribute(Value receiver, String name, Interpreter run) {
    Value found =
        switch (receiver) {
          case ListValue list -> Lists.method(list, name);
          case DictValue dictionary -> Dictionaries.method(dictionary, name);
          case SetValue set -> Sets.method(set, name);
          case Constant(String text) -> Texts.method(receiver, name, run);
          case Scalar scalar when scalar.equals(Scalar.STR) -> Texts.method(receiver, name, run);
          case Constant constant when constant.isNone() -> null;
          case Constant(Constant.Bytes bytes) -> ofBytes(name, run);
          case Constant(Long number) -> ofNumber(receiver, name, run);
          case Constant(Double number) -> ofNumber(receiver, name, run);
          case Tuple tuple -> TupleMethod.of(tuple, name, run);
          case ExceptionValue exception -> ofException(exception, name, run);
          case Function function when name.equals("__name__") -> Constant.of(function.name());
          case IteratorValue iterator when "generator".equals(iterator.kind()) ->
              switch (name) {
                case "send", "throw" -> new Constantly(run.unknown("what a generator gives"));
                case "close" -> new Constantly(Constant.NONE);
                default -> null;
              };
          case DictView view -> view.part().equals("keys") ? ofKeys(view, name, run) : null;
          default -> run.unknown("attribute " + name + " of " + receiver.typeName());
        };
    return found == null && name.startsWith("__") ? dunder(receiver, name, run) : found;
  }

  private static Value dunder(Value receiver, String name, Interpreter run) {
    return switch (name) {
      case "__len__", "__iter__", "__next__", "__str__", "__repr__", "__hash__" ->
          new Special(receiver, name.substring(2, name.length() - 2), run);
      case "__class__" -> run.call(new Reference("builtins.type"), Arguments.of(receiver));
      default -> run.unknown("attribute " + name);
    };
  }

  /** A method that a built-in function stands for. */
  private record Special(Value receiver, String name, Interpreter run) implements Callable {
    @Override
    public Value call(Arguments arguments, Execution execution) {
      return run.call(new Reference("builtins." + name), Arguments.of(receiver));
    }

    @Override
    public String typeName() {
      return "method-wrapper";
    }
  }

  /** Keys are a set as well. */
  private static Value ofKeys(DictView keys, String name, Interpreter run) {
    Value method = Sets.method(new SetValue(run.journal(), keys.elements(run)), name);
    return method == null ? null : run.unknown("method " + name + " of keys");
  }

  private static Value ofException(ExceptionValue exception, String name, Interpreter run) {
    return name.equals("args") && exception.arguments() != null
        ? new Tuple(exception.arguments())
        : run.unknown("attribute " + name + " of an exception");
  }

  private static Value ofBytes(String name, Interpreter run) {
    return name.equals("decode")
        ? new Constantly(Scalar.STR)
        : run.unknown("attribute " + name + " of bytes");
  }

  /** A size of a shape is a Dimension in TensorFlow 1: it has attributes that numbers have not. */
  private static Value ofNumber(Value number, String name, Interpreter run) {
    if (run.target().isGraphMode()) {
      return name.equals("value") && number instanceof Constant(Long size)
          ? number
          : run.unknown("attribute " + name + " of a number");
    }
    boolean isWhole = number instanceof Constant(Long size);
    return switch (name) {
      case "real" -> number;
      case "imag" -> isWhole ? Constant.of(0) : Constant.of(0.0);
      case "numerator" -> isWhole ? number : null;
      case "denominator" -> isWhole ? Constant.of(1) : null;
      case "is_integer" ->
          isWhole && !run.target().hasKeras3() ? null : new Constantly(Scalar.BOOL);
      case "bit_length", "bit_count" -> isWhole ? new Constantly(Scalar.INT) : null;
      case "to_bytes", "from_bytes" -> isWhole ? new Constantly(run.unknown("bytes")) : null;
      case "hex", "fromhex" -> isWhole ? null : new Constantly(run.unknown(name));
      case "conjugate", "as_integer_ratio" -> new Constantly(run.unknown(name));
      default -> null;
    };
  }

  /** A method of which only the kind of the result is known. */
  private record Constantly(Value result) implements Callable {
    @Override
    public Value call(Arguments arguments, Execution execution) {
      return result;
    }

    @Override
    public String typeName() {
      return "builtin_function_or_method";
    }
  }

  /** A tuple counts and finds as a list does. */
  private record TupleMethod(Tuple tuple, String name) implements Callable {
    /** Tuples of libraries may have fields; the names of methods of lists and arrays are none. */
    static Value of(Tuple tuple, String name, Execution execution) {
      return switch (name) {
        case "index", "count" -> new TupleMethod(tuple, name);
        case "append",
            "extend",
            "insert",
            "remove",
            "sort",
            "reverse",
            "shape",
            "reshape",
            "astype" ->
            null;
        default -> execution.unknown("attribute " + name + " of a tuple");
      };
    }

    @Override
    public Value call(Arguments arguments, Execution execution) {
      ListValue list = new ListValue(execution.journal(), tuple.elements());
      return ((Callable) Lists.method(list, name)).call(arguments, execution);
    }

    @Override
    public String typeName() {
      return "builtin_function_or_method";
    }
  }

  /** Raises where a value cannot be a key. */
  static void requireHashable(Value key, Execution run) {
    boolean isHashable =
        switch (key) {
          case ListValue list -> false;
          case DictValue dictionary -> false;
          case SetValue set -> set.typeName().equals("frozenset");
          case Tensor tensor ->
              tensor.holder() != Tensor.Holder.NUMPY
                  || !tensor.shape().isRanked()
                  || tensor.shape().rank() == 0;
          default -> true;
        };
    if (!isHashable) {
      throw run.error("TypeError", "unhashable type: '" + key.typeName() + "'");
    }
  }
}
