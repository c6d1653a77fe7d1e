package fitmend.inference.value;

/**
 * A module, function or class of a library, or a built-in, that is named and not called.
 *
 * @param path its one qualified name, such as {@code numpy.zeros} or {@code builtins.len}
 */
public record Reference(String path) implements Value {
  /** The last part of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  @Override
  public String typeName() {
    return Character.isUpperCase(name().charAt(0)) ? "type" : "function";
  }
}
