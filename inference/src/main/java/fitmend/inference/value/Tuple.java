package fitmend.inference.value;

import java.util.List;

/** A tuple. */
public record Tuple(List<Value> elements) implements Value {
  public static Tuple of(Value... elements) {
    return new Tuple(List.of(elements));
  }

  @Override
  public String typeName() {
    return "tuple";
  }
}
