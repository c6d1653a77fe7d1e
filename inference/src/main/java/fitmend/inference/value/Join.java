package fitmend.inference.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The least that is true of two values. */
public final class Join {
  private static final Unknown DIFFERS = new Unknown("differs from branch to branch");

  private Join() {}

  public static Value of(Value one, Value other) {
    if (one == other || one.equals(other)) {
      return one;
    }
    Optional<Scalar> left = scalar(one);
    Optional<Scalar> right = scalar(other);
    if (left.isPresent() && left.equals(right)) {
      return left.get();
    }
    if (one instanceof Tuple first
        && other instanceof Tuple second
        && first.elements().size() == second.elements().size()) {
      List<Value> elements = new ArrayList<>();
      for (int i = 0; i < first.elements().size(); i++) {
        elements.add(of(first.elements().get(i), second.elements().get(i)));
      }
      return new Tuple(elements);
    }
    if (one instanceof Tensor first
        && other instanceof Tensor second
        && first.holder() == second.holder()
        && !isReplayed(first)
        && !isReplayed(second)) {
      return new Tensor(
          first.holder(),
          first.type() == second.type() ? first.type() : DataType.UNKNOWN,
          first.shape().join(second.shape()),
          first.origin());
    }
    return DIFFERS;
  }

  /** What is computed again at other shapes is one or the other, not something between. */
  private static boolean isReplayed(Tensor tensor) {
    return tensor.holder() == Tensor.Holder.KERAS
        || tensor.holder() != Tensor.Holder.NUMPY && tensor.origin().replay().isPresent();
  }

  /** What is known of the type of a Python scalar. */
  public static Optional<Scalar> scalar(Value value) {
    if (value instanceof Scalar scalar) {
      return Optional.of(scalar);
    }
    return value instanceof Constant constant
        ? switch (constant.value()) {
          case Boolean bool -> Optional.of(Scalar.BOOL);
          case Long number -> Optional.of(Scalar.INT);
          case Double number -> Optional.of(Scalar.FLOAT);
          case String text -> Optional.of(Scalar.STR);
          default -> Optional.empty();
        }
        : Optional.empty();
  }
}
