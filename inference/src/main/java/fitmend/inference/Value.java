package fitmend.inference;

import fitmend.python.tree.Node;
import java.util.List;

/** What is known of a value without running the script. */
public sealed interface Value {

  /** Nothing is known; never proves a failure. */
  record Unknown(String reason) implements Value {}

  /** A Python constant: Long, Double, String, Boolean, or null for None. */
  record Constant(Object value) implements Value {}

  /** Who holds an array. */
  enum Holder {
    NUMPY,
    PANDAS,
    /** A concrete tensor or variable. */
    TENSORFLOW,
    /** A symbolic tensor that a Keras layer or Input gave, or an argument of {@code call}. */
    KERAS,
    /** A nested list of numbers. */
    PYTHON
  }

  /**
   * An array, frame or tensor.
   *
   * @param madeAt the expression that gave it its element type: the call of the constructor, the
   *     arithmetic that widened it; where a cast once would serve all uses
   */
  record Array(Holder holder, DataType dataType, Shape shape, Node madeAt) implements Value {}

  /** A tuple or list of values, as {@code train_test_split} and unpacking make them. */
  record Sequence(List<Value> elements) implements Value {}

  /** A {@code tf.data.Dataset}; its element may be an Array or a Sequence. */
  record Dataset(Value element, Node madeAt) implements Value {}

  /**
   * A Keras layer.
   *
   * @param className qualified as {@code keras.layers.Dense}, whatever the import was, or the name
   *     of a class of the script
   */
  record Layer(String className, Node madeAt) implements Value {}

  /**
   * A Keras model.
   *
   * @param className {@code keras.Sequential}, {@code keras.Model}, or a class of the script
   */
  record Model(String className, Node madeAt) implements Value {}

  /** What only the analysis itself needs: functions, classes and objects of the script. */
  non-sealed interface Internal extends Value {}
}
