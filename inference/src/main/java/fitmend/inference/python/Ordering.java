package fitmend.inference.python;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Puts values in order. It compares those that Python compares, so that it fails where they do. */
final class Ordering {
  private record Entry(Value key, Value value) {}

  /** Two values of which it is not known which is less. */
  private static final class NotKnown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotKnown() {
      super("not known", null, false, false);
    }
  }

  private final Execution execution;

  private Ordering(Execution execution) {
    this.execution = execution;
  }

  /** The elements as {@code sorted} gives them with those keywords. */
  static ListValue sorted(Elements elements, Arguments settings, Execution execution) {
    Ordering ordering = new Ordering(execution);
    Value key = settings.keywords().get("key");
    List<Entry> entries = ordering.entries(elements.known(), key);
    if (!elements.isComplete()) {
      return ListValue.unknown(execution.journal(), "its length is not known");
    }
    Optional<Boolean> isReversed =
        execution.truth(settings.keywords().getOrDefault("reverse", Constant.FALSE));
    try {
      if (isReversed.isPresent() && !settings.isOpen()) {
        if (isReversed.get()) {
          Collections.reverse(entries);
        }
        ordering.sort(entries);
        if (isReversed.get()) {
          Collections.reverse(entries);
        }
        return new ListValue(execution.journal(), entries.stream().map(Entry::value).toList());
      }
    } catch (NotKnown unknown) {
      // Any order, then.
    }
    return new ListValue(execution.journal(), Collections.nCopies(entries.size(), elements.any()));
  }

  /** The first of the elements that is less, or greater, than all others; null if not known. */
  static Value extreme(List<Value> elements, Value key, boolean isGreatest, Execution execution) {
    Ordering ordering = new Ordering(execution);
    List<Entry> entries = ordering.entries(elements, key);
    try {
      Entry best = entries.getFirst();
      for (Entry each : entries.subList(1, entries.size())) {
        best = ordering.holds(isGreatest ? ">" : "<", each, best) ? each : best;
      }
      return best.value();
    } catch (NotKnown unknown) {
      return null;
    }
  }

  private List<Entry> entries(List<Value> elements, Value key) {
    boolean isOwn = key == null || key instanceof Constant constant && constant.isNone();
    List<Entry> entries = new ArrayList<>();
    for (Value element : elements) {
      entries.add(new Entry(isOwn ? element : execution.call(key, Arguments.of(element)), element));
    }
    return entries;
  }

  private boolean holds(String operator, Entry one, Entry other) {
    return execution
        .truth(execution.binary(operator, one.key(), other.key()))
        .orElseThrow(NotKnown::new);
  }

  private boolean isLess(Entry one, Entry other) {
    return holds("<", one, other);
  }

  /** A run that is in order already, then binary insertion, as CPython sorts few elements. */
  private void sort(List<Entry> entries) {
    int run = run(entries);
    for (int start = run; start < entries.size(); start++) {
      Entry pivot = entries.get(start);
      int low = 0;
      int high = start;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (isLess(pivot, entries.get(middle))) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      entries.remove(start);
      entries.add(low, pivot);
    }
  }

  private int run(List<Entry> entries) {
    int size = entries.size();
    if (size < 2) {
      return size;
    }
    boolean isFalling = isLess(entries.get(1), entries.get(0));
    int end = 2;
    while (end < size && isLess(entries.get(end), entries.get(end - 1)) == isFalling) {
      end++;
    }
    if (isFalling) {
      Collections.reverse(entries.subList(0, end));
    }
    return end;
  }
}
