package fitmend.inference.value;

/** A slice; a bound that is not written is None. */
public record SliceValue(Value lower, Value upper, Value step) implements Value {
  @Override
  public String typeName() {
    return "slice";
  }
}
