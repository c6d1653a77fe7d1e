package fitmend.inference.value;

/**
 * A value of which nothing is known. It never proves a failure: whatever is done with it gives
 * another unknown value.
 *
 * @param reason which fact is missing, for people
 */
public record Unknown(String reason) implements Value {
  @Override
  public String typeName() {
    return "object";
  }
}
