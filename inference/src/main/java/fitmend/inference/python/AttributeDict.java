package fitmend.inference.python;

import fitmend.inference.library.HasItems;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Callable;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.HasAttributes;
import fitmend.inference.value.HasElements;
import fitmend.inference.value.Value;

/** {@code self.__dict__}: the attributes of an object, which change with it. */
record AttributeDict(Instance instance) implements HasItems, HasElements, HasAttributes {
  @Override
  public Value item(Value index, Execution execution) {
    return execution.subscript(copy(execution), index);
  }

  @Override
  public void setItem(Value index, Value value, Execution execution) {
    if (index instanceof Constant(String name)) {
      instance.attributes().put(name, value);
    }
  }

  @Override
  public Elements elements(Execution execution) {
    return execution.elements(copy(execution));
  }

  @Override
  public Value attribute(String name, Execution execution) {
    return name.equals("update") ? new Update(this) : execution.attribute(copy(execution), name);
  }

  @Override
  public void setAttribute(String name, Value value, Execution execution) {}

  private DictValue copy(Execution execution) {
    DictValue copy = new DictValue(execution.journal());
    instance
        .attributes()
        .inOrder()
        .forEach(name -> copy.put(Constant.of((String) name), instance.attributes().get(name)));
    return copy;
  }

  /** Sets attributes by their names; those that are not known may be any. */
  private record Update(AttributeDict attributes) implements Callable {
    @Override
    public Value call(Arguments arguments, Execution execution) {
      DictValue given = new DictValue(execution.journal());
      Dictionaries.fill(given, arguments, execution);
      if (!given.isKnown()) {
        attributes.instance().open();
        return Constant.NONE;
      }
      for (Value key : given.keys()) {
        attributes.setItem(key, given.get(key), execution);
      }
      return Constant.NONE;
    }

    @Override
    public String typeName() {
      return "builtin_function_or_method";
    }
  }

  @Override
  public String typeName() {
    return "dict";
  }
}
