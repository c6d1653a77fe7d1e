package fitmend.inference.library;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.Optional;

/**
 * A model of a library: what its functions and the operators on its tensors give, and which
 * exceptions they raise. Null stands for "not mine" everywhere; what is its own and not modelled is
 * {@link fitmend.inference.value.Unknown}.
 */
public interface Library {

  /** What a path below the library names, if it is not simply a reference: {@code numpy.pi}. */
  default Value member(String path, Execution execution) {
    return null;
  }

  /** The result of calling what a path names. */
  Value call(String path, Arguments arguments, Execution execution);

  /** An object of a class that the script extends, before its {@code __init__}. */
  default LibraryObject allocate(String path, Execution execution) {
    return null;
  }

  /** Whether the library has modules below that root, such as {@code numpy}. */
  boolean has(String root);

  /** The result of {@code left operator right}, comparisons included. */
  default Value binary(String operator, Value left, Value right, Execution execution) {
    return null;
  }

  /** The result of {@code operator tensor}. */
  default Value unary(String operator, Tensor operand, Execution execution) {
    return null;
  }

  /** The result of {@code tensor[index]}. */
  default Value subscript(Tensor tensor, Value index, Execution execution) {
    return null;
  }

  /** The attribute of a tensor, methods left out. */
  default Value attribute(Tensor tensor, String name, Execution execution) {
    return null;
  }

  /** The result of a method of a tensor. */
  default Value method(Tensor tensor, String name, Arguments arguments, Execution execution) {
    return null;
  }

  /** {@code tensor[index] = value}; whether the library did it. */
  default boolean assign(Tensor tensor, Value index, Value value, Execution execution) {
    return false;
  }

  /** Whether a tensor counts as true; raises where it is ambiguous. */
  default Optional<Boolean> truth(Tensor tensor, Execution execution) {
    return Optional.empty();
  }
}
