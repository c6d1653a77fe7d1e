package fitmend.inference.standard;

import fitmend.inference.library.NamedTuple;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Value;
import java.util.List;

/** The classes of {@code collections}. */
final class Collections {
  private Collections() {}

  /** Null for what is not modelled. */
  static Value call(String name, Arguments arguments, Execution execution) {
    List<Value> given = arguments.positional();
    return switch (name) {
      case "OrderedDict" ->
          filled(new DictValue(execution.journal(), "OrderedDict"), arguments, execution);
      case "Counter" -> filled(new DictValue(execution.journal(), "Counter"), arguments, execution);
      case "defaultdict" -> {
        Value factory = given.isEmpty() ? Constant.NONE : given.getFirst();
        boolean hasNone = factory instanceof Constant;
        DictValue made =
            hasNone
                ? new DictValue(execution.journal(), "dict")
                : new DictValue(execution.journal(), factory);
        Arguments rest =
            new Arguments(
                given.isEmpty() ? given : given.subList(1, given.size()),
                arguments.keywords(),
                arguments.isOpen());
        yield filled(made, rest, execution);
      }
      case "namedtuple" -> NamedTuple.declare(arguments);
      case "deque" -> deque(arguments, execution);
      default -> null;
    };
  }

  private static Value filled(DictValue made, Arguments arguments, Execution execution) {
    execution.call(execution.attribute(made, "update"), arguments);
    return made;
  }

  private static Value deque(Arguments arguments, Execution execution) {
    List<Value> given = arguments.positional();
    Value most =
        given.size() > 1
            ? given.get(1)
            : arguments.keywords().getOrDefault("maxlen", Constant.NONE);
    Elements elements =
        given.isEmpty() ? Elements.all(List.of()) : execution.elements(given.getFirst());
    boolean isBounded = most instanceof Constant(Long bound);
    boolean isKnown = isBounded || most.equals(Constant.NONE);
    int longest = most instanceof Constant(Long bound) ? bound.intValue() : Integer.MAX_VALUE;
    ListValue deque = ListValue.deque(execution.journal(), elements.known(), longest);
    if (!isKnown || !elements.isComplete() || arguments.isOpen()) {
      deque.forget("its elements are not known");
    }
    return deque;
  }
}
