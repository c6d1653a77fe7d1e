package fitmend.inference.tensorflow;

import fitmend.inference.tensor.ObjectArrays;
import fitmend.inference.tensor.TensorShape;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code tf.convert_to_tensor}: what Python values, arrays and lists become.
 *
 * @see <a href="https://www.tensorflow.org/api_docs/python/tf/convert_to_tensor">its manual</a>
 */
final class Conversion {
  private final Step step;
  private final Execution run;

  Conversion(Step step) {
    this.step = step;
    this.run = step.execution();
  }

  Tensor convert(Value value, DataType wanted, DataType hint) {
    return switch (value) {
      case Tensor array when array.holder() == Holder.NUMPY -> ofArray(array, wanted, hint);
      case Tensor tensor -> ofTensor(tensor, wanted);
      case Tuple tuple -> ofSequence(tuple.elements(), wanted, hint);
      case ListValue list when list.isKnown() -> ofSequence(list.elements(), wanted, hint);
      case TensorShape shape when shape.shape().isFull() -> ofSequence(shape.sizes(), wanted, hint);
      case Constant constant when constant.isNone() ->
          throw run.error(
              "ValueError",
              run.isGraph()
                  ? "None values not supported."
                  : "Attempt to convert a value (None) with an unsupported type"
                      + " (<class 'NoneType'>) to a Tensor.");
      case Constant constant -> ofScalar(constant, wanted, hint);
      case Scalar scalar -> ofScalar(scalar, wanted, hint);
      case DictValue dictionary ->
          throw run.error(run.isGraph() ? "TypeError" : "ValueError", null);
      case null -> throw new NotKnown("a value that becomes a tensor");
      default ->
          ofArray(
              ObjectArrays.of(value, run)
                  .orElseThrow(() -> new NotKnown("a value that becomes a tensor")),
              wanted,
              hint);
    };
  }

  /** Texts become a tensor of texts, other objects do not. */
  private Tensor ofObjects(Tensor array, DataType wanted) {
    switch (ObjectArrays.kind(array)) {
      case TEXTS -> {
        if (wanted != null && wanted != DataType.STRING) {
          throw new NotKnown("texts as " + wanted.text());
        }
        Tensor made =
            new Tensor(
                run.isGraph() ? Holder.GRAPH : Holder.EAGER,
                DataType.STRING,
                array.shape(),
                array.origin());
        return array.content().map(made::withContent).orElse(made);
      }
      case NUMBERS, BOTH -> {
        if (wanted != null && wanted != DataType.STRING) {
          throw new NotKnown("objects as " + wanted.text());
        }
        Object other = ObjectArrays.firstOther(array);
        throw run.target().isGraphMode()
            ? run.error(
                "TypeError",
                other instanceof Long ? "Expected binary or unicode string, got " + other : null)
            : run.error(
                "ValueError",
                other == null
                    ? null
                    : "Failed to convert a NumPy array to a Tensor (Unsupported object type %s)."
                        .formatted(new Constant(other).typeName()));
      }
      default -> throw new NotKnown("elements of an array");
    }
  }

  private static final String SYMBOLIC =
      """
      A KerasTensor cannot be used as input to a TensorFlow function. A KerasTensor is a symbolic \
      placeholder for a shape and dtype, used when constructing Keras Functional models or Keras \
      Functions. You can only use it as input to a Keras layer or a Keras operation (from the \
      namespaces `keras.layers` and `keras.ops`). You are likely doing something like:

      ```
      x = Input(...)
      ...
      tf_fn(x)  # Invalid.
      ```

      What you should do instead is wrap `tf_fn` in a layer:

      ```
      class MyLayer(Layer):
          def call(self, x):
              return tf_fn(x)

      x = MyLayer()(x)
      ```
      """;

  private Tensor ofTensor(Tensor tensor, DataType wanted) {
    if (tensor.holder() == Holder.KERAS && run.target().hasKeras3()) {
      throw run.error("ValueError", SYMBOLIC);
    }
    if (wanted != null && tensor.type() != wanted) {
      if (tensor.type() == DataType.UNKNOWN || tensor.holder() == Holder.KERAS) {
        throw new NotKnown("the type of a tensor");
      }
      throw run.error("ValueError", null);
    }
    return tensor;
  }

  private Tensor ofArray(Tensor array, DataType wanted, DataType hint) {
    DataType type = wanted != null ? wanted : hint != null ? hint : array.type();
    boolean isNumber = isNumber(array.type());
    if (array.type() == DataType.OBJECT) {
      return ofObjects(array, wanted);
    }
    if (array.type() == DataType.UNKNOWN) {
      throw new NotKnown("elements of an array");
    }
    if (type != array.type() && !(isNumber && isNumber(type))) {
      if (wanted == DataType.BOOL && isNumber && !run.isGraph()) {
        return made(wanted, array.shape(), array);
      }
      if (wanted != null || array.type() == DataType.STRING) {
        throw new NotKnown("an array of " + array.type().text() + " as " + type.text());
      }
      type = type == DataType.BOOL || type == DataType.STRING ? array.type() : type;
    }
    return made(type, array.shape(), array);
  }

  private static boolean isNumber(DataType type) {
    return type.isInteger() || type.isFloating();
  }

  private Tensor made(DataType type, Shape shape, Tensor from) {
    Tensor made =
        new Tensor(run.isGraph() ? Holder.GRAPH : Holder.EAGER, type, shape, from.origin());
    if (from.type() == type && from.content().isPresent()) {
      made = made.withContent(from.content().get());
    }
    return made.withLabels(from.labels());
  }

  private Tensor ofScalar(Value value, DataType wanted, DataType hint) {
    DataType natural = natural(value);
    DataType type =
        wanted != null ? wanted : hint != null && fits(value, natural, hint) ? hint : natural;
    if (wanted != null && !fits(value, natural, wanted)) {
      throw misfit(value, natural, wanted);
    }
    Tensor made = constant(type, Shape.SCALAR);
    return value instanceof Constant constant
        ? made.withContent(List.of(element(constant, type)))
        : made;
  }

  private Tensor constant(DataType type, Shape shape) {
    return Tensors.made(
        run.isGraph() ? Holder.GRAPH : Holder.EAGER,
        type,
        shape,
        "tensorflow.constant",
        List.of(),
        run);
  }

  private static Object element(Constant constant, DataType type) {
    return constant.value() instanceof Long number && type.isFloating()
        ? (Object) number.doubleValue()
        : constant.value() instanceof Boolean bool && !(type == DataType.BOOL)
            ? (Object) (bool ? 1L : 0L)
            : constant.value();
  }

  private static DataType natural(Value value) {
    return switch (value) {
      case Constant(Boolean bool) -> DataType.BOOL;
      case Constant(Long number) -> number == number.intValue() ? DataType.INT32 : DataType.INT64;
      case Constant(Double number) -> DataType.FLOAT32;
      case Constant(String text) -> DataType.STRING;
      case Constant(Constant.Bytes bytes) -> DataType.STRING;
      case Scalar(Scalar.Type type) ->
          switch (type) {
            case BOOL -> DataType.BOOL;
            case INT -> DataType.INT32;
            case FLOAT -> DataType.FLOAT32;
            case STR -> DataType.STRING;
          };
      default -> throw new NotKnown("an element of a list");
    };
  }

  /** Whether a Python value of the natural type may become one of another type. */
  private static boolean fits(Value value, DataType natural, DataType type) {
    return switch (natural) {
      case BOOL -> type == DataType.BOOL || type.isInteger() || type.isFloating();
      case INT32, INT64 -> type.isInteger() || type.isFloating() || type.isComplex();
      case FLOAT32 -> type.isFloating() || type.isComplex();
      default -> type == natural;
    };
  }

  private RuntimeException misfit(Value value, DataType natural, DataType wanted) {
    if (natural == DataType.BOOL) {
      return new NotKnown("a value as " + wanted.text());
    }
    if (run.isGraph()) {
      return run.error(
          "TypeError",
          value instanceof Constant constant
              ? "Expected %s, but got %s of type '%s'."
                  .formatted(wanted.text(), constant.value(), constant.typeName())
              : null);
    }
    String text = TensorTypes.repr(value);
    return run.error(
        "TypeError",
        text == null
            ? null
            : "Cannot convert %s to EagerTensor of dtype %s"
                .formatted(text, TensorTypes.kernelName(wanted)));
  }

  private Tensor ofSequence(List<Value> elements, DataType wanted, DataType hint) {
    List<Value> leaves = new ArrayList<>();
    flatten(elements, leaves);
    for (Value leaf : leaves) {
      if (leaf instanceof Tensor tensor && tensor.holder() == Holder.KERAS) {
        ofTensor(tensor, null);
      }
    }
    if (leaves.stream().anyMatch(leaf -> leaf instanceof Tensor)) {
      return ofTensors(elements, leaves, wanted, hint);
    }
    if (leaves.stream().anyMatch(leaf -> leaf instanceof Constant constant && constant.isNone())) {
      boolean isOnlyNone = leaves.size() == 1;
      throw run.error(
          run.isGraph() ? "TypeError" : "ValueError",
          run.isGraph() || isOnlyNone
              ? null
              : "Can't convert Python sequence with mixed types to Tensor.");
    }
    Shape shape = shape(elements);
    Set<DataType> natural = new HashSet<>();
    for (Value leaf : leaves) {
      natural.add(natural(leaf));
    }
    if (natural.contains(DataType.INT64)) {
      natural.remove(DataType.INT32);
    }
    if (natural.contains(DataType.FLOAT32)) {
      natural.remove(DataType.INT32);
      natural.remove(DataType.INT64);
    }
    if (natural.size() > 1) {
      throw new NotKnown("a list of values of several types");
    }
    DataType own = natural.isEmpty() ? DataType.FLOAT32 : natural.iterator().next();
    boolean fitsHint = hint != null && leaves.stream().allMatch(e -> fits(e, natural(e), hint));
    if (wanted != null && !leaves.stream().allMatch(e -> fits(e, natural(e), wanted))) {
      if (own == DataType.BOOL) {
        throw new NotKnown("a list as " + wanted.text());
      }
      throw misfit(new ListValue(run.journal(), elements), own, wanted);
    }
    DataType type = wanted != null ? wanted : fitsHint ? hint : own;
    Tensor made = constant(type, shape);
    if (leaves.stream().allMatch(leaf -> leaf instanceof Constant)) {
      made = made.withContent(leaves.stream().map(leaf -> element((Constant) leaf, type)).toList());
    }
    return made;
  }

  private static void flatten(List<Value> elements, List<Value> leaves) {
    for (Value element : elements) {
      switch (element) {
        case Tuple tuple -> flatten(tuple.elements(), leaves);
        case ListValue list when list.isKnown() -> flatten(list.elements(), leaves);
        case ListValue list -> throw new NotKnown("the length of a list");
        default -> leaves.add(element);
      }
    }
  }

  private Shape shape(List<Value> elements) {
    Shape inner = null;
    for (Value element : elements) {
      Shape each = Tensors.elements(element).map(this::shape).orElse(Shape.SCALAR);
      if (inner != null && !inner.equals(each)) {
        throw run.error(
            "ValueError",
            run.isGraph() ? null : "Can't convert non-rectangular Python sequence to Tensor.");
      }
      inner = each;
    }
    return inner == null ? Shape.of(0) : inner.insert(0, elements.size());
  }

  /** A list with tensors or arrays in it is stacked. */
  private Tensor ofTensors(
      List<Value> elements, List<Value> leaves, DataType wanted, DataType hint) {
    if (leaves.size() != elements.size()) {
      throw new NotKnown("a list of lists of tensors");
    }
    DataType type = wanted;
    boolean hasTensor = false;
    for (Value leaf : leaves) {
      if (leaf instanceof Tensor tensor) {
        boolean isArray = tensor.holder() == Holder.NUMPY;
        hasTensor |= !isArray;
        if (type == null && !isArray) {
          type = tensor.type();
        }
      }
    }
    if (!hasTensor) {
      return ofArrays(leaves, wanted, hint);
    }
    List<Tensor> parts = new ArrayList<>();
    for (Value leaf : leaves) {
      Tensor part =
          leaf instanceof Tensor tensor && tensor.holder() != Holder.NUMPY
              ? tensor
              : convert(leaf, null, type);
      parts.add(part);
      step.takes(part);
      if (part.type() != type) {
        throw new NotKnown("a list of tensors of several types");
      }
    }
    return Shaping.stack(step, parts, 0, null);
  }

  private Tensor ofArrays(List<Value> leaves, DataType wanted, DataType hint) {
    Shape common = null;
    DataType own = null;
    for (Value leaf : leaves) {
      if (!(leaf instanceof Tensor array)) {
        throw new NotKnown("a list of arrays and other values");
      }
      if (common != null && !common.equals(array.shape())
          || own != null && own != array.type()
          || !array.shape().isFull()) {
        throw new NotKnown("a list of arrays of several shapes or types");
      }
      common = array.shape();
      own = array.type();
    }
    boolean isScalar = common.rank() == 0;
    // Scalars of NumPy in a list are read as numbers of Python, save for floats.
    DataType natural = isScalar && own.isInteger() ? DataType.INT32 : own;
    if (isScalar && own.isInteger() && own != DataType.INT64 || run.isGraph()) {
      throw new NotKnown("a list of arrays");
    }
    DataType type = wanted != null ? wanted : hint != null ? hint : natural;
    if (!isNumber(own) && type != own || isScalar && type != natural) {
      throw new NotKnown("a list of arrays as " + type.text());
    }
    return constant(type, common.insert(0, leaves.size()));
  }
}
