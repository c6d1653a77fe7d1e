package fitmend.python.tree;

import fitmend.python.source.Tokens;
import java.util.Arrays;
import java.util.List;

/**
 * The tree of a file as arrays: per node its kind, its tokens and where its children stand in one
 * common list. Children are made before their parents, so the module is the last node.
 */
public final class Tree {
  private final byte[] kinds;
  private final int[] firstTokens;
  private final int[] endTokens;
  private final int[] firstChildren;
  private final int[] children;
  private final int count;
  private final Tokens tokens;
  private int[] parents;

  public Tree(
      byte[] kinds,
      int[] firstTokens,
      int[] endTokens,
      int[] firstChildren,
      int[] children,
      int count,
      Tokens tokens) {
    this.kinds = kinds;
    this.firstTokens = firstTokens;
    this.endTokens = endTokens;
    this.firstChildren = firstChildren;
    this.children = children;
    this.count = count;
    this.tokens = tokens;
  }

  int root() {
    return count - 1;
  }

  Kind kind(int node) {
    return Kind.of(kinds[node]);
  }

  int firstToken(int node) {
    return firstTokens[node];
  }

  int endToken(int node) {
    return endTokens[node];
  }

  int childCount(int node) {
    return firstChildren[node + 1] - firstChildren[node];
  }

  int child(int node, int index) {
    return children[firstChildren[node] + index];
  }

  int start(int node) {
    return tokens.start(firstTokens[node]);
  }

  int end(int node) {
    int first = firstTokens[node];
    int end = endTokens[node];
    return end == first ? tokens.start(first) : tokens.end(end - 1);
  }

  /** Adds a node and those below it whose kinds are wanted, parents first, in source order. */
  void collect(int node, boolean[] wanted, PythonFile file, List<Node> found) {
    if (wanted[kinds[node]]) {
      found.add(new Node(file, node));
    }
    for (int i = firstChildren[node]; i < firstChildren[node + 1]; i++) {
      collect(children[i], wanted, file, found);
    }
  }

  int parent(int node) {
    if (parents == null) {
      int[] made = new int[count];
      Arrays.fill(made, -1);
      for (int parent = 0; parent < count; parent++) {
        for (int i = firstChildren[parent]; i < firstChildren[parent + 1]; i++) {
          made[children[i]] = parent;
        }
      }
      parents = made;
    }
    return parents[node];
  }
}
