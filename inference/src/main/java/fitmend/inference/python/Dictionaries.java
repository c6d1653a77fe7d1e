package fitmend.inference.python;

import fitmend.inference.library.HasItems;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Callable;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How dictionaries are made, and their methods. */
final class Dictionaries {
  private Dictionaries() {}

  /** The method of that name; null when there is none. */
  static Value method(DictValue dictionary, String name) {
    boolean isThere =
        switch (name) {
          case "get",
              "keys",
              "values",
              "items",
              "update",
              "pop",
              "setdefault",
              "copy",
              "clear",
              "popitem",
              "fromkeys" ->
              true;
          case "most_common", "elements", "subtract", "total" ->
              dictionary.typeName().equals("Counter");
          case "move_to_end" -> dictionary.typeName().equals("OrderedDict");
          case "default_factory" -> dictionary.factory() != null;
          default -> false;
        };
    return isThere ? new DictMethod(dictionary, name) : null;
  }

  private record DictMethod(DictValue dictionary, String name) implements Callable {
    @Override
    public Value call(Arguments arguments, Execution execution) {
      if (dictionary.typeName().equals("Counter")) {
        Value counted = Counting.method(dictionary, name, arguments, execution);
        if (counted != null) {
          return counted;
        }
      }
      return dictionary.isKnown()
          ? known(dictionary, name, arguments, execution)
          : unknown(dictionary, name, execution);
    }

    @Override
    public String typeName() {
      return "builtin_function_or_method";
    }
  }

  private static Value unknown(DictValue dictionary, String name, Execution execution) {
    return switch (name) {
      case "keys", "values", "items" -> new DictView(dictionary, name);
      case "update", "clear" -> Constant.NONE;
      default -> execution.unknown("a value of a dictionary that is not known");
    };
  }

  private static Value known(
      DictValue dictionary, String name, Arguments arguments, Execution execution) {
    List<Value> given = arguments.positional();
    Value first = given.isEmpty() ? Constant.NONE : given.getFirst();
    Value otherwise = given.size() > 1 ? given.get(1) : Constant.NONE;
    switch (name) {
      case "keys", "values", "items" -> {
        return new DictView(dictionary, name);
      }
      case "get", "setdefault", "pop" -> {
        return atKey(dictionary, name, first, otherwise, given.size(), execution);
      }
      case "popitem" -> {
        if (dictionary.keys().isEmpty()) {
          throw execution.error("KeyError", "'popitem(): dictionary is empty'");
        }
        boolean isFirst =
            arguments.all().size() == 1 && Constant.FALSE.equals(arguments.all().getFirst());
        Value key = isFirst ? dictionary.keys().getFirst() : dictionary.keys().getLast();
        Value value = dictionary.get(key);
        dictionary.remove(key);
        return Tuple.of(key, value);
      }
      case "update" -> {
        fill(dictionary, arguments, execution);
        return Constant.NONE;
      }
      case "copy" -> {
        DictValue copy = dictionary.like(execution.journal());
        dictionary.keys().forEach(key -> copy.put(key, dictionary.get(key)));
        return copy;
      }
      case "clear" -> {
        List.copyOf(dictionary.keys()).forEach(dictionary::remove);
        return Constant.NONE;
      }
      case "fromkeys" -> {
        return fromKeys(given, execution);
      }
      default -> {
        dictionary.forget(name);
        return execution.unknown("method " + name);
      }
    }
  }

  private static Value atKey(
      DictValue dictionary,
      String name,
      Value key,
      Value otherwise,
      int given,
      Execution execution) {
    Containers.requireHashable(key, execution);
    if (!DictValue.isKey(key)) {
      if (!name.equals("get")) {
        dictionary.forget("a key is not known");
      }
      return execution.unknown("a value of a dictionary");
    }
    Value value = dictionary.get(key);
    if (value == null) {
      if (name.equals("setdefault")) {
        dictionary.put(key, otherwise);
      }
      if (name.equals("pop") && given < 2) {
        throw missing(key, execution);
      }
      return otherwise;
    }
    if (name.equals("pop")) {
      dictionary.remove(key);
    }
    return value;
  }

  /** What is raised for a key that is not there. */
  static RuntimeException missing(Value key, Execution execution) {
    return execution.error("KeyError", Representation.repr(key, execution).orElse(null));
  }

  /** {@code dict.fromkeys(keys, value)}. */
  static Value fromKeys(List<Value> given, Execution execution) {
    DictValue made = new DictValue(execution.journal());
    if (given.isEmpty()) {
      return made;
    }
    Elements keys = execution.elements(given.getFirst());
    Value value = given.size() > 1 ? given.get(1) : Constant.NONE;
    keys.known().forEach(key -> made.put(key, value));
    if (!keys.isComplete()) {
      made.forget("its keys are not known");
    }
    return made;
  }

  /** Puts into it what {@code dict(...)} or {@code update(...)} is given. */
  static void fill(DictValue dictionary, Arguments arguments, Execution execution) {
    for (Value argument : arguments.positional()) {
      if (argument instanceof DictValue other) {
        if (other.isKnown()) {
          other.keys().forEach(key -> dictionary.put(key, other.get(key)));
        } else {
          dictionary.forget("filled from a dictionary that is not known");
        }
        continue;
      }
      if (argument instanceof HasItems mapping) {
        fill(dictionary, mapping, execution);
        continue;
      }
      if (argument instanceof Instance object && object.type().member("keys") != null) {
        dictionary.forget("filled from an object of the script");
        continue;
      }
      Elements pairs = execution.elements(argument);
      for (int i = 0; i < pairs.known().size(); i++) {
        pair(dictionary, pairs.known().get(i), i, execution);
      }
      if (!pairs.isComplete()) {
        dictionary.forget("made of something not known");
      }
    }
    for (Map.Entry<String, Value> keyword : arguments.keywords().entrySet()) {
      dictionary.put(Constant.of(keyword.getKey()), keyword.getValue());
    }
    if (arguments.isOpen()) {
      dictionary.forget("arguments are unpacked");
    }
  }

  /** Python asks what has {@code keys} for the item of each. */
  private static void fill(DictValue dictionary, HasItems mapping, Execution execution) {
    try {
      Value keys = execution.call(execution.attribute(mapping, "keys"), Arguments.NONE);
      Elements all = execution.elements(keys);
      all.known().forEach(key -> dictionary.put(key, mapping.item(key, execution)));
      if (all.isComplete()) {
        return;
      }
    } catch (PythonError other) {
      // It may be one of pairs.
    }
    dictionary.forget("filled from " + mapping.typeName());
  }

  private static void pair(DictValue dictionary, Value pair, int index, Execution execution) {
    if (pair instanceof Constant(Object plain) && !(plain instanceof String)) {
      throw execution.error(
          "TypeError",
          "cannot convert dictionary update sequence element #" + index + " to a sequence");
    }
    Elements parts = execution.elements(pair);
    if (parts.isComplete() && parts.known().size() != 2) {
      throw execution.error(
          "ValueError",
          "dictionary update sequence element #%d has length %d; 2 is required"
              .formatted(index, parts.known().size()));
    }
    if (parts.known().size() == 2) {
      Containers.requireHashable(parts.known().getFirst(), execution);
      dictionary.put(parts.known().getFirst(), parts.known().getLast());
    } else {
      dictionary.forget("its keys are not known");
    }
  }

  /** What a Counter does its own way. */
  static final class Counting {
    private Counting() {}

    /** Null where it does as other dictionaries do. */
    private static Value method(
        DictValue counter, String name, Arguments arguments, Execution execution) {
      return switch (name) {
        case "most_common" -> mostCommon(counter, arguments, execution);
        case "elements", "total" -> execution.unknown(name);
        case "update", "subtract" -> {
          for (Value each : arguments.positional()) {
            count(counter, each, name.equals("update") ? "+" : "-", execution);
          }
          yield Constant.NONE;
        }
        default -> null;
      };
    }

    /** Counts what a loop over the value meets. */
    static void count(DictValue counter, Value counted, String operator, Execution execution) {
      if (!counter.isKnown()) {
        return;
      }
      if (counted instanceof DictValue other && other.isKnown()) {
        for (Value key : other.keys()) {
          add(counter, key, operator, other.get(key), execution);
        }
        return;
      }
      Elements elements = execution.elements(counted);
      for (Value element : elements.known()) {
        Containers.requireHashable(element, execution);
        add(counter, element, operator, Constant.of(1), execution);
      }
      if (!elements.isComplete()) {
        counter.forget("something not known was counted");
      }
    }

    private static void add(
        DictValue counter, Value key, String operator, Value more, Execution execution) {
      if (!counter.isKnown() || !DictValue.isKey(key)) {
        counter.forget("what it counts is not known");
        return;
      }
      Value before = counter.get(key);
      counter.put(key, execution.binary(operator, before == null ? Constant.of(0) : before, more));
    }

    private static Value mostCommon(DictValue counter, Arguments arguments, Execution execution) {
      Value most = arguments.all().isEmpty() ? Constant.NONE : arguments.all().getFirst();
      if (!counter.isKnown()) {
        return ListValue.unknown(execution.journal(), "a counter that is not known");
      }
      List<Value> items = new ArrayList<>(new DictView(counter, "items").known());
      boolean isKnown =
          items.stream()
              .allMatch(
                  item -> ((Tuple) item).elements().getLast() instanceof Constant(Long number));
      if (!isKnown) {
        return ListValue.unknown(execution.journal(), "counts that are not known");
      }
      items.sort((one, other) -> Long.compare(countOf(other), countOf(one)));
      return switch (most) {
        case Constant(Long number) ->
            new ListValue(
                execution.journal(),
                items.subList(0, (int) Math.max(0, Math.min(number, items.size()))));
        case Constant constant -> new ListValue(execution.journal(), items);
        default -> ListValue.unknown(execution.journal(), "some of the counts");
      };
    }

    private static long countOf(Value item) {
      return (Long) ((Constant) ((Tuple) item).elements().getLast()).value();
    }
  }
}
