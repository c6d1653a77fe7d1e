package fitmend.inference.value;

import java.util.ArrayList;
import java.util.List;

/**
 * A dictionary whose keys are constants or tensors of a graph. Others make it one of which nothing
 * is known.
 */
public final class DictValue implements Value {
  private static final String KEYS = "keys";

  private final Slots slots;
  private final Value factory;

  public DictValue(Journal journal) {
    this(journal, null);
  }

  /**
   * A {@code defaultdict}.
   *
   * @param factory makes the value of a key that is missing; null raises
   */
  public DictValue(Journal journal, Value factory) {
    this.factory = factory;
    slots = new Slots(journal);
    slots.put(KEYS, new Tuple(List.of()));
  }

  /** What makes the value of a key that is missing; null when a missing key is an error. */
  public Value factory() {
    return factory;
  }

  /** Whether all keys are known. */
  public boolean isKnown() {
    return slots.get(KEYS) instanceof Tuple;
  }

  /** The keys in order of insertion; only when they are known. */
  public List<Value> keys() {
    return ((Tuple) slots.get(KEYS)).elements();
  }

  /** The value of a key, null when there is none. */
  public Value get(Value key) {
    return slots.get(key);
  }

  public Value get(String key) {
    return slots.get(Constant.of(key));
  }

  public void put(Value key, Value value) {
    if (!isKnown()) {
      return;
    }
    if (!isKey(key)) {
      forget("its keys are not known");
      return;
    }
    if (!slots.has(key)) {
      List<Value> keys = new ArrayList<>(keys());
      keys.add(key);
      slots.put(KEYS, new Tuple(List.copyOf(keys)));
    }
    slots.put(key, value);
  }

  /**
   * Whether two of them that are equal are one Java value. Tensors of graphs are themselves only.
   */
  public static boolean isKey(Value key) {
    return key instanceof Constant
        || key instanceof Tuple
        || key instanceof Tensor tensor
            && (tensor.holder() == Tensor.Holder.GRAPH
                || tensor.holder() == Tensor.Holder.VARIABLE);
  }

  public void remove(Value key) {
    if (isKnown()) {
      List<Value> keys = new ArrayList<>(keys());
      keys.remove(key);
      slots.put(KEYS, new Tuple(List.copyOf(keys)));
      slots.put(key, null);
    }
  }

  /** From now on anything may be in it. */
  public void forget(String reason) {
    slots.put(KEYS, new Unknown(reason));
  }

  @Override
  public String typeName() {
    return "dict";
  }
}
