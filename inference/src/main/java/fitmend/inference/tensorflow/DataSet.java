package fitmend.inference.tensorflow;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.library.Method;
import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Structures;
import fitmend.inference.tensor.TensorShape;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.HasElements;
import fitmend.inference.value.IteratorValue;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * A {@code tf.data.Dataset}.
 *
 * @see <a href="https://www.tensorflow.org/api_docs/python/tf/data/Dataset">its manual</a>
 */
public final class DataSet extends LibraryObject implements HasElements {
  static final String PATH = "tensorflow.data.Dataset";

  private final String kind;
  private final Flow flow;

  /**
   * @param kind the class of TensorFlow 2, as messages say it
   */
  DataSet(String kind, Flow flow, Execution execution) {
    super(PATH, execution);
    this.kind = execution.target().isGraphMode() ? "DatasetV1Adapter" : kind;
    this.flow = flow;
  }

  Flow flow() {
    return flow;
  }

  /** What is known of each element before it is computed: a tensor, or a structure of tensors. */
  public Value specification() {
    return flow.spec();
  }

  /** The first element, as far as it is known. */
  public Value first() {
    return flow.first();
  }

  /** The last element, as far as it is known. */
  public Value last() {
    return flow.last();
  }

  /** How many elements there are; empty when that is not known or there is no end. */
  public Optional<Long> size() {
    return flow.count() >= 0 ? Optional.of(flow.count()) : Optional.empty();
  }

  /** Whether it never ends. */
  public boolean isEndless() {
    return flow.count() == Flow.INFINITE;
  }

  /** Whether TensorFlow itself cannot tell how many elements there are. */
  public boolean isOfUnknownSize() {
    return flow.count() == Flow.UNKNOWN;
  }

  @Override
  public String typeName() {
    return kind;
  }

  @Override
  public Elements elements(Execution execution) {
    if (execution.isGraph()) {
      if (execution.target().isGraphMode()) {
        throw execution.error(
            "RuntimeError",
            "__iter__() is only supported inside of tf.function or when eager execution is"
                + " enabled.");
      }
      return Elements.unknown(symbolic(flow.spec(), execution));
    }
    return flow.elements(execution);
  }

  /** The element as a graph sees it. */
  static Value symbolic(Value element, Execution execution) {
    return Structures.map(
        element,
        leaf ->
            leaf instanceof Tensor tensor
                ? new Tensor(Holder.GRAPH, tensor.type(), tensor.shape(), tensor.origin())
                    .withLabels(tensor.labels())
                : leaf,
        execution);
  }

  @Override
  public Value attribute(String name, Execution execution) {
    return switch (name) {
      case "element_spec" -> specifications(execution);
      case "output_shapes", "output_types", "output_classes" ->
          execution.target().isGraphMode() ? old(name, execution) : null;
      case "__next__", "__getitem__" -> null;
      default -> {
        Value value = hasMethod(name) ? new Method(this, name) : null;
        yield value != null || name.startsWith("_") || name.equals("options")
            ? value != null ? value : execution.unknown("attribute " + name)
            : slots().get(name);
      }
    };
  }

  private Value specifications(Execution execution) {
    return Structures.map(
        flow.spec(),
        leaf ->
            leaf instanceof Tensor tensor
                ? new TensorSpec(tensor.type(), tensor.shape(), execution)
                : execution.unknown("a part of an element"),
        execution);
  }

  private Value old(String name, Execution execution) {
    return Structures.map(
        flow.spec(),
        leaf ->
            leaf instanceof Tensor tensor && !name.equals("output_classes")
                ? name.equals("output_shapes")
                    ? new TensorShape(tensor.shape(), execution)
                    : TensorTypes.reference(tensor.type())
                : execution.unknown("a part of an element"),
        execution);
  }

  @Override
  protected boolean hasMethod(String name) {
    return DataMethods.has(name, kind);
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    try {
      return result(name, arguments, execution);
    } catch (NotKnown reason) {
      execution.escape(arguments.all());
      return execution.unknown(reason.getMessage());
    }
  }

  private Value result(String name, Arguments arguments, Execution execution) {
    switch (name) {
      case "__len__" -> {
        return length(execution);
      }
      case "__iter__" -> {
        return new DataIterator(this, false, execution);
      }
      case "cardinality" -> {
        return cardinality(execution);
      }
      case "as_numpy_iterator" -> {
        Elements elements =
            flow.each(each -> DataMethods.asArrays(each, execution)).elements(execution);
        return new IteratorValue(execution.journal(), () -> elements);
      }
      case "make_one_shot_iterator", "make_initializable_iterator" -> {
        return new DataIterator(this, name.equals("make_initializable_iterator"), execution);
      }
      default -> {}
    }
    String text = DataMethods.signature(name, execution.target());
    if (text == null) {
      throw new NotKnown(name + " of a data set");
    }
    if (arguments.isOpen()) {
      throw new NotKnown("arguments are unpacked");
    }
    String title = execution.target().isGraphMode() ? name : "DatasetV2." + name;
    Signature.Bound given =
        Signature.of(title, "self" + text).bind(arguments.after(self()), execution);
    return DataMethods.call(this, name, given, execution);
  }

  Value cardinality(Execution execution) {
    Tensor made = new Step(PATH + ".cardinality", execution).made(DataType.INT64, Shape.SCALAR);
    return flow.count() == Flow.UNTOLD ? made : made.withContent(List.of(flow.count()));
  }

  private Value length(Execution execution) {
    if (flow.count() == Flow.INFINITE || flow.count() == Flow.UNKNOWN) {
      throw execution.error(
          "TypeError",
          flow.count() == Flow.INFINITE
              ? "The dataset is infinite."
              : "The dataset length is unknown.");
    }
    return flow.count() >= 0 ? Constant.of(flow.count()) : Scalar.INT;
  }

  /** The arguments that a function gets for an element. */
  static Arguments unpacked(Value element) {
    return switch (element) {
      case Tuple tuple -> new Arguments(tuple.elements(), java.util.Map.of(), false);
      case Tensor tensor -> Arguments.of(element);
      case fitmend.inference.value.Unknown unknown ->
          new Arguments(List.of(), java.util.Map.of(), true);
      default -> Arguments.of(element);
    };
  }

  /** The number that a value stands for, as data sets take one. */
  static Optional<Long> number(Value value, Execution execution) {
    Tensor tensor = new Step(PATH, execution).tensor(value, DataType.INT64, null);
    return Tensors.integer(tensor);
  }
}
