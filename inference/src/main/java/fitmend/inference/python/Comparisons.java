package fitmend.inference.python;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.library.NamedTuple;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Elements;
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
import java.util.Set;

/** What comparisons give, as Python has them for its own types. */
final class Comparisons {
  private final Interpreter run;

  Comparisons(Interpreter run) {
    this.run = run;
  }

  Value compare(String operator, Value left, Value right) {
    switch (operator) {
      case "is", "is not" -> {
        Optional<Boolean> same = isSame(left, right);
        return same.isEmpty() ? Scalar.BOOL : Constant.of(same.get() == operator.equals("is"));
      }
      case "in", "not in" -> {
        Optional<Boolean> found = contains(right, left);
        return found.isEmpty() ? Scalar.BOOL : Constant.of(found.get() == operator.equals("in"));
      }
      default -> {}
    }
    if (left instanceof Unknown || right instanceof Unknown) {
      return run.unknown("an operand is not known");
    }
    if (Operators.isForLibrary(left) || Operators.isForLibrary(right)) {
      return run.operators()
          .byLibrary(library -> library.binary(operator, left, right, run), left, right);
    }
    if (operator.equals("==") || operator.equals("!=")) {
      Optional<Boolean> equal = isEqual(left, right);
      return equal.isEmpty() ? Scalar.BOOL : Constant.of(equal.get() == operator.equals("=="));
    }
    return order(operator, left, right);
  }

  private Value order(String operator, Value left, Value right) {
    if (Operators.plain(left) instanceof Constant(Object a)
        && Operators.plain(right) instanceof Constant(Object b)) {
      if (a instanceof Number one && b instanceof Number other) {
        boolean isNan = Double.isNaN(one.doubleValue()) || Double.isNaN(other.doubleValue());
        int order =
            a instanceof Long whole && b instanceof Long second
                ? Long.compare(whole, second)
                : Double.compare(one.doubleValue() + 0.0, other.doubleValue() + 0.0);
        return Constant.of(!isNan && holds(operator, order));
      }
      if (a instanceof String one && b instanceof String other) {
        return Constant.of(holds(operator, one.compareTo(other)));
      }
      throw hasNoOrder(operator, left, right);
    }
    if (left instanceof Instance || right instanceof Instance) {
      return run.operators().ofInstances(operator, left, right);
    }
    List<Value> first = listed(left);
    List<Value> second = listed(right);
    boolean areAlike = left instanceof ListValue == right instanceof ListValue;
    if (first != null && second != null && areAlike) {
      return orderOf(operator, first, second);
    }
    String one = orderedAs(left);
    String other = orderedAs(right);
    if (one != null && other != null && (!one.equals(other) || one.equals("never"))) {
      throw hasNoOrder(operator, left, right);
    }
    return Scalar.BOOL;
  }

  private static boolean holds(String operator, int order) {
    return switch (operator) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  PythonError hasNoOrder(String operator, Value left, Value right) {
    return run.error(
        "TypeError",
        "'%s' not supported between instances of '%s' and '%s'"
            .formatted(operator, left.typeName(), right.typeName()));
  }

  /** The first elements that differ decide. */
  private Value orderOf(String operator, List<Value> first, List<Value> second) {
    for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
      Optional<Boolean> equal =
          first.get(i) instanceof Tensor ? Optional.empty() : isEqual(first.get(i), second.get(i));
      if (equal.isEmpty()) {
        return Scalar.BOOL;
      }
      if (!equal.get()) {
        return compare(operator, first.get(i), second.get(i));
      }
    }
    return Constant.of(holds(operator, Integer.compare(first.size(), second.size())));
  }

  /** Which values can be put in an order with it; null when that is not known. */
  private static String orderedAs(Value value) {
    return switch (value) {
      case Constant(Number number) -> "number";
      case Constant(Boolean bool) -> "number";
      case Constant(String text) -> "text";
      case Constant constant -> constant.isNone() ? "never" : null;
      case Scalar scalar -> scalar.equals(Scalar.STR) ? "text" : "number";
      case ListValue list -> "list";
      case Tuple tuple -> "tuple";
      case DictValue dictionary -> "never";
      case DictView view when view.part().equals("values") -> "never";
      case Function function -> "never";
      default -> null;
    };
  }

  private static Optional<Boolean> isSame(Value left, Value right) {
    if (left instanceof Unknown || left instanceof Scalar || right instanceof Unknown) {
      return Optional.empty();
    }
    if (left instanceof Constant one && right instanceof Constant other) {
      return Optional.of(one.equals(other));
    }
    boolean hasNone =
        left instanceof Constant one && one.isNone()
            || right instanceof Constant other && other.isNone();
    if (hasNone || left == right) {
      return Optional.of(!hasNone);
    }
    boolean areKnown = isObject(left) && isObject(right);
    return areKnown && !(left instanceof Tuple && right instanceof Tuple)
        ? Optional.of(false)
        : Optional.empty();
  }

  /** Whether another value is another object. */
  private static boolean isObject(Value value) {
    return value instanceof Constant
        || value instanceof ListValue
        || value instanceof DictValue
        || value instanceof Tuple
        || value instanceof Instance
        || value instanceof ScriptClass;
  }

  /** Whether {@code ==} holds. */
  Optional<Boolean> isEqual(Value left, Value right) {
    boolean isObject =
        left instanceof ListValue || left instanceof DictValue || left instanceof ScriptClass;
    if (left == right && isObject) {
      return Optional.of(true);
    }
    if (left instanceof Constant one && right instanceof Constant other) {
      return Optional.of(one.isEqual(other));
    }
    if (left instanceof Instance instance && instance.type().member("__eq__") != null) {
      return run.truth(run.call(run.attribute(instance, "__eq__"), Arguments.of(right)));
    }
    if (right instanceof Instance instance && instance.type().member("__eq__") != null) {
      return run.truth(run.call(run.attribute(instance, "__eq__"), Arguments.of(left)));
    }
    if (left instanceof DictValue one && right instanceof DictValue other) {
      return areEqual(one, other);
    }
    if (left instanceof SetValue one && right instanceof SetValue other) {
      return one.isKnown() && other.isKnown()
          ? Optional.of(Set.copyOf(one.elements()).equals(Set.copyOf(other.elements())))
          : Optional.empty();
    }
    if (left instanceof Instance one && isPlainObject(one)) {
      return Operators.isPlain(right) || right instanceof Instance other && isPlainObject(other)
          ? Optional.of(false)
          : Optional.empty();
    }
    List<Value> first = listed(left);
    List<Value> second = listed(right);
    if (first != null && second != null) {
      boolean areAlike = left instanceof ListValue == right instanceof ListValue;
      if (first.size() != second.size() || !areAlike) {
        return Optional.of(false);
      }
      Optional<Boolean> all = Optional.of(true);
      for (int i = 0; i < first.size(); i++) {
        Optional<Boolean> each = isEqual(first.get(i), second.get(i));
        if (each.isPresent() && !each.get()) {
          return Optional.of(false);
        }
        all = each.isEmpty() ? each : all;
      }
      return all;
    }
    boolean differ =
        left instanceof Constant && second != null || right instanceof Constant && first != null;
    if (left instanceof Reference && right instanceof Reference) {
      return Optional.of(left.equals(right));
    }
    boolean isSame = left == right && !(left instanceof Scalar) && !(left instanceof Unknown);
    return differ
        ? Optional.of(false)
        : isSame && !(left instanceof Tensor) ? Optional.of(true) : Optional.empty();
  }

  /** Whether its class says nothing of what it equals. */
  private static boolean isPlainObject(Instance instance) {
    return instance.base() == null && !instance.type().isOpen() && !instance.type().isDataclass();
  }

  private Optional<Boolean> areEqual(DictValue one, DictValue other) {
    if (!one.isKnown() || !other.isKnown()) {
      return Optional.empty();
    }
    if (one.keys().size() != other.keys().size()) {
      return Optional.of(false);
    }
    Optional<Boolean> all = Optional.of(true);
    for (Value key : one.keys()) {
      Value second = other.get(key);
      Optional<Boolean> each = second == null ? Optional.of(false) : isEqual(one.get(key), second);
      if (each.isPresent() && !each.get()) {
        return each;
      }
      all = each.isEmpty() ? each : all;
    }
    return all;
  }

  private static List<Value> listed(Value value) {
    return switch (value) {
      case Tuple tuple -> tuple.elements();
      case ListValue list when list.isKnown() -> list.elements();
      case NamedTuple tuple -> tuple.values();
      default -> null;
    };
  }

  private Optional<Boolean> contains(Value container, Value element) {
    if (container instanceof LibraryObject object) {
      return run.operators()
          .special(object, "__contains__")
          .flatMap(method -> run.truth(run.call(method, Arguments.of(element))));
    }
    if (container instanceof Constant(String text)) {
      if (element instanceof Constant(String part)) {
        return Optional.of(text.contains(part));
      }
      if (Operators.isPlain(element) && !element.equals(Scalar.STR)) {
        throw run.error(
            "TypeError",
            "'in <string>' requires string as left operand, not " + element.typeName());
      }
      return Optional.empty();
    }
    if (container instanceof Constant constant && !(constant.value() instanceof Constant.Bytes)) {
      throw run.error(
          "TypeError", "argument of type '" + container.typeName() + "' is not iterable");
    }
    if (container instanceof Instance instance && instance.type().member("__contains__") != null) {
      return run.truth(run.call(run.attribute(instance, "__contains__"), Arguments.of(element)));
    }
    List<Value> elements =
        switch (container) {
          case DictValue dictionary when dictionary.isKnown() -> dictionary.keys();
          case DictView view when view.dictionary().isKnown() -> view.known();
          case SetValue set when set.isKnown() -> set.elements();
          case RangeValue range -> {
            Elements known = range.elements(run);
            yield known.isComplete() ? known.known() : null;
          }
          default -> listed(container);
        };
    if (container instanceof DictValue || container instanceof SetValue) {
      Containers.requireHashable(element, run);
    }
    if (elements == null || element instanceof Unknown || element instanceof Tensor) {
      return Optional.empty();
    }
    Optional<Boolean> found = Optional.of(false);
    for (Value each : elements) {
      Optional<Boolean> equal = isEqual(each, element);
      if (equal.isPresent() && equal.get()) {
        return equal;
      }
      found = equal.isEmpty() ? equal : found;
    }
    return found;
  }
}
