package fitmend.inference.value;

import java.util.List;

/**
 * What a loop meets.
 *
 * @param known the first elements, in order
 * @param rest what any further element is; null when there is none
 */
public record Elements(List<Value> known, Value rest) {
  public static Elements all(List<Value> elements) {
    return new Elements(elements, null);
  }

  public static Elements unknown(Value element) {
    return new Elements(List.of(), element);
  }

  /** Whether these are all. */
  public boolean isComplete() {
    return rest == null;
  }

  /** What any one of them is; Unknown when there is none. */
  public Value any() {
    Value joined = rest;
    for (Value element : known) {
      joined = joined == null ? element : Join.of(joined, element);
    }
    return joined == null ? new Unknown("nothing is in it") : joined;
  }
}
