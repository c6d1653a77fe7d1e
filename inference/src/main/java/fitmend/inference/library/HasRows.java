package fitmend.inference.library;

import fitmend.inference.value.Execution;
import fitmend.inference.value.Value;

/** Something with rows that others may choose from, such as a frame of pandas. */
public interface HasRows extends Value {
  /** How many there are; negative when that is not known. */
  int rows();

  /** The same with other rows, so many of them; negative when that is not known. */
  Value withRows(int count, Execution execution);
}
