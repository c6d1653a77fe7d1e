package fitmend.inference.tensorflow;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.tensor.Structures;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.HasElements;
import fitmend.inference.value.Origin;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Optional;

/** An iterator over a {@link DataSet}: its elements one after the other, once. */
public final class DataIterator extends LibraryObject implements HasElements {
  private static final String TAKEN = "taken";

  private final DataSet source;
  private final boolean isInitializable;

  DataIterator(DataSet source, boolean isInitializable, Execution execution) {
    super("tensorflow.data.Iterator", execution);
    this.source = source;
    this.isInitializable = isInitializable;
  }

  /** Whether a session must run its initializer first. */
  public boolean isInitializable() {
    return isInitializable;
  }

  /** What its data set gives one after the other when it is run. */
  public Elements drawn(Execution execution) {
    return execution.computed(() -> source.elements(execution));
  }

  /** How many elements there are; empty when that is not known or there is no end. */
  public Optional<Long> size() {
    return source.size();
  }

  /** The operation that a session runs before it takes elements. */
  public static final class Initializer extends LibraryObject {
    private final DataIterator iterator;

    Initializer(DataIterator iterator, Execution execution) {
      super("tensorflow.Operation", execution);
      this.iterator = iterator;
    }

    public DataIterator iterator() {
      return iterator;
    }

    @Override
    protected boolean hasMethod(String name) {
      return false;
    }

    @Override
    public Value method(String name, Arguments arguments, Execution execution) {
      return execution.unknown(name + " of an initializer");
    }
  }

  /** One {@code get_next} of a graph: each run takes another element. */
  public record Draw(DataIterator iterator, Object identity) {}

  /** A tensor of what was taken. */
  public record Drawn(Draw draw, int index) implements Origin.Replay {
    @Override
    public Value run(List<Value> inputs, Execution execution) {
      return execution.unknown("an element of a data set");
    }
  }

  @Override
  public Elements elements(Execution execution) {
    Elements all = source.elements(execution);
    int taken = Math.min(taken(), all.known().size());
    slots().put(TAKEN, Constant.of(all.known().size()));
    return new Elements(all.known().subList(taken, all.known().size()), all.rest());
  }

  private int taken() {
    return slots().get(TAKEN) instanceof Constant(Long count) ? count.intValue() : 0;
  }

  private Value next(String exception, String message, Execution execution) {
    if (execution.buildsGraph()) {
      Draw draw = new Draw(this, new Object());
      int[] index = {0};
      return Structures.map(
          source.specification(),
          leaf -> leaf instanceof Tensor tensor ? node(tensor, draw, index[0]++, execution) : leaf,
          execution);
    }
    if (execution.isGraph()) {
      return DataSet.symbolic(source.specification(), execution);
    }
    Elements all = source.elements(execution);
    int taken = taken();
    if (taken < all.known().size()) {
      slots().put(TAKEN, Constant.of(taken + 1));
      return all.known().get(taken);
    }
    if (all.isComplete()) {
      throw execution.error(exception, message);
    }
    return all.rest();
  }

  private static Tensor node(Tensor tensor, Draw draw, int index, Execution execution) {
    List<Tensor> inputs = tensor.origin() == null ? List.of() : tensor.origin().inputs();
    return new Tensor(
        Holder.GRAPH,
        tensor.type(),
        tensor.shape(),
        new Origin(
            execution.at(),
            "tensorflow.data.Iterator.get_next",
            inputs,
            Optional.of(new Drawn(draw, index))));
  }

  @Override
  public Value attribute(String name, Execution execution) {
    return name.equals("initializer") && isInitializable
        ? new Initializer(this, execution)
        : super.attribute(name, execution);
  }

  @Override
  protected boolean hasMethod(String name) {
    return switch (name) {
      case "get_next", "__next__", "next" -> true;
      default -> false;
    };
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    return name.equals("get_next")
        ? next("OutOfRangeError", null, execution)
        : next("StopIteration", "", execution);
  }

  @Override
  public String typeName() {
    return "OwnedIterator";
  }
}
