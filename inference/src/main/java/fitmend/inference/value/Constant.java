package fitmend.inference.value;

import java.util.Objects;

/**
 * A Python constant: a {@link Boolean}, {@link Long}, {@link Double}, {@link String}, {@link
 * Bytes}, {@link #NONE} or {@link #ELLIPSIS}.
 */
public record Constant(Object value) implements Value {
  private enum Singleton {
    NONE,
    ELLIPSIS
  }

  /** A bytes object of which only its being one matters. */
  public enum Bytes {
    SOME
  }

  public static final Constant NONE = new Constant(Singleton.NONE);
  public static final Constant ELLIPSIS = new Constant(Singleton.ELLIPSIS);
  public static final Constant TRUE = new Constant(true);
  public static final Constant FALSE = new Constant(false);

  public static Constant of(boolean value) {
    return value ? TRUE : FALSE;
  }

  public static Constant of(long value) {
    return new Constant(value);
  }

  public static Constant of(double value) {
    return new Constant(value);
  }

  public static Constant of(String value) {
    return new Constant(value);
  }

  public boolean isNone() {
    return value == Singleton.NONE;
  }

  /** Whether Python's {@code ==} holds: numbers of different types may be equal. */
  public boolean isEqual(Constant other) {
    Object left = number(value);
    Object right = number(other.value);
    if (left instanceof Number one && right instanceof Number two) {
      return left instanceof Long && right instanceof Long
          ? one.longValue() == two.longValue()
          : one.doubleValue() == two.doubleValue();
    }
    return Objects.equals(left, right);
  }

  private static Object number(Object value) {
    return value instanceof Boolean bool ? (Object) (bool ? 1L : 0L) : value;
  }

  @Override
  public String typeName() {
    return switch (value) {
      case Boolean bool -> "bool";
      case Long number -> "int";
      case Double number -> "float";
      case String text -> "str";
      case Bytes bytes -> "bytes";
      default -> isNone() ? "NoneType" : "ellipsis";
    };
  }
}
