package fitmend.inference;

import fitmend.inference.Internals.Arguments;
import fitmend.inference.Internals.Elements;
import fitmend.inference.Internals.LibraryObject;
import fitmend.inference.Internals.Mapping;
import fitmend.inference.Value.Array;
import fitmend.inference.Value.Constant;
import fitmend.inference.Value.Dataset;
import fitmend.inference.Value.Holder;
import fitmend.inference.Value.Sequence;
import fitmend.python.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sends calls to the model of the library they belong to, and knows the small ones itself. */
final class Libraries {
  private static final List<String> KERAS_PREFIXES =
      List.of(
          "tensorflow.keras.",
          "tensorflow.python.keras.",
          "tensorflow.compat.v1.keras.",
          "tensorflow.compat.v2.keras.",
          "tensorflow._api.v2.keras.",
          "tf_keras.",
          "keras.src.",
          "keras.api.");
  private static final Set<String> KNOWN =
      Set.of("keras", "tensorflow", "numpy", "sklearn", "pandas", "math", "builtins");
  private static final Set<String> CONSTANTS =
      Set.of("numpy.pi", "numpy.e", "numpy.euler_gamma", "math.pi", "math.e", "math.tau");
  private static final Set<String> SCALERS =
      Set.of("StandardScaler", "MinMaxScaler", "RobustScaler", "MaxAbsScaler", "Normalizer");

  private final NumpyLibrary numpy;
  private final TensorFlowLibrary tensorflow;
  private final KerasLibrary keras;
  private final Tables tables;

  Libraries(NumpyLibrary numpy, TensorFlowLibrary tensorflow, KerasLibrary keras, Tables tables) {
    this.tables = tables;
    this.numpy = numpy;
    this.tensorflow = tensorflow;
    this.keras = keras;
  }

  /** Whether the path leads into a library of which it is known what it calls. */
  static boolean isKnown(String path) {
    return KNOWN.contains(path.substring(0, Math.max(path.indexOf('.'), 0)));
  }

  /** What a name of a library is worth before it is called. */
  static Value named(String path) {
    return CONSTANTS.contains(path)
        ? Lattice.scalar(DataType.FLOAT64)
        : new Internals.Reference(path);
  }

  /** One name for what several import paths lead to. */
  static String canonical(String path) {
    for (String prefix : KERAS_PREFIXES) {
      if (path.startsWith(prefix)) {
        return canonicalKeras(path.substring(prefix.length()));
      }
    }
    if (path.startsWith("keras.")) {
      return canonicalKeras(path.substring(6));
    }
    if (path.startsWith("tensorflow.compat.v1.") || path.startsWith("tensorflow.compat.v2.")) {
      return "tensorflow." + path.substring(21);
    }
    if (path.startsWith("tensorflow.initializers.")) {
      return path.replaceFirst("tensorflow", "keras");
    }
    if (path.matches("tensorflow\\.\\w+_initializer")) {
      return "keras.initializers." + path.substring(11);
    }
    if (path.startsWith("tensorflow.math.")) {
      return "tensorflow." + path.substring(16);
    }
    return path;
  }

  private static String canonicalKeras(String path) {
    String name = path.substring(path.lastIndexOf('.') + 1);
    return switch (name) {
      case "Input", "Sequential", "Model" -> "keras." + name;
      case "Functional" -> "keras.Model";
      case "Layer" -> "keras.layers.Layer";
      default -> path.startsWith("layers.") ? "keras.layers." + name : "keras." + path;
    };
  }

  /** The result of calling what that path names. */
  Value call(String path, Arguments arguments, int branchDepth) {
    if (path.startsWith("keras.")) {
      return keras.call(path, arguments, branchDepth);
    }
    if (path.startsWith("numpy.")) {
      return numpy.call(path.substring(6), arguments);
    }
    if (path.startsWith("tensorflow.")) {
      return tensorflow.call(path.substring(11), arguments);
    }
    if (path.startsWith("sklearn.")) {
      return scikitLearn(path.substring(path.lastIndexOf('.') + 1), arguments);
    }
    if (path.startsWith("pandas.")) {
      return pandas(path.substring(7), arguments);
    }
    if (path.startsWith("math.")) {
      return mathematics(path.substring(5));
    }
    return path.startsWith("builtins.") ? builtin(path.substring(9), arguments) : Lattice.UNKNOWN;
  }

  private static Value scikitLearn(String name, Arguments arguments) {
    if (name.equals("train_test_split")) {
      List<Value> parts = new ArrayList<>();
      for (Value array : arguments.positional()) {
        Value part = anyRows(array);
        parts.add(part);
        parts.add(part);
      }
      return arguments.isOpen() ? Lattice.UNKNOWN : new Sequence(parts);
    }
    if (SCALERS.contains(name)) {
      return new LibraryObject("sklearn.Scaler", arguments.call());
    }
    if (name.startsWith("load_")) {
      boolean asFrame = arguments.has("as_frame", -1);
      Value features = table(DataType.FLOAT64, Shape.of(-1, -1), arguments.call());
      DataType labelType =
          switch (name) {
            case "load_diabetes", "load_boston" -> DataType.FLOAT64;
            default -> DataType.INT64;
          };
      Value labels = table(labelType, Shape.of(-1), arguments.call());
      if (asFrame || name.equals("load_linnerud")) {
        return Lattice.UNKNOWN;
      }
      return new Constant(true).equals(arguments.get("return_X_y", -1))
          ? new Sequence(List.of(features, labels))
          : new Mapping(Map.of("data", features, "target", labels));
    }
    return NumpyLibrary.generated(name, arguments).orElse(Lattice.UNKNOWN);
  }

  private static Array table(DataType type, Shape shape, Node call) {
    return new Array(Holder.NUMPY, type, shape, call);
  }

  /** The same kind of rows, but not how many. */
  private static Value anyRows(Value value) {
    return value instanceof Array array
        ? ArrayFunctions.with(array, Shapes.with(array.shape(), 0, -1))
        : Lattice.UNKNOWN;
  }

  private Value pandas(String name, Arguments arguments) {
    return switch (name) {
      case "DataFrame", "Series" -> {
        Value data = arguments.get("data", 0, Lattice.UNKNOWN);
        if (data instanceof Mapping(Map<String, Value> columns)
            && name.equals("DataFrame")
            && !columns.isEmpty()
            && !arguments.has("dtype", 3)
            && !arguments.has("columns", 2)) {
          yield tables.made(columns, arguments.call());
        }
        int rank = name.equals("DataFrame") ? 2 : 1;
        Shape shape = new Shape(java.util.Collections.nCopies(rank, -1));
        yield data instanceof Array array && array.holder() == Holder.NUMPY
            ? new Array(Holder.PANDAS, array.dataType(), array.shape(), array.madeAt())
            : new Array(Holder.PANDAS, DataType.UNKNOWN, shape, arguments.call());
      }
      case "read_csv", "read_table", "read_excel", "read_parquet" ->
          arguments.has("chunksize", -1) || arguments.has("iterator", -1)
              ? Lattice.UNKNOWN
              : new Array(Holder.PANDAS, DataType.UNKNOWN, Shape.of(-1, -1), arguments.call());
      default -> Lattice.UNKNOWN;
    };
  }

  private static Value mathematics(String name) {
    return switch (name) {
      case "sqrt", "exp", "log", "log2", "log10", "log1p", "pow", "sin", "cos", "tan", "tanh" ->
          Lattice.scalar(DataType.FLOAT64);
      case "ceil", "floor", "gcd", "factorial", "comb" -> Lattice.scalar(DataType.INT64);
      default -> Lattice.UNKNOWN;
    };
  }

  private static Value builtin(String name, Arguments arguments) {
    Value first = arguments.get("x", 0, Lattice.UNKNOWN);
    return switch (name) {
      case "len" -> {
        int size =
            first instanceof Array array && array.shape().isRanked() && array.shape().rank() > 0
                ? array.shape().dimensions().get(0)
                : first instanceof Sequence sequence ? sequence.elements().size() : -1;
        yield size < 0 ? Lattice.scalar(DataType.INT64) : new Constant((long) size);
      }
      case "int", "round" ->
          first instanceof Constant(Long number) ? first : Lattice.scalar(DataType.INT64);
      case "float" -> Lattice.scalar(DataType.FLOAT64);
      case "range" -> new Elements(Lattice.scalar(DataType.INT64), false);
      case "enumerate" ->
          new Elements(
              new Sequence(List.of(Lattice.scalar(DataType.INT64), element(first))), false);
      case "zip" ->
          new Elements(
              new Sequence(arguments.positional().stream().map(Libraries::element).toList()),
              false);
      case "list", "tuple" ->
          first instanceof Sequence ? first : new Elements(element(first), true);
      case "reversed", "iter" -> new Elements(element(first), false);
      case "next" -> element(first);
      case "print" -> new Constant(null);
      case "isinstance", "hasattr", "callable" -> Lattice.scalar(DataType.BOOL);
      default -> Lattice.UNKNOWN;
    };
  }

  /** What a loop over the value gives each time. */
  static Value element(Value iterable) {
    return switch (iterable) {
      case Sequence sequence ->
          sequence.elements().stream().reduce(Lattice::join).orElse(Lattice.UNKNOWN);
      case Elements elements -> elements.element();
      case Dataset dataset -> dataset.element();
      case Array array when array.holder() != Holder.PANDAS && array.shape().isRanked() ->
          ArrayFunctions.with(array, Shapes.element(array.shape()));
      case null, default -> Lattice.UNKNOWN;
    };
  }

  /** The result of calling something that a library made: an initializer gives a tensor. */
  static Value callObject(LibraryObject object, Arguments arguments) {
    return object.className().startsWith("keras.initializers.")
        ? TensorFlowLibrary.made(
            arguments, 1, DataType.FLOAT32, arguments.get("shape", 0, Lattice.UNKNOWN))
        : Lattice.UNKNOWN;
  }

  /** The result of a method of something that a library made. */
  Value method(Value receiver, String name, Arguments arguments) {
    return switch (receiver) {
      case Dataset dataset -> tensorflow.method(dataset, name, arguments);
      case LibraryObject(String className, Node madeAt) ->
          switch (className) {
            case "numpy.random.Generator" -> numpy.random(name, arguments);
            case "sklearn.Scaler" -> scaled(name, arguments);
            default -> Lattice.UNKNOWN;
          };
      case Array array -> arrayMethod(array, name, arguments);
      default -> Lattice.UNKNOWN;
    };
  }

  private Value scaled(String name, Arguments arguments) {
    boolean isTransform =
        name.equals("fit_transform")
            || name.equals("transform")
            || name.equals("inverse_transform");
    if (!isTransform || !(arguments.get("X", 0, Lattice.UNKNOWN) instanceof Array given)) {
      return Lattice.UNKNOWN;
    }
    Array array = given.holder() == Holder.PANDAS ? tables.values(given) : given;
    boolean keeps = array.dataType().isFloating() && array.dataType() != DataType.FLOAT16;
    DataType type =
        keeps
            ? array.dataType()
            : array.dataType().isInteger() ? DataType.FLOAT64 : DataType.UNKNOWN;
    return new Array(Holder.NUMPY, type, array.shape(), keeps ? array.madeAt() : arguments.call());
  }

  private Value arrayMethod(Array array, String name, Arguments arguments) {
    if (array.holder() == Holder.PANDAS) {
      return switch (name) {
        case "to_numpy" -> {
          Array values = tables.values(array);
          Value type = arguments.get("dtype", 0);
          yield type == null
              ? values
              : ArrayFunctions.with(values, DataTypes.named(type), arguments.call());
        }
        case "astype" ->
            ArrayFunctions.with(
                array,
                DataTypes.named(arguments.get("dtype", 0, Lattice.UNKNOWN)),
                arguments.call());
        case "copy", "head", "tail", "sample", "dropna", "reset_index" ->
            name.equals("copy") ? array : anyRows(array);
        case "drop" -> {
          boolean isOfColumns = new Constant(1L).equals(arguments.get("axis", 1));
          Value labels = arguments.get(isOfColumns ? "labels" : "columns", isOfColumns ? 0 : -1);
          Array left =
              tables.without(array, labels == null ? Lattice.UNKNOWN : labels, arguments.call());
          if (arguments.has("inplace", 5)) {
            tables.forget(array);
          }
          yield left;
        }
        default -> {
          if (Set.of("pop", "insert", "update", "rename").contains(name)
              || arguments.has("inplace", -1)) {
            tables.forget(array);
          }
          yield Lattice.UNKNOWN;
        }
      };
    }
    return numpy.functions().one(name, array, arguments, 0).orElse(Lattice.UNKNOWN);
  }
}
