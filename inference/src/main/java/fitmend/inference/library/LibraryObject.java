package fitmend.inference.library;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Callable;
import fitmend.inference.value.Execution;
import fitmend.inference.value.HasAttributes;
import fitmend.inference.value.Slots;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import fitmend.python.tree.Node;

/**
 * An object of a class of a library: a layer, an optimizer, a data set. Its state stands in slots,
 * so that branches can be taken back; a class of the script that extends the library's class has
 * such an object inside.
 */
public abstract class LibraryObject implements HasAttributes, Callable {
  private final String path;
  private final Slots slots;
  private final Node madeAt;
  private Value self;

  protected LibraryObject(String path, Execution execution) {
    this.path = path;
    this.slots = new Slots(execution.journal());
    this.self = this;
    this.madeAt = execution.at();
  }

  /** The qualified name of its class in the library. */
  public final String path() {
    return path;
  }

  @Override
  public String typeName() {
    return self == this ? path.substring(path.lastIndexOf('.') + 1) : self.typeName();
  }

  /** The expression that made it. */
  public final Node madeAt() {
    return madeAt;
  }

  /** The object as the script sees it: this one, or the one of the script's class around it. */
  public final Value self() {
    return self;
  }

  public final void setSelf(Value around) {
    self = around;
  }

  /** Its state. */
  protected final Slots slots() {
    return slots;
  }

  /** Whether a {@code with} statement may hold it. */
  public final boolean isManager() {
    return hasMethod("__enter__");
  }

  @Override
  public Value attribute(String name, Execution execution) {
    Value set = slots.get(name);
    if (set != null) {
      return set;
    }
    return hasMethod(name)
        ? new Method(this, name)
        : new Unknown("attribute " + name + " of " + typeName());
  }

  @Override
  public void setAttribute(String name, Value value, Execution execution) {
    slots.put(name, value);
  }

  /** Says that somebody unseen got hold of it and may change it. */
  public void escape() {}

  /** Whether {@link #method} knows it. */
  protected abstract boolean hasMethod(String name);

  /** The result of a method. */
  public abstract Value method(String name, Arguments arguments, Execution execution);

  @Override
  public Value call(Arguments arguments, Execution execution) {
    return new Unknown("call of " + typeName());
  }
}
