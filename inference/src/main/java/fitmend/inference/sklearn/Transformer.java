package fitmend.inference.sklearn;

import fitmend.inference.Target;
import fitmend.inference.library.LibraryObject;
import fitmend.inference.library.Method;
import fitmend.inference.library.Signature;
import fitmend.inference.tensor.ObjectArrays;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is fitted to a table of samples and features and then changes tables: scalers, encoders of
 * columns, PCA.
 */
final class Transformer extends LibraryObject {
  private static final String FEATURES = "n_features_in_";
  private static final String WIDTH = "width of the result";

  private final Arguments options;
  private Value range;

  Transformer(String path, Arguments options, Execution run) {
    super(path, run);
    this.options = options;
    requireOptions(run);
  }

  static boolean has(String name) {
    return switch (name) {
      case "StandardScaler", "MinMaxScaler", "MaxAbsScaler", "RobustScaler", "Normalizer" -> true;
      case "QuantileTransformer", "PowerTransformer", "PCA", "PolynomialFeatures" -> true;
      case "OneHotEncoder", "OrdinalEncoder" -> true;
      default -> false;
    };
  }

  private String name() {
    return path().substring(path().lastIndexOf('.') + 1);
  }

  private boolean isScaler() {
    return name().endsWith("Scaler");
  }

  private boolean isEncoder() {
    return name().endsWith("Encoder");
  }

  /** Options that went away are what older scripts fail with. */
  private void requireOptions(Execution run) {
    String scaler =
        switch (name()) {
          case "StandardScaler" -> "*, copy=True, with_mean=True, with_std=True";
          case "MinMaxScaler" -> "feature_range=None, *, copy=True, clip=False";
          case "MaxAbsScaler" -> "*, copy=True";
          default -> null;
        };
    if (scaler != null && !options.isOpen()) {
      boolean isOld = run.target() == Target.TENSORFLOW_1_15;
      range =
          Signature.of((isOld ? "" : name() + ".") + "__init__", "self, " + scaler)
              .bind(options.after(this), run)
              .get("feature_range");
    }
    if (!name().equals("OneHotEncoder")) {
      return;
    }
    boolean isOld = run.target() == Target.TENSORFLOW_1_15;
    for (String key : options.keywords().keySet()) {
      boolean isGone =
          switch (key) {
            case "sparse" -> !isOld;
            case "sparse_output", "min_frequency", "max_categories", "feature_name_combiner" ->
                isOld;
            case "n_values", "categorical_features" -> true;
            default -> false;
          };
      if (isGone) {
        throw run.error(
            "TypeError",
            (isOld ? "" : "OneHotEncoder.")
                + "__init__() got an unexpected keyword argument '"
                + key
                + "'");
      }
    }
  }

  @Override
  protected boolean hasMethod(String name) {
    return switch (name) {
      case "fit", "transform", "fit_transform", "partial_fit" -> true;
      case "inverse_transform" ->
          !name().equals("Normalizer") && !name().equals("PolynomialFeatures");
      case "get_params", "set_params", "get_feature_names_out", "set_output" -> true;
      default -> false;
    };
  }

  @Override
  public Value attribute(String attribute, Execution run) {
    if (hasMethod(attribute)) {
      return new Method(this, attribute);
    }
    boolean isOfColumns =
        switch (attribute) {
          case "scale_" -> name().endsWith("Scaler");
          case "mean_", "var_" -> name().equals("StandardScaler");
          case "data_min_", "data_max_", "data_range_", "min_" -> name().equals("MinMaxScaler");
          default -> false;
        };
    Value width = slots().get(FEATURES);
    if (isOfColumns && width != null) {
      return Samples.made(
          DataType.FLOAT64,
          Shape.of(Tensors.integer(width).map(Long::intValue).orElse(Shape.ANY)),
          attribute,
          List.of(),
          run);
    }
    if (attribute.equals("classes_") || attribute.equals("mean_") && name().startsWith("MinMax")) {
      return null;
    }
    return width == null && attribute.endsWith("_") && !attribute.startsWith("_")
        ? null
        : new Unknown("attribute " + attribute + " of " + name());
  }

  @Override
  public Value method(String method, Arguments arguments, Execution run) {
    return switch (method) {
      case "fit", "partial_fit" -> {
        fit(table(first(arguments, run), run), run);
        yield self();
      }
      case "fit_transform" -> {
        Tensor table = table(first(arguments, run), run);
        fit(table, run);
        yield transformed(table, run);
      }
      case "transform" -> {
        requireFitted(run);
        Tensor table = table(first(arguments, run), run);
        requireFeatures(table, run);
        yield transformed(table, run);
      }
      case "inverse_transform" -> {
        requireFitted(run);
        yield inverted(first(arguments, run), run);
      }
      default -> run.unknown(method);
    };
  }

  private static Value first(Arguments arguments, Execution run) {
    return Signature.of("fit", "X, y=None, sample_weight=None").bind(arguments, run).get("X");
  }

  private void requireFitted(Execution run) {
    boolean isOld = run.target() == Target.TENSORFLOW_1_15;
    if (slots().get(FEATURES) == null && isOld && name().equals("OrdinalEncoder")) {
      throw run.error("AttributeError", "'OrdinalEncoder' object has no attribute 'categories_'");
    }
    if (slots().get(FEATURES) == null && !name().equals("Normalizer")) {
      throw notFitted(name(), run);
    }
  }

  static RuntimeException notFitted(String name, Execution run) {
    return run.error(
        "NotFittedError",
        ("This %s instance is not fitted yet. Call 'fit' with appropriate arguments before using"
                + " this estimator.")
            .formatted(name));
  }

  /** The samples; null when nothing is known of them. */
  private Tensor table(Value value, Execution run) {
    Optional<Tensor> array = Samples.array(value, run);
    if (array.isEmpty() || !array.get().shape().isRanked()) {
      return null;
    }
    Tensor table = array.get();
    int rank = table.shape().rank();
    if (rank < 2) {
      throw run.error("ValueError", null);
    }
    boolean isText =
        !isEncoder() && (table.type() == DataType.STRING || ObjectArrays.hasWords(table));
    if (isText) {
      throw run.error(
          "ValueError",
          table
              .content()
              .flatMap(all -> all.stream().filter(String.class::isInstance).findFirst())
              .map(text -> "could not convert string to float: '" + text + "'")
              .filter(text -> isScaler() && run.target() != Target.TENSORFLOW_1_15)
              .orElse(null));
    }
    if (rank > 2) {
      throw run.error(
          "ValueError",
          run.target() == Target.TENSORFLOW_1_15
              ? isScaler()
                  ? "Found array with dim %d. %s expected <= 2.".formatted(rank, name())
                  : null
              : "Found array with dim %d, while dim <= 2 is required by %s."
                  .formatted(rank, name()));
    }
    return table;
  }

  private void fit(Tensor table, Execution run) {
    List<Value> bounds = Tensors.elements(range).orElse(List.of());
    if (bounds.size() == 2
        && bounds.get(0) instanceof Constant(Number low)
        && bounds.get(1) instanceof Constant(Number high)
        && low.doubleValue() >= high.doubleValue()) {
      throw run.error("ValueError", null);
    }
    int features = table == null ? Shape.ANY : table.shape().size(1);
    slots().put(FEATURES, features < 0 ? run.unknown("features") : Constant.of(features));
    int width = table == null ? Shape.ANY : width(table, features);
    boolean isTooWide =
        name().equals("PCA")
            && width > 0
            && table.shape().isFull()
            && width > Math.min(table.shape().size(0), features);
    if (isTooWide && options.keywords().size() + options.positional().size() == 1) {
      throw run.error("ValueError", null);
    }
    slots().put(WIDTH, width < 0 ? run.unknown("features") : Constant.of(width));
  }

  /** How many columns the result has; negative when that is not known. */
  private int width(Tensor table, int features) {
    return switch (name()) {
      case "PCA" -> {
        Value wanted =
            options.positional().isEmpty()
                ? options.keywords().get("n_components")
                : options.positional().getFirst();
        yield Tensors.integer(wanted).map(Long::intValue).orElse(Shape.ANY);
      }
      case "PolynomialFeatures" -> {
        boolean isPlain = options.keywords().isEmpty() && options.positional().isEmpty();
        // One, each, and the products of two.
        yield isPlain && features >= 0 ? (features + 1) * (features + 2) / 2 : Shape.ANY;
      }
      case "OneHotEncoder" -> categories(table, features);
      default -> features;
    };
  }

  private int categories(Tensor table, int features) {
    boolean isPlain =
        options.positional().isEmpty()
            && options.keywords().keySet().stream()
                .allMatch(
                    key ->
                        key.startsWith("sparse")
                            || key.equals("handle_unknown")
                            || key.equals("dtype"));
    if (!isPlain || features < 0 || table.content().isEmpty()) {
      return Shape.ANY;
    }
    int width = 0;
    for (int column = 0; column < features; column++) {
      Set<Object> distinct = new HashSet<>();
      for (int at = column; at < table.content().get().size(); at += features) {
        distinct.add(table.content().get().get(at));
      }
      width += distinct.size();
    }
    return width;
  }

  private void requireFeatures(Tensor table, Execution run) {
    Optional<Long> features = Tensors.integer(slots().get(FEATURES));
    if (table == null || features.isEmpty() || table.shape().size(1) < 0) {
      return;
    }
    if (features.get() != table.shape().size(1)) {
      throw run.error(
          "ValueError",
          "X has %d features, but %s is expecting %d features as input."
              .formatted(table.shape().size(1), name(), features.get()));
    }
  }

  private Value transformed(Tensor table, Execution run) {
    int width =
        name().equals("Normalizer")
            ? table == null ? Shape.ANY : table.shape().size(1)
            : Tensors.integer(slots().get(WIDTH)).map(Long::intValue).orElse(Shape.ANY);
    Shape shape = Shape.of(table == null ? Shape.ANY : table.shape().size(0), width);
    DataType type = table == null ? DataType.UNKNOWN : type(table.type());
    List<Tensor> inputs = table == null ? List.of() : List.of(table);
    Tensor made = Samples.made(type, shape, name(), inputs, run);
    if (!name().equals("OneHotEncoder")) {
      return made;
    }
    Value sparse =
        options
            .keywords()
            .getOrDefault(
                run.target() == Target.TENSORFLOW_1_15 ? "sparse" : "sparse_output",
                options.positional().isEmpty() ? Constant.TRUE : run.unknown("an option"));
    if (sparse.equals(Constant.FALSE)) {
      return made;
    }
    return sparse.equals(Constant.TRUE)
        ? new SparseMatrix(made, run)
        : run.unknown("a matrix that may be sparse");
  }

  private DataType type(DataType given) {
    if (isEncoder()) {
      return options.keywords().containsKey("dtype") ? DataType.UNKNOWN : DataType.FLOAT64;
    }
    return switch (name()) {
      case "StandardScaler", "MinMaxScaler", "MaxAbsScaler", "RobustScaler" ->
          given.isFloating() ? given : known(given);
      default ->
          given == DataType.FLOAT64 || given.isInteger() ? DataType.FLOAT64 : DataType.UNKNOWN;
    };
  }

  private static DataType known(DataType given) {
    return given == DataType.UNKNOWN || given == DataType.OBJECT
        ? DataType.UNKNOWN
        : DataType.FLOAT64;
  }

  private Value inverted(Value given, Execution run) {
    if (given instanceof SparseMatrix || isEncoder() || name().equals("PCA")) {
      return run.unknown("what an encoder gives back");
    }
    Tensor table = table(given, run);
    return table == null
        ? run.unknown("samples")
        : Samples.made(type(table.type()), table.shape(), name(), List.of(table), run);
  }
}
