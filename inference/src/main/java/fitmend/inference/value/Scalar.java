package fitmend.inference.value;

/** A Python number, truth value or text of which only the type is known. */
public record Scalar(Type type) implements Value {
  /** The types. */
  public enum Type {
    BOOL,
    INT,
    FLOAT,
    STR
  }

  public static final Scalar BOOL = new Scalar(Type.BOOL);
  public static final Scalar INT = new Scalar(Type.INT);
  public static final Scalar FLOAT = new Scalar(Type.FLOAT);
  public static final Scalar STR = new Scalar(Type.STR);

  @Override
  public String typeName() {
    return type.name().toLowerCase(java.util.Locale.ROOT);
  }
}
