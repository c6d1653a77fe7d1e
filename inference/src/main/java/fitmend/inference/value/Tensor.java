package fitmend.inference.value;

import java.util.List;
import java.util.Optional;

/** An array, tensor, variable or symbolic tensor. Two are equal only when they are the same one. */
public final class Tensor implements Value {
  /** Who holds it. */
  public enum Holder {
    /** A NumPy array or scalar. */
    NUMPY,
    /** A TensorFlow tensor with a value. */
    EAGER,
    /** A variable of TensorFlow or Keras. */
    VARIABLE,
    /** A tensor in a graph: in a traced function, or in TensorFlow 1. */
    GRAPH,
    /** A symbolic tensor of Keras, from {@code Input} on. */
    KERAS;

    /** Whether it is computed later, when something is fed. */
    public boolean isDeferred() {
      return this == GRAPH || this == KERAS;
    }
  }

  /** Elements of more are not remembered. */
  private static final int MOST_CONTENT = 1024;

  private final Holder holder;
  private final DataType type;
  private final Shape shape;
  private final Origin origin;
  private List<Object> content;
  private Labels labels = Labels.UNKNOWN;

  public Tensor(Holder holder, DataType type, Shape shape, Origin origin) {
    this.holder = holder;
    this.type = type;
    this.shape = shape;
    this.origin = origin;
  }

  public Holder holder() {
    return holder;
  }

  public DataType type() {
    return type;
  }

  public Shape shape() {
    return shape;
  }

  public Origin origin() {
    return origin;
  }

  /** The elements in row-major order, Longs, Doubles, Booleans or Strings, if known and few. */
  public Optional<List<Object>> content() {
    return Optional.ofNullable(content);
  }

  /** The same with these elements. */
  public Tensor withContent(List<Object> elements) {
    Tensor known = new Tensor(holder, type, shape, origin);
    known.content = elements.size() <= MOST_CONTENT ? List.copyOf(elements) : null;
    known.labels = labels;
    return known;
  }

  /** The same, made otherwise. */
  public Tensor withOrigin(Origin other) {
    Tensor known = new Tensor(holder, type, shape, other);
    known.content = content;
    known.labels = labels;
    return known;
  }

  /** What is known of it as labels. */
  public Labels labels() {
    return labels;
  }

  /** The same with what is known of it as labels. */
  public Tensor withLabels(Labels labels) {
    Tensor known = new Tensor(holder, type, shape, origin);
    known.content = content;
    known.labels = labels;
    return known;
  }

  /** Says that elements were assigned: shape and type stay. For ever, also if taken back. */
  public void forgetContent() {
    content = null;
    labels = Labels.UNKNOWN;
  }

  /** Says that its rows were put in another order. For ever, also if taken back. */
  public void forgetOrder() {
    content = null;
  }

  @Override
  public String typeName() {
    return switch (holder) {
      case NUMPY -> "numpy.ndarray";
      case EAGER -> "EagerTensor";
      case VARIABLE -> "ResourceVariable";
      case GRAPH -> "SymbolicTensor";
      case KERAS -> "KerasTensor";
    };
  }

  @Override
  public String toString() {
    return holder + " " + type.text() + " " + shape;
  }
}
