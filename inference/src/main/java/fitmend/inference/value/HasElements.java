package fitmend.inference.value;

/** Something that a loop can go over. */
public interface HasElements extends Value {
  Elements elements(Execution execution);
}
