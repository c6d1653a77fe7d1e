package fitmend.inference.python;

import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.Set;

/** Which names a function binds, so that they are its own variables. */
final class LocalNames {
  private LocalNames() {}

  static void collect(Node node, Set<String> names) {
    switch (node.kind()) {
      case FUNCTION_DEF, CLASS_DEF -> names.add(node.first(Kind.NAME).orElseThrow().text());
      case LAMBDA, LIST_COMPREHENSION, SET_COMPREHENSION, DICT_COMPREHENSION, GENERATOR -> {}
      case ASSIGN -> {
        for (int i = 0; i < node.childCount() - 1; i++) {
          target(node.child(i), names);
        }
        collect(node.lastChild(), names);
      }
      case AUGMENTED_ASSIGN, ANNOTATED_ASSIGN -> {
        target(node.child(0), names);
        collect(node.lastChild(), names);
      }
      case FOR -> {
        target(node.child(0), names);
        node.children().forEach(child -> collect(child, names));
      }
      case WITH_ITEM -> {
        if (node.childCount() > 1) {
          target(node.child(1), names);
        }
      }
      case NAMED_EXPRESSION -> {
        names.add(node.child(0).text());
        collect(node.child(1), names);
      }
      case EXCEPT -> {
        for (int i = 1; i < node.childCount() - 1; i++) {
          target(node.child(i), names);
        }
        collect(node.lastChild(), names);
      }
      case IMPORT -> node.children().forEach(alias -> imported(alias, names));
      case IMPORT_FROM ->
          node.children().stream()
              .filter(child -> child.is(Kind.IMPORT_ALIAS))
              .forEach(alias -> imported(alias, names));
      default -> node.children().forEach(child -> collect(child, names));
    }
  }

  private static void imported(Node alias, Set<String> names) {
    String path =
        alias.first(Kind.ALIAS).map(as -> as.child(0).text()).orElse(alias.child(0).text());
    names.add(path.contains(".") ? path.substring(0, path.indexOf('.')).strip() : path);
  }

  private static void target(Node target, Set<String> names) {
    switch (target.kind()) {
      case NAME -> names.add(target.text());
      case TUPLE, LIST, PARENTHESIZED, STARRED ->
          target.children().forEach(child -> target(child, names));
      default -> {}
    }
  }
}
