package fitmend.inference.numpy;

import fitmend.inference.library.Library;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Value;

/** NumPy: 1.18 beside TensorFlow 1.15, 1.26 beside 2.15, 2 beside 2.21. */
public final class NumpyLibrary implements Library {
  @Override
  public boolean has(String root) {
    return root.equals("numpy");
  }

  @Override
  public Value call(String path, Arguments arguments, Execution execution) {
    return null;
  }
}
