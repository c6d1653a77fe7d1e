package fitmend.inference.tensorflow;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.HasElements;
import fitmend.inference.value.Value;

/** An iterator over a {@link DataSet}: its elements one after the other, once. */
final class DataIterator extends LibraryObject implements HasElements {
  private static final String TAKEN = "taken";

  private final DataSet source;

  DataIterator(DataSet source, Execution execution) {
    super("tensorflow.data.Iterator", execution);
    this.source = source;
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
