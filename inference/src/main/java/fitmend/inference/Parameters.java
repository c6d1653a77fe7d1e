package fitmend.inference;

import fitmend.inference.Internals.Arguments;
import fitmend.inference.Internals.Function;
import fitmend.inference.Value.Sequence;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.python.tree.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives the parameters of a function their values, as Python does. */
final class Parameters {
  private Parameters() {}

  static void bind(Function function, Arguments arguments, Frame frame, Evaluator evaluator) {
    List<Value> positional = new ArrayList<>(arguments.positional());
    if (function.receiver() != null) {
      positional.add(0, function.receiver());
    }
    int at = 0;
    boolean takesPositions = true;
    for (Node node : function.definition().first(Kind.PARAMETERS).orElseThrow().children()) {
      Parameter parameter = new Parameter(node);
      switch (parameter.marker()) {
        case "/" -> {}
        case "**" -> frame.set(parameter.name().orElseThrow(), Lattice.UNKNOWN);
        case "*" -> {
          takesPositions = false;
          if (parameter.name().isPresent()) {
            List<Value> rest =
                positional.subList(Math.min(at, positional.size()), positional.size());
            frame.set(
                parameter.name().get(),
                arguments.isOpen() ? Lattice.UNKNOWN : new Sequence(List.copyOf(rest)));
          }
        }
        default -> {
          String name = parameter.name().orElseThrow();
          Value given = takesPositions && at < positional.size() ? positional.get(at) : null;
          at++;
          frame.set(
              name,
              given != null ? given : absent(name, parameter, function, arguments, evaluator));
        }
      }
      node.first(Kind.NAME).ifPresent(name -> evaluator.record(name, value(frame, name)));
    }
  }

  private static Value value(Frame frame, Node name) {
    Value value = frame.get(name.text());
    return value == null ? Lattice.UNKNOWN : value;
  }

  private static Value absent(
      String name,
      Parameter parameter,
      Function function,
      Arguments arguments,
      Evaluator evaluator) {
    if (arguments.keywords().containsKey(name)) {
      return arguments.keywords().get(name);
    }
    Optional<Node> defaultValue = parameter.defaultValue();
    return arguments.isOpen() || defaultValue.isEmpty()
        ? Lattice.UNKNOWN
        : evaluator.evaluate(defaultValue.get(), function.around());
  }
}
