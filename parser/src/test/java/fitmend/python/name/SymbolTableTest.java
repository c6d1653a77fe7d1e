package fitmend.python.name;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.python.tree.PythonFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Scopes are those that CPython's compiler finds, on a part of its own library. */
class SymbolTableTest {

  @Test
  void agreesWithSymtable() throws Exception {
    CPython.assume();
    List<String> paths;
    try (Stream<Path> files = Files.list(CPython.library())) {
      paths = files.map(Path::toString).filter(p -> p.endsWith(".py")).sorted().toList();
    }
    String printed = CPython.run("scopes.py", paths);
    int compared = 0;
    for (String block : printed.split("(?m)^file ")) {
      if (block.isBlank()) {
        continue;
      }
      int end = block.indexOf('\n');
      Path path = Path.of(block.substring(0, end));
      String source = Files.readString(path);
      if (!source.contains("import annotations") && !source.contains("coding:")) {
        List<String> expected = new ArrayList<>(block.substring(end + 1).strip().lines().toList());
        List<String> found = scopes(source);
        List<String> extra = new ArrayList<>(found);
        extra.removeAll(expected);
        expected.removeAll(found);
        assertEquals(expected, extra, path.toString());
        compared++;
      }
    }
    assertTrue(compared > 50, "only " + compared + " files");
  }

  private static List<String> scopes(String source) {
    PythonFile file = Sources.parse(source);
    Names names = Names.of(file);
    Map<Scope, Set<String>> mentioned = new IdentityHashMap<>();
    mentioned.put(names.scopeOf(file.root()), new TreeSet<>());
    for (Node node : file.root().all(Kind.values())) {
      if (node.kind().isExpression() || node.is(Kind.BLOCK)) {
        mentioned.computeIfAbsent(names.scopeOf(node), key -> new TreeSet<>());
      }
      if (node.is(Kind.NAME) && !node.text().startsWith("_") && isVariable(names, node)) {
        Scope scope = names.scopeOf(node);
        mentioned
            .computeIfAbsent(scope, key -> new TreeSet<>())
            .add(node.text() + "=" + kind(names, scope, node));
        // CPython counts a walrus in a comprehension for the scope that it binds in, too.
        if (node.parent().orElseThrow().is(Kind.NAMED_EXPRESSION)
            && node.equals(node.parent().orElseThrow().child(0))) {
          Scope binder = names.symbolOf(node).orElseThrow().scope();
          mentioned
              .computeIfAbsent(binder, key -> new TreeSet<>())
              .add(node.text() + "=" + kind(names, binder, node));
        }
      }
    }
    List<String> lines = new ArrayList<>();
    mentioned.forEach(
        (scope, found) ->
            lines.add((title(scope) + " " + String.join(" ", new TreeSet<>(found))).strip()));
    return lines.stream().map(String::strip).sorted().toList();
  }

  private static boolean isVariable(Names names, Node name) {
    if (names.symbolOf(name).isPresent()) {
      return name.parent().filter(p -> p.is(Kind.GLOBAL) || p.is(Kind.NONLOCAL)).isEmpty();
    }
    // A name of nobody: it counts if it is an expression.
    Node around = name.parent().orElseThrow();
    return switch (around.kind()) {
      case ATTRIBUTE -> around.child(0).equals(name);
      case KEYWORD_ARGUMENT, PATTERN_KEYWORD -> around.child(1).equals(name);
      case MODULE_NAME, IMPORT_ALIAS, ALIAS, GLOBAL, NONLOCAL, CONVERSION, PATTERN_CAPTURE -> false;
      default -> true;
    };
  }

  private static String kind(Names names, Scope scope, Node name) {
    return names
        .symbolOf(name)
        .map(
            symbol ->
                symbol.scope().parent().isEmpty()
                    ? "global"
                    : symbol.scope() == scope ? "local" : "free")
        .orElse("global");
  }

  private static String title(Scope scope) {
    Node node = scope.node();
    return switch (node.kind()) {
      case MODULE -> "top ";
      case LAMBDA -> "lambda ";
      case LIST_COMPREHENSION -> "listcomp ";
      case SET_COMPREHENSION -> "setcomp ";
      case DICT_COMPREHENSION -> "dictcomp ";
      case GENERATOR -> "genexpr ";
      default ->
          node.first(Kind.NAME).orElseThrow().text()
              + " "
              + (node.file().source().lineIndex(node.start()) + 1);
    };
  }
}
