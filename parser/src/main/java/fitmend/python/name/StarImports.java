package fitmend.python.name;

import fitmend.python.tree.Node;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a name that nothing else binds may be because of {@code from … import *}. Which names the
 * well-known modules export is read from a table made from the libraries themselves; other modules
 * may bind anything.
 */
final class StarImports {
  /** Packages whose modules are known well enough to be the origin of a name not in the table. */
  private static final Set<String> FAMILIES = Set.of("tensorflow", "keras", "tf_keras");

  private static final Set<String> BUILTINS =
      Set.of(
          ("ArithmeticError AssertionError AttributeError BaseException BufferError BytesWarning"
                  + " DeprecationWarning EOFError Ellipsis EnvironmentError Exception False"
                  + " FileExistsError FileNotFoundError FloatingPointError FutureWarning"
                  + " IOError ImportError ImportWarning IndentationError IndexError"
                  + " InterruptedError KeyError KeyboardInterrupt LookupError MemoryError"
                  + " ModuleNotFoundError NameError None NotImplemented NotImplementedError"
                  + " OSError OverflowError PermissionError RecursionError ReferenceError"
                  + " ResourceWarning RuntimeError RuntimeWarning StopIteration SyntaxError"
                  + " SyntaxWarning SystemError SystemExit TimeoutError True TypeError"
                  + " UnicodeDecodeError UnicodeEncodeError UnicodeError UserWarning ValueError"
                  + " Warning ZeroDivisionError __build_class__ __debug__ __doc__ __file__"
                  + " __import__ __name__ __package__ __spec__ abs aiter all anext any ascii bin"
                  + " bool breakpoint bytearray bytes callable chr classmethod compile complex"
                  + " delattr dict dir divmod enumerate eval exec exit filter float format"
                  + " frozenset getattr globals hasattr hash help hex id input int isinstance"
                  + " issubclass iter len list locals map max memoryview min next object oct open"
                  + " ord pow print property quit range repr reversed round set setattr slice"
                  + " sorted staticmethod str sum super tuple type vars zip")
              .split(" "));

  private final List<Node> imports;

  StarImports(List<Node> imports) {
    this.imports = imports;
  }

  Resolution resolve(String name, Node use, Scope scope) {
    Set<String> listed = new LinkedHashSet<>();
    Set<String> possible = new LinkedHashSet<>();
    boolean certain = true;
    for (Node statement : imports) {
      boolean runsBefore = statement.start() < use.start() || !scope.unit.parent.isEmpty();
      if (!runsBefore) {
        continue;
      }
      String module = ImportPath.moduleOf(statement);
      Optional<Set<String>> exports = Optional.ofNullable(Table.EXPORTS.get(module));
      String family = module.substring(0, Math.max(0, (module + ".").indexOf('.')));
      if (exports.filter(all -> all.contains(name)).isPresent()) {
        listed.add(module + "." + name);
      } else if (FAMILIES.contains(family)) {
        possible.add(module + "." + name);
      } else if (exports.isEmpty()) {
        certain = false;
      }
    }
    boolean builtin = BUILTINS.contains(name);
    Set<String> paths = listed.isEmpty() && !builtin ? possible : listed;
    if (!certain || paths.isEmpty()) {
      return new Resolution.Unknown(Optional.of(paths.stream().findFirst().orElse(name)));
    }
    return paths.size() == 1
        ? new Resolution.Known(paths.iterator().next())
        : new Resolution.OneOf(Set.copyOf(paths));
  }

  /** Read once, and only when a script has a star import. */
  private static final class Table {
    static final Map<String, Set<String>> EXPORTS = read();

    private static Map<String, Set<String>> read() {
      Map<String, Set<String>> exports = new HashMap<>();
      try (var reader =
          new BufferedReader(
              new InputStreamReader(
                  StarImports.class.getResourceAsStream("star-imports.tsv"),
                  StandardCharsets.UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          if (!line.startsWith("#")) {
            int tab = line.indexOf('\t');
            exports.put(line.substring(0, tab), Set.of(line.substring(tab + 1).split(" ")));
          }
        }
        return exports;
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }
  }
}
