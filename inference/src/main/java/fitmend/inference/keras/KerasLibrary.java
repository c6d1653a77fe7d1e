package fitmend.inference.keras;

import fitmend.inference.library.Library;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Value;

/** Keras: 2.3 beside TensorFlow 1.15, 2.15 and 3 beside the TensorFlow of the target. */
public final class KerasLibrary implements Library {
  @Override
  public boolean has(String root) {
    return root.equals("keras");
  }

  @Override
  public Value call(String path, Arguments arguments, Execution execution) {
    return null;
  }
}
