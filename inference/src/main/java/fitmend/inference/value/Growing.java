package fitmend.inference.value;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/**
 * A list that does not change, of which longer ones are made at no cost: they share what they have
 * in common.
 */
final class Growing extends AbstractList<Value> implements RandomAccess {
  private final ArrayList<Value> shared;
  private final int size;

  private Growing(ArrayList<Value> shared) {
    this.shared = shared;
    this.size = shared.size();
  }

  /** The list with one element more. */
  static List<Value> add(List<Value> list, Value element) {
    boolean isLongest = list instanceof Growing growing && growing.size == growing.shared.size();
    ArrayList<Value> shared = isLongest ? ((Growing) list).shared : new ArrayList<>(list);
    shared.add(element);
    return new Growing(shared);
  }

  @Override
  public Value get(int index) {
    return shared.get(java.util.Objects.checkIndex(index, size));
  }

  @Override
  public int size() {
    return size;
  }
}
