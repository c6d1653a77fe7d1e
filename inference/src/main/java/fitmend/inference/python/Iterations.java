package fitmend.inference.python;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.library.Method;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Elements;
import fitmend.inference.value.IteratorValue;
import fitmend.inference.value.Join;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.SetValue;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Built-in functions that go over the elements of values. */
final class Iterations {
  private final Interpreter run;

  Iterations(Interpreter run) {
    this.run = run;
  }

  private Value iterator(String kind, Elements elements) {
    return new IteratorValue(run.journal(), kind, () -> elements);
  }

  Value enumerated(Elements elements, Value start) {
    List<Value> pairs = new ArrayList<>();
    for (Value element : elements.known()) {
      Value place =
          start instanceof Constant(Long from) ? Constant.of(from + pairs.size()) : Scalar.INT;
      pairs.add(Tuple.of(place, element));
    }
    Value rest = elements.isComplete() ? null : Tuple.of(Scalar.INT, elements.rest());
    return iterator("enumerate", new Elements(pairs, rest));
  }

  /** The rows of several iterables, as far as the shortest goes. */
  private Elements rows(List<Elements> all) {
    if (all.isEmpty()) {
      return Elements.all(List.of());
    }
    int shortest = Integer.MAX_VALUE;
    int known = Integer.MAX_VALUE;
    for (Elements each : all) {
      known = Math.min(known, each.known().size());
      shortest = each.isComplete() ? Math.min(shortest, each.known().size()) : shortest;
    }
    List<Value> rows = new ArrayList<>();
    for (int i = 0; i < known; i++) {
      int at = i;
      rows.add(new Tuple(all.stream().map(each -> each.known().get(at)).toList()));
    }
    Value rest = shortest <= known ? null : new Tuple(all.stream().map(Elements::any).toList());
    return new Elements(rows, rest);
  }

  Value zipped(List<Value> given) {
    List<Elements> all = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      Value each = given.get(i);
      if (run.target().isGraphMode() && isNumber(each)) {
        throw run.error("TypeError", "zip argument #" + (i + 1) + " must support iteration");
      }
      all.add(run.elements(each));
    }
    return iterator("zip", rows(all));
  }

  private static boolean isNumber(Value value) {
    return value instanceof Constant(Object plain) && !(plain instanceof String);
  }

  Value mapped(List<Value> given) {
    if (given.size() < 2) {
      return run.unknown("map");
    }
    Elements rows = rows(given.subList(1, given.size()).stream().map(run::elements).toList());
    List<Value> results = new ArrayList<>();
    for (Value row : rows.known()) {
      results.add(
          run.call(given.getFirst(), Arguments.of(((Tuple) row).elements().toArray(Value[]::new))));
    }
    Value rest =
        rows.isComplete() ? null : run.unknown("the result of a function for a further element");
    return iterator("map", new Elements(results, rest));
  }

  Value filtered(List<Value> given) {
    Elements elements = run.elements(given.size() > 1 ? given.get(1) : given.getFirst());
    List<Value> kept = new ArrayList<>();
    boolean isSure = elements.isComplete() && given.size() > 1;
    for (Value element : isSure ? elements.known() : List.<Value>of()) {
      Value answer =
          given.getFirst() instanceof Constant
              ? element
              : run.call(given.getFirst(), Arguments.of(element));
      Optional<Boolean> truth = run.truth(answer);
      isSure &= truth.isPresent();
      if (truth.orElse(true)) {
        kept.add(element);
      }
    }
    return iterator("filter", isSure ? Elements.all(kept) : Elements.unknown(elements.any()));
  }

  Value reversed(Value value) {
    boolean isRefused =
        value instanceof Constant(Object plain) && !(plain instanceof String)
            || value instanceof SetValue
            || (value instanceof DictValue || value instanceof DictView)
                && run.target().isGraphMode()
            || value instanceof IteratorValue iterator && iterator.kind() != null;
    if (isRefused) {
      throw run.error("TypeError", "'" + value.typeName() + "' object is not reversible");
    }
    Elements elements = run.elements(value);
    return iterator(
        "reversed",
        elements.isComplete()
            ? Elements.all(elements.known().reversed())
            : Elements.unknown(elements.any()));
  }

  Value sorted(Value value, Arguments arguments) {
    // The order in which a set gives its elements is no matter here.
    return Ordering.sorted(Sets.elements(value, run), arguments, run);
  }

  Value begun(Value value) {
    if (value instanceof IteratorValue) {
      return value;
    }
    if (value instanceof LibraryObject object
        && object.attribute("__iter__", run) instanceof Method method) {
      return run.call(method, Arguments.NONE);
    }
    if (value instanceof Instance instance && instance.type().member("__iter__") != null) {
      return run.call(run.attribute(instance, "__iter__"), Arguments.NONE);
    }
    Elements elements = run.elements(value);
    return iterator(null, elements);
  }

  Value next(Value iterator, List<Value> given) {
    if (iterator instanceof IteratorValue generator) {
      Value value = generator.next();
      if (value != null) {
        return value;
      }
      if (given.size() > 1) {
        return given.get(1);
      }
      throw run.error("StopIteration", "");
    }
    if (iterator instanceof Instance instance && instance.type().member("__next__") != null) {
      try {
        return run.call(run.attribute(instance, "__next__"), Arguments.NONE);
      } catch (PythonError error) {
        if (given.size() < 2 || !"StopIteration".equals(error.type())) {
          throw error;
        }
        return given.get(1);
      }
    }
    if (iterator instanceof LibraryObject object) {
      Value method = object.attribute("__next__", run);
      if (method == null) {
        throw isNoIterator(iterator);
      }
      if (method instanceof Method) {
        return run.call(method, Arguments.NONE);
      }
    }
    boolean isPlain =
        iterator instanceof ListValue
            || iterator instanceof Tuple
            || iterator instanceof DictValue
            || iterator instanceof SetValue
            || iterator instanceof RangeValue
            || iterator instanceof Constant
            || iterator instanceof Tensor tensor && tensor.holder() == Tensor.Holder.NUMPY;
    if (isPlain) {
      throw isNoIterator(iterator);
    }
    return iterator instanceof Unknown ? iterator : run.elements(iterator).any();
  }

  private PythonError isNoIterator(Value value) {
    return run.error("TypeError", "'" + value.typeName() + "' object is not an iterator");
  }

  Value sum(Elements elements, Value start) {
    Value total = start;
    for (Value element : elements.known()) {
      total = run.operators().binary("+", total, element);
    }
    return elements.isComplete()
        ? total
        : Join.scalar(elements.any())
            .filter(each -> Join.scalar(start).isPresent())
            .<Value>map(each -> each)
            .orElse(run.unknown("a sum"));
  }

  /** {@code min} and {@code max}. */
  Value extreme(String name, Arguments arguments) {
    List<Value> given = arguments.positional();
    Elements elements =
        given.size() == 1 ? Sets.elements(given.getFirst(), run) : Elements.all(given);
    Value fallback = arguments.keywords().get("default");
    if (elements.isComplete() && elements.known().isEmpty()) {
      if (fallback != null) {
        return fallback;
      }
      throw run.error(
          "ValueError",
          name
              + (run.target().hasKeras3()
                  ? "() iterable argument is empty"
                  : "() arg is an empty sequence"));
    }
    if (elements.known().isEmpty()) {
      return elements.any();
    }
    Value best =
        Ordering.extreme(
            elements.known(), arguments.keywords().get("key"), name.equals("max"), run);
    if (best != null && elements.isComplete()) {
      return best;
    }
    return fallback == null ? elements.any() : Join.of(elements.any(), fallback);
  }

  Value quantified(boolean isAny, Elements elements) {
    boolean isSure = elements.isComplete();
    for (Value element : elements.known()) {
      Optional<Boolean> truth = run.truth(element);
      if (truth.isPresent() && truth.get() == isAny) {
        return Constant.of(isAny);
      }
      isSure &= truth.isPresent();
    }
    return isSure ? Constant.of(!isAny) : Scalar.BOOL;
  }

  /** {@code range(...)}. */
  Value range(List<Value> given) {
    long[] bounds = new long[3];
    boolean isKnown = true;
    for (int i = 0; i < given.size() && i < 3; i++) {
      Value bound = Operators.plain(given.get(i));
      if (bound instanceof Tensor tensor
          && tensor.shape().isRanked()
          && tensor.shape().rank() == 0
          && tensor.content().filter(content -> content.size() == 1).isPresent()
          && tensor.content().get().getFirst() instanceof Long number) {
        bounds[i] = number;
      } else if (bound instanceof Constant(Long number)) {
        bounds[i] = number;
      } else if (bound instanceof Constant
          || bound instanceof ListValue
          || bound instanceof Tuple
          || bound.equals(Scalar.FLOAT)
          || bound.equals(Scalar.STR)) {
        throw run.error(
            "TypeError", "'" + bound.typeName() + "' object cannot be interpreted as an integer");
      } else {
        isKnown = false;
      }
    }
    if (!isKnown) {
      return new IteratorValue(run.journal(), () -> Elements.unknown(Scalar.INT));
    }
    if (given.size() == 3 && bounds[2] == 0) {
      throw run.error("ValueError", "range() arg 3 must not be zero");
    }
    return switch (given.size()) {
      case 1 -> new RangeValue(0, bounds[0], 1);
      case 2 -> new RangeValue(bounds[0], bounds[1], 1);
      default -> new RangeValue(bounds[0], bounds[1], bounds[2]);
    };
  }
}
