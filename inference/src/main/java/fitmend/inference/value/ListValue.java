package fitmend.inference.value;

import java.util.List;

/** A list, or a deque, whose contents change. */
public final class ListValue implements Value {
  private static final String CONTENTS = "contents";

  private final Slots slots;
  private final String type;
  private final int most;

  public ListValue(Journal journal, List<Value> elements) {
    this(journal, elements, "list", Integer.MAX_VALUE);
  }

  private ListValue(Journal journal, List<Value> elements, String type, int most) {
    this.slots = new Slots(journal);
    this.type = type;
    this.most = most;
    set(elements);
  }

  /**
   * A {@code collections.deque}.
   *
   * @param most how many it holds at most: the first ones go
   */
  public static ListValue deque(Journal journal, List<Value> elements, int most) {
    return new ListValue(journal, elements, "deque", most);
  }

  /** A list of unknown length. */
  public static ListValue unknown(Journal journal, String reason) {
    ListValue list = new ListValue(journal, List.of());
    list.forget(reason);
    return list;
  }

  /** Whether the number of elements is known. */
  public boolean isKnown() {
    return slots.get(CONTENTS) instanceof Tuple;
  }

  /** The elements; only when they are known. */
  public List<Value> elements() {
    return ((Tuple) slots.get(CONTENTS)).elements();
  }

  public void set(List<Value> elements) {
    int size = elements.size();
    slots.put(CONTENTS, new Tuple(List.copyOf(elements.subList(Math.max(0, size - most), size))));
  }

  /** Appends, if the elements are known. */
  public void add(Value element) {
    if (isKnown()) {
      slots.put(CONTENTS, new Tuple(Growing.add(elements(), element)));
    }
  }

  /** From now on anything may be in it. */
  public void forget(String reason) {
    slots.put(CONTENTS, new Unknown(reason));
  }

  @Override
  public String typeName() {
    return type;
  }
}
