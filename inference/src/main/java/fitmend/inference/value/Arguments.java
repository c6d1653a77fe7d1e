package fitmend.inference.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments of a call.
 *
 * @param isOpen whether unpacking may hold more than can be seen
 */
public record Arguments(List<Value> positional, Map<String, Value> keywords, boolean isOpen) {
  public static final Arguments NONE = of();

  public static Arguments of(Value... positional) {
    return new Arguments(List.of(positional), Map.of(), false);
  }

  /** The same with a receiver before all others. */
  public Arguments after(Value receiver) {
    List<Value> all = new ArrayList<>();
    all.add(receiver);
    all.addAll(positional);
    return new Arguments(all, keywords, isOpen);
  }

  /** The same with one keyword more. */
  public Arguments with(String name, Value value) {
    Map<String, Value> all = new LinkedHashMap<>(keywords);
    all.put(name, value);
    return new Arguments(positional, all, isOpen);
  }

  /** All values, positional ones first. */
  public List<Value> all() {
    List<Value> all = new ArrayList<>(positional);
    all.addAll(keywords.values());
    return all;
  }
}
