package fitmend.inference.tensorflow;

import fitmend.inference.library.Library;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Value;

/** TensorFlow, without Keras. */
public final class TensorflowLibrary implements Library {
  @Override
  public boolean has(String root) {
    return root.equals("tensorflow");
  }

  @Override
  public Value call(String path, Arguments arguments, Execution execution) {
    return null;
  }
}
