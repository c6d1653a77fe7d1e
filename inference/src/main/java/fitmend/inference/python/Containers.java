package fitmend.inference.python;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Callable;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.SetValue;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The methods of lists, dictionaries, tuples and text. */
final class Containers {
  private static final Set<String> LIST =
      Set.of(
          "append", "extend", "insert", "remove", "pop", "clear", "index", "count", "sort",
          "reverse", "copy");
  private static final Set<String> DICT =
      Set.of(
          "get",
          "keys",
          "values",
          "items",
          "update",
          "pop",
          "setdefault",
          "copy",
          "clear",
          "popitem");

  private Containers() {}

  /** The attribute of a plain value; null when there certainly is none. */
  static Value attribute(Value receiver, String name, Interpreter run) {
    return switch (receiver) {
      case ListValue list -> LIST.contains(name) ? method(list, name) : dunder(name, run);
      case DictValue dictionary ->
          DICT.contains(name) ? method(dictionary, name) : dunder(name, run);
      case SetValue set -> {
        Value method = Sets.method(set, name);
        yield method == null ? dunder(name, run) : method;
      }
      case Constant(String text) -> method(receiver, name);
      case Constant constant when constant.isNone() -> dunder(name, run);
      // A size of a shape is a Dimension there.
      case Constant(Long number) when name.equals("value") && run.target().isGraphMode() ->
          receiver;
      case ExceptionValue exception when name.equals("args") ->
          Tuple.of(exception.message() == null ? Scalar.STR : Constant.of(exception.message()));
      case Function function when name.equals("__name__") -> Constant.of(function.name());
      default -> run.unknown("attribute " + name + " of " + receiver.typeName());
    };
  }

  /** Raises where a value cannot be a key. */
  static void requireHashable(Value key, Interpreter run) {
    boolean isHashable =
        switch (key) {
          case ListValue list -> false;
          case DictValue dictionary -> false;
          case SetValue set -> false;
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

  private static Value dunder(String name, Interpreter run) {
    return name.startsWith("__") ? run.unknown("attribute " + name) : null;
  }

  private record ContainerMethod(Value receiver, String name) implements Callable {
    @Override
    public Value call(Arguments arguments, Execution execution) {
      return switch (receiver) {
        case ListValue list -> ofList(list, name, arguments, execution);
        case DictValue dictionary -> ofDictionary(dictionary, name, arguments, execution);
        case Constant(String text) -> ofText(text, name, arguments, execution);
        default -> execution.unknown("method " + name);
      };
    }

    @Override
    public String typeName() {
      return "builtin_function_or_method";
    }
  }

  private static Value method(Value receiver, String name) {
    return new ContainerMethod(receiver, name);
  }

  private static Value first(Arguments arguments) {
    return arguments.all().isEmpty() ? Constant.NONE : arguments.all().getFirst();
  }

  private static Value ofList(
      ListValue list, String name, Arguments arguments, Execution execution) {
    if (!list.isKnown()) {
      return switch (name) {
        case "append", "extend", "insert", "remove", "clear", "sort", "reverse" -> Constant.NONE;
        case "index", "count" -> Scalar.INT;
        case "copy" -> ListValue.unknown(execution.journal(), "a copy");
        default -> execution.unknown("an element of a list that is not known");
      };
    }
    List<Value> elements = new ArrayList<>(list.elements());
    switch (name) {
      case "append" -> list.add(first(arguments));
      case "extend" -> {
        Elements more = execution.elements(first(arguments));
        if (more.isComplete()) {
          elements.addAll(more.known());
          list.set(elements);
        } else {
          list.forget("something not known was added");
        }
      }
      case "insert" -> {
        if (first(arguments) instanceof Constant(Long at) && arguments.positional().size() == 2) {
          long place = at < 0 ? Math.max(0, at + elements.size()) : Math.min(at, elements.size());
          elements.add((int) place, arguments.positional().get(1));
          list.set(elements);
        } else {
          list.forget("something was inserted");
        }
      }
      case "pop" -> {
        int size = elements.size();
        if (size == 0) {
          throw execution.error("IndexError", "pop from empty list");
        }
        long at =
            arguments.positional().isEmpty()
                ? size - 1
                : first(arguments) instanceof Constant(Long number)
                    ? number < 0 ? number + size : number
                    : -1;
        if (at < 0 || at >= size) {
          list.forget("something was taken out");
          return Elements.all(elements).any();
        }
        Value taken = elements.remove((int) at);
        list.set(elements);
        return taken;
      }
      case "reverse" -> list.set(elements.reversed());
      case "clear" -> list.set(List.of());
      case "copy" -> {
        return new ListValue(execution.journal(), elements);
      }
      case "sort" -> {
        boolean isPlain = arguments.keywords().isEmpty();
        Value sorted = execution.call(new Reference("builtins.sorted"), Arguments.of(list));
        if (isPlain && sorted instanceof ListValue result) {
          list.set(result.elements());
        } else {
          Value any = Elements.all(elements).any();
          list.set(elements.stream().map(each -> any).toList());
        }
      }
      case "index", "count" -> {
        return Scalar.INT;
      }
      default -> list.forget(name);
    }
    return Constant.NONE;
  }

  private static Value ofDictionary(
      DictValue dictionary, String name, Arguments arguments, Execution execution) {
    if (!dictionary.isKnown()) {
      return switch (name) {
        case "keys", "values", "items" ->
            ListValue.unknown(execution.journal(), "a dictionary that is not known");
        default -> execution.unknown("a value of a dictionary that is not known");
      };
    }
    Value otherwise =
        arguments.positional().size() > 1 ? arguments.positional().get(1) : Constant.NONE;
    switch (name) {
      case "keys" -> {
        return new ListValue(execution.journal(), dictionary.keys());
      }
      case "values" -> {
        return new ListValue(
            execution.journal(), dictionary.keys().stream().map(dictionary::get).toList());
      }
      case "items" -> {
        return new ListValue(
            execution.journal(),
            dictionary.keys().stream()
                .<Value>map(key -> Tuple.of(key, dictionary.get(key)))
                .toList());
      }
      case "get", "setdefault", "pop" -> {
        Value key = first(arguments);
        if (!(key instanceof Constant)) {
          return execution.unknown("a value of a dictionary");
        }
        Value value = dictionary.get(key);
        if (name.equals("pop") && value != null) {
          dictionary.remove(key);
        }
        if (name.equals("setdefault") && value == null) {
          dictionary.put(key, otherwise);
        }
        if (name.equals("pop") && value == null && arguments.positional().size() < 2) {
          throw execution.error("KeyError", null);
        }
        return value == null ? otherwise : value;
      }
      case "update" -> {
        for (Value argument : arguments.positional()) {
          if (argument instanceof DictValue other && other.isKnown()) {
            other.keys().forEach(key -> dictionary.put(key, other.get(key)));
          } else {
            dictionary.forget("updated with something not known");
          }
        }
        arguments.keywords().forEach((key, value) -> dictionary.put(Constant.of(key), value));
        return Constant.NONE;
      }
      case "copy" -> {
        DictValue copy = new DictValue(execution.journal());
        dictionary.keys().forEach(key -> copy.put(key, dictionary.get(key)));
        return copy;
      }
      case "clear" -> {
        List.copyOf(dictionary.keys()).forEach(dictionary::remove);
        return Constant.NONE;
      }
      default -> {
        dictionary.forget(name);
        return execution.unknown("method " + name);
      }
    }
  }

  private static Value ofText(String text, String name, Arguments arguments, Execution execution) {
    List<Value> given = arguments.positional();
    boolean hasText = !given.isEmpty() && given.getFirst() instanceof Constant(String part);
    String argument = hasText ? (String) ((Constant) given.getFirst()).value() : "";
    return switch (name) {
      case "format" -> Formatting.format(text, arguments, execution);
      case "lower" -> Constant.of(text.toLowerCase(java.util.Locale.ROOT));
      case "upper" -> Constant.of(text.toUpperCase(java.util.Locale.ROOT));
      case "join" -> joined(text, given, execution);
      case "strip" -> given.isEmpty() ? Constant.of(text.strip()) : Scalar.STR;
      case "startswith" -> hasText ? Constant.of(text.startsWith(argument)) : Scalar.BOOL;
      case "endswith" -> hasText ? Constant.of(text.endsWith(argument)) : Scalar.BOOL;
      case "isdigit", "isalpha", "isalnum" -> Scalar.BOOL;
      case "split" -> {
        if (given.isEmpty()) {
          yield texts(List.of(text.strip().split("\\s+")), execution);
        }
        yield hasText && given.size() == 1 && !argument.isEmpty()
            ? texts(List.of(text.split(java.util.regex.Pattern.quote(argument), -1)), execution)
            : ListValue.unknown(execution.journal(), "parts of a text");
      }
      case "splitlines" -> ListValue.unknown(execution.journal(), "parts of a text");
      case "encode" -> new Constant(Constant.Bytes.SOME);
      case "find", "index", "count" -> Scalar.INT;
      default -> Scalar.STR;
    };
  }

  private static Value joined(String separator, List<Value> given, Execution execution) {
    List<String> parts = new ArrayList<>();
    Elements elements = execution.elements(given.isEmpty() ? Tuple.of() : given.getFirst());
    for (Value element : elements.known()) {
      if (element instanceof Constant(String part)) {
        parts.add(part);
      } else {
        return Scalar.STR;
      }
    }
    return elements.isComplete() ? Constant.of(String.join(separator, parts)) : Scalar.STR;
  }

  private static Value texts(List<String> parts, Execution execution) {
    return new ListValue(execution.journal(), parts.stream().<Value>map(Constant::of).toList());
  }
}
