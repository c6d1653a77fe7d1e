package fitmend.rules.dtype;

import fitmend.python.name.Names;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.Set;

/** Recognises the spellings of float types: {@code np.float32}, {@code "f4"}, {@code float}. */
final class FloatTypes {
  private static final Set<String> SINGLE = Set.of("float32", "f4", "<f4", "f", "single");
  private static final Set<String> HALF = Set.of("float16", "f2", "<f2", "half");
  private static final Set<String> DOUBLE =
      Set.of("float64", "f8", "<f8", "d", "double", "float", "float_");

  private final Names names;

  FloatTypes(Names names) {
    this.names = names;
  }

  /** Whether the expression certainly is a type with no more digits than float32 has. */
  boolean isSingle(Node type) {
    return isOneOf(type, SINGLE) || isOneOf(type, HALF);
  }

  /** Whether the expression certainly is the type float64. */
  boolean isDouble(Node type) {
    Node plain = type.unparenthesized();
    boolean isBuiltin =
        plain.is(Kind.NAME) && plain.text().equals("float") && names.symbolOf(plain).isEmpty();
    return isBuiltin || isOneOf(type, DOUBLE);
  }

  private boolean isOneOf(Node type, Set<String> spellings) {
    Node plain = type.unparenthesized();
    if (plain.is(Kind.STRING)) {
      return spellings.contains(plain.text().replaceAll("^['\"]|['\"]$", ""));
    }
    return names
        .qualifiedName(plain)
        .filter(name -> name.matches("(numpy|tensorflow(\\.dtypes)?)\\.\\w+"))
        .map(name -> name.substring(name.lastIndexOf('.') + 1))
        .filter(spellings::contains)
        .isPresent();
  }
}
