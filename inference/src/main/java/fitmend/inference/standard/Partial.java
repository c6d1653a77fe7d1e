package fitmend.inference.standard;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Callable;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A function with some of its arguments given ({@code functools.partial}). */
record Partial(Value function, Arguments given) implements Callable {
  static Partial of(Arguments arguments) {
    List<Value> positional = arguments.positional();
    return new Partial(
        positional.getFirst(),
        new Arguments(
            positional.subList(1, positional.size()), arguments.keywords(), arguments.isOpen()));
  }

  @Override
  public Value call(Arguments arguments, Execution execution) {
    List<Value> positional = new ArrayList<>(given.positional());
    positional.addAll(arguments.positional());
    Map<String, Value> keywords = new LinkedHashMap<>(given.keywords());
    keywords.putAll(arguments.keywords());
    return execution.call(
        function, new Arguments(positional, keywords, given.isOpen() || arguments.isOpen()));
  }

  @Override
  public String typeName() {
    return "functools.partial";
  }
}
