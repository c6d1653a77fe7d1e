package fitmend.inference.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The changes of a run, in their order. Lets a run try a branch, take it back, try the other one
 * from the same state, and join both.
 */
public final class Journal {
  private record Place(Slots slots, Object key) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Place place && place.slots == slots && place.key.equals(key);
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(slots) * 31 + key.hashCode();
    }
  }

  private record Change(Place place, Value before) {}

  /** What a branch left behind: the values that it changed. */
  public static final class Outcome {
    private final Map<Place, Value> values;

    private Outcome(Map<Place, Value> values) {
      this.values = values;
    }
  }

  private final List<Change> changes = new ArrayList<>();
  private int open;

  void changed(Slots slots, Object key, Value before) {
    if (open > 0) {
      changes.add(new Change(new Place(slots, key), before));
    }
  }

  /** Begins a branch; to be ended by {@link #takeBack} or {@link #keep}. */
  public int begin() {
    open++;
    return changes.size();
  }

  /** Ends a branch, undoes it, and tells what it had changed. */
  public Outcome takeBack(int mark) {
    Map<Place, Value> values = new LinkedHashMap<>();
    for (int i = changes.size() - 1; i >= mark; i--) {
      Change change = changes.get(i);
      Place place = change.place();
      if (!values.containsKey(place)) {
        values.put(place, place.slots().get(place.key()));
      }
      place.slots().restore(place.key(), change.before());
      changes.removeLast();
    }
    open--;
    return new Outcome(values);
  }

  /** Ends a branch whose changes stay. */
  public void keep(int mark) {
    open--;
    if (open == 0) {
      changes.clear();
    }
  }

  /** Gives the state that one branch or another left: what differs is joined. */
  public void join(List<Outcome> outcomes) {
    Map<Place, Value> joined = new LinkedHashMap<>();
    for (Outcome outcome : outcomes) {
      for (Place place : outcome.values.keySet()) {
        joined.put(place, null);
      }
    }
    for (Place place : joined.keySet()) {
      Value value = null;
      boolean isFirst = true;
      for (Outcome outcome : outcomes) {
        Value here =
            outcome.values.containsKey(place)
                ? outcome.values.get(place)
                : place.slots().get(place.key());
        value = isFirst ? absent(here) : Join.of(value, absent(here));
        isFirst = false;
      }
      place.slots().put(place.key(), value);
    }
  }

  /** What one branch made and the other did not may be there or not. */
  private static Value absent(Value value) {
    return value == null ? new Unknown("set in one branch only") : value;
  }
}
