package fitmend.inference.numpy;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.library.Signature;
import fitmend.inference.library.Signature.Bound;
import fitmend.inference.tensor.Broadcasting;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Labels;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
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

  @Override
  protected boolean hasMethod(String name) {
    // The newer one has other names.
    boolean isGone =
        path().endsWith("Generator")
            && switch (name) {
              case "rand",
                  "randn",
                  "randint",
                  "seed",
                  "random_sample",
                  "ranf",
                  "sample",
                  "random_integers" ->
                  true;
              default -> false;
            };
    boolean isNew = name.equals("integers") && !path().endsWith("Generator");
    return signature(name) != null && !isGone && !isNew;
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    return NumpyLibrary.guarded(() -> draw(name, arguments, execution), execution);
  }

  private static String signature(String name) {
    return switch (name) {
      case "rand", "randn" -> "*args";
      case "random", "random_sample", "ranf", "sample", "standard_normal" ->
          "size=None, dtype=None, out=None";
      case "standard_exponential", "standard_cauchy" -> "size=None";
      case "randint", "integers" -> "low, high=None, size=None, dtype=None, endpoint=False";
      case "random_integers" -> "low, high=None, size=None";
      case "uniform" -> "low=0.0, high=1.0, size=None";
      case "normal", "laplace", "logistic", "gumbel" -> "loc=0.0, scale=1.0, size=None";
      case "lognormal" -> "mean=0.0, sigma=1.0, size=None";
      case "exponential", "rayleigh" -> "scale=1.0, size=None";
      case "beta" -> "a, b, size=None";
      case "gamma" -> "shape, scale=1.0, size=None";
      case "poisson" -> "lam=1.0, size=None";
      case "binomial" -> "n, p, size=None";
      case "choice" -> "a, size=None, replace=True, p=None, axis=0, shuffle=True";
      case "permutation" -> "x, axis=0";
      case "shuffle" -> "x, axis=0";
      case "seed" -> "seed=None";
      default -> null;
    };
  }

  /** Calls a function; null when there is none of that name here. */
  static Value draw(String name, Arguments arguments, Execution run) {
    String text = signature(name);
    if (text == null) {
      return null;
    }
    Bound bound;
    if (arguments.isOpen()) {
      throw new NotKnown("unpacked arguments");
    }
    try {
      bound = Signature.of(name, text).bind(arguments, run);
    } catch (PythonError error) {
      throw new NotKnown("arguments of " + name);
    }
    return switch (name) {
      case "rand", "randn" -> {
        Shape shape = Arrays.shape(new fitmend.inference.value.Tuple(bound.more()), run);
        yield shape.rank() == 0
            ? Scalar.FLOAT
            : Arrays.made(DataType.FLOAT64, shape, "random." + name, List.of(), run);
      }
      case "seed" -> {
        if (!Arrays.isNone(bound.get("seed"))
            && Tensors.integer(bound.get("seed")).filter(n -> n >= 0 && n < 1L << 32).isEmpty()) {
          throw new NotKnown("a seed");
        }
        yield Constant.NONE;
      }
      case "shuffle" -> {
        if (bound.get("x") instanceof Tensor array) {
          Labels labels = array.labels();
          array.forgetContent();
          if (labels.isOneHot()) {
            yield Constant.NONE;
          }
        } else {
          if (!(bound.get("x") instanceof fitmend.inference.value.ListValue)) {
            throw new NotKnown("shuffle");
          }
          run.escape(List.of(bound.get("x")));
        }
        yield Constant.NONE;
      }
      case "randint", "integers", "random_integers" -> whole(name, bound, run);
      case "choice" -> choice(bound, run);
      case "permutation" -> permutation(bound, run);
      default -> real(name, bound, run);
    };
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
        parameters = both.orElseThrow(() -> new NotKnown("parameters that do not fit"));
      }
    }
    DataType wanted =
        bound.values().containsKey("dtype") ? Types.read(bound.get("dtype"), run) : null;
    boolean isWhole = name.equals("poisson") || name.equals("binomial");
    DataType type = wanted != null ? wanted : isWhole ? DataType.INT64 : DataType.FLOAT64;
    Value size = bound.get("size");
    if (Arrays.isNone(size) && parameters.isRanked() && parameters.rank() == 0) {
      return isWhole
          ? Scalar.INT
          : wanted == null ? Scalar.FLOAT : sized(type, Shape.SCALAR, name, run);
    }
    return sized(type, Arrays.isNone(size) ? parameters : Arrays.shape(size, run), name, run);
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
              : run.target() == fitmend.inference.Target.TENSORFLOW_1_15
                  ? "low >= high"
                  : "high <= 0");
    }
    if (Arrays.isNone(size)) {
      boolean isScalar =
          (low instanceof Constant || low instanceof Scalar)
              && (high instanceof Constant || high instanceof Scalar);
      if (!isScalar) {
        throw new NotKnown(name);
      }
      if (wanted == null && !name.equals("integers")) {
        return Scalar.INT;
      }
      return sized(wanted == null ? DataType.INT64 : wanted, Shape.SCALAR, name, run);
    }
    if (wanted != null && wanted.bits() < 32 && most.filter(n -> n < 128).isEmpty()) {
      throw new NotKnown("numbers that may not fit");
    }
    Shape shape = Arrays.shape(size, run);
    Tensor made = sized(wanted == null ? DataType.INT64 : wanted, shape, name, run);
    if (least.isEmpty() || most.isEmpty()) {
      return made;
    }
    // Both ends occur all but certainly when there are many draws.
    long values = most.get() - least.get() + 1;
    return shape.count() >= 20 * values
        ? made.withLabels(Labels.between(least.get(), most.get()))
        : made;
  }

  private static Optional<Long> number(Value value) {
    return value instanceof Constant(Double real) && real == Math.rint(real)
        ? Optional.of(real.longValue())
        : Tensors.integer(value);
  }

  private static Value choice(Bound bound, Execution run) {
    Optional<Long> count = Tensors.integer(bound.get("a"));
    Tensor from =
        count.isPresent() || bound.get("a") instanceof Scalar
            ? null
            : Arrays.of(bound.get("a"), run);
    if (from != null && !(from.shape().isRanked() && from.shape().rank() == 1)) {
      throw new NotKnown("choice");
    }
    DataType type = from == null ? DataType.INT64 : from.type();
    Value size = bound.get("size");
    Shape shape = Arrays.isNone(size) ? Shape.SCALAR : Arrays.shape(size, run);
    if (Arrays.isNone(size) && from == null) {
      return Scalar.INT;
    }
    boolean isRepeated = bound.get("replace") == Constant.TRUE;
    if (!isRepeated && bound.get("replace") != Constant.FALSE) {
      throw new NotKnown("choice");
    }
    long population = from == null ? count.orElse(-1L) : from.shape().size(0);
    if (!isRepeated && population >= 0 && shape.count() > population) {
      throw run.error(
          "ValueError",
          run.target() == fitmend.inference.Target.TENSORFLOW_1_15 || bound.isGiven("shuffle")
              ? null
              : "Cannot take a larger sample than population when 'replace=False'");
    }
    Tensor made = sized(type, shape, "choice", run);
    Labels labels =
        from == null
            ? count.filter(n -> n > 0).map(n -> Labels.between(0, n - 1)).orElse(Labels.UNKNOWN)
            : Arrays.labelled(from).labels();
    boolean isLikely =
        Arrays.isNone(bound.get("p")) && shape.count() >= 20 * population && population > 0;
    return isLikely ? made.withLabels(labels) : made;
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
