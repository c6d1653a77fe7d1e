package fitmend.inference.value;

import java.util.function.Supplier;

/** An iterator: its elements are computed when somebody asks, and given once. */
public final class IteratorValue implements HasElements {
  private static final String TAKEN = "taken";

  private final Slots slots;
  private final String kind;
  private Supplier<Elements> source;
  private Elements elements;

  public IteratorValue(Journal journal, Supplier<Elements> source) {
    this(journal, null, source);
  }

  /**
   * One that Python makes.
   *
   * @param kind the name of its class, such as {@code zip}; null when it is not known
   */
  public IteratorValue(Journal journal, String kind, Supplier<Elements> source) {
    this.slots = new Slots(journal);
    this.kind = kind;
    this.source = source;
  }

  /** The name of its class; null when it is not known. */
  public String kind() {
    return kind;
  }

  @Override
  public Elements elements(Execution execution) {
    int taken = taken();
    Elements all = all();
    slots.put(TAKEN, Constant.of(all.known().size()));
    return new Elements(
        all.known().subList(Math.min(taken, all.known().size()), all.known().size()), all.rest());
  }

  /** The next element; null when there is none. */
  public Value next() {
    int taken = taken();
    Elements all = all();
    if (taken < all.known().size()) {
      slots.put(TAKEN, Constant.of(taken + 1));
      return all.known().get(taken);
    }
    return all.rest();
  }

  private int taken() {
    return slots.get(TAKEN) instanceof Constant(Long count) ? count.intValue() : 0;
  }

  private Elements all() {
    if (elements == null) {
      elements = source.get();
      source = null;
    }
    return elements;
  }

  @Override
  public String typeName() {
    return kind == null ? "generator" : kind;
  }
}
