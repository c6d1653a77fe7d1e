package fitmend.inference.python;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
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
import java.util.List;
import java.util.Optional;

/** Built-in functions that ask what a value is. */
final class TypeTests {
  private final Interpreter run;

  TypeTests(Interpreter run) {
    this.run = run;
  }

  private static Value truth(Optional<Boolean> known) {
    return known.<Value>map(Constant::of).orElse(Scalar.BOOL);
  }

  Value isInstance(Value value, Value type) {
    if (type instanceof Constant constant && !constant.isNone()) {
      throw run.error(
          "TypeError",
          run.target().isGraphMode()
              ? "isinstance() arg 2 must be a type or tuple of types"
              : "isinstance() arg 2 must be a type, a tuple of types, or a union");
    }
    return truth(isKind(value, type));
  }

  private Optional<Boolean> isKind(Value value, Value type) {
    return switch (type) {
      case Tuple types -> {
        Optional<Boolean> any = Optional.of(false);
        for (Value each : types.elements()) {
          Optional<Boolean> one = isKind(value, each);
          if (one.orElse(false)) {
            yield one;
          }
          any = one.isEmpty() ? one : any;
        }
        yield any;
      }
      case ScriptClass wanted -> isOf(value, wanted);
      case Reference(String path) when path.startsWith("builtins.") ->
          isBuiltin(value, path.substring("builtins.".length()));
      case Reference(String path) -> isLibrary(value, path);
      default -> Optional.empty();
    };
  }

  private static boolean isPlain(Value value) {
    return Join.scalar(value).isPresent()
        || value instanceof Constant
        || value instanceof ListValue
        || value instanceof Tuple
        || value instanceof DictValue
        || value instanceof RangeValue;
  }

  private static Optional<Boolean> isOf(Value value, ScriptClass wanted) {
    if (value instanceof Instance instance) {
      boolean isFound = instance.type().lineage().contains(wanted);
      return isFound || !instance.type().isOpen() ? Optional.of(isFound) : Optional.empty();
    }
    return isPlain(value) || value instanceof Tensor || value instanceof LibraryObject
        ? Optional.of(false)
        : Optional.empty();
  }

  private static Optional<Boolean> isBuiltin(Value value, String name) {
    if (name.equals("object")) {
      return Optional.of(true);
    }
    if (isPlain(value)) {
      String type = value.typeName();
      return Optional.of(
          type.equals(name)
              || type.equals("bool") && name.equals("int")
              || value instanceof DictValue && name.equals("dict"));
    }
    return switch (value) {
      case ExceptionValue exception -> Optional.of(ExceptionTypes.isKindOf(exception.type(), name));
      case SetValue set -> name.endsWith("set") ? Optional.empty() : Optional.of(false);
      case Tensor tensor ->
          name.equals("float") && tensor.holder() == Tensor.Holder.NUMPY
              ? Optional.empty()
              : name.equals("str") || name.equals("complex") || name.equals("bytes")
                  ? Optional.empty()
                  : Optional.of(false);
      case Function function -> Optional.of(false);
      case Instance instance when instance.base() == null && !instance.type().isOpen() ->
          Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Optional<Boolean> isLibrary(Value value, String path) {
    boolean isArray = path.equals("numpy.ndarray");
    boolean isTensor = path.equals("tensorflow.Tensor");
    if (value instanceof Tensor tensor) {
      boolean isNumpy = tensor.holder() == Tensor.Holder.NUMPY;
      boolean hasAxes = tensor.shape().isRanked() && tensor.shape().rank() > 0;
      if (isArray) {
        return !isNumpy ? Optional.of(false) : hasAxes ? Optional.of(true) : Optional.empty();
      }
      return isTensor && tensor.holder() == Tensor.Holder.EAGER
          ? Optional.of(true)
          : isTensor && isNumpy ? Optional.of(false) : Optional.empty();
    }
    boolean isModelled =
        isArray || isTensor || path.startsWith("numpy.") || path.startsWith("keras.");
    return isModelled && isPlain(value) ? Optional.of(false) : Optional.empty();
  }

  Value isSubclass(Value type, Value other) {
    return type instanceof ScriptClass own && other instanceof ScriptClass wanted && !own.isOpen()
        ? Constant.of(own.lineage().contains(wanted))
        : Scalar.BOOL;
  }

  Value isCallable(Value value) {
    return switch (value) {
      case Function function -> Constant.TRUE;
      case BoundMethod method -> Constant.TRUE;
      case ScriptClass type -> Constant.TRUE;
      case Reference(String path) when path.startsWith("builtins.") -> Constant.TRUE;
      case Instance instance when instance.type().member("__call__") != null -> Constant.TRUE;
      case Instance instance when instance.base() == null && !instance.type().isOpen() ->
          Constant.FALSE;
      default -> isPlain(value) ? Constant.FALSE : Scalar.BOOL;
    };
  }

  Value typeOf(Value value) {
    return switch (value) {
      case Instance instance -> instance.type();
      case ExceptionValue exception -> new Reference("builtins." + exception.type());
      case Tensor tensor
          when tensor.holder() == Tensor.Holder.NUMPY
              && tensor.shape().isRanked()
              && tensor.shape().rank() > 0 ->
          new Reference("numpy.ndarray");
      case ListValue list when list.typeName().equals("list") -> builtin(value);
      case DictValue dictionary when dictionary.typeName().equals("dict") -> builtin(value);
      case Tuple tuple -> builtin(value);
      case Scalar scalar -> builtin(value);
      case Constant constant -> builtin(value);
      default -> run.unknown("a type");
    };
  }

  private static Reference builtin(Value value) {
    return new Reference("builtins." + value.typeName());
  }

  Value hasAttribute(List<Value> given) {
    if (given.size() < 2 || !(given.get(1) instanceof Constant(String name))) {
      return Scalar.BOOL;
    }
    try {
      Value found = run.objects().attribute(given.getFirst(), name);
      return found == null
          ? Constant.FALSE
          : found instanceof Unknown || found instanceof TensorMethod ? Scalar.BOOL : Constant.TRUE;
    } catch (PythonError missing) {
      return "AttributeError".equals(missing.type()) ? Constant.FALSE : Scalar.BOOL;
    }
  }

  Value getAttribute(List<Value> given) {
    if (given.size() < 2 || !(given.get(1) instanceof Constant(String name))) {
      return run.unknown("getattr");
    }
    Value found;
    try {
      found = run.objects().attribute(given.getFirst(), name);
    } catch (PythonError missing) {
      if (given.size() < 3 || !"AttributeError".equals(missing.type())) {
        throw missing;
      }
      return given.get(2);
    }
    if (found == null && given.size() > 2) {
      return given.get(2);
    }
    if (found instanceof Unknown && given.size() > 2) {
      return run.unknown("an attribute or what stands for it");
    }
    return found == null ? run.attribute(given.getFirst(), name) : found;
  }
}
