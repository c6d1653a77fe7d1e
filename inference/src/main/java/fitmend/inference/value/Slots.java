package fitmend.inference.value;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Named values that may change: the variables of a frame, the attributes of an object, the contents
 * of a list. Every change is written down in a {@link Journal}, so that a branch can be taken back.
 */
public final class Slots {
  private final Journal journal;
  private final Map<Object, Value> values = new LinkedHashMap<>();

  public Slots(Journal journal) {
    this.journal = journal;
  }

  /** The value, null when there is none. */
  public Value get(Object key) {
    return values.get(key);
  }

  /** Gives a slot its value; null takes it away. */
  public void put(Object key, Value value) {
    Value before = value == null ? values.remove(key) : values.put(key, value);
    if (before != value) {
      journal.changed(this, key, before);
    }
  }

  public Set<Object> keys() {
    return Set.copyOf(values.keySet());
  }

  /** The keys, first that which was given its value first. */
  public List<Object> inOrder() {
    return List.copyOf(values.keySet());
  }

  public boolean has(Object key) {
    return values.containsKey(key);
  }

  Journal journal() {
    return journal;
  }

  /** Without a note in the journal. */
  void restore(Object key, Value value) {
    if (value == null) {
      values.remove(key);
    } else {
      values.put(key, value);
    }
  }
}
