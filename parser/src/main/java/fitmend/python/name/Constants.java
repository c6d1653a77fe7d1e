package fitmend.python.name;

import fitmend.python.tree.Call;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Literals;
import fitmend.python.tree.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Computes the expressions that scripts use for sizes and rates. What cannot be told, or would
 * raise an exception or leave 64 bits in Python, has no value here.
 */
public final class Constants {
  /** The value of {@code None}. */
  public static final Object NONE =
      new Object() {
        @Override
        public String toString() {
          return "None";
        }
      };

  private static final int DEPTH = 400;
  private static final int LONGEST = 1 << 16;

  private final Names names;
  private final Map<Node, Optional<Object>> known = new HashMap<>();
  private int depth;

  public Constants(Names names) {
    this.names = names;
  }

  /**
   * The value of the expression: a Long, Double, String, Boolean, {@link #NONE}, or a List of these
   * for a tuple. Names count when exactly one binding reaches them.
   */
  public Optional<Object> valueOf(Node expression) {
    Node node = expression.unparenthesized();
    Optional<Object> before = known.get(node);
    if (before != null) {
      return before;
    }
    if (depth == DEPTH) {
      return Optional.empty();
    }
    known.put(node, Optional.empty());
    depth++;
    Optional<Object> value = compute(node);
    depth--;
    known.put(node, value);
    return value;
  }

  /** The value if it is an integer; not for booleans. */
  public Optional<Long> integer(Node expression) {
    return valueOf(expression).filter(Long.class::isInstance).map(Long.class::cast);
  }

  /** The value if it is text. */
  public Optional<String> text(Node expression) {
    return valueOf(expression).filter(String.class::isInstance).map(String.class::cast);
  }

  private Optional<Object> compute(Node node) {
    return switch (node.kind()) {
      case NUMBER -> Literals.number(node);
      case STRING, STRINGS, FORMATTED_STRING -> Literals.string(node).map(text -> text);
      case TRUE -> Optional.of(true);
      case FALSE -> Optional.of(false);
      case NONE -> Optional.of(NONE);
      case NAME -> names.reachingBinding(node).flatMap(Binding::value).flatMap(this::valueOf);
      case NAMED_EXPRESSION -> valueOf(node.child(1));
      case TUPLE -> tuple(node);
      case UNARY -> valueOf(node.child(0)).flatMap(value -> unary(firstWord(node), value));
      case BINARY ->
          valueOf(node.child(0))
              .flatMap(
                  left ->
                      valueOf(node.child(1)).flatMap(right -> binary(operator(node), left, right)));
      case CALL -> call(new Call(node));
      default -> Optional.empty();
    };
  }

  private Optional<Object> tuple(Node node) {
    List<Object> values = new ArrayList<>();
    for (Node element : node.children()) {
      Optional<Object> value = valueOf(element);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.add(value.get());
    }
    return Optional.of(List.copyOf(values));
  }

  private static String firstWord(Node node) {
    return node.file().tokenText(node.firstToken());
  }

  private static String operator(Node binary) {
    // Brackets that only group have nodes of their own, so the operator stands right behind.
    return binary.file().tokenText(binary.child(0).endToken());
  }

  private static Optional<Object> unary(String operator, Object value) {
    if (operator.equals("not")) {
      return truth(value).map(truth -> !truth);
    }
    Object number = value instanceof Boolean bool ? (Object) (bool ? 1L : 0L) : value;
    return switch (operator) {
      case "+" -> number instanceof Number ? Optional.of(number) : Optional.empty();
      case "-" ->
          switch (number) {
            case Long whole when whole != Long.MIN_VALUE -> Optional.of(-whole);
            case Double real -> Optional.of(-real);
            default -> Optional.empty();
          };
      case "~" -> number instanceof Long whole ? Optional.of(~whole) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Boolean> truth(Object value) {
    return switch (value) {
      case Boolean bool -> Optional.of(bool);
      case Long whole -> Optional.of(whole != 0);
      case Double real -> Optional.of(real != 0);
      case String text -> Optional.of(!text.isEmpty());
      case List<?> list -> Optional.of(!list.isEmpty());
      default -> value == NONE ? Optional.of(false) : Optional.empty();
    };
  }

  private static Optional<Object> binary(String operator, Object left, Object right) {
    if (left instanceof String || right instanceof String) {
      return strings(operator, left, right);
    }
    if (left instanceof List || right instanceof List) {
      return lists(operator, left, right);
    }
    Object a = left instanceof Boolean bool ? (Object) (bool ? 1L : 0L) : left;
    Object b = right instanceof Boolean bool ? (Object) (bool ? 1L : 0L) : right;
    if (!(a instanceof Number first && b instanceof Number second)) {
      return Optional.empty();
    }
    try {
      return first instanceof Long x && second instanceof Long y
          ? integers(operator, x, y)
          : reals(operator, first.doubleValue(), second.doubleValue());
    } catch (ArithmeticException overflowOrZero) {
      return Optional.empty();
    }
  }

  private static Optional<Object> integers(String operator, long x, long y) {
    return switch (operator) {
      case "+" -> Optional.of(Math.addExact(x, y));
      case "-" -> Optional.of(Math.subtractExact(x, y));
      case "*" -> Optional.of(Math.multiplyExact(x, y));
      case "/" -> y == 0 ? Optional.empty() : quotient(x, y);
      case "//" -> Optional.of(Math.floorDivExact(x, y));
      case "%" -> Optional.of(Math.floorMod(x, y));
      case "**" -> y < 0 ? reals(operator, x, y) : power(x, y);
      case "<<" -> x >= 0 && y >= 0 && y < 63 ? shifted(x, y) : Optional.empty();
      case ">>" -> y >= 0 ? Optional.of(x >> Math.min(y, 63)) : Optional.empty();
      case "&" -> Optional.of(x & y);
      case "|" -> Optional.of(x | y);
      case "^" -> Optional.of(x ^ y);
      default -> Optional.empty();
    };
  }

  /** Python rounds once, Java would round both operands: told apart only beyond 53 bits. */
  private static Optional<Object> quotient(long x, long y) {
    boolean exact = Math.abs(x) <= 1L << 53 && Math.abs(y) <= 1L << 53;
    return exact ? Optional.of((double) x / y) : Optional.empty();
  }

  private static Optional<Object> shifted(long x, long y) {
    return Optional.of(Math.multiplyExact(x, 1L << y));
  }

  private static Optional<Object> power(long x, long y) {
    if (y > 63 && x != 0 && x != 1 && x != -1) {
      return Optional.empty();
    }
    long result = 1;
    long exponent = Math.abs(x) <= 1 && y > 2 ? y % 2 + 2 : y;
    for (long i = 0; i < exponent; i++) {
      result = Math.multiplyExact(result, x);
    }
    return Optional.of(result);
  }

  private static Optional<Object> reals(String operator, double x, double y) {
    boolean divides = operator.equals("/") || operator.equals("//") || operator.equals("%");
    if (divides && y == 0 || operator.equals("**") && (x < 0 && y != Math.rint(y))) {
      return Optional.empty();
    }
    double value =
        switch (operator) {
          case "+" -> x + y;
          case "-" -> x - y;
          case "*" -> x * y;
          case "/" -> x / y;
          case "//" -> Math.floor((x - remainder(x, y)) / y + 0.5);
          case "%" -> remainder(x, y);
          case "**" -> Math.pow(x, y);
          default -> Double.NaN;
        };
    return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
  }

  /** Has the sign of the divisor, as in Python. */
  private static double remainder(double x, double y) {
    double rest = x % y;
    return rest != 0 && rest < 0 != y < 0 ? rest + y : rest;
  }

  private static Optional<Object> strings(String operator, Object left, Object right) {
    if (operator.equals("+") && left instanceof String a && right instanceof String b) {
      return a.length() + b.length() > LONGEST ? Optional.empty() : Optional.of(a + b);
    }
    String text = left instanceof String a ? a : (String) right;
    Object other = left instanceof String ? right : left;
    if (operator.equals("*") && other instanceof Long times && fits(text.length(), times)) {
      return Optional.of(text.repeat((int) Math.max(0, times)));
    }
    return Optional.empty();
  }

  private static Optional<Object> lists(String operator, Object left, Object right) {
    List<Object> values = new ArrayList<>();
    if (operator.equals("+") && left instanceof List<?> a && right instanceof List<?> b) {
      values.addAll(a);
      values.addAll(b);
      return values.size() > LONGEST ? Optional.empty() : Optional.of(List.copyOf(values));
    }
    List<?> list = left instanceof List<?> a ? a : right instanceof List<?> b ? b : List.of();
    Object other = left instanceof List ? right : left;
    if (operator.equals("*") && other instanceof Long times && fits(list.size(), times)) {
      for (long i = 0; i < times; i++) {
        values.addAll(list);
      }
      return Optional.of(List.copyOf(values));
    }
    return Optional.empty();
  }

  private static boolean fits(int size, long times) {
    return times <= LONGEST && size * times <= LONGEST;
  }

  private Optional<Object> call(Call call) {
    Node callee = call.callee().unparenthesized();
    if (!callee.is(Kind.NAME)
        || names.symbolOf(callee).isPresent()
        || names.resolve(callee) instanceof Resolution.Known
        || call.arguments().size() != 1
        || !call.arguments().getFirst().isPositional()) {
      return Optional.empty();
    }
    Node argument = call.arguments().getFirst().value();
    return switch (callee.text()) {
      case "len" -> length(argument);
      case "int" -> valueOf(argument).flatMap(Constants::toInteger);
      case "float" -> valueOf(argument).flatMap(Constants::toReal);
      default -> Optional.empty();
    };
  }

  private Optional<Object> length(Node argument) {
    Node literal = argument.unparenthesized();
    if (literal.is(Kind.LIST) && literal.first(Kind.STARRED).isEmpty()) {
      return Optional.of((long) literal.childCount());
    }
    return valueOf(argument)
        .flatMap(
            value ->
                switch (value) {
                  case String text -> Optional.of((long) text.codePointCount(0, text.length()));
                  case List<?> list -> Optional.of((long) list.size());
                  default -> Optional.empty();
                });
  }

  private static Optional<Object> toInteger(Object value) {
    return switch (value) {
      case Boolean bool -> Optional.of(bool ? 1L : 0L);
      case Long whole -> Optional.of(whole);
      case Double real when Math.abs(real) < 0x1p63 -> Optional.of((long) (double) real);
      case String text when text.strip().matches("[-+]?\\d{1,18}") ->
          Optional.of(Long.parseLong(text.strip()));
      default -> Optional.empty();
    };
  }

  private static Optional<Object> toReal(Object value) {
    return switch (value) {
      case Boolean bool -> Optional.of(bool ? 1.0 : 0.0);
      case Number number -> Optional.of(number.doubleValue());
      case String text when text.strip().matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?") ->
          Optional.of(Double.parseDouble(text.strip()));
      default -> Optional.empty();
    };
  }
}
