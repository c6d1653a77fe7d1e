package fitmend.inference.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/** A set of constants, whose contents change. With others in it, nothing is known of it. */
public final class SetValue implements Value {
  private static final String CONTENTS = "contents";

  private final Slots slots;
  private final String type;

  public SetValue(Journal journal, Elements elements) {
    this(journal, elements, "set");
  }

  /** A set or, with {@code frozenset} as its type, one that stays. */
  public SetValue(Journal journal, Elements elements, String type) {
    this.type = type;
    slots = new Slots(journal);
    if (elements.isComplete()) {
      set(elements.known());
    } else {
      forget("its elements are not known");
    }
  }

  /** Whether all elements are known. */
  public boolean isKnown() {
    return slots.get(CONTENTS) instanceof Tuple;
  }

  /** The elements, each once, in no order that matters; only when they are known. */
  public List<Value> elements() {
    return ((Tuple) slots.get(CONTENTS)).elements();
  }

  public void set(Collection<Value> elements) {
    if (elements.stream().allMatch(SetValue::isConstant)) {
      slots.put(CONTENTS, new Tuple(List.copyOf(new LinkedHashSet<>(elements))));
    } else {
      forget("its elements are not known");
    }
  }

  /** Takes the elements of another one. */
  public void become(SetValue other) {
    slots.put(CONTENTS, other.slots.get(CONTENTS));
  }

  private static boolean isConstant(Value value) {
    return value instanceof Constant(Object plain) && !(plain instanceof Double)
        || value instanceof Tuple tuple && tuple.elements().stream().allMatch(SetValue::isConstant);
  }

  /** Adds some, if the elements are known. */
  public void add(Elements more) {
    if (isKnown()) {
      List<Value> all = new ArrayList<>(elements());
      all.addAll(more.known());
      if (more.isComplete()) {
        set(all);
      } else {
        forget("something not known was added");
      }
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
