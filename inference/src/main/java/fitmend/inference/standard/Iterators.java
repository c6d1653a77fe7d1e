package fitmend.inference.standard;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.IteratorValue;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;

/** The functions of {@code itertools}. */
final class Iterators {
  private static final int MOST = 256;

  private Iterators() {}

  /** Null for what is not modelled. */
  static Value call(String name, Arguments arguments, Execution execution) {
    Elements elements = elements(name, arguments, execution);
    return elements == null ? null : new IteratorValue(execution.journal(), name, () -> elements);
  }

  private static Elements elements(String name, Arguments arguments, Execution execution) {
    List<Value> given = arguments.positional();
    if (given.isEmpty()) {
      return name.equals("count") && arguments.keywords().isEmpty() ? counted(0, 1) : null;
    }
    return switch (name) {
      case "count" -> {
        Value step = given.size() > 1 ? given.get(1) : Constant.of(1);
        yield given.getFirst() instanceof Constant(Long from) && step instanceof Constant(Long by)
            ? counted(from, by)
            : null;
      }
      case "repeat" ->
          given.size() < 2
              ? new Elements(List.of(), given.getFirst())
              : given.get(1) instanceof Constant(Long times) && times <= MOST
                  ? Elements.all(
                      java.util.Collections.nCopies((int) Math.max(0, times), given.getFirst()))
                  : Elements.unknown(given.getFirst());
      case "islice" -> sliced(execution.elements(given.getFirst()), given);
      case "chain.from_iterable" -> {
        Elements outer = execution.elements(given.getFirst());
        yield outer.isComplete()
            ? chained(outer.known().stream().map(execution::elements).toList())
            : null;
      }
      case "chain" -> chained(given.stream().map(execution::elements).toList());
      case "product" -> product(given, arguments, execution);
      case "cycle" -> {
        Elements all = execution.elements(given.getFirst());
        yield new Elements(all.known(), all.any());
      }
      case "combinations", "permutations" -> {
        Elements all = execution.elements(given.getFirst());
        Value size = given.size() > 1 ? given.get(1) : Constant.of((long) all.known().size());
        yield size instanceof Constant(Long count) && all.isComplete()
            ? chosen(all.known(), count, name.equals("combinations"))
            : null;
      }
      default -> null;
    };
  }

  private static Elements counted(long from, long step) {
    List<Value> known = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      known.add(Constant.of(from + i * step));
    }
    return new Elements(known, Scalar.INT);
  }

  private static Elements sliced(Elements all, List<Value> given) {
    Value from = given.size() > 2 ? given.get(1) : Constant.of(0);
    Value to = given.size() == 2 ? given.get(1) : given.size() == 3 ? given.get(2) : null;
    if (!(from instanceof Constant(Long start)) || !(to instanceof Constant(Long stop))) {
      return Elements.unknown(all.any());
    }
    int size = all.known().size();
    if (stop > size && !all.isComplete()) {
      return new Elements(all.known().subList((int) Math.min(start, size), size), all.rest());
    }
    int end = (int) Math.min(stop, size);
    return Elements.all(all.known().subList((int) Math.min(start, end), end));
  }

  private static Elements chained(List<Elements> all) {
    List<Value> known = new ArrayList<>();
    Value rest = null;
    for (Elements each : all) {
      if (rest == null) {
        known.addAll(each.known());
        rest = each.isComplete() ? null : any(all);
      }
    }
    return new Elements(known, rest);
  }

  private static Value any(List<Elements> all) {
    return Elements.all(all.stream().map(Elements::any).toList()).any();
  }

  private static Elements product(List<Value> given, Arguments arguments, Execution execution) {
    List<Elements> all = new ArrayList<>(given.stream().map(execution::elements).toList());
    if (!(arguments.keywords().getOrDefault("repeat", Constant.of(1))
            instanceof Constant(Long times))
        || times < 1
        || times > 8
        || !all.stream().allMatch(Elements::isComplete)) {
      return null;
    }
    List<Elements> once = List.copyOf(all);
    for (int i = 1; i < times; i++) {
      all.addAll(once);
    }
    List<List<Value>> rows = List.of(List.of());
    for (Elements each : all) {
      List<List<Value>> longer = new ArrayList<>();
      for (List<Value> row : rows) {
        for (Value element : each.known()) {
          longer.add(with(row, element));
        }
      }
      rows = longer;
      if (rows.size() > MOST) {
        return null;
      }
    }
    return Elements.all(rows.stream().<Value>map(Tuple::new).toList());
  }

  private static List<Value> with(List<Value> row, Value element) {
    List<Value> longer = new ArrayList<>(row);
    longer.add(element);
    return longer;
  }

  private static Elements chosen(List<Value> elements, long size, boolean isOrdered) {
    List<List<Integer>> rows = List.of(List.of());
    for (long i = 0; i < size; i++) {
      List<List<Integer>> longer = new ArrayList<>();
      for (List<Integer> row : rows) {
        for (int at = 0; at < elements.size(); at++) {
          boolean isFree = isOrdered ? row.isEmpty() || at > row.getLast() : !row.contains(at);
          if (isFree) {
            List<Integer> next = new ArrayList<>(row);
            next.add(at);
            longer.add(next);
          }
        }
      }
      rows = longer;
      if (rows.size() > MOST) {
        return null;
      }
    }
    return Elements.all(
        rows.stream()
            .<Value>map(row -> new Tuple(row.stream().map(elements::get).toList()))
            .toList());
  }
}
