package fitmend.python.tree;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One place in the tree of a file: a light handle that may be made and dropped freely. Two handles
 * of the same place are equal. All positions are byte offsets into the file.
 */
public record Node(PythonFile file, int id) {

  /** What this node is. */
  public Kind kind() {
    return file.tree().kind(id);
  }

  /** Whether this node is of that kind. */
  public boolean is(Kind kind) {
    return kind() == kind;
  }

  /** The node around this one; empty for the module. */
  public Optional<Node> parent() {
    int parent = file.tree().parent(id);
    return parent < 0 ? Optional.empty() : Optional.of(new Node(file, parent));
  }

  /** How many children there are. */
  public int childCount() {
    return file.tree().childCount(id);
  }

  /** The child at that index, from 0. */
  public Node child(int index) {
    return new Node(file, file.tree().child(id, index));
  }

  /** The last child. */
  public Node lastChild() {
    return child(childCount() - 1);
  }

  /** The children in source order, as a view. */
  public List<Node> children() {
    return new AbstractList<>() {
      @Override
      public Node get(int index) {
        return child(index);
      }

      @Override
      public int size() {
        return childCount();
      }
    };
  }

  /** The first child of that kind. */
  public Optional<Node> first(Kind kind) {
    for (int i = 0, count = childCount(); i < count; i++) {
      if (file.tree().kind(file.tree().child(id, i)) == kind) {
        return Optional.of(child(i));
      }
    }
    return Optional.empty();
  }

  /** Offset of the first byte. */
  public int start() {
    return file.tree().start(id);
  }

  /** Offset behind the last byte. */
  public int end() {
    return file.tree().end(id);
  }

  /** Index of the first token in {@link PythonFile#tokens()}; the parser's tokens, no trivia. */
  public int firstToken() {
    return file.tree().firstToken(id);
  }

  /** Index behind the last token. */
  public int endToken() {
    return file.tree().endToken(id);
  }

  /** The bytes of this node as text. */
  public String text() {
    return file.text(start(), end());
  }

  /** Whether the source text of both nodes is the same. */
  public boolean sameText(Node other) {
    return text().equals(other.text());
  }

  /** Whether that node lies inside this one, or is it. */
  public boolean contains(Node other) {
    return other.start() >= start() && other.end() <= end();
  }

  /** The nearest node around this one, itself not counted, that has that kind. */
  public Optional<Node> enclosing(Kind kind) {
    Optional<Node> at = parent();
    while (at.isPresent() && !at.get().is(kind)) {
      at = at.get().parent();
    }
    return at;
  }

  /** The statement that this node is or lies in; a decorated definition counts as a whole. */
  public Node statement() {
    Node at = this;
    while (!at.kind().isStatement() && at.parent().isPresent()) {
      at = at.parent().get();
    }
    Optional<Node> around = at.parent();
    return around.isPresent() && around.get().is(Kind.DECORATED) ? around.get() : at;
  }

  /** This expression without the brackets that only group it. */
  public Node unparenthesized() {
    Node at = this;
    while (at.is(Kind.PARENTHESIZED)) {
      at = at.child(0);
    }
    return at;
  }

  /** Visits this node and everything in it, parents first, in source order. */
  public void walk(Consumer<Node> visitor) {
    visitor.accept(this);
    for (int i = 0, count = childCount(); i < count; i++) {
      child(i).walk(visitor);
    }
  }

  /** This node and everything in it that has one of those kinds, in source order. */
  public List<Node> all(Kind... kinds) {
    boolean[] wanted = new boolean[Kind.COUNT];
    for (Kind kind : kinds) {
      wanted[kind.ordinal()] = true;
    }
    List<Node> found = new ArrayList<>();
    file.tree().collect(id, wanted, file, found);
    return found;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Node node && node.file == file && node.id == id;
  }

  @Override
  public int hashCode() {
    return id * 31 + System.identityHashCode(file);
  }

  @Override
  public String toString() {
    return kind() + "@" + start() + " " + text();
  }
}
