package fitmend.edit;

import fitmend.python.name.Binding;
import fitmend.python.name.Names;
import fitmend.python.name.Symbol;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.python.tree.PythonFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the name of a module in a file, or imports it. */
public final class ImportEdits {
  private final Node root;
  private final Names names;
  private final Layout layout;
  private final int before;

  private ImportEdits(Node root, Names names, int before) {
    this.root = root;
    this.names = names;
    this.layout = Layout.of(root);
    this.before = before;
  }

  /** A module for the use in any function of the file. */
  public static Imported module(
      PythonFile file, Names names, String module, String preferredAlias) {
    Node root = file.root();
    return new ImportEdits(root, names, endOfFirstImports(root)).module(module, preferredAlias);
  }

  /** A module for the use at that place: what imports it there stands above it. */
  public static Imported module(Node use, Names names, String module, String preferredAlias) {
    Node top = use;
    while (top.parent().filter(parent -> !parent.is(Kind.MODULE)).isPresent()) {
      top = top.parent().get();
    }
    return new ImportEdits(use.file().root(), names, top.start()).module(module, preferredAlias);
  }

  private Imported module(String module, String preferredAlias) {
    for (Node statement : root.children()) {
      if (statement.is(Kind.IMPORT) || statement.is(Kind.IMPORT_FROM)) {
        for (Node child : statement.children()) {
          Optional<String> name = nameOf(module, statement, child);
          if (name.isPresent()) {
            return new Imported(name.get(), List.of());
          }
        }
      }
    }
    String alias = preferredAlias;
    while (isTaken(alias)) {
      alias = "_" + alias;
    }
    return new Imported(alias, List.of(insertion(statement(module, alias))));
  }

  /** What an IMPORT_ALIAS calls the module, if it is that module and nothing shadows the name. */
  private Optional<String> nameOf(String module, Node statement, Node alias) {
    if (!alias.is(Kind.IMPORT_ALIAS) || statement.start() >= before) {
      return Optional.empty();
    }
    String path = alias.child(0).text().replaceAll("\\s", "");
    if (statement.is(Kind.IMPORT_FROM)) {
      Optional<Node> from = statement.first(Kind.MODULE_NAME);
      boolean isRelative = statement.text().replaceFirst("from\\s*", "").startsWith(".");
      if (from.isEmpty() || isRelative) {
        return Optional.empty();
      }
      path = from.get().text().replaceAll("\\s", "") + "." + path;
    }
    if (!path.equals(module)) {
      return Optional.empty();
    }
    Node bound =
        alias.first(Kind.ALIAS).map(part -> part.child(0)).orElseGet(() -> firstName(alias));
    boolean dotted = alias.first(Kind.ALIAS).isEmpty() && statement.is(Kind.IMPORT);
    return isOnlyMeaning(bound) ? Optional.of(dotted ? path : bound.text()) : Optional.empty();
  }

  private static Node firstName(Node alias) {
    Node name = alias.child(0);
    return name.is(Kind.MODULE_NAME) ? name.child(0) : name;
  }

  /** Whether that name means this import wherever it stands in the file. */
  private boolean isOnlyMeaning(Node bound) {
    Optional<Symbol> symbol = names.symbolOf(bound);
    if (symbol.isEmpty() || !onlyImports(symbol.get(), bound.text())) {
      return false;
    }
    String text = bound.text();
    return root.all(Kind.NAME).stream()
        .filter(name -> isVariable(name) && name.text().equals(text))
        .allMatch(name -> names.symbolOf(name).equals(symbol));
  }

  /** One import, or several of parts of the same package as in {@code import a.b, a.c}. */
  private static boolean onlyImports(Symbol symbol, String name) {
    List<Binding> bindings = symbol.bindings();
    return bindings.size() == 1
        || bindings.stream()
            .allMatch(
                binding ->
                    binding.kind() == Binding.Kind.IMPORT
                        && binding.name().parent().filter(p -> p.is(Kind.MODULE_NAME)).isPresent()
                        && binding.name().text().equals(name));
  }

  private static boolean isVariable(Node name) {
    Node parent = name.parent().orElseThrow();
    return switch (parent.kind()) {
      case ATTRIBUTE -> parent.child(0).equals(name);
      case KEYWORD_ARGUMENT, PATTERN_KEYWORD -> !parent.child(0).equals(name);
      case IMPORT_ALIAS -> parent.first(Kind.ALIAS).isEmpty();
      case MODULE_NAME, CONVERSION -> false;
      default -> true;
    };
  }

  private boolean isTaken(String name) {
    return root.all(Kind.NAME).stream().anyMatch(node -> node.text().equals(name));
  }

  private static String statement(String module, String alias) {
    int dot = module.lastIndexOf('.');
    String last = module.substring(dot + 1);
    String as = last.equals(alias) ? "" : " as " + alias;
    return dot < 0
        ? "import " + module + as
        : "from " + module.substring(0, dot) + " import " + last + as;
  }

  private Edit insertion(String statement) {
    Optional<Node> last = Optional.empty();
    List<Node> statements = new ArrayList<>(root.children());
    for (Node top : statements) {
      boolean isHead = top.is(Kind.IMPORT) || top.is(Kind.IMPORT_FROM) || isDocstring(top);
      if (isHead && top.start() < before) {
        last = Optional.of(top);
      }
    }
    String separator = layout.lineSeparator();
    if (last.isEmpty()) {
      int start = statements.isEmpty() ? 0 : layout.lineStart(statements.getFirst().start());
      return Edit.insert(start, statement + separator);
    }
    int end = layout.lineEnd(layout.end(last.get()) - 1);
    return layout.lineEndLength(end) > 0
        ? Edit.insert(end, statement + separator)
        : Edit.insert(end, separator + statement);
  }

  private boolean isDocstring(Node statement) {
    return statement.equals(root.child(0))
        && statement.is(Kind.EXPRESSION_STATEMENT)
        && (statement.child(0).is(Kind.STRING) || statement.child(0).is(Kind.STRINGS));
  }

  /** Where the imports at the top of the file end. */
  private static int endOfFirstImports(Node root) {
    for (Node statement : root.children()) {
      boolean isHead =
          switch (statement.kind()) {
            case IMPORT, IMPORT_FROM, TRY, IF -> true;
            case EXPRESSION_STATEMENT -> statement.equals(root.child(0));
            default -> false;
          };
      if (!isHead) {
        return statement.start();
      }
    }
    return root.end() + 1;
  }
}
