package fitmend.inference.python;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Callable;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Elements;
import fitmend.inference.value.HasElements;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.SetValue;
import fitmend.inference.value.SliceValue;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What a loop over a value meets. */
final class Loops {
  private static final int MOST_TAKEN = 32;

  private final Interpreter run;

  Loops(Interpreter run) {
    this.run = run;
  }

  Elements of(Value value) {
    return switch (value) {
      case Tuple tuple -> Elements.all(tuple.elements());
      case ListValue list ->
          list.isKnown()
              ? Elements.all(list.elements())
              : Elements.unknown(run.unknown("an element of a list that is not known"));
      case DictValue dictionary ->
          dictionary.isKnown()
              ? Elements.all(dictionary.keys())
              : Elements.unknown(run.unknown("a key"));
      case SetValue set ->
          set.isKnown()
              ? Elements.all(ordered(set.elements()))
              : Elements.unknown(run.unknown("an element of a set"));
      case ScriptClass type when type.isEnumeration() -> Elements.all(type.enumerated());
      case Constant(String text) ->
          Elements.all(
              text.codePoints().<Value>mapToObj(c -> Constant.of(Character.toString(c))).toList());
      case HasElements object -> object.elements(run);
      case Tensor tensor -> ofTensor(tensor);
      case Instance instance -> ofInstance(instance);
      case Constant constant when !constant.typeName().equals("bytes") -> throw refused(value);
      case Scalar scalar when !scalar.equals(Scalar.STR) -> throw refused(value);
      case Scalar scalar -> Elements.unknown(Scalar.STR);
      case Function function -> throw refused(value);
      case LibraryObject object -> Elements.unknown(run.unknown("an element"));
      case Callable callable -> Elements.unknown(run.unknown("an element"));
      default -> {
        run.branching().mayRaise();
        yield Elements.unknown(run.unknown("an element of " + value.typeName()));
      }
    };
  }

  private Elements ofInstance(Instance instance) {
    if (instance.type().member("__iter__") != null) {
      Value iterator = run.call(run.attribute(instance, "__iter__"), Arguments.NONE);
      return iterator instanceof Instance own && own.type().member("__next__") != null
          ? taken(own)
          : of(iterator);
    }
    if (instance.base() instanceof HasElements object) {
      return object.elements(run);
    }
    boolean isClosed =
        instance.base() == null
            && !instance.type().isOpen()
            && instance.type().member("__getitem__") == null;
    if (isClosed) {
      throw refused(instance);
    }
    return Elements.unknown(run.unknown("an element of " + instance.typeName()));
  }

  /** What {@code __next__} gives until it ends; what it changes stays only if it ends soon. */
  private Elements taken(Instance iterator) {
    List<Value> known = new ArrayList<>();
    int mark = run.journal().begin();
    boolean hasEnded = false;
    try {
      while (known.size() < MOST_TAKEN) {
        known.add(run.call(run.attribute(iterator, "__next__"), Arguments.NONE));
      }
    } catch (PythonError error) {
      hasEnded = "StopIteration".equals(error.type());
      if (!hasEnded && known.isEmpty()) {
        throw error;
      }
    } finally {
      if (hasEnded) {
        run.journal().keep(mark);
      } else {
        run.journal().takeBack(mark);
      }
    }
    return hasEnded ? Elements.all(known) : Elements.unknown(Elements.all(known).any());
  }

  private PythonError refused(Value value) {
    return run.error("TypeError", "'" + value.typeName() + "' object is not iterable");
  }

  /**
   * Small whole numbers stand in the places of a set's table that they name, others in places that
   * nobody knows.
   */
  private static List<Value> ordered(List<Value> elements) {
    int places = 8;
    while (elements.size() * 5 >= (places - 1) * 3) {
      places *= 2;
    }
    long[] numbers = new long[elements.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!(elements.get(i) instanceof Constant(Long number)) || number < 0 || number >= places) {
        return Collections.nCopies(elements.size(), Elements.all(elements).any());
      }
      numbers[i] = number;
    }
    Arrays.sort(numbers);
    return Arrays.stream(numbers).<Value>mapToObj(Constant::of).toList();
  }

  private Elements ofTensor(Tensor tensor) {
    if (tensor.holder() == Tensor.Holder.GRAPH && run.buildsGraph()) {
      throw run.error(
          "OperatorNotAllowedInGraphError",
          run.target().isGraphMode()
              ? "iterating over `tf.Tensor` is not allowed in Graph execution. Use Eager execution"
                  + " or decorate this function with @tf.function."
              : null);
    }
    if (!tensor.shape().isRanked()) {
      return Elements.unknown(run.unknown("a row"));
    }
    if (tensor.shape().rank() == 0 && tensor.holder().isDeferred()) {
      return Elements.unknown(run.unknown("a row of a scalar"));
    }
    if (tensor.shape().rank() == 0) {
      throw run.error(
          "TypeError",
          tensor.holder() == Tensor.Holder.NUMPY
              ? "iteration over a 0-d array"
              : "Cannot iterate over a scalar tensor.");
    }
    int size = tensor.shape().size(0);
    Value row =
        run.subscript(
            tensor,
            size == 0
                ? new SliceValue(Constant.NONE, Constant.NONE, Constant.NONE)
                : Constant.of(0));
    if (size < 0 || size > 256) {
      return Elements.unknown(row);
    }
    List<Value> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      rows.add(tensor.content().isPresent() ? run.subscript(tensor, Constant.of(i)) : row);
    }
    return Elements.all(rows);
  }
}
