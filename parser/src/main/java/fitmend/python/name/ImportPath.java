package fitmend.python.name;

import fitmend.python.source.TokenType;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.Optional;

/** The dotted paths that import statements name. */
final class ImportPath {
  private ImportPath() {}

  /** What the name bound by an import stands for; a leading dot marks a relative one. */
  static String of(Node boundName) {
    Node alias =
        boundName.is(Kind.IMPORT_ALIAS)
            ? boundName
            : boundName.enclosing(Kind.IMPORT_ALIAS).orElseThrow();
    Node statement = alias.parent().orElseThrow();
    Node imported = alias.child(0);
    if (statement.is(Kind.IMPORT_FROM)) {
      String module = moduleOf(statement);
      return module.endsWith(".") ? module + path(imported) : module + "." + path(imported);
    }
    boolean renamed = alias.childCount() > 1;
    return renamed || !imported.is(Kind.MODULE_NAME) ? path(imported) : path(imported.child(0));
  }

  /** The module behind {@code from}, with its leading dots. */
  static String moduleOf(Node importFrom) {
    Optional<Node> module = importFrom.first(Kind.MODULE_NAME);
    StringBuilder path = new StringBuilder();
    for (int token = importFrom.firstToken() + 1; token < importFrom.endToken(); token++) {
      byte type = importFrom.file().tokens().type(token);
      if (type != TokenType.DOT && type != TokenType.ELLIPSIS) {
        break;
      }
      path.append(importFrom.file().tokenText(token));
    }
    module.ifPresent(name -> path.append(path(name)));
    return path.toString();
  }

  private static String path(Node name) {
    if (!name.is(Kind.MODULE_NAME)) {
      return ScopeBuilder.nameOf(name);
    }
    StringBuilder path = new StringBuilder();
    for (Node part : name.children()) {
      path.append(path.isEmpty() ? "" : ".").append(ScopeBuilder.nameOf(part));
    }
    return path.toString();
  }
}
