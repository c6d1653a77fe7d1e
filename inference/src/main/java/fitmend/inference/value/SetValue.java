package fitmend.inference.value;

import java.util.List;
import java.util.Optional;

/** A set; empty when its elements are not known. */
public record SetValue(Optional<List<Value>> elements) implements Value {
  @Override
  public String typeName() {
    return "set";
  }
}
