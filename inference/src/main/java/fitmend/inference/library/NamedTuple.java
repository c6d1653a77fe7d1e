package fitmend.inference.library;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Callable;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.HasAttributes;
import fitmend.inference.value.HasElements;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** An object of a class that {@code collections.namedtuple} made. */
public record NamedTuple(String name, List<String> fields, List<Value> values)
    implements HasAttributes, HasElements, HasItems {

  /** The class; null when its fields cannot be told. */
  public static Value declare(Arguments arguments) {
    List<Value> given = arguments.positional();
    if (given.size() != 2 || !(given.get(0) instanceof Constant(String name))) {
      return null;
    }
    List<String> fields = new ArrayList<>();
    switch (given.get(1)) {
      case Constant(String text) -> fields.addAll(List.of(text.strip().split("[,\\s]+")));
      case ListValue list when list.isKnown() -> list.elements().forEach(e -> add(e, fields));
      case Tuple tuple -> tuple.elements().forEach(e -> add(e, fields));
      default -> {
        return null;
      }
    }
    return new Class(name, fields, field -> null);
  }

  /** The class of that name; some of its fields have a value of their own. */
  public static Value declare(String name, List<String> fields, Function<String, Value> defaults) {
    return new Class(name, List.copyOf(fields), defaults);
  }

  private static void add(Value element, List<String> fields) {
    if (element instanceof Constant(String field)) {
      fields.add(field);
    }
  }

  private record Class(String name, List<String> fields, Function<String, Value> defaults)
      implements Callable {
    @Override
    public Value call(Arguments arguments, Execution execution) {
      List<Value> values = new ArrayList<>(arguments.positional());
      for (int i = values.size(); i < fields.size(); i++) {
        Value value = arguments.keywords().get(fields.get(i));
        Value fallback = defaults.apply(fields.get(i));
        values.add(
            value != null
                ? value
                : fallback != null ? fallback : execution.unknown("field " + fields.get(i)));
      }
      return values.size() == fields.size()
          ? new NamedTuple(name, fields, values)
          : execution.unknown("a named tuple");
    }

    @Override
    public String typeName() {
      return "type";
    }
  }

  @Override
  public Value attribute(String attribute, Execution execution) {
    int at = fields.indexOf(attribute);
    return at >= 0
        ? values.get(at)
        : attribute.startsWith("_") ? execution.unknown("attribute " + attribute) : null;
  }

  @Override
  public void setAttribute(String attribute, Value value, Execution execution) {
    throw execution.error("AttributeError", "can't set attribute");
  }

  @Override
  public Elements elements(Execution execution) {
    return Elements.all(values);
  }

  @Override
  public Value item(Value index, Execution execution) {
    return execution.subscript(new Tuple(values), index);
  }

  @Override
  public void setItem(Value index, Value value, Execution execution) {
    throw execution.error("TypeError", "'" + name + "' object does not support item assignment");
  }

  @Override
  public String typeName() {
    return name;
  }
}
