package fitmend.inference;

import fitmend.inference.Internals.Arguments;
import fitmend.inference.Internals.LibraryObject;
import fitmend.inference.Value.Array;
import fitmend.inference.Value.Constant;
import fitmend.inference.Value.Holder;
import fitmend.inference.Value.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** NumPy's constructors and random generators. */
final class NumpyLibrary {
  /** Random functions of float64 numbers, with the position of their size. */
  private static final Map<String, Integer> RANDOM_FLOATS =
      Map.ofEntries(
          Map.entry("random", 0),
          Map.entry("random_sample", 0),
          Map.entry("ranf", 0),
          Map.entry("sample", 0),
          Map.entry("standard_normal", 0),
          Map.entry("uniform", 2),
          Map.entry("normal", 2),
          Map.entry("laplace", 2),
          Map.entry("logistic", 2),
          Map.entry("lognormal", 2),
          Map.entry("gumbel", 2),
          Map.entry("beta", 2),
          Map.entry("gamma", 2),
          Map.entry("exponential", 1),
          Map.entry("chisquare", 1),
          Map.entry("rayleigh", 1));

  private static final Map<String, Integer> RANDOM_INTEGERS =
      Map.of("randint", 2, "integers", 2, "random_integers", 2, "binomial", 2, "poisson", 1);
  private static final Set<String> GENERATORS = Set.of("RandomState", "default_rng", "Generator");
  private static final Set<String> TYPES =
      Set.of("float16", "float32", "float64", "int8", "int16", "int32", "int64", "uint8", "float_");

  private final ArrayFunctions functions;

  NumpyLibrary(ArrayFunctions functions) {
    this.functions = functions;
  }

  ArrayFunctions functions() {
    return functions;
  }

  /** The result of {@code numpy.<name>}. */
  Value call(String name, Arguments arguments) {
    if (name.startsWith("random.")) {
      return random(name.substring(7), arguments);
    }
    if (TYPES.contains(name)) {
      Value value = arguments.get("x", 0);
      Array array = value == null ? null : functions.asArray(value, false, arguments.call());
      DataType type = DataTypes.named(new Constant(name));
      return array == null ? Lattice.UNKNOWN : ArrayFunctions.with(array, type, arguments.call());
    }
    return created(name, arguments).orElse(Lattice.UNKNOWN);
  }

  private Optional<Value> created(String name, Arguments arguments) {
    return switch (name) {
      case "array", "asarray", "asanyarray", "asfarray" -> Optional.of(converted(arguments));
      case "zeros", "ones", "empty" ->
          Optional.of(made(typeOr(arguments, 1, DataType.FLOAT64), shape(arguments, 0), arguments));
      case "full" -> Optional.of(full(arguments));
      case "linspace", "logspace", "geomspace" ->
          Optional.of(
              made(
                  typeOr(arguments, -1, DataType.FLOAT64),
                  Shape.of(Lattice.size(arguments.get("num", 2, new Constant(50L)))),
                  arguments));
      case "arange" -> Optional.of(range(arguments));
      case "eye", "identity" -> {
        Value rows = arguments.get("N", 0, Lattice.UNKNOWN);
        Value columns = name.equals("eye") ? arguments.get("M", 1, rows) : rows;
        yield Optional.of(
            made(
                typeOr(arguments, name.equals("eye") ? 3 : 1, DataType.FLOAT64),
                Shape.of(Lattice.size(rows), Lattice.size(columns)),
                arguments));
      }
      case "loadtxt", "genfromtxt" ->
          Optional.of(made(typeOr(arguments, 1, DataType.FLOAT64), Shape.UNKNOWN, arguments));
      case "where" -> chosen(arguments);
      default -> functions.call("numpy", name, arguments);
    };
  }

  private static Optional<Value> chosen(Arguments arguments) {
    if (arguments.positional().size() != 3
        || !(arguments.positional().get(0) instanceof Array condition)) {
      return Optional.empty();
    }
    DataType type =
        DataTypes.promote(
            ArrayFunctions.typeOfNest(arguments.positional().get(1)),
            ArrayFunctions.typeOfNest(arguments.positional().get(2)));
    boolean scalars =
        arguments.positional().subList(1, 3).stream()
            .allMatch(value -> Lattice.scalarType(value).isPresent());
    return scalars && condition.holder() == Holder.NUMPY
        ? Optional.of(made(type, condition.shape(), arguments))
        : Optional.empty();
  }

  private Value converted(Arguments arguments) {
    Value value = arguments.get("object", 0, arguments.get("a", -1, Lattice.UNKNOWN));
    boolean hasType = arguments.has("dtype", 1);
    DataType type = typeOr(arguments, 1, DataType.UNKNOWN);
    Array array = functions.asArray(value, false, arguments.call());
    if (array == null || array.holder() == Holder.KERAS) {
      return hasType ? made(type, Shape.UNKNOWN, arguments) : Lattice.UNKNOWN;
    }
    boolean keeps = !hasType && value instanceof Array source && source.holder() != Holder.PYTHON;
    return new Array(
        Holder.NUMPY,
        hasType ? type : array.dataType(),
        array.shape(),
        keeps ? array.madeAt() : arguments.call());
  }

  private static Value full(Arguments arguments) {
    Value filling = arguments.get("fill_value", 1, Lattice.UNKNOWN);
    return made(
        typeOr(arguments, 2, ArrayFunctions.typeOfNest(filling)), shape(arguments, 0), arguments);
  }

  private static Value range(Arguments arguments) {
    List<Value> bounds = arguments.positional();
    DataType type =
        bounds.stream()
            .limit(3)
            .map(ArrayFunctions::typeOfNest)
            .reduce(DataTypes::promote)
            .orElse(DataType.UNKNOWN);
    boolean hasOnlyEnd = bounds.size() == 1 && type == DataType.INT64;
    return made(
        typeOr(arguments, 3, type),
        Shape.of(hasOnlyEnd ? Lattice.size(bounds.get(0)) : -1),
        arguments);
  }

  /** The result of {@code numpy.random.<name>} or of that method of a generator. */
  Value random(String name, Arguments arguments) {
    if (GENERATORS.contains(name)) {
      return new LibraryObject("numpy.random.Generator", arguments.call());
    }
    if (name.equals("rand") || name.equals("randn")) {
      return drawn(DataType.FLOAT64, Shapes.of(new Sequence(arguments.positional())), arguments);
    }
    if (RANDOM_FLOATS.containsKey(name)) {
      int position = RANDOM_FLOATS.get(name);
      DataType type = typeOr(arguments, -1, DataType.FLOAT64);
      return drawn(type, size(arguments, position), arguments);
    }
    if (RANDOM_INTEGERS.containsKey(name)) {
      DataType type = typeOr(arguments, 3, DataType.INT64);
      return drawn(type, size(arguments, RANDOM_INTEGERS.get(name)), arguments);
    }
    return switch (name) {
      case "permutation" -> {
        Value what = arguments.get("x", 0, Lattice.UNKNOWN);
        yield what instanceof Array array && array.holder() == Holder.NUMPY
            ? array
            : what instanceof Constant
                ? made(DataType.INT64, Shape.of(Lattice.size(what)), arguments)
                : Lattice.UNKNOWN;
      }
      case "choice" -> {
        Value what = arguments.get("a", 0, Lattice.UNKNOWN);
        DataType type =
            Lattice.scalarType(what).isPresent() ? DataType.INT64 : ArrayFunctions.typeOfNest(what);
        yield drawn(type, Shapes.of(arguments.get("size", 1)), arguments);
      }
      case "seed", "shuffle" -> new Constant(null);
      default -> Lattice.UNKNOWN;
    };
  }

  /** Without a size the parameters of a distribution are broadcast. */
  private static Shape size(Arguments arguments, int position) {
    Value size = arguments.get("size", position);
    boolean arePlain =
        arguments.positional().stream().allMatch(v -> Lattice.scalarType(v).isPresent())
            && arguments.keywords().values().stream()
                .allMatch(v -> Lattice.scalarType(v).isPresent());
    return size == null && !arePlain ? Shape.UNKNOWN : Shapes.of(size);
  }

  /** One number is a Python number. */
  private static Value drawn(DataType type, Shape shape, Arguments arguments) {
    return shape.equals(Shape.of()) ? Lattice.scalar(type) : made(type, shape, arguments);
  }

  private static Shape shape(Arguments arguments, int position) {
    return Shapes.of(arguments.get("shape", position, Lattice.UNKNOWN));
  }

  private static DataType typeOr(Arguments arguments, int position, DataType absent) {
    Value type = arguments.get("dtype", position);
    return type == null || Lattice.isNone(type) ? absent : DataTypes.named(type);
  }

  private static Array made(DataType type, Shape shape, Arguments arguments) {
    return new Array(Holder.NUMPY, type, shape, arguments.call());
  }

  /** The data sets of scikit-learn's generators: features and labels. */
  static Optional<Value> generated(String name, Arguments arguments) {
    int samples = Lattice.size(arguments.get("n_samples", 0, new Constant(100L)));
    Value features =
        switch (name) {
          case "make_classification" -> arguments.get("n_features", 1, new Constant(20L));
          case "make_regression" -> arguments.get("n_features", 1, new Constant(100L));
          case "make_blobs" -> arguments.get("n_features", 1, new Constant(2L));
          case "make_moons", "make_circles" -> new Constant(2L);
          default -> null;
        };
    if (features == null) {
      return Optional.empty();
    }
    List<Value> parts = new ArrayList<>();
    parts.add(made(DataType.FLOAT64, Shape.of(samples, Lattice.size(features)), arguments));
    DataType labels = name.equals("make_regression") ? DataType.FLOAT64 : DataType.INT64;
    parts.add(made(labels, Shape.of(samples), arguments));
    return Optional.of(new Sequence(parts));
  }
}
