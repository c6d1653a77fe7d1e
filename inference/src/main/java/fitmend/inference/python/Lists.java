package fitmend.inference.python;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Callable;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The methods of lists and deques. */
final class Lists {
  private Lists() {}

  /** The method of that name; null when there is none. */
  static Value method(ListValue list, String name) {
    boolean isDeque = list.typeName().equals("deque");
    boolean isThere =
        switch (name) {
          case "append",
              "extend",
              "insert",
              "remove",
              "pop",
              "clear",
              "index",
              "count",
              "reverse",
              "copy" ->
              true;
          case "sort" -> !isDeque;
          case "appendleft", "popleft", "extendleft", "rotate" -> isDeque;
          default -> false;
        };
    return isThere ? new ListMethod(list, name) : null;
  }

  private record ListMethod(ListValue list, String name) implements Callable {
    @Override
    public Value call(Arguments arguments, Execution execution) {
      int given = arguments.positional().size();
      switch (name) {
        case "append", "extend", "remove", "count" -> {
          if (given != 1 && !arguments.isOpen() && arguments.keywords().isEmpty()) {
            throw execution.error(
                "TypeError",
                (execution.target().isGraphMode() ? "" : list.typeName() + ".")
                    + name
                    + "() takes exactly one argument ("
                    + given
                    + " given)");
          }
        }
        default -> {}
      }
      Value first = given == 0 ? Constant.NONE : arguments.positional().getFirst();
      return list.isKnown()
          ? known(list, name, first, arguments, execution)
          : unknown(name, execution);
    }

    @Override
    public String typeName() {
      return "builtin_function_or_method";
    }
  }

  private static Value unknown(String name, Execution execution) {
    return switch (name) {
      case "index", "count" -> Scalar.INT;
      case "copy" -> ListValue.unknown(execution.journal(), "a copy");
      case "pop", "popleft" -> execution.unknown("an element of a list that is not known");
      default -> Constant.NONE;
    };
  }

  private static Value known(
      ListValue list, String name, Value first, Arguments arguments, Execution execution) {
    List<Value> elements = new ArrayList<>(list.elements());
    switch (name) {
      case "append" -> list.add(first);
      case "appendleft" -> {
        elements.addFirst(first);
        list.set(elements);
      }
      case "extend", "extendleft" -> {
        Elements more = execution.elements(first);
        if (!more.isComplete()) {
          list.forget("something not known was added");
        } else {
          if (name.equals("extend")) {
            elements.addAll(more.known());
          } else {
            elements.addAll(0, more.known().reversed());
          }
          list.set(elements);
        }
      }
      case "insert" -> {
        if (first instanceof Constant(Long at) && arguments.positional().size() == 2) {
          long place = at < 0 ? Math.max(0, at + elements.size()) : Math.min(at, elements.size());
          elements.add((int) place, arguments.positional().get(1));
          list.set(elements);
        } else {
          list.forget("something was inserted");
        }
      }
      case "pop", "popleft" -> {
        return popped(list, name, elements, first, execution);
      }
      case "reverse" -> list.set(elements.reversed());
      case "clear" -> list.set(List.of());
      case "copy" -> {
        return new ListValue(execution.journal(), elements);
      }
      case "sort" ->
          list.set(Ordering.sorted(Elements.all(elements), arguments, execution).elements());
      case "remove" -> {
        Optional<Integer> at = place(elements, first, execution);
        if (at.isEmpty()) {
          list.forget("something was taken out");
        } else if (at.get() < 0) {
          throw execution.error("ValueError", "list.remove(x): x not in list");
        } else {
          elements.remove((int) at.get());
          list.set(elements);
        }
      }
      case "index" -> {
        Optional<Integer> at = place(elements, first, execution);
        if (at.isPresent() && at.get() < 0) {
          String missing = Representation.repr(first, execution).orElse(null);
          throw execution.error("ValueError", missing == null ? null : missing + " is not in list");
        }
        return at.isEmpty() || arguments.positional().size() > 1
            ? Scalar.INT
            : Constant.of((long) at.get());
      }
      case "count" -> {
        return count(elements, first, execution);
      }
      default -> list.forget(name);
    }
    return Constant.NONE;
  }

  private static Value popped(
      ListValue list, String name, List<Value> elements, Value first, Execution execution) {
    int size = elements.size();
    boolean isDeque = list.typeName().equals("deque");
    if (size == 0) {
      throw execution.error(
          "IndexError", isDeque ? "pop from an empty deque" : "pop from empty list");
    }
    long at =
        switch (first) {
          case Constant(Long number) -> number < 0 ? number + size : number;
          case Constant constant when constant.isNone() -> name.equals("pop") ? size - 1 : 0;
          default -> Long.MAX_VALUE;
        };
    if (at == Long.MAX_VALUE) {
      list.forget("something was taken out");
      return Elements.all(elements).any();
    }
    if (at < 0 || at >= size) {
      throw execution.error("IndexError", "pop index out of range");
    }
    Value taken = elements.remove((int) at);
    list.set(elements);
    return taken;
  }

  /** Where the first one stands that is equal, -1 when there is none; empty if not known. */
  private static Optional<Integer> place(List<Value> elements, Value wanted, Execution execution) {
    for (int i = 0; i < elements.size(); i++) {
      Optional<Boolean> equal = isEqual(elements.get(i), wanted, execution);
      if (equal.isEmpty()) {
        return Optional.empty();
      }
      if (equal.get()) {
        return Optional.of(i);
      }
    }
    return Optional.of(-1);
  }

  private static Value count(List<Value> elements, Value wanted, Execution execution) {
    long count = 0;
    for (Value element : elements) {
      Optional<Boolean> equal = isEqual(element, wanted, execution);
      if (equal.isEmpty()) {
        return Scalar.INT;
      }
      count += equal.get() ? 1 : 0;
    }
    return Constant.of(count);
  }

  private static Optional<Boolean> isEqual(Value one, Value other, Execution execution) {
    return one == other ? Optional.of(true) : execution.truth(execution.binary("==", one, other));
  }
}
