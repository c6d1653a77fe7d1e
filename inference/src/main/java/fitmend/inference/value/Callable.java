package fitmend.inference.value;

/** Something that can be called. */
public interface Callable extends Value {
  Value call(Arguments arguments, Execution execution);
}
