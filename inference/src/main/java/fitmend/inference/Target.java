package fitmend.inference;

import java.util.Arrays;
import java.util.Optional;

/** The TensorFlow, with its Keras, that a script is meant to run on. */
public enum Target {
  /** TensorFlow 1.15 with standalone Keras 2.3. */
  TENSORFLOW_1_15("1.15", "2.3"),
  /** TensorFlow 2.15 with Keras 2.15. */
  TENSORFLOW_2_15("2.15", "2.15"),
  /** TensorFlow 2.21 with Keras 3.15. */
  TENSORFLOW_2_21("2.21", "3.15");

  /** The target of a script that does not say. */
  public static final Target DEFAULT = TENSORFLOW_2_21;

  private final String tensorflow;
  private final boolean hasKeras3;

  Target(String tensorflow, String keras) {
    this.tensorflow = tensorflow;
    this.hasKeras3 = keras.startsWith("3");
  }

  /** The target written {@code tensorflow==2.21}. */
  public static Optional<Target> parse(String text) {
    return Arrays.stream(values()).filter(target -> target.toString().equals(text)).findFirst();
  }

  /** Whether Keras 3 is what {@code tensorflow.keras} means there. */
  public boolean hasKeras3() {
    return hasKeras3;
  }

  /** Whether scripts build graphs and run them in sessions there. */
  public boolean isGraphMode() {
    return this == TENSORFLOW_1_15;
  }

  @Override
  public String toString() {
    return "tensorflow==" + tensorflow;
  }
}
