package fitmend.inference.python;

import fitmend.inference.library.Library;
import fitmend.inference.library.PublicNames;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.Optional;

/**
 * Statements that import: names of modelled libraries are those of the target, and no others.
 *
 * @see <a href="https://docs.python.org/3/reference/import.html">The import system</a>
 */
final class Imports {
  private final Interpreter run;
  private boolean hasOpenNames;

  Imports(Interpreter run) {
    this.run = run;
  }

  /**
   * Whether an {@code import *}, or code that is text, may have brought names that nobody knows.
   */
  boolean hasOpenNames() {
    return hasOpenNames;
  }

  /** From now on variables may come from somewhere unseen. */
  void openNames() {
    hasOpenNames = true;
  }

  /** {@code import keras.layers as layers}. */
  void module(Node alias, Frame frame) {
    String path = alias.child(0).text().replaceAll("\\s", "");
    Optional<Node> as = alias.first(Kind.ALIAS);
    Value module = module(path);
    if (as.isPresent()) {
      frame.set(as.get().child(0).text(), module);
    } else {
      String root = path.contains(".") ? path.substring(0, path.indexOf('.')) : path;
      frame.set(root, module(root));
    }
  }

  /** {@code from keras.layers import Dense, LSTM as Recurrent}. */
  void names(Node node, Frame frame) {
    Optional<Node> name = node.first(Kind.MODULE_NAME);
    boolean isRelative = node.file().tokenText(node.firstToken() + 1).startsWith(".");
    String path = name.map(each -> each.text().replaceAll("\\s", "")).orElse("");
    Value module =
        isRelative || name.isEmpty()
            ? run.unknown("a module of the script's own folder")
            : module(path);
    if (node.first(Kind.IMPORT_ALIAS).isEmpty()) {
      openNames();
      return;
    }
    for (Node alias : node.children()) {
      if (alias.is(Kind.IMPORT_ALIAS)) {
        String member = alias.child(0).text();
        String bound = alias.first(Kind.ALIAS).map(as -> as.child(0).text()).orElse(member);
        frame.set(bound, module instanceof Reference ? member(module, path, member) : module);
      }
    }
  }

  private Value member(Value module, String path, String member) {
    try {
      return run.attribute(module, member);
    } catch (PythonError error) {
      boolean isPlaced = PublicNames.of(run.target()).isListed(path);
      // Python tells as well where the module's file is.
      throw run.error(
          "ImportError",
          isPlaced ? "cannot import name '" + member + "' from '" + path + "'" : null);
    }
  }

  private Value module(String path) {
    String root = path.contains(".") ? path.substring(0, path.indexOf('.')) : path;
    for (Library library : run.libraries()) {
      if (library.has(root)) {
        refuseMissing(path);
        Value member = path.equals(root) ? null : library.member(path, run);
        return member != null ? member : run.objects().reference(path);
      }
    }
    run.branching().mayRaise();
    return new Unknown("module " + path);
  }

  /** The first part that is not there ends the import. */
  private void refuseMissing(String path) {
    PublicNames names = PublicNames.of(run.target());
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      int end = path.indexOf('.', dot + 1);
      String part = path.substring(dot + 1, end < 0 ? path.length() : end);
      if (names.isMissing(path.substring(0, dot), part)) {
        String missing = path.substring(0, dot) + "." + part;
        throw run.error("ModuleNotFoundError", "No module named '" + missing + "'");
      }
    }
  }
}
