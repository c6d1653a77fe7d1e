package fitmend.python.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A call: {@code callee(arguments)}. */
public record Call(Node node) {

  /** The node as a call, without brackets that only group it, if it is one. */
  public static Optional<Call> of(Node node) {
    Node plain = node.unparenthesized();
    return plain.is(Kind.CALL) ? Optional.of(new Call(plain)) : Optional.empty();
  }

  public Node callee() {
    return node.child(0);
  }

  /** All arguments in the order of the source. */
  public List<Argument> arguments() {
    List<Argument> arguments = new ArrayList<>();
    for (int i = 1, count = node.childCount(); i < count; i++) {
      arguments.add(new Argument(node.child(i)));
    }
    return arguments;
  }

  /** The argument given as {@code name=}. */
  public Optional<Argument> keyword(String name) {
    return arguments().stream()
        .filter(argument -> argument.name().filter(name::equals).isPresent())
        .findFirst();
  }

  /** The positional argument at that index, unless a {@code *args} stands before it. */
  public Optional<Argument> positional(int index) {
    int at = 0;
    for (Argument argument : arguments()) {
      if (argument.isStarred()) {
        return Optional.empty();
      }
      if (argument.isPositional() && at++ == index) {
        return Optional.of(argument);
      }
    }
    return Optional.empty();
  }

  /** The argument given as {@code name=} or at that position, from 0; -1 for keyword only. */
  public Optional<Argument> argument(String name, int position) {
    Optional<Argument> keyword = keyword(name);
    return keyword.isPresent() || position < 0 ? keyword : positional(position);
  }

  /** Whether {@code *args} or {@code **kwargs} may hold arguments that cannot be seen. */
  public boolean hasUnpacking() {
    return arguments().stream().anyMatch(a -> a.isStarred() || a.isDoubleStarred());
  }

  /** The object whose method is called: {@code model} in {@code model.fit(x)}. */
  public Optional<Node> receiver() {
    Node callee = callee().unparenthesized();
    return callee.is(Kind.ATTRIBUTE) ? Optional.of(callee.child(0)) : Optional.empty();
  }

  /** The last name of the callee: {@code fit} in {@code model.fit(x)}, {@code f} in {@code f()}. */
  public Optional<String> name() {
    Node callee = callee().unparenthesized();
    return switch (callee.kind()) {
      case ATTRIBUTE -> Optional.of(callee.child(1).text());
      case NAME -> Optional.of(callee.text());
      default -> Optional.empty();
    };
  }
}
