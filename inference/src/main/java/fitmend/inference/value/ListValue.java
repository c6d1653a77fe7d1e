package fitmend.inference.value;

import java.util.ArrayList;
import java.util.List;

/** A list, whose contents change. */
public final class ListValue implements Value {
  private static final String CONTENTS = "contents";

  private final Slots slots;

  public ListValue(Journal journal, List<Value> elements) {
    slots = new Slots(journal);
    slots.put(CONTENTS, new Tuple(List.copyOf(elements)));
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
    slots.put(CONTENTS, new Tuple(List.copyOf(elements)));
  }

  /** Appends, if the elements are known. */
  public void add(Value element) {
    if (isKnown()) {
      List<Value> longer = new ArrayList<>(elements());
      longer.add(element);
      set(longer);
    }
  }

  /** From now on anything may be in it. */
  public void forget(String reason) {
    slots.put(CONTENTS, new Unknown(reason));
  }

  @Override
  public String typeName() {
    return "list";
  }
}
