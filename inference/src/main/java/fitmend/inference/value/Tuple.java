package fitmend.inference.value;

import java.util.List;

/** A tuple. */
public record Tuple(List<Value> elements) implements Value {
  public static Tuple of(Value... elements) {
    return new Tuple(List.of(elements));
  }

  /** Does not look into tuples inside, which may be inside one another many times. */
  @Override
  public int hashCode() {
    int hash = 1;
    for (Value element : elements) {
      hash =
          31 * hash
              + (element instanceof Tuple(List<Value> more) ? more.size() : element.hashCode());
    }
    return hash;
  }

  @Override
  public String typeName() {
    return "tuple";
  }
}
