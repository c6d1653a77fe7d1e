package fitmend.inference;

import fitmend.inference.Internals.Arguments;
import fitmend.inference.Internals.LibraryObject;
import fitmend.inference.Value.Array;
import fitmend.inference.Value.Constant;
import fitmend.inference.Value.Holder;
import fitmend.inference.Value.Layer;
import fitmend.inference.Value.Model;
import fitmend.inference.Value.Sequence;
import fitmend.python.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keras: what its names make, and what layers and models make of what they are called with. */
final class KerasLibrary {
  private static final String LAYERS = "keras.layers.";

  /** Functions that stand for a layer made and called at once. */
  private static final Map<String, String> MERGES =
      Map.of(
          "concatenate", "Concatenate",
          "add", "Add",
          "subtract", "Subtract",
          "multiply", "Multiply",
          "average", "Average",
          "maximum", "Maximum",
          "minimum", "Minimum",
          "dot", "Dot");

  /** Images are uint8, tables float64. The California prices are whatever the server has. */
  private static final Map<String, Shape> DATASETS =
      Map.of(
          "mnist", Shape.of(-1, 28, 28),
          "fashion_mnist", Shape.of(-1, 28, 28),
          "cifar10", Shape.of(-1, 32, 32, 3),
          "cifar100", Shape.of(-1, 32, 32, 3),
          "boston_housing", Shape.of(-1, 13));

  /** Calls anything with one input. */
  interface Caller {
    Value call(Value callee, Value input, Node at);
  }

  private final Target target;
  private final Heap heap;
  private final Caller caller;
  private final ArrayFunctions functions;
  private boolean usesFloat64;

  KerasLibrary(Target target, Heap heap, Caller caller, ArrayFunctions functions) {
    this.target = target;
    this.heap = heap;
    this.caller = caller;
    this.functions = functions;
  }

  boolean usesFloat64ByDefault() {
    return usesFloat64;
  }

  /** The result of calling {@code keras.<path>}. */
  Value call(String path, Arguments arguments, int branchDepth) {
    String name = path.substring(path.lastIndexOf('.') + 1);
    Node call = arguments.call();
    if (path.endsWith("set_floatx")) {
      usesFloat64 |= new Constant("float64").equals(arguments.get("value", 0));
      return new Constant(null);
    }
    if (path.equals("keras.Input")) {
      return input(arguments, "shape", 0);
    }
    if (path.equals("keras.Sequential") || path.equals("keras.Model")) {
      return model(path, arguments, branchDepth);
    }
    if (path.startsWith(LAYERS)) {
      if (MERGES.containsKey(name)) {
        Value inputs = arguments.get("inputs", 0, Lattice.UNKNOWN);
        return merged(MERGES.get(name), arguments, inputs, 1, call);
      }
      if (Character.isUpperCase(name.charAt(0))) {
        heap.make(call, null, arguments);
        return new Layer(path, call);
      }
      return Lattice.UNKNOWN;
    }
    if (path.startsWith("keras.datasets.")) {
      return dataset(path.split("\\.")[2], call);
    }
    if (path.startsWith("keras.ops.") || path.startsWith("keras.activations.")) {
      return functions.call("keras", name, arguments).orElse(Lattice.UNKNOWN);
    }
    if (path.startsWith("keras.backend.")) {
      return functions
          .call("keras", name.equals("permute_dimensions") ? "transpose" : name, arguments)
          .orElse(Lattice.UNKNOWN);
    }
    return switch (name) {
      case "to_categorical" -> oneHot(arguments);
      case "pad_sequences" ->
          new Array(
              Holder.NUMPY,
              arguments.has("dtype", 2)
                  ? DataTypes.named(arguments.get("dtype", 2))
                  : DataType.INT32,
              Shape.of(-1, Lattice.size(arguments.get("maxlen", 1, Lattice.UNKNOWN))),
              call);
      default ->
          path.startsWith("keras.applications.")
              ? new Model("keras.Model", call)
              : Character.isUpperCase(name.charAt(0)) || path.startsWith("keras.initializers.")
                  ? new LibraryObject(path, call)
                  : Lattice.UNKNOWN;
    };
  }

  private Value oneHot(Arguments arguments) {
    Value labels = arguments.get("y", 0, arguments.get("x", -1, Lattice.UNKNOWN));
    Shape shape = labels instanceof Array array ? array.shape() : Shapes.ofNest(labels);
    if (shape.isRanked() && shape.rank() > 1) {
      shape =
          Shapes.last(shape) == 1
              ? new Shape(shape.dimensions().subList(0, shape.rank() - 1))
              : Shape.UNKNOWN;
    }
    int classes = Lattice.size(arguments.get("num_classes", 1, Lattice.UNKNOWN));
    return new Array(
        Holder.NUMPY,
        arguments.has("dtype", 2)
            ? DataTypes.named(arguments.get("dtype", 2))
            : target.hasKeras3() ? DataType.FLOAT64 : DataType.FLOAT32,
        shape.isRanked() ? Shapes.inserted(shape, -1, classes) : Shape.UNKNOWN,
        arguments.call());
  }

  private static Value dataset(String name, Node call) {
    Shape shape = DATASETS.get(name);
    if (shape == null) {
      return Lattice.UNKNOWN;
    }
    boolean isTable = shape.rank() == 2;
    DataType type = isTable ? DataType.FLOAT64 : DataType.UINT8;
    boolean isCifar = name.startsWith("cifar");
    Value labels =
        new Array(
            Holder.NUMPY,
            isTable ? DataType.FLOAT64 : isCifar ? DataType.UNKNOWN : DataType.UINT8,
            isCifar ? Shape.of(-1, 1) : Shape.of(-1),
            call);
    Value pair = new Sequence(List.of(new Array(Holder.NUMPY, type, shape, call), labels));
    return new Sequence(List.of(pair, pair));
  }

  /** The tensor of {@code Input(shape=…)}, or of a layer with {@code input_shape=…}. */
  private Array input(Arguments arguments, String shapeName, int position) {
    Value whole = arguments.get("batch_shape", -1, arguments.get("batch_input_shape", -1));
    Value one = arguments.get(shapeName, position);
    Shape shape = Shape.UNKNOWN;
    if (whole instanceof Sequence) {
      shape = Shapes.of(whole);
    } else if (one instanceof Sequence
        || (one instanceof Constant(Long size) && !target.hasKeras3())) {
      shape = Shapes.batched(-1, Shapes.of(one));
    }
    Value type = arguments.get("dtype", -1);
    return new Array(
        Holder.KERAS, type == null ? floatType() : DataTypes.named(type), shape, arguments.call());
  }

  private DataType floatType() {
    return usesFloat64 ? DataType.FLOAT64 : DataType.FLOAT32;
  }

  private Value model(String path, Arguments arguments, int branchDepth) {
    Heap.Entry entry = heap.make(arguments.call(), null, arguments);
    entry.branchDepth = branchDepth;
    if (path.equals("keras.Sequential")) {
      Value layers = arguments.get("layers", 0, new Sequence(List.of()));
      entry.steps =
          Lattice.isNone(layers)
              ? new ArrayList<>()
              : layers instanceof Sequence s ? new ArrayList<>(s.elements()) : null;
    } else {
      entry.setAttribute("inputs", arguments.get("inputs", 0, Lattice.UNKNOWN));
      entry.setAttribute("outputs", arguments.get("outputs", 1, Lattice.UNKNOWN));
    }
    return new Model(path, arguments.call());
  }

  /** Adds a layer to a Sequential model. */
  void add(Model model, Value layer, int branchDepth) {
    Heap.Entry entry = heap.get(model.madeAt());
    if (entry != null && entry.steps != null && entry.branchDepth == branchDepth) {
      entry.steps.add(layer);
    } else if (entry != null) {
      entry.steps = null;
    }
  }

  /** What a layer of Keras' own makes of its input. */
  Value apply(Layer layer, Arguments given) {
    String name = layer.className().substring(layer.className().lastIndexOf('.') + 1);
    Heap.Entry entry = heap.get(layer.madeAt());
    Value input = given.get("inputs", 0, Lattice.UNKNOWN);
    Node call = given.call();
    if (entry == null) {
      return symbolic(input, Shape.UNKNOWN, call);
    }
    Arguments config = entry.arguments;
    if (MERGES.containsValue(name)) {
      return merged(name, config, input, 0, call);
    }
    return switch (name) {
      case "Bidirectional" -> bidirectional(config, input, call);
      case "TimeDistributed" -> distributed(config, input, call);
      case "Lambda" -> {
        Value result = caller.call(config.get("function", 0, Lattice.UNKNOWN), input, call);
        yield result instanceof Array || result instanceof Sequence
            ? result
            : symbolic(input, Shape.UNKNOWN, call);
      }
      case "MultiHeadAttention", "Attention", "AdditiveAttention" -> attended(name, given, config);
      default -> plain(name, config, input, call);
    };
  }

  private Value plain(String name, Arguments config, Value input, Node call) {
    if (!(input instanceof Array array)) {
      return symbolic(input, Shape.UNKNOWN, call);
    }
    Array output = symbolic(input, LayerShapes.of(name, config, array.shape()), call);
    DataType type =
        config.has("dtype", -1) ? DataTypes.named(config.get("dtype", -1)) : floatType();
    boolean keepsIntegers =
        name.equals("Flatten") || name.equals("Reshape") || name.equals("Permute");
    output =
        ArrayFunctions.with(
            output,
            keepsIntegers && !array.dataType().isFloating() ? array.dataType() : type,
            call);
    boolean givesState =
        LayerShapes.isRecurrent(name)
            && !config.get("return_state", -1, new Constant(false)).equals(new Constant(false));
    if (!givesState) {
      return output;
    }
    Array state =
        ArrayFunctions.with(
            output, Shape.of(-1, Lattice.size(config.get("units", 0, Lattice.UNKNOWN))));
    return new Sequence(
        name.endsWith("LSTM") ? List.of(output, state, state) : List.of(output, state));
  }

  /** A tensor of Keras' own type beside that input. */
  private Array symbolic(Value input, Shape shape, Node call) {
    boolean isConcrete = input instanceof Array array && array.holder() != Holder.KERAS;
    return new Array(isConcrete ? Holder.TENSORFLOW : Holder.KERAS, floatType(), shape, call);
  }

  private Value bidirectional(Arguments config, Value input, Node call) {
    Value inner = caller.call(config.get("layer", 0, Lattice.UNKNOWN), input, call);
    boolean concatenates =
        config.get("merge_mode", 1, new Constant("concat")).equals(new Constant("concat"));
    if (!(inner instanceof Array array)) {
      return Lattice.UNKNOWN;
    }
    int units = Shapes.last(array.shape());
    return concatenates
        ? ArrayFunctions.with(array, Shapes.with(array.shape(), -1, units < 0 ? -1 : 2 * units))
        : symbolic(input, Shape.UNKNOWN, call);
  }

  private Value distributed(Arguments config, Value input, Node call) {
    if (!(input instanceof Array array) || !array.shape().isRanked() || array.shape().rank() < 3) {
      return symbolic(input, Shape.UNKNOWN, call);
    }
    List<Integer> sizes = new ArrayList<>(array.shape().dimensions());
    int steps = sizes.remove(1);
    Array one = ArrayFunctions.with(array, new Shape(sizes));
    return caller.call(config.get("layer", 0, Lattice.UNKNOWN), one, call) instanceof Array result
        ? ArrayFunctions.with(
            result,
            result.shape().isRanked() ? Shapes.inserted(result.shape(), 1, steps) : Shape.UNKNOWN)
        : symbolic(input, Shape.UNKNOWN, call);
  }

  private Value attended(String name, Arguments given, Arguments config) {
    boolean isPlain =
        !config.has("output_shape", -1)
            && !given.has("return_attention_scores", -1)
            && !config.isOpen();
    Value query = given.get("query", 0, Lattice.UNKNOWN);
    if (query instanceof Sequence pair && !pair.elements().isEmpty()) {
      query = pair.elements().get(0);
    }
    if (!(query instanceof Array array) || !isPlain) {
      return Lattice.UNKNOWN;
    }
    Shape shape = array.shape();
    return symbolic(
        query,
        name.equals("MultiHeadAttention") || !shape.isRanked() ? shape : Shapes.with(shape, -1, -1),
        given.call());
  }

  private Value merged(String name, Arguments config, Value inputs, int next, Node call) {
    if (!(inputs instanceof Sequence sequence) || sequence.elements().isEmpty()) {
      return new Array(Holder.KERAS, floatType(), Shape.UNKNOWN, call);
    }
    List<Shape> shapes = new ArrayList<>();
    for (Value element : sequence.elements()) {
      shapes.add(element instanceof Array array ? array.shape() : Shape.UNKNOWN);
    }
    Shape shape =
        switch (name) {
          case "Concatenate" ->
              Shapes.concatenated(shapes, config.get("axis", next, new Constant(-1L)));
          case "Dot" -> Shape.UNKNOWN;
          default -> shapes.stream().reduce(KerasLibrary::commonRank).orElse(Shape.UNKNOWN);
        };
    return symbolic(sequence.elements().get(0), shape, call);
  }

  /** Keras merges of different ranks line axes up in its own way. */
  private static Shape commonRank(Shape left, Shape right) {
    return left.isRanked() && right.isRanked() && left.rank() == right.rank()
        ? Shapes.broadcast(left, right)
        : Shape.UNKNOWN;
  }

  /** What a model of Keras' own makes of its input. */
  Value apply(Model model, Value input, Node call) {
    Heap.Entry entry = heap.get(model.madeAt());
    if (entry == null) {
      return symbolic(input, Shape.UNKNOWN, call);
    }
    if (model.className().equals("keras.Sequential")) {
      return through(entry, input, call).orElse(symbolic(input, Shape.UNKNOWN, call));
    }
    return output(entry.attributes.getOrDefault("outputs", Lattice.UNKNOWN), input, call);
  }

  private Value output(Value declared, Value input, Node call) {
    return switch (declared) {
      case Array array -> symbolic(input, array.shape(), call);
      case Sequence several ->
          new Sequence(several.elements().stream().map(one -> output(one, input, call)).toList());
      default -> symbolic(input, Shape.UNKNOWN, call);
    };
  }

  /** The output of a Sequential model, from its declared input or from what it is fed. */
  private Optional<Value> through(Heap.Entry entry, Value input, Node call) {
    if (entry.steps == null) {
      return Optional.empty();
    }
    Value at = declaredInput(entry).map(declared -> fedInto(declared, input, call)).orElse(input);
    for (Value step : entry.steps) {
      if (!(step instanceof Array) && !isInputLayer(step)) {
        at = caller.call(step, at, call);
      }
    }
    return Optional.of(at);
  }

  /** What is fed is of the type and shape that the model declares, but whose it is stays. */
  private Value fedInto(Array declared, Value input, Node call) {
    Array fed = symbolic(input, declared.shape(), call);
    return fed.holder() == Holder.KERAS
        ? declared
        : ArrayFunctions.with(fed, declared.dataType(), call);
  }

  /** What a Sequential model says of its input: an Input, or {@code input_shape} at its layer. */
  Optional<Array> declaredInput(Heap.Entry entry) {
    if (entry.steps == null || entry.steps.isEmpty()) {
      return Optional.empty();
    }
    return switch (entry.steps.get(0)) {
      case Array array -> Optional.of(array);
      case Layer(String name, Node madeAt) when heap.get(madeAt) != null -> {
        Arguments config = heap.get(madeAt).arguments;
        Array declared =
            input(
                config,
                isInputLayer(entry.steps.get(0)) && target.hasKeras3() ? "shape" : "input_shape",
                name.endsWith("InputLayer") ? 0 : -1);
        if (config.get("input_dim", -1) instanceof Constant(Long size)
            && !name.endsWith("Embedding")) {
          declared = ArrayFunctions.with(declared, Shape.of(-1, size.intValue()));
        }
        yield declared.shape().isRanked() ? Optional.of(declared) : Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  /** What a model takes and nothing else, for Keras 3; not ranked where that is not certain. */
  Shape declaredShape(Heap.Entry entry) {
    Value input =
        entry.steps == null
            ? entry.attributes.get("inputs")
            : declaredInput(entry).<Value>map(array -> array).orElse(null);
    boolean isPlain = target.hasKeras3() && entry.definition == null && !entry.isShared;
    return isPlain && input instanceof Array array ? array.shape() : Shape.UNKNOWN;
  }

  /** How many axes the layers of a Sequential model ask for; 0 when its input is declared. */
  int leastRank(Heap.Entry entry) {
    if (entry.steps == null || target == Target.TENSORFLOW_1_15) {
      return 0; // tensorflow.keras of 1.15 gives plain columns their axis, Keras 2.3 does not
    }
    for (Value step : entry.steps) {
      if (!(step instanceof Layer(String name, Node madeAt)) || declaresInput(madeAt)) {
        return 0;
      }
      if (!LayerRanks.keepsShape(name)) {
        return LayerRanks.leastRank(name);
      }
    }
    return 0;
  }

  private boolean declaresInput(Node madeAt) {
    Heap.Entry entry = heap.get(madeAt);
    return entry == null
        || entry.arguments.isOpen()
        || entry.arguments.keywords().keySet().stream()
            .anyMatch(name -> name.contains("shape") || name.equals("input_dim"));
  }

  private static boolean isInputLayer(Value step) {
    return step instanceof Layer(String name, Node madeAt) && name.equals(LAYERS + "InputLayer");
  }
}
