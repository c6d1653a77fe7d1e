package fitmend.python.tree;

import java.util.Optional;

/** One argument of a {@link Call}, or one base or keyword of a {@link ClassDef}. */
public record Argument(Node node) {

  /** The name of a keyword argument. */
  public Optional<String> name() {
    return node.is(Kind.KEYWORD_ARGUMENT) ? Optional.of(node.child(0).text()) : Optional.empty();
  }

  /** The value: behind {@code name=}, {@code *} or {@code **}, if there is one. */
  public Node value() {
    return switch (node.kind()) {
      case KEYWORD_ARGUMENT -> node.child(1);
      case STARRED, DOUBLE_STARRED -> node.child(0);
      default -> node;
    };
  }

  public boolean isPositional() {
    return switch (node.kind()) {
      case KEYWORD_ARGUMENT, STARRED, DOUBLE_STARRED -> false;
      default -> true;
    };
  }

  /** Whether this is {@code *args}. */
  public boolean isStarred() {
    return node.is(Kind.STARRED);
  }

  /** Whether this is {@code **kwargs}. */
  public boolean isDoubleStarred() {
    return node.is(Kind.DOUBLE_STARRED);
  }
}
