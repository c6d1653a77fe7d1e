package fitmend.inference.python;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Callable;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.SetValue;
import fitmend.inference.value.Value;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The methods and operators of sets. */
final class Sets {
  private static final Set<String> METHODS =
      Set.of(
          "add",
          "update",
          "discard",
          "remove",
          "pop",
          "clear",
          "copy",
          "union",
          "intersection",
          "difference",
          "symmetric_difference",
          "issubset",
          "issuperset",
          "isdisjoint");

  private Sets() {}

  /** A set of what a loop meets; raises where something cannot be in one. */
  static SetValue make(Elements elements, String type, Execution execution) {
    elements.known().forEach(each -> Containers.requireHashable(each, execution));
    return new SetValue(execution.journal(), elements, type);
  }

  /** The method of that name; null when there is none. */
  static Value method(SetValue set, String name) {
    return METHODS.contains(name) ? new SetMethod(set, name) : null;
  }

  private record SetMethod(SetValue set, String name) implements Callable {
    @Override
    public Value call(Arguments arguments, Execution execution) {
      List<Value> given = arguments.positional();
      switch (name) {
        case "add", "discard", "remove" -> {
          if (!given.isEmpty()) {
            change(set, name, given.getFirst(), execution);
          }
          return Constant.NONE;
        }
        case "update" -> {
          given.forEach(each -> set.add(elements(each, execution)));
          return Constant.NONE;
        }
        case "clear" -> {
          set.set(List.of());
          return Constant.NONE;
        }
        case "pop" -> {
          Value taken =
              set.isKnown() ? Elements.all(set.elements()).any() : execution.unknown("an element");
          set.forget("an element was taken out");
          return taken;
        }
        case "issubset", "issuperset", "isdisjoint" -> {
          return Scalar.BOOL;
        }
        default -> {
          Value result = set;
          for (Value other : given) {
            result =
                combined(operator(name), (SetValue) result, elements(other, execution), execution);
          }
          return result == set ? combined("|", set, Elements.all(List.of()), execution) : result;
        }
      }
    }

    @Override
    public String typeName() {
      return "builtin_function_or_method";
    }
  }

  private static void change(SetValue set, String name, Value element, Execution execution) {
    if (name.equals("add")) {
      set.add(Elements.all(List.of(element)));
    } else if (set.isKnown()) {
      if (!(element instanceof Constant)) {
        set.forget("something not known was taken out");
        return;
      }
      if (name.equals("remove") && !set.elements().contains(element)) {
        throw Dictionaries.missing(element, execution);
      }
      set.set(set.elements().stream().filter(each -> !each.equals(element)).toList());
    }
  }

  /** A loop over a set meets its elements in an order that is not known; here it is no matter. */
  static Elements elements(Value value, Execution execution) {
    return value instanceof SetValue set && set.isKnown()
        ? Elements.all(set.elements())
        : execution.elements(value);
  }

  private static String operator(String method) {
    return switch (method) {
      case "union" -> "|";
      case "intersection" -> "&";
      case "difference" -> "-";
      default -> "^";
    };
  }

  /** What an operator makes of two sets; null when they have no such operator. */
  static SetValue combined(String operator, SetValue left, Elements right, Execution execution) {
    if (!left.isKnown() || !right.isComplete()) {
      return new SetValue(execution.journal(), Elements.unknown(execution.unknown("a set")));
    }
    Set<Value> result = new LinkedHashSet<>(left.elements());
    Set<Value> other = new LinkedHashSet<>(right.known());
    switch (operator) {
      case "|" -> result.addAll(other);
      case "&" -> result.retainAll(other);
      case "-" -> result.removeAll(other);
      case "^" -> {
        Set<Value> both = new LinkedHashSet<>(result);
        both.retainAll(other);
        result.addAll(other);
        result.removeAll(both);
      }
      default -> {
        return null;
      }
    }
    // Sets of more than constants are not known.
    SetValue operand = new SetValue(execution.journal(), right);
    return operand.isKnown()
        ? new SetValue(execution.journal(), Elements.all(List.copyOf(result)))
        : new SetValue(execution.journal(), Elements.unknown(execution.unknown("a set")));
  }
}
