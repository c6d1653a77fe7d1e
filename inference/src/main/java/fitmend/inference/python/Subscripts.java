package fitmend.inference.python;

import fitmend.inference.library.HasItems;
import fitmend.inference.library.Library;
import fitmend.inference.library.LibraryObject;
import fitmend.inference.library.Method;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Elements;
import fitmend.inference.value.IteratorValue;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.SetValue;
import fitmend.inference.value.Shape;
import fitmend.inference.value.SliceValue;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code container[index]}: read, assigned and deleted. */
final class Subscripts {
  private final Interpreter run;

  Subscripts(Interpreter run) {
    this.run = run;
  }

  Value subscript(Value container, Value index) {
    return switch (container) {
      case Unknown unknown -> unknown;
      case Tensor tensor ->
          run.operators().byLibrary(library -> library.subscript(tensor, index, run), tensor);
      case Tuple tuple -> ofSequence(tuple.elements(), index, "tuple");
      case ListValue list ->
          list.isKnown()
              ? ofSequence(list.elements(), index, "list")
              : index instanceof SliceValue
                  ? ListValue.unknown(run.journal(), "part of a list that is not known")
                  : run.unknown("an element of a list that is not known");
      case DictValue dictionary -> ofDictionary(dictionary, index);
      case Constant(String text) -> ofText(text, index);
      case RangeValue range -> ofRange(range, index);
      case DictView view -> throw refused(container);
      case SetValue set -> throw refused(container);
      case IteratorValue iterator when iterator.kind() != null -> throw refused(container);
      case Reference(String path) when path.startsWith("typing.") || path.startsWith("builtins.") ->
          container;
      case ScriptClass type when type.isEnumeration() -> ofEnumeration(type, index);
      case Instance instance when instance.type().member("__getitem__") != null ->
          run.call(run.attribute(instance, "__getitem__"), Arguments.of(index));
      case HasItems object -> object.item(index, run);
      case LibraryObject object when object.attribute("__getitem__", run) == null ->
          throw refused(object);
      case Constant constant when !constant.typeName().equals("bytes") -> throw refused(container);
      case Scalar scalar when !scalar.equals(Scalar.STR) -> throw refused(container);
      case Scalar scalar -> Scalar.STR;
      case Function function -> throw refused(container);
      case BoundMethod method -> throw refused(container);
      case Instance instance
          when instance.base() == null && !instance.type().isOpen() && !instance.isOpen() ->
          throw refused(container);
      default -> run.unknown("an element of " + container.typeName());
    };
  }

  private PythonError refused(Value container) {
    return run.error("TypeError", "'" + container.typeName() + "' object is not subscriptable");
  }

  private static boolean hasZeroStep(SliceValue slice) {
    return slice.step().equals(Constant.of(0));
  }

  private Value ofEnumeration(ScriptClass type, Value index) {
    if (!(index instanceof Constant(String name))) {
      return run.unknown("a member of " + type.name());
    }
    Value member = type.members().get(name);
    if (member == null) {
      throw run.error("KeyError", Representation.quoted(name));
    }
    return member;
  }

  private Value ofRange(RangeValue range, Value index) {
    switch (Operators.plain(index)) {
      case Constant(Long number) -> {
        long at = number < 0 ? number + range.size() : number;
        if (at < 0 || at >= range.size()) {
          throw run.error("IndexError", "range object index out of range");
        }
        return Constant.of(range.start() + at * range.step());
      }
      case SliceValue slice when range.size() < Integer.MAX_VALUE -> {
        return Slicing.bounds(slice, (int) range.size())
            .<Value>map(
                bounds ->
                    new RangeValue(
                        range.start() + bounds[0] * range.step(),
                        range.start() + bounds[1] * range.step(),
                        range.step() * bounds[2]))
            .orElse(run.unknown("a bound is not known"));
      }
      case Constant constant ->
          throw run.error(
              "TypeError", "range indices must be integers or slices, not " + constant.typeName());
      default -> {
        return Scalar.INT;
      }
    }
  }

  private Value ofSequence(List<Value> elements, Value index, String type) {
    int size = elements.size();
    switch (Operators.plain(index)) {
      case Constant(Long number) -> {
        long at = number < 0 ? number + size : number;
        if (at < 0 || at >= size) {
          throw run.error("IndexError", type + " index out of range");
        }
        return elements.get((int) at);
      }
      case SliceValue slice -> {
        if (hasZeroStep(slice)) {
          throw run.error("ValueError", "slice step cannot be zero");
        }
        Optional<int[]> places = Slicing.places(slice, size);
        if (places.isEmpty()) {
          return type.equals("list")
              ? ListValue.unknown(run.journal(), "a bound is not known")
              : run.unknown("a bound is not known");
        }
        List<Value> part = new ArrayList<>();
        for (int place : places.get()) {
          part.add(elements.get(place));
        }
        return type.equals("list") ? new ListValue(run.journal(), part) : new Tuple(part);
      }
      case Constant constant ->
          throw run.error(
              "TypeError",
              "%s indices must be integers or slices, not %s".formatted(type, constant.typeName()));
      case Tuple tuple ->
          throw run.error("TypeError", type + " indices must be integers or slices, not tuple");
      default -> {
        return Elements.all(elements).any();
      }
    }
  }

  private Value ofDictionary(DictValue dictionary, Value index) {
    if (!dictionary.isKnown() || !DictValue.isKey(index)) {
      return dictionary.isKnown() && dictionary.factory() == null
          ? ofSomeKey(dictionary, index)
          : run.unknown("a value of a dictionary");
    }
    Value value = dictionary.get(index);
    if (value == null && dictionary.typeName().equals("Counter")) {
      return Constant.of(0);
    }
    if (value == null && dictionary.factory() != null) {
      Value made = run.call(dictionary.factory(), Arguments.NONE);
      dictionary.put(index, made);
      return made;
    }
    if (value == null && !(index instanceof Tensor)) {
      throw Dictionaries.missing(index, run);
    }
    return value == null ? run.unknown("a value of a dictionary") : value;
  }

  /** What a key that is not known has. */
  private Value ofSomeKey(DictValue dictionary, Value index) {
    boolean isHashable =
        index instanceof Scalar
            || index instanceof Tensor tensor
                && tensor.holder() == Tensor.Holder.NUMPY
                && tensor.shape().equals(Shape.SCALAR);
    if (!isHashable || !dictionary.typeName().equals("dict")) {
      return run.unknown("a value of a dictionary");
    }
    List<Value> values = new ArrayList<>();
    dictionary.keys().forEach(key -> values.add(dictionary.get(key)));
    if (values.isEmpty()) {
      throw run.error("KeyError", null);
    }
    return Elements.all(values).any();
  }

  private Value ofText(String text, Value index) {
    int[] letters = text.codePoints().toArray();
    switch (Operators.plain(index)) {
      case Constant(Long number) -> {
        long at = number < 0 ? number + letters.length : number;
        if (at < 0 || at >= letters.length) {
          throw run.error("IndexError", "string index out of range");
        }
        return Constant.of(Character.toString(letters[(int) at]));
      }
      case SliceValue slice -> {
        if (hasZeroStep(slice)) {
          throw run.error("ValueError", "slice step cannot be zero");
        }
        Optional<int[]> places = Slicing.places(slice, letters.length);
        if (places.isEmpty()) {
          return Scalar.STR;
        }
        StringBuilder part = new StringBuilder();
        for (int place : places.get()) {
          part.appendCodePoint(letters[place]);
        }
        return Constant.of(part.toString());
      }
      case Constant constant ->
          throw run.error(
              "TypeError",
              "string indices must be integers"
                  + (run.target().isGraphMode() ? "" : ", not '" + constant.typeName() + "'"));
      case Scalar scalar when scalar.equals(Scalar.STR) || scalar.equals(Scalar.FLOAT) ->
          throw run.error(
              "TypeError",
              "string indices must be integers"
                  + (run.target().isGraphMode() ? "" : ", not '" + scalar.typeName() + "'"));
      default -> {
        return Scalar.STR;
      }
    }
  }

  private void replace(ListValue list, SliceValue slice, Value value) {
    Optional<int[]> places = Slicing.places(slice, list.elements().size());
    Elements more = run.elements(value);
    boolean isPlain = slice.step() instanceof Constant step && step.isNone();
    if (places.isEmpty() || !isPlain || !more.isComplete()) {
      list.forget("a part was assigned");
      return;
    }
    int size = list.elements().size();
    int from =
        places.get().length > 0
            ? places.get()[0]
            : Slicing.places(new SliceValue(Constant.NONE, slice.lower(), Constant.NONE), size)
                .map(before -> slice.lower().equals(Constant.NONE) ? 0 : before.length)
                .orElse(0);
    List<Value> changed = new ArrayList<>(list.elements().subList(0, from));
    changed.addAll(more.known());
    changed.addAll(list.elements().subList(from + places.get().length, size));
    list.set(changed);
  }

  /** {@code del container[index]}. */
  void delete(Value container, Value index) {
    switch (container) {
      case DictValue dictionary when dictionary.isKnown() && DictValue.isKey(index) -> {
        if (dictionary.get(index) == null) {
          throw Dictionaries.missing(index, run);
        }
        dictionary.remove(index);
      }
      case ListValue list when list.isKnown() && index instanceof Constant(Long number) -> {
        int size = list.elements().size();
        long at = number < 0 ? number + size : number;
        if (at < 0 || at >= size) {
          throw run.error("IndexError", "list assignment index out of range");
        }
        List<Value> changed = new ArrayList<>(list.elements());
        changed.remove((int) at);
        list.set(changed);
      }
      case LibraryObject object
          when object.attribute("__delitem__", run) instanceof Method method ->
          run.call(method, Arguments.of(index));
      default -> run.escape(List.of(container));
    }
  }

  /** {@code container[index] = value}. */
  void assign(Value container, Value index, Value value) {
    switch (container) {
      case ListValue list -> {
        if (index instanceof Constant(Object plain)
                && !(plain instanceof Number || plain instanceof Boolean)
            || index instanceof Constant(Double fraction)) {
          throw run.error(
              "TypeError", "list indices must be integers or slices, not " + index.typeName());
        }
        if (list.isKnown() && index instanceof Constant(Long number)) {
          int size = list.elements().size();
          long at = number < 0 ? number + size : number;
          if (at < 0 || at >= size) {
            throw run.error("IndexError", "list assignment index out of range");
          }
          List<Value> changed = new ArrayList<>(list.elements());
          changed.set((int) at, value);
          list.set(changed);
        } else if (list.isKnown() && index instanceof SliceValue slice) {
          replace(list, slice, value);
        } else {
          list.forget("an element was assigned");
        }
      }
      case DictValue dictionary -> {
        Containers.requireHashable(index, run);
        dictionary.put(index, value);
      }
      case Tensor tensor -> {
        boolean isDone = false;
        for (Library library : run.libraries()) {
          isDone = isDone || library.assign(tensor, index, value, run);
        }
        tensor.forgetContent();
      }
      case Tuple tuple ->
          throw run.error("TypeError", "'tuple' object does not support item assignment");
      case Constant constant ->
          throw run.error(
              "TypeError", "'" + constant.typeName() + "' object does not support item assignment");
      case Instance instance when instance.type().member("__setitem__") != null ->
          run.call(run.attribute(instance, "__setitem__"), Arguments.of(index, value));
      case HasItems object -> object.setItem(index, value, run);
      default -> run.escape(List.of(container, value));
    }
  }
}
