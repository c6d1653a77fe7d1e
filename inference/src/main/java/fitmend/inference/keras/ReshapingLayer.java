package fitmend.inference.keras;

import fitmend.inference.Target;
import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Layers that move elements and do not compute: {@code Flatten}, {@code Reshape}, padding. */
final class ReshapingLayer extends UnaryLayer {
  private final String kind;

  ReshapingLayer(String path, Naming naming, Execution execution) {
    super(path, naming, execution);
    this.kind = name(path);
  }

  private int rank() {
    return kind.charAt(kind.length() - 2) - '0';
  }

  @Override
  protected void configure(Signature.Bound arguments, Execution execution) {
    Checks.dataFormat(this, execution);
    if (kind.equals("UpSampling2D")
        && execution.target() == Target.TENSORFLOW_2_15
        && setting("interpolation") instanceof Constant(String method)
        && !isInterpolation(method)) {
      throw execution.error("NotImplementedError", null);
    }
    switch (kind) {
      case "Reshape" -> {
        Value target = setting("target_shape");
        if (target instanceof Constant(Long number)) {
          throw execution.error("TypeError", "'int' object is not iterable");
        }
        Optional<List<Value>> elements = Tensors.elements(target);
        if (execution.target().hasKeras3() && elements.isPresent()) {
          long unknown =
              elements.get().stream().filter(each -> each.equals(Constant.of(-1L))).count();
          if (unknown > 1) {
            throw execution.error(
                "ValueError",
                "There must be at most one unknown dimension (-1) in `target_shape`. Received:"
                    + " target_shape="
                    + Tensors.shape(target).tupleText().replace("None", "-1")
                    + ".");
          }
        }
      }
      case "Permute" -> {
        if (setting("dims") instanceof Constant(Long number)) {
          throw execution.error("TypeError", "'int' object is not iterable");
        }
        Shape dims = Tensors.shape(setting("dims"));
        if (dims.isFull() && !isPermutation(dims)) {
          throw execution.error(
              "ValueError",
              execution.target().isGraphMode()
                  ? null
                  : "Invalid permutation argument `dims` for Permute Layer. The set of indices in"
                      + " `dims` must be consecutive and start from 1. Received dims="
                      + dims.tupleText());
        }
      }
      case "RepeatVector" -> {
        if (setting("n") instanceof Constant(Long times)
            && times <= 0
            && execution.target().hasKeras3()) {
          throw execution.error(
              "ValueError", "Argument `n` should be a positive integer. Received: n=" + times);
        }
        if (setting("n") instanceof Constant constant
            && !(constant.value() instanceof Long)
            && !(constant.value() instanceof Boolean)
            && !execution.target().isGraphMode()) {
          throw execution.error(
              "TypeError",
              "Expected an integer value for `n`, got <class '" + constant.typeName() + "'>.");
        }
      }
      default -> {
        if (execution.target().hasKeras3()) {
          refuseSizes(execution);
        }
        if (!kind.equals("Flatten")) {
          Value value = setting(resizing());
          boolean isOdd =
              value instanceof Constant(String text)
                  || value instanceof Constant(Double number)
                  || kind.equals("UpSampling1D") && Tensors.integer(value).isEmpty()
                  || rank() == 1 && Tensors.elements(value).filter(e -> e.size() != 2).isPresent()
                  || Tensors.integer(value).filter(size -> size <= 0).isPresent()
                  || Tensors.elements(value).filter(all -> all.size() != rank()).isPresent()
                      && rank() > 1
                  || rank() == 1
                      && Tensors.elements(value).isPresent()
                      && Tensors.elements(value).get().stream().anyMatch(Tuple.class::isInstance);
          if (isOdd) {
            doubt();
          }
        }
      }
    }
  }

  /** What Keras 3 says of sizes, paddings and croppings of the wrong form. */
  private void refuseSizes(Execution execution) {
    switch (kind) {
      case "UpSampling1D" -> {
        Value size = setting("size");
        if (size instanceof Constant(Long number) && number <= 0) {
          throw execution.error(
              "ValueError",
              "Argument `size` should be a positive integer. Received: size=" + number);
        }
        boolean isOther =
            size instanceof Tuple
                || size instanceof Constant constant
                    && !(constant.value() instanceof Long)
                    && !(constant.value() instanceof Boolean);
        if (isOther) {
          throw execution.error(
              "TypeError",
              "Expected an integer value for `size`, got <class '" + size.typeName() + "'>.");
        }
      }
      case "UpSampling2D", "UpSampling3D" ->
          Checks.sizes(this, "size", rank(), 2, false, execution);
      case "ZeroPadding1D" -> {
        boolean isNested =
            Tensors.elements(setting("padding"))
                .filter(all -> all.stream().anyMatch(each -> !(each instanceof Constant)))
                .isPresent();
        if (!isNested) {
          Checks.sizes(this, "padding", 2, 1, true, execution);
        }
      }
      case "ZeroPadding2D", "ZeroPadding3D" -> {
        int given = Tensors.elements(setting("padding")).map(List::size).orElse(rank());
        if (given != rank()) {
          String text = Texts.str(setting("padding"));
          throw execution.error(
              "ValueError",
              text == null
                  ? null
                  : rank() == 2
                      ? "`padding` should have two elements. Received: padding=" + text + "."
                      : "`padding` should have 3 elements. Received: " + text + ".");
        }
      }
      default -> {}
    }
  }

  private static boolean isInterpolation(String name) {
    return switch (name) {
      case "nearest",
          "bilinear",
          "bicubic",
          "area",
          "lanczos3",
          "lanczos5",
          "gaussian",
          "mitchellcubic" ->
          true;
      default -> false;
    };
  }

  private String resizing() {
    return kind.startsWith("UpSampling")
        ? "size"
        : kind.startsWith("Zero") ? "padding" : "cropping";
  }

  @Override
  protected boolean keepsSymbolicType() {
    return kind.equals("Flatten") || kind.equals("Reshape");
  }

  private static boolean isPermutation(Shape dims) {
    int[] sorted = dims.sizes();
    Arrays.sort(sorted);
    for (int i = 0; i < sorted.length; i++) {
      if (sorted[i] != i + 1) {
        return false;
      }
    }
    return true;
  }

  @Override
  protected int exactRank(Execution execution) {
    return switch (kind) {
      case "Flatten", "Reshape" -> -1;
      case "RepeatVector" -> 2;
      case "Permute" -> {
        Shape dims = Tensors.shape(setting("dims"));
        yield dims.isRanked() && Tensors.elements(setting("dims")).isPresent()
            ? dims.rank() + 1
            : -1;
      }
      case "UpSampling3D" -> execution.target().hasKeras3() ? 5 : -1;
      default -> rank() + 2;
    };
  }

  @Override
  protected int leastRank(Execution execution) {
    return kind.equals("Flatten") ? naming().isStandalone() ? 3 : 1 : -1;
  }

  @Override
  protected Shape shape(Tensor input, Execution execution) {
    Shape shape = input.shape();
    return switch (kind) {
      case "Flatten" ->
          shape.rank() == 1
              ? Shape.of(shape.size(0), 1)
              : Shape.of(shape.size(0), (int) shape.slice(1, shape.rank()).count());
      case "Reshape" -> reshaped(shape, execution);
      case "Permute" -> permuted(shape);
      case "RepeatVector" -> Shape.of(shape.size(0), number("n"), shape.size(1));
      default -> resized(shape, execution);
    };
  }

  private Shape permuted(Shape shape) {
    Shape dims = Tensors.shape(setting("dims"));
    int[] sizes = shape.sizes();
    if (!dims.isFull() || dims.rank() + 1 != sizes.length) {
      return Shape.ofRank(sizes.length);
    }
    for (int i = 1; i < sizes.length; i++) {
      sizes[i] = shape.size(dims.size(i - 1));
    }
    return Shape.of(sizes);
  }

  private Shape reshaped(Shape shape, Execution execution) {
    Optional<List<Value>> target = Tensors.elements(setting("target_shape"));
    if (target.isEmpty() || shape.rank() == 0) {
      return Shape.UNKNOWN;
    }
    int[] sizes = new int[target.get().size()];
    int open = -1;
    long fixed = 1;
    boolean isSure = true;
    for (int i = 0; i < sizes.length; i++) {
      Optional<Long> size = Tensors.integer(target.get().get(i));
      sizes[i] = size.map(Long::intValue).orElse(Shape.ANY);
      if (size.isEmpty()) {
        isSure = false;
      } else if (sizes[i] == -1) {
        open = i;
      } else {
        fixed *= sizes[i];
      }
    }
    long count = shape.slice(1, shape.rank()).count();
    if (isSure && count >= 0) {
      boolean fits = open < 0 ? fixed == count : fixed > 0 && count % fixed == 0;
      if (!fits) {
        refuse(shape, sizes, open >= 0, execution);
      } else if (open >= 0) {
        sizes[open] = (int) (count / fixed);
      }
    }
    return Shape.of(shape.size(0)).concat(Shape.of(sizes));
  }

  private void refuse(Shape shape, int[] target, boolean isOpen, Execution execution) {
    Shape inner = shape.slice(1, shape.rank());
    String wanted = Shape.of(target).tupleText().replace("None", "-1");
    switch (execution.target()) {
      case TENSORFLOW_2_21 ->
          throw execution.error(
              "ValueError",
              "The total size of the tensor must be unchanged%s. Received: input_shape=%s, target_shape=%s"
                  .formatted(
                      isOpen
                          ? ", however, the input size cannot by divided by the specified"
                              + " dimensions in target_shape"
                          : "",
                      inner.tupleText(),
                      wanted));
      case TENSORFLOW_2_15 -> {
        if (execution.isGraph()) {
          throw execution.error(
              "ValueError",
              "total size of new array must be unchanged, input_shape = %s, output_shape = %s"
                  .formatted(Arrays.toString(inner.sizes()), Arrays.toString(target)));
        }
        throw execution.error("InvalidArgumentError", null);
      }
      case TENSORFLOW_1_15 -> {}
    }
  }

  /** Padding, cropping and upsampling. */
  private Shape resized(Shape shape, Execution execution) {
    int rank = rank();
    int[] sizes = shape.sizes();
    if (sizes.length != rank + 2) {
      return Shape.UNKNOWN;
    }
    int first = Checks.isChannelsLast(this) ? 1 : 2;
    String setting = resizing();
    int missing = setting.equals("size") ? 2 : 1;
    if (kind.startsWith("Cropping") && rank > 1) {
      missing = rank == 2 ? 0 : 1;
    }
    int[][] pairs = pairs(setting(setting), rank, missing);
    for (int i = 0; i < rank; i++) {
      int size = sizes[first + i];
      int before = pairs[i][0];
      int after = pairs[i][1];
      if (size < 0 || before < 0 || after < 0) {
        sizes[first + i] = Shape.ANY;
        continue;
      }
      sizes[first + i] =
          switch (setting) {
            case "size" -> size * before;
            case "padding" -> size + before + after;
            default -> size - before - after;
          };
      if (sizes[first + i] <= 0 && setting.equals("cropping")) {
        if (execution.target().hasKeras3() || !execution.target().isGraphMode() && rank < 3) {
          throw execution.error(
              "ValueError", execution.isGraph() ? tooMuch(shape, pairs, execution) : null);
        }
        return Shape.ofRank(sizes.length);
      }
    }
    return Shape.of(sizes);
  }

  private String tooMuch(Shape shape, int[][] pairs, Execution execution) {
    if (!execution.target().hasKeras3()) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    for (int[] pair : pairs) {
      texts.add(Shape.of(pair).tupleText());
    }
    return switch (rank()) {
      case 1 ->
          "`cropping` parameter of `Cropping1D` layer must be smaller than the input length. Received: input_shape=%s, cropping=%s"
              .formatted(shape.tupleText(), texts.getFirst());
      case 2 ->
          "Values in `cropping` argument should be smaller than the corresponding spatial dimension of the input. Received: input_shape=%s, cropping=(%s)"
              .formatted(shape.tupleText(), String.join(", ", texts));
      default -> null;
    };
  }

  /** What is put on or taken off at both ends of each axis. */
  private static int[][] pairs(Value value, int rank, int ifMissing) {
    int[][] pairs = new int[rank][2];
    Optional<Long> one = Tensors.integer(value);
    Optional<List<Value>> elements = Tensors.elements(value);
    for (int i = 0; i < rank; i++) {
      if (value == null
          || value instanceof Unknown unknown && unknown.reason().startsWith("default")) {
        Arrays.fill(pairs[i], ifMissing);
      } else if (one.isPresent()) {
        Arrays.fill(pairs[i], one.get().intValue());
      } else if (elements.isPresent() && rank == 1 && elements.get().size() == 2) {
        pairs[0] = Tensors.shape(value).sizes();
      } else if (elements.isPresent() && elements.get().size() == rank) {
        Value element = elements.get().get(i);
        Optional<Long> both = Tensors.integer(element);
        Shape pair = Tensors.shape(element);
        if (both.isPresent()) {
          Arrays.fill(pairs[i], both.get().intValue());
        } else if (pair.isRanked() && pair.rank() == 2) {
          pairs[i] = pair.sizes();
        } else {
          Arrays.fill(pairs[i], Shape.ANY);
        }
      } else {
        Arrays.fill(pairs[i], Shape.ANY);
      }
    }
    return pairs;
  }
}
