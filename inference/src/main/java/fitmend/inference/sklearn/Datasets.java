package fitmend.inference.sklearn;

import fitmend.inference.library.HasItems;
import fitmend.inference.library.LibraryObject;
import fitmend.inference.library.Signature;
import fitmend.inference.library.Signature.Bound;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Labels;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * {@code sklearn.datasets}: those that come with it, and those that it makes up.
 *
 * @see <a href="https://scikit-learn.org/stable/api/sklearn.datasets.html">its manual</a>
 */
final class Datasets {
  /** What {@code load_…} gives: an object that is also a dictionary. */
  private static final class Bunch extends LibraryObject implements HasItems {
    Bunch(Tensor data, Tensor target, Execution execution) {
      super("sklearn.utils.Bunch", execution);
      slots().put("data", data);
      slots().put("target", target);
    }

    @Override
    protected boolean hasMethod(String name) {
      return false;
    }

    @Override
    public Value method(String name, Arguments arguments, Execution execution) {
      return execution.unknown(name);
    }

    @Override
    public Value item(Value index, Execution execution) {
      return index instanceof Constant(String name)
          ? attribute(name, execution)
          : execution.unknown("an item");
    }

    @Override
    public void setItem(Value index, Value value, Execution execution) {
      if (index instanceof Constant(String name)) {
        setAttribute(name, value, execution);
      }
    }
  }

  private Datasets() {}

  /** The result; null when the function is not here. */
  static Value call(String name, Arguments arguments, Execution run) {
    return switch (name) {
      case "load_iris" -> loaded(150, 4, 3, arguments, run);
      case "load_wine" -> loaded(178, 13, 3, arguments, run);
      case "load_breast_cancer" -> loaded(569, 30, 2, arguments, run);
      case "load_diabetes" -> loaded(442, 10, 0, arguments, run);
      case "load_digits" -> loaded(1797, 64, 10, arguments, run);
      case "make_classification" ->
          made(name, "n_samples=100, n_features=20, *, n_classes=2", 0, arguments, run);
      case "make_regression" -> made(name, "n_samples=100, n_features=100, *", 0, arguments, run);
      case "make_blobs" ->
          made(name, "n_samples=100, n_features=2, *, centers=None", 3, arguments, run);
      case "make_moons", "make_circles" -> made(name, "n_samples=100, *", 2, arguments, run);
      default -> null;
    };
  }

  private static Value loaded(
      int samples, int features, int classes, Arguments arguments, Execution run) {
    boolean isPlain =
        arguments.positional().isEmpty()
            && !arguments.isOpen()
            && arguments.keywords().keySet().stream().allMatch(key -> key.equals("return_X_y"));
    if (!isPlain) {
      return run.unknown("a data set");
    }
    Tensor data =
        Samples.made(DataType.FLOAT64, Shape.of(samples, features), "datasets", List.of(), run);
    Tensor target =
        Samples.made(
            classes == 0 ? DataType.FLOAT64 : DataType.INT64,
            Shape.of(samples),
            "datasets",
            List.of(),
            run);
    target = classes == 0 ? target : target.withLabels(Labels.between(0, classes - 1));
    Value isPair = arguments.keywords().getOrDefault("return_X_y", Constant.FALSE);
    return isPair.equals(Constant.TRUE)
        ? Tuple.of(data, target)
        : isPair.equals(Constant.FALSE) ? new Bunch(data, target, run) : run.unknown("a data set");
  }

  /** Made up; other options than those of the text change neither shape nor labels. */
  private static Value made(
      String name, String parameters, int classes, Arguments arguments, Execution run) {
    Bound bound = Signature.of(name, parameters + ", **options").bind(arguments, run);
    boolean isOdd =
        arguments.isOpen()
            || bound.extra().containsKey("n_targets")
            || bound.extra().containsKey("coef")
            || bound.extra().containsKey("weights")
            || bound.extra().containsKey("return_X_y")
            || bound.extra().containsKey("return_centers")
            || bound.values().containsKey("centers")
                && bound.isGiven("centers")
                && Tensors.integer(bound.get("centers")).isEmpty();
    if (isOdd) {
      return run.unknown("a data set");
    }
    int samples = size(bound.get("n_samples"));
    int features = bound.values().containsKey("n_features") ? size(bound.get("n_features")) : 2;
    boolean isReal = name.equals("make_regression");
    Tensor data = Samples.made(DataType.FLOAT64, Shape.of(samples, features), name, List.of(), run);
    Tensor target =
        Samples.made(
            isReal ? DataType.FLOAT64 : DataType.INT64, Shape.of(samples), name, List.of(), run);
    Optional<Long> wanted =
        Tensors.integer(
            bound.get(bound.values().containsKey("n_classes") ? "n_classes" : "centers"));
    long count = wanted.orElse((long) classes);
    boolean isLabelled = !isReal && count > 0 && samples >= 10 * count;
    return Tuple.of(data, isLabelled ? target.withLabels(Labels.between(0, count - 1)) : target);
  }

  private static int size(Value value) {
    return Tensors.integer(value).map(Long::intValue).orElse(Shape.ANY);
  }
}
