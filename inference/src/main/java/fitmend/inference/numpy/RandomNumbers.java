package fitmend.inference.numpy;

import fitmend.inference.Target;
import fitmend.inference.library.LibraryObject;
import fitmend.inference.library.Signature;
import fitmend.inference.library.Signature.Bound;
import fitmend.inference.tensor.Broadcasting;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Labels;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * {@code np.random}: its functions, and {@code RandomState} and {@code Generator}, which share
 * them.
 */
final class RandomNumbers extends LibraryObject {
  RandomNumbers(String path, Execution execution) {
    super(path, execution);
  }

  private boolean isGenerator() {
    return path().endsWith("Generator");
  }

  @Override
  public Value attribute(String name, Execution execution) {
    if (isGenerator() && isOld(name)) {
      throw execution.error(
          "AttributeError",
          "'numpy.random._generator.Generator' object has no attribute '" + name + "'");
    }
    return super.attribute(name, execution);
  }

  /** The newer generator has other names for these. */
  private static boolean isOld(String name) {
    return switch (name) {
      case "rand", "randn", "randint", "seed", "random_sample", "ranf", "sample" -> true;
      case "random_integers" -> true;
      default -> false;
    };
  }

  @Override
  protected boolean hasMethod(String name) {
    boolean isNew = name.equals("integers") || name.equals("permuted");
    return signature(name, isGenerator()) != null && (isGenerator() ? !isOld(name) : !isNew);
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    return NumpyLibrary.guarded(() -> draw(name, isGenerator(), arguments, execution), execution);
  }

  private static String signature(String name, boolean isGenerator) {
    return switch (name) {
      case "rand", "randn" -> "*args";
      case "random", "standard_normal", "standard_exponential" ->
          isGenerator ? "size=None, dtype=None, out=None" : "size=None";
      case "random_sample", "ranf", "sample", "standard_cauchy" -> "size=None";
      case "randint" -> "low, high=None, size=None, dtype=None";
      case "integers" -> "low, high=None, size=None, dtype=None, endpoint=False";
      case "random_integers" -> "low, high=None, size=None";
      case "uniform" -> "low=0.0, high=1.0, size=None";
      case "normal", "laplace", "logistic", "gumbel" -> "loc=0.0, scale=1.0, size=None";
      case "lognormal" -> "mean=0.0, sigma=1.0, size=None";
      case "exponential", "rayleigh" -> "scale=1.0, size=None";
      case "beta" -> "a, b, size=None";
      case "power", "pareto", "weibull" -> "a, size=None";
      case "standard_t", "chisquare" -> "df, size=None";
      case "gamma" -> "shape, scale=1.0, size=None";
      case "triangular" -> "left, mode, right, size=None";
      case "poisson" -> "lam=1.0, size=None";
      case "binomial", "negative_binomial" -> "n, p, size=None";
      case "geometric" -> "p, size=None";
      case "multinomial" -> "n, pvals, size=None";
      case "dirichlet" -> "alpha, size=None";
      case "multivariate_normal" ->
          isGenerator
              ? "mean, cov, size=None, check_valid='warn', tol=1e-8, method='svd'"
              : "mean, cov, size=None, check_valid='warn', tol=1e-8";
      case "choice" ->
          isGenerator
              ? "a, size=None, replace=True, p=None, axis=0, shuffle=True"
              : "a, size=None, replace=True, p=None";
      case "permutation", "shuffle" -> isGenerator ? "x, axis=0" : "x";
      case "permuted" -> "x, axis=None, out=None";
      case "seed" -> "seed=None";
      default -> null;
    };
  }

  /** Calls a function; null when there is none of that name here. */
  static Value draw(String name, boolean isGenerator, Arguments arguments, Execution run) {
    String text = signature(name, isGenerator);
    if (text == null) {
      return null;
    }
    if (arguments.isOpen()) {
      throw new NotKnown("unpacked arguments");
    }
    Bound bound = bind(name, text, arguments, run);
    return switch (name) {
      case "rand", "randn" -> {
        Shape shape = Arrays.shape(new Tuple(bound.more()), run);
        yield shape.rank() == 0
            ? Scalar.FLOAT
            : Arrays.made(DataType.FLOAT64, shape, "random." + name, List.of(), run);
      }
      case "seed" -> {
        Optional<Long> seed = Tensors.integer(bound.get("seed"));
        if (seed.isPresent() && (seed.get() < 0 || seed.get() >= 1L << 32)) {
          throw run.error("ValueError", "Seed must be between 0 and 2**32 - 1");
        }
        if (bound.get("seed") instanceof Constant(String none)) {
          throw run.error("TypeError", null);
        }
        yield Constant.NONE;
      }
      case "shuffle" -> shuffle(bound.get("x"), run);
      case "randint", "integers", "random_integers" -> whole(name, bound, run);
      case "choice" -> choice(bound, isGenerator, run);
      case "permutation" -> permutation(bound, run);
      case "permuted" -> {
        Tensor array = Arrays.of(bound.get("x"), run);
        yield Arrays.made(array.type(), array.shape(), "random.permuted", List.of(array), run);
      }
      case "multinomial" -> vectors(DataType.INT64, bound.get("pvals"), bound, name, run);
      case "dirichlet" -> vectors(DataType.FLOAT64, bound.get("alpha"), bound, name, run);
      case "multivariate_normal" -> multivariate(bound, run);
      default -> real(name, bound, run);
    };
  }

  private static Bound bind(String name, String text, Arguments arguments, Execution run) {
    try {
      return Signature.of(name, text).bind(arguments, run);
    } catch (PythonError error) {
      // These are written in C, and word it in their own way.
      throw run.error("TypeError", null);
    }
  }

  private static Value shuffle(Value value, Execution run) {
    switch (value) {
      case Tensor array when NumpyLibrary.isArray(array) -> array.forgetOrder();
      case ListValue list when list.isKnown() -> {
        if (!list.elements().isEmpty()) {
          Value any = Elements.all(list.elements()).any();
          list.set(Collections.nCopies(list.elements().size(), any));
        }
      }
      case ListValue list -> run.escape(List.of(list));
      default -> throw new NotKnown("shuffle");
    }
    return Constant.NONE;
  }

  private static Value vectors(
      DataType type, Value parameters, Bound bound, String name, Execution run) {
    Shape last = Arrays.of(parameters, run).shape();
    if (!last.isRanked() || last.rank() != 1) {
      throw new NotKnown(name);
    }
    boolean isRefused =
        name.equals("dirichlet")
            && Arrays.of(parameters, run).content().orElse(List.of()).stream()
                .anyMatch(each -> (Double) Arrays.cast(each, DataType.FLOAT64) <= 0);
    if (isRefused) {
      throw run.error("ValueError", "alpha <= 0");
    }
    Value size = bound.get("size");
    Shape shape = Arrays.isNone(size) ? Shape.SCALAR : Arrays.shape(size, run);
    return sized(type, shape.concat(last), name, run);
  }

  private static Value multivariate(Bound bound, Execution run) {
    Tensor mean = Arrays.of(bound.get("mean"), run);
    Tensor covariance = Arrays.of(bound.get("cov"), run);
    if (mean.shape().isRanked() && mean.shape().rank() != 1) {
      throw run.error("ValueError", "mean must be 1 dimensional");
    }
    Shape matrix = covariance.shape();
    if (matrix.isFull() && (matrix.rank() != 2 || matrix.size(0) != matrix.size(1))) {
      throw run.error("ValueError", "cov must be 2 dimensional and square");
    }
    if (matrix.isFull() && mean.shape().isFull() && matrix.size(0) != mean.shape().size(0)) {
      throw run.error("ValueError", "mean and cov must have same length");
    }
    return vectors(DataType.FLOAT64, mean, bound, "multivariate_normal", run);
  }

  private static Value real(String name, Bound bound, Execution run) {
    if (bound.values().containsKey("out") && !Arrays.isNone(bound.get("out"))) {
      throw new NotKnown("out");
    }
    Shape parameters = Shape.SCALAR;
    for (String key : bound.values().keySet()) {
      if (!key.equals("size") && !key.equals("dtype") && !key.equals("out")) {
        Shape shape = Arrays.of(bound.get(key), run).shape();
        Optional<Shape> both = Broadcasting.of(parameters, shape);
        parameters = both.orElseThrow(() -> run.error("ValueError", null));
      }
    }
    Value size = bound.get("size");
    requireParameters(name, bound, run);
    Shape wantedShape = Arrays.isNone(size) ? parameters : Arrays.shape(size, run);
    boolean fits =
        !wantedShape.isFull()
            || !parameters.isFull()
            || parameters.rank() <= wantedShape.rank()
                && Broadcasting.of(parameters, wantedShape).filter(wantedShape::equals).isPresent();
    if (!fits) {
      throw run.error("ValueError", null);
    }
    DataType wanted =
        bound.values().containsKey("dtype") ? Types.read(bound.get("dtype"), run) : null;
    boolean isWhole =
        switch (name) {
          case "poisson", "binomial", "negative_binomial", "geometric" -> true;
          default -> false;
        };
    DataType type = wanted != null ? wanted : isWhole ? DataType.INT64 : DataType.FLOAT64;
    if (Arrays.isNone(size) && parameters.isRanked() && parameters.rank() == 0) {
      return isWhole
          ? Scalar.INT
          : wanted == null ? Scalar.FLOAT : sized(type, Shape.SCALAR, name, run);
    }
    return sized(type, wantedShape, name, run);
  }

  /** Raises what a number out of its bounds raises. */
  private static void requireParameters(String name, Bound bound, Execution run) {
    boolean isScaled =
        switch (name) {
          case "normal", "laplace", "logistic", "gumbel", "exponential", "rayleigh" -> true;
          default -> false;
        };
    if (isScaled
        && bound.get("scale") instanceof Constant(Number scale)
        && scale.doubleValue() < 0) {
      throw run.error("ValueError", "scale < 0");
    }
  }

  private static Tensor sized(DataType type, Shape shape, String name, Execution run) {
    return Arrays.made(type, shape, "random." + name, List.of(), run);
  }

  private static Value whole(String name, Bound bound, Execution run) {
    DataType wanted =
        bound.values().containsKey("dtype") ? Types.read(bound.get("dtype"), run) : null;
    Value low = bound.get("low");
    Value high = bound.get("high");
    if (Arrays.isNone(high)) {
      high = low;
      low = Constant.of(name.equals("random_integers") ? 1L : 0L);
    }
    Value size = bound.get("size");
    boolean isOpen = !name.equals("random_integers");
    if (bound.values().containsKey("endpoint") && bound.get("endpoint") != Constant.FALSE) {
      isOpen = false;
    }
    Optional<Long> least = number(low);
    Optional<Long> most = number(high).map(isOpen ? n -> n - 1 : n -> n);
    if (least.isPresent() && most.isPresent() && most.get() < least.get()) {
      throw run.error(
          "ValueError",
          bound.values().containsKey("high") && bound.isGiven("high")
              ? "low >= high"
              : run.target() == Target.TENSORFLOW_1_15 ? "low >= high" : "high <= 0");
    }
    if (Arrays.isNone(size)) {
      boolean isScalar =
          (low instanceof Constant || low instanceof Scalar)
              && (high instanceof Constant || high instanceof Scalar);
      if (!isScalar) {
        Optional<Shape> both =
            Broadcasting.of(Arrays.of(low, run).shape(), Arrays.of(high, run).shape());
        DataType type = wanted == null ? DataType.INT64 : wanted;
        return sized(type, both.orElseThrow(() -> run.error("ValueError", null)), name, run);
      }
      if (wanted == null && !name.equals("integers")) {
        return Scalar.INT;
      }
      return sized(wanted == null ? DataType.INT64 : wanted, Shape.SCALAR, name, run);
    }
    if (wanted != null && wanted.isInteger() && wanted.bits() < 64) {
      requireBounds(least, most, wanted, run);
    }
    Shape shape = Arrays.shape(size, run);
    Tensor made = sized(wanted == null ? DataType.INT64 : wanted, shape, name, run);
    if (least.isEmpty() || most.isEmpty()) {
      return made;
    }
    return labelled(made, Labels.between(least.get(), most.get()));
  }

  private static void requireBounds(
      Optional<Long> least, Optional<Long> most, DataType type, Execution run) {
    long low = type.isUnsigned() ? 0 : -(1L << type.bits() - 1);
    long high = type.isUnsigned() ? (1L << type.bits()) - 1 : (1L << type.bits() - 1) - 1;
    if (least.filter(n -> n < low).isPresent()) {
      throw run.error("ValueError", "low is out of bounds for " + type.text());
    }
    if (most.filter(n -> n > high).isPresent()) {
      throw run.error("ValueError", "high is out of bounds for " + type.text());
    }
  }

  /** Both ends of whole numbers occur all but certainly when there are many draws. */
  static Tensor labelled(Tensor made, Labels labels) {
    double values = labels.high() - labels.low() + 1;
    return made.shape().count() >= 20 * values
        ? made.withLabels(Labels.between(labels.low(), labels.high()))
        : made;
  }

  /** Whether the index puts all rows in another order. */
  static boolean isPermutation(Value index, Tensor array) {
    return index instanceof Tensor order
        && order.origin().operation().equals("numpy.random.permutation")
        && order.shape().isFull()
        && order.shape().rank() == 1
        && order.type().isInteger()
        && order.origin().inputs().isEmpty()
        && array.shape().isRanked()
        && array.shape().rank() > 0
        && array.shape().size(0) == order.shape().size(0);
  }

  /** Whether its elements are in no order: drawn, or made of such. */
  static boolean isDrawn(Tensor array) {
    Tensor from = array;
    for (int steps = 0; steps < 16; steps++) {
      if (from.origin().operation().startsWith("numpy.random.")) {
        return true;
      }
      boolean isOrdered =
          from.origin().operation().contains("sort") || from.origin().operation().contains("cum");
      if (isOrdered || from.origin().inputs().isEmpty()) {
        return false;
      }
      from = from.origin().inputs().getFirst();
    }
    return false;
  }

  private static Optional<Long> number(Value value) {
    return value instanceof Constant(Double real) && real == Math.rint(real)
        ? Optional.of(real.longValue())
        : Tensors.integer(value);
  }

  private static Value choice(Bound bound, boolean isGenerator, Execution run) {
    Optional<Long> count = Tensors.integer(bound.get("a"));
    Tensor from =
        count.isPresent() || bound.get("a") instanceof Scalar
            ? null
            : Arrays.of(bound.get("a"), run);
    boolean isMatrix = from != null && from.shape().isRanked() && from.shape().rank() != 1;
    if (isMatrix && !isGenerator && from.shape().rank() > 1) {
      throw run.error(
          "ValueError", run.target() == Target.TENSORFLOW_1_15 ? null : "a must be 1-dimensional");
    }
    if (from != null && !from.shape().isRanked() || isMatrix) {
      throw new NotKnown("choice");
    }
    Value size = bound.get("size");
    Shape shape = Arrays.isNone(size) ? Shape.SCALAR : Arrays.shape(size, run);
    long population = from == null ? count.orElse(-1L) : from.shape().size(0);
    if (from == null && count.filter(n -> n <= 0).isPresent() && shape.count() != 0) {
      throw run.error(
          "ValueError",
          run.target() == Target.TENSORFLOW_1_15 || isGenerator
              ? null
              : "a must be greater than 0 unless no samples are taken");
    }
    if (from != null && population == 0 && shape.count() != 0) {
      throw run.error(
          "ValueError",
          run.target() == Target.TENSORFLOW_1_15 || isGenerator
              ? null
              : "'a' cannot be empty unless no samples are taken");
    }
    requireProbabilities(bound.get("p"), population, isGenerator, run);
    if (Arrays.isNone(size) && from == null) {
      return Scalar.INT;
    }
    boolean isRepeated = bound.get("replace") == Constant.TRUE;
    if (!isRepeated && !Constant.FALSE.equals(bound.get("replace"))) {
      throw new NotKnown("choice");
    }
    if (!isRepeated && population >= 0 && shape.count() > population) {
      throw run.error(
          "ValueError",
          run.target() == Target.TENSORFLOW_1_15 || isGenerator
              ? null
              : "Cannot take a larger sample than population when 'replace=False'");
    }
    Tensor made =
        from == null
            ? sized(DataType.INT64, shape, "choice", run)
            : Arrays.made(from.type(), shape, "random.choice", List.of(from), run);
    Labels labels =
        from == null
            ? count.filter(n -> n > 0).map(n -> Labels.between(0, n - 1)).orElse(Labels.UNKNOWN)
            : Arrays.labelled(from).labels();
    boolean isLikely =
        Arrays.isNone(bound.get("p")) && shape.count() >= 20 * population && population > 0;
    return isLikely ? made.withLabels(labels) : made;
  }

  private static void requireProbabilities(
      Value given, long population, boolean isGenerator, Execution run) {
    if (Arrays.isNone(given)) {
      return;
    }
    Tensor chances = Arrays.of(given, run);
    if (!chances.shape().isFull() || chances.shape().rank() != 1) {
      return;
    }
    if (population >= 0 && chances.shape().size(0) != population) {
      throw run.error("ValueError", isGenerator ? null : "'a' and 'p' must have same size");
    }
    double sum = 0;
    for (Object each : chances.content().orElse(List.of())) {
      sum += (Double) Arrays.cast(each, DataType.FLOAT64);
    }
    if (chances.content().isPresent() && Math.abs(sum - 1) > 1e-3) {
      throw run.error(
          "ValueError",
          run.target() == Target.TENSORFLOW_2_21 && isGenerator
              ? null
              : "probabilities do not sum to 1");
    }
  }

  private static Value permutation(Bound bound, Execution run) {
    Value value = bound.get("x");
    if (value instanceof Scalar) {
      return sized(DataType.INT64, Shape.of(Shape.ANY), "permutation", run);
    }
    Optional<Long> count = value instanceof Tensor ? Optional.empty() : Tensors.integer(value);
    if (count.isPresent()) {
      Tensor made = sized(DataType.INT64, Shape.of(count.get().intValue()), "permutation", run);
      return count.get() > 0 ? made.withLabels(Labels.between(0, count.get() - 1)) : made;
    }
    Tensor array = Arrays.of(value, run);
    if (!array.shape().isRanked() || array.shape().rank() == 0) {
      throw new NotKnown("permutation");
    }
    return Arrays.made(array.type(), array.shape(), "random.permutation", List.of(array), run)
        .withLabels(array.labels());
  }
}
