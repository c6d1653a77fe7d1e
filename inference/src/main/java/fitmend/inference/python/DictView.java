package fitmend.inference.python;

import fitmend.inference.value.DictValue;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.HasElements;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.List;

/**
 * The keys, values or items of a dictionary, which change with it.
 *
 * @param part {@code keys}, {@code values} or {@code items}
 */
record DictView(DictValue dictionary, String part) implements HasElements {
  @Override
  public Elements elements(Execution execution) {
    if (!dictionary.isKnown()) {
      Value any = execution.unknown("a dictionary that is not known");
      return Elements.unknown(part.equals("items") ? Tuple.of(any, any) : any);
    }
    return Elements.all(known());
  }

  /** What it holds; only when the dictionary is known. */
  List<Value> known() {
    List<Value> keys = dictionary.keys();
    return switch (part) {
      case "keys" -> keys;
      case "values" -> keys.stream().map(dictionary::get).toList();
      default -> keys.stream().<Value>map(key -> Tuple.of(key, dictionary.get(key))).toList();
    };
  }

  @Override
  public String typeName() {
    return "dict_" + part;
  }
}
