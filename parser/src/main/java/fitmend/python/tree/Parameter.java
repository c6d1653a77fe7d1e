package fitmend.python.tree;

import java.util.Optional;

/** One parameter of a function or lambda. */
public record Parameter(Node node) {

  /** The name; none for the lone {@code *} and {@code /}. */
  public Optional<String> name() {
    return node.first(Kind.NAME).map(Node::text);
  }

  /** The default value. */
  public Optional<Node> defaultValue() {
    return node.first(Kind.DEFAULT).map(part -> part.child(0));
  }

  /** Empty, {@code *}, {@code **} or {@code /}. */
  public String marker() {
    String first = node.file().tokenText(node.firstToken());
    return switch (first) {
      case "*", "**", "/" -> first;
      default -> "";
    };
  }
}
