package fitmend.inference.tensorflow;

import fitmend.inference.tensor.Structures;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Join;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The elements of a data set: what TensorFlow knows of each before it computes one, and what they
 * will be. Batches differ so: their size is not known beforehand, and the last one may be smaller.
 *
 * @param spec what {@code element_spec} says
 * @param first the first element; when it is not {@code any}, there certainly is one
 * @param any what is true of every element
 * @param last the last element
 * @param count how many there are, or {@link #INFINITE} or {@link #UNKNOWN}
 */
record Flow(Value spec, Value first, Value any, Value last, long count) {
  /** It never ends. */
  static final long INFINITE = -1;

  /** TensorFlow does not know how many there are. */
  static final long UNKNOWN = -2;

  /** The twin does not know how many there are; TensorFlow may. */
  static final long UNTOLD = -3;

  private static final int FEW = 16;

  /** Elements that are all alike. */
  static Flow alike(Value element, long count) {
    return new Flow(element, element, element, element, count);
  }

  /** The same elements, another number of them. */
  Flow counted(long number) {
    return new Flow(spec, first, any, last, number);
  }

  /** The same without knowing which comes first or last. */
  Flow mixed(long number) {
    return new Flow(spec, any, any, any, number);
  }

  /** The same that starts or ends elsewhere. */
  Flow cut(boolean keepsFirst, boolean keepsLast, long number) {
    return new Flow(spec, keepsFirst ? first : any, any, keepsLast ? last : any, number);
  }

  /** Each element made into another. */
  Flow each(UnaryOperator<Value> change) {
    Value changed = change.apply(spec);
    Value one = first == spec ? changed : change.apply(first);
    Value all = any == first ? one : any == spec ? changed : change.apply(any);
    Value end = last == any ? all : last == first ? one : change.apply(last);
    return new Flow(changed, one, all, end, count);
  }

  /** The elements of several data sets beside each other, in the structure of the sets. */
  static Flow zip(Value sets, Execution execution) {
    List<Value> leaves = Structures.leaves(sets).orElseThrow(() -> new NotKnown("what is zipped"));
    long least = INFINITE;
    boolean isSame = true;
    for (Value leaf : leaves) {
      long count = ((DataSet) leaf).flow().count;
      least = shorter(least, count);
      isSame &= count == ((DataSet) leaves.getFirst()).flow().count;
    }
    boolean hasLasts = isSame && least >= 0;
    return new Flow(
        each(sets, Flow::spec, execution),
        each(sets, Flow::first, execution),
        each(sets, Flow::any, execution),
        each(sets, flow -> hasLasts ? flow.last : flow.any, execution),
        least);
  }

  private static Value each(Value sets, Function<Flow, Value> part, Execution execution) {
    return Structures.map(sets, set -> part.apply(((DataSet) set).flow()), execution);
  }

  private static long shorter(long one, long other) {
    if (one == UNTOLD || other == UNTOLD) {
      return UNTOLD;
    }
    if (one == UNKNOWN || other == UNKNOWN) {
      return UNKNOWN;
    }
    return one == INFINITE ? other : other == INFINITE ? one : Math.min(one, other);
  }

  /** These, then those of another. */
  Flow then(Flow other) {
    long sum =
        count == INFINITE || other.count == INFINITE
            ? INFINITE
            : count < 0 || other.count < 0 ? Math.min(count, other.count) : count + other.count;
    return new Flow(
        Join.of(spec, other.spec),
        count == 0 ? other.first : count > 0 ? first : Join.of(first, other.first),
        Join.of(any, other.any),
        other.count > 0 ? other.last : Join.of(any, other.any),
        sum);
  }

  /** The elements put together, so many at a time; Shape.ANY is not known. */
  Flow batched(int size, boolean isDropped, Execution execution) {
    if (size <= 0) {
      return alike(rows(any, Shape.ANY, execution), count < 0 ? count : UNTOLD);
    }
    Value whole = rows(any, size, execution);
    Value open = isDropped ? whole : rows(spec, Shape.ANY, execution);
    if (count < 0 || isDropped) {
      boolean isWhole = isDropped || count == INFINITE;
      Value each = isWhole ? whole : rows(any, Shape.ANY, execution);
      return new Flow(open, each, each, each, count < 0 ? count : count / size);
    }
    long left = count % size;
    Value rest = left == 0 ? whole : rows(any, (int) left, execution);
    Value one = count < size ? rest : whole;
    Value all = left == 0 ? whole : count < size ? rest : rows(any, Shape.ANY, execution);
    return new Flow(open, one, all, rest, (count + size - 1) / size);
  }

  private static Value rows(Value element, int size, Execution execution) {
    return reshaped(element, shape -> Shape.of(size).concat(shape), execution);
  }

  /** The same structure with other shapes. */
  static Value reshaped(Value element, UnaryOperator<Shape> change, Execution execution) {
    return Structures.map(
        element,
        leaf ->
            switch (leaf) {
              case Tensor tensor -> {
                Step step = new Step("tensorflow.data.Dataset", execution);
                step.takes(tensor);
                yield step.made(tensor.type(), change.apply(tensor.shape()))
                    .withLabels(tensor.labels());
              }
              case DataSet inner -> execution.unknown("a batch of data sets");
              default -> leaf;
            },
        execution);
  }

  /** In place of an element: computing it raises. */
  record Refused(String type, String message) implements Value {
    @Override
    public String typeName() {
      return "Tensor";
    }
  }

  /** What a loop meets. */
  Elements elements(Execution execution) {
    if (count == 0) {
      return Elements.all(List.of());
    }
    if (first instanceof Refused(String type, String message)) {
      throw execution.error(type, message);
    }
    if (count < 0) {
      boolean hasFirst = count == INFINITE || first != any;
      return hasFirst ? new Elements(List.of(first), any) : Elements.unknown(any);
    }
    if (count > FEW) {
      return new Elements(List.of(first), any == first ? last : any);
    }
    List<Value> all = new ArrayList<>(Collections.nCopies((int) count, any));
    all.set(0, first);
    all.set((int) count - 1, count == 1 ? first : last);
    return Elements.all(all);
  }
}
