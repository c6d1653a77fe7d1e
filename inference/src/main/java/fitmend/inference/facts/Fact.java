package fitmend.inference.facts;

import fitmend.inference.value.DataType;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.python.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an expression is each time it is evaluated, as rules see it. */
public sealed interface Fact {

  /** Nothing is known; never proves a failure. */
  record Unknown(String reason) implements Fact {}

  /** A Python constant: Long, Double, String, Boolean, or null for None. */
  record Constant(Object value) implements Fact {}

  /** A Python number, truth value or text of which only the type is known. */
  record Plain(Scalar.Type type) implements Fact {}

  /** Who holds an array. */
  enum Holder {
    NUMPY,
    PANDAS,
    /** A tensor or variable of TensorFlow. */
    TENSORFLOW,
    /** A symbolic tensor that a Keras layer or Input gave, or an argument of {@code call}. */
    KERAS
  }

  /** An array, frame or tensor. */
  record Array(Holder holder, DataType type, Shape shape) implements Fact {}

  /** A tuple or list. */
  record Sequence(List<Fact> elements) implements Fact {}

  /** A {@code tf.data.Dataset}. */
  record Dataset() implements Fact {}

  /**
   * A Keras layer.
   *
   * @param className qualified as {@code keras.layers.Dense}, whatever the import was, or the name
   *     of a class of the script
   */
  record Layer(String className) implements Fact {}

  /**
   * A Keras model.
   *
   * @param className {@code keras.Sequential}, {@code keras.Model}, or a class of the script
   * @param madeAt the call that made it
   */
  record Model(String className, Node madeAt) implements Fact {}

  /** A function of the script; a bound one gets its receiver as the first argument. */
  record Function(Node definition, boolean isBound) implements Fact {}

  /** Something of a library, or a built-in, that was named but not called. */
  record Reference(String path) implements Fact {}

  Unknown UNKNOWN = new Unknown("not followed");

  Unknown DIFFERS = new Unknown("differs from one evaluation to another");

  /** The least that is true of two. */
  static Fact join(Fact one, Fact other) {
    if (one.equals(other)) {
      return one;
    }
    if (one instanceof Array a && other instanceof Array b) {
      Optional<Holder> holder = join(a.holder(), b.holder());
      return holder.isPresent()
          ? new Array(
              holder.get(),
              a.type() == b.type() ? a.type() : DataType.UNKNOWN,
              a.shape().join(b.shape()))
          : DIFFERS;
    }
    if (one instanceof Sequence a
        && other instanceof Sequence b
        && a.elements().size() == b.elements().size()) {
      List<Fact> elements = new ArrayList<>();
      for (int i = 0; i < a.elements().size(); i++) {
        elements.add(join(a.elements().get(i), b.elements().get(i)));
      }
      return new Sequence(elements);
    }
    Optional<Scalar.Type> plain = plainType(one);
    return plain.isPresent() && plain.equals(plainType(other)) ? new Plain(plain.get()) : DIFFERS;
  }

  /** The same code runs on symbolic tensors first, and on fed ones when the model trains. */
  private static Optional<Holder> join(Holder one, Holder other) {
    boolean areTensors =
        (one == Holder.KERAS || one == Holder.TENSORFLOW)
            && (other == Holder.KERAS || other == Holder.TENSORFLOW);
    return one == other
        ? Optional.of(one)
        : areTensors ? Optional.of(Holder.KERAS) : Optional.empty();
  }

  /** The type of a Python number, truth value or text; empty for anything else. */
  static Optional<Scalar.Type> plainType(Fact fact) {
    return switch (fact) {
      case Constant(Long number) -> Optional.of(Scalar.Type.INT);
      case Constant(Double number) -> Optional.of(Scalar.Type.FLOAT);
      case Constant(Boolean truth) -> Optional.of(Scalar.Type.BOOL);
      case Constant(String text) -> Optional.of(Scalar.Type.STR);
      case Plain(Scalar.Type type) -> Optional.of(type);
      default -> Optional.empty();
    };
  }
}
