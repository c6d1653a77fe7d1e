package fitmend.inference.pandas;

import fitmend.inference.value.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The labels of rows: consecutive numbers, a known list, or not known. Of labels that are not known
 * only the same object is surely equal.
 */
final class RowLabels {
  private static final int MOST = 4096;

  private final int count;
  private final boolean isRange;
  private final long start;
  private final List<Object> labels;

  private RowLabels(int count, boolean isRange, long start, List<Object> labels) {
    this.count = count;
    this.isRange = isRange;
    this.start = start;
    this.labels = labels;
  }

  /** The numbers from 0 on, as many as there are rows. */
  static RowLabels range(int count) {
    return new RowLabels(count, true, 0, null);
  }

  static RowLabels of(List<Object> labels) {
    return new RowLabels(labels.size(), false, 0, List.copyOf(labels));
  }

  /** Labels of which nothing is known; the number of rows may be. */
  static RowLabels unknown(int count) {
    return new RowLabels(count, false, 0, null);
  }

  /** How many; negative when that is not known. */
  int count() {
    return count;
  }

  boolean isRange() {
    return isRange;
  }

  long start() {
    return start;
  }

  /** All of them, if they are known and few. */
  Optional<List<Object>> all() {
    if (labels != null) {
      return Optional.of(labels);
    }
    if (!isRange || count < 0 || count > MOST) {
      return Optional.empty();
    }
    List<Object> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(start + i);
    }
    return Optional.of(numbers);
  }

  /** Whether both are equal; empty when that is not known. */
  Optional<Boolean> isSame(RowLabels other) {
    if (this == other) {
      return Optional.of(true);
    }
    if (isRange && other.isRange && count >= 0 && other.count >= 0) {
      return Optional.of(count == other.count && (start == other.start || count == 0));
    }
    if (labels != null && other.labels != null) {
      return Optional.of(labels.equals(other.labels));
    }
    return Optional.empty();
  }

  /** Whether the label is among them; empty when that is not known. */
  Optional<Boolean> has(Object label) {
    if (labels != null) {
      return Optional.of(labels.contains(label));
    }
    if (!isRange) {
      return Optional.empty();
    }
    if (!(label instanceof Long number)) {
      return label instanceof String ? Optional.of(false) : Optional.empty();
    }
    if (number < start) {
      return Optional.of(false);
    }
    return count < 0 ? Optional.empty() : Optional.of(number < start + count);
  }

  /** Where the label stands, if that is known. */
  Optional<Integer> place(Object label) {
    if (labels != null) {
      int at = labels.indexOf(label);
      return at >= 0 && labels.lastIndexOf(label) == at ? Optional.of(at) : Optional.empty();
    }
    return isRange && label instanceof Long number && has(label).orElse(false)
        ? Optional.of((int) (number - start))
        : Optional.empty();
  }

  /** The labels of the rows at these places. */
  RowLabels at(int[] places) {
    boolean isConsecutive = isRange;
    for (int i = 1; i < places.length; i++) {
      isConsecutive &= places[i] == places[i - 1] + 1;
    }
    if (isConsecutive) {
      return new RowLabels(places.length, true, start + (places.length > 0 ? places[0] : 0), null);
    }
    Optional<List<Object>> known = all();
    if (known.isEmpty()) {
      return unknown(places.length);
    }
    List<Object> taken = new ArrayList<>();
    for (int place : places) {
      taken.add(known.get().get(place));
    }
    return of(taken);
  }

  /** Those of a frame and of another below it. */
  RowLabels then(RowLabels other) {
    int total = count < 0 || other.count < 0 ? Shape.ANY : count + other.count;
    Optional<List<Object>> first = all();
    Optional<List<Object>> second = other.all();
    if (first.isEmpty() || second.isEmpty() || total > MOST) {
      return unknown(total);
    }
    List<Object> joined = new ArrayList<>(first.get());
    joined.addAll(second.get());
    return of(joined);
  }
}
