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
  private final String type;
  private final Value factory;

  public DictValue(Journal journal) {
    this(journal, "dict", null);
  }

  /** One of the kinds of dictionaries that Python's library has. */
  public DictValue(Journal journal, String type) {
    this(journal, type, null);
  }

  /**
   * A {@code defaultdict}.
   *
   * @param factory makes the value of a key that is missing; null raises
   */
  public DictValue(Journal journal, Value factory) {
    this(journal, "defaultdict", factory);
  }

  private DictValue(Journal journal, String type, Value factory) {
    this.type = type;
    this.factory = factory;
    slots = new Slots(journal);
    slots.put(KEYS, new Tuple(List.of()));
  }

  /** An empty one of the same kind. */
  public DictValue like(Journal journal) {
    return new DictValue(journal, type, factory);
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
    return slots.get(slot(key));
  }

  public Value get(String key) {
    return slots.get(Constant.of(key));
  }

  /** Numbers that are equal are one key. */
  private static Value slot(Value key) {
    return switch (key) {
      case Constant(Boolean bool) -> Constant.of(bool ? 1 : 0);
      case Constant(Double number) when number == Math.rint(number) && Math.abs(number) < 1e15 ->
          Constant.of(number.longValue());
      default -> key;
    };
  }

  public void put(Value key, Value value) {
    if (!isKnown()) {
      return;
    }
    if (!isKey(key)) {
      forget("its keys are not known");
      return;
    }
    Value slot = slot(key);
    if (!slots.has(slot)) {
      slots.put(KEYS, new Tuple(Growing.add(keys(), key)));
    }
    slots.put(slot, value);
  }

  /**
   * Whether two of them that are equal are one Java value. Tensors of graphs are themselves only.
   */
  public static boolean isKey(Value key) {
    return key instanceof Constant
        || key instanceof Reference
        || key instanceof Tuple tuple && tuple.elements().stream().allMatch(DictValue::isKey)
        || key instanceof Tensor tensor
            && (tensor.holder() == Tensor.Holder.GRAPH
                || tensor.holder() == Tensor.Holder.VARIABLE);
  }

  public void remove(Value key) {
    if (isKnown()) {
      Value slot = slot(key);
      List<Value> keys = new ArrayList<>(keys());
      keys.removeIf(each -> slot(each).equals(slot));
      slots.put(KEYS, new Tuple(List.copyOf(keys)));
      slots.put(slot, null);
    }
  }

  /** From now on anything may be in it. */
  public void forget(String reason) {
    slots.put(KEYS, new Unknown(reason));
  }

  @Override
  public String typeName() {
    return type;
  }
}
