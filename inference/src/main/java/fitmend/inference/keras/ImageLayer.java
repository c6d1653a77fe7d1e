package fitmend.inference.keras;

import fitmend.inference.library.Signature;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.List;

/** Layers that prepare images: {@code Resizing}, {@code RandomFlip}, {@code RandAugment}. */
final class ImageLayer extends UnaryLayer {
  private final String kind;

  ImageLayer(String path, Naming naming, Execution execution) {
    super(path, naming, execution);
    this.kind = name(path);
  }

  @Override
  protected boolean allowsNumbers() {
    return true;
  }

  @Override
  protected boolean keepsSymbolicType() {
    return false;
  }

  @Override
  protected void configure(Signature.Bound arguments, Execution execution) {
    if (!execution.target().hasKeras3()) {
      boolean isPlain =
          arguments.values().values().stream()
              .noneMatch(
                  value ->
                      value instanceof Constant(Long number) && (number < 1)
                          || value instanceof Constant(Double real) && Math.abs(real) > 1);
      if (kind.equals("RandomFlip")
          && setting("mode") instanceof Constant(String mode)
          && !List.of("horizontal", "vertical", "horizontal_and_vertical").contains(mode)) {
        throw execution.error(
            "ValueError",
            "RandomFlip layer " + layerName() + " received an unknown mode argument " + mode);
      }
      boolean hasText =
          kind.equals("Resizing") && !isInterpolation()
              || setting("factor") instanceof Constant c && c.value() instanceof String;
      if (!isPlain
          || hasText
          || isOutside(1)
          || isOutsidePair("height_factor")
          || isOutsidePair("width_factor")) {
        doubt();
      }
      return;
    }
    if (number("height") == 0 || number("width") == 0) {
      doubt();
    }
    switch (kind) {
      case "RandomBrightness", "RandomRotation" -> factor("-1", -1, "1", 1, execution);
      case "RandomContrast" -> factor("0", 0, "1", 1, execution);
      case "RandomPosterization" -> factor("1", 1, "8", 8, execution);
      case "RandomFlip" -> {}
      default -> {
        if (isOutside(1) || isOutsidePair("height_factor") || isOutsidePair("width_factor")) {
          doubt();
        }
      }
    }
  }

  private boolean isInterpolation() {
    return !(setting("interpolation") instanceof Constant(String text))
        || List.of("bilinear", "nearest", "bicubic", "area").contains(text);
  }

  private boolean isOutside(double most) {
    return setting("factor") instanceof Constant constant
        && !(constant.value() instanceof Double real && Math.abs(real) <= most)
        && !(constant.value() instanceof Long whole && Math.abs(whole) <= most);
  }

  private boolean isOutsidePair(String name) {
    return setting(name) instanceof Constant constant
        && !constant.isNone()
        && !(constant.value() instanceof Double real && Math.abs(real) <= 1)
        && !(constant.value() instanceof Long whole && Math.abs(whole) <= 1);
  }

  private void factor(String low, double least, String high, double most, Execution execution) {
    double number;
    switch (setting("factor")) {
      case Constant(Long whole) -> number = whole;
      case Constant(Double real) -> number = real;
      case Constant(String text) -> number = Double.NaN;
      case null, default -> {
        return;
      }
    }
    if (!(number >= least && number <= most)) {
      throw execution.error(
          "ValueError",
          "The `factor` argument should be a number (or a list of two numbers) in the range [%s, %s]. Received: factor=%s"
              .formatted(low, high, Texts.str(setting("factor"))));
    }
  }

  @Override
  protected Value compute(Value inputs, Arguments arguments, Execution execution) {
    if (!(inputs instanceof Tensor tensor) || !tensor.shape().isRanked()) {
      return execution.unknown("inputs of " + kind);
    }
    int rank = tensor.shape().rank();
    boolean isImage = rank == 3 || rank == 4;
    if (!isImage && !(isSymbolicCall() && execution.target().hasKeras3())) {
      return refuseRank(tensor.shape(), execution);
    }
    boolean isOdd =
        !tensor.type().isFloating()
            && (kind.equals("RandomContrast") || kind.equals("RandomSaturation"));
    return isOdd && !isSymbolicCall() && execution.target().hasKeras3()
        ? execution.unknown("whole numbers in " + kind)
        : super.compute(inputs, arguments, execution);
  }

  private Value refuseRank(Shape shape, Execution execution) {
    if (!execution.target().hasKeras3()) {
      return execution.unknown("an image of " + shape.rank() + " axes");
    }
    String text = shape.tupleText();
    switch (kind) {
      case "RandomCrop", "RandomFlip" ->
          // An array of NumPy is written out.
          throw execution.error(kind.equals("RandomCrop") ? "IndexError" : "ValueError", null);
      case "CutMix", "RandAugment", "RandomPerspective", "RandomTranslation", "Resizing" ->
          throw execution.error("IndexError", "tuple index out of range");
      case "AugMix",
          "RandomBrightness",
          "RandomContrast",
          "RandomErasing",
          "RandomGaussianBlur",
          "RandomHue",
          "RandomInvert" ->
          throw execution.error(
              "ValueError",
              "Expected the input image to be rank 3 or 4. Received inputs.shape=" + text);
      case "RandomColorDegeneration",
          "RandomPosterization",
          "RandomSaturation",
          "RandomSharpness" ->
          throw execution.error(
              "ValueError",
              "Expected the input image to be rank 3 or 4. Received: inputs.shape=" + text);
      case "RandomHeight", "RandomWidth" -> {
        return execution.unknown("an image of " + shape.rank() + " axes");
      }
      default ->
          throw execution.error(
              "ValueError",
              "Expected image tensor to have rank 3 (single image) or 4 (batch of images)."
                  + " Received: data.shape="
                  + text);
    }
  }

  @Override
  protected Shape shape(Tensor input, Execution execution) {
    Shape shape = input.shape();
    boolean isFirst = !Checks.isChannelsLast(this);
    return switch (kind) {
      case "Resizing", "CenterCrop", "RandomCrop" -> {
        if (kind.equals("Resizing") && shape.rank() == 2 && execution.target().hasKeras3()) {
          yield Shape.of(number("height"), number("width"));
        }
        refuseSymbolic(shape, execution);
        int at = shape.rank() - (isFirst ? 2 : 3);
        yield shape.with(at, number("height")).with(at + 1, number("width"));
      }
      case "RandomHeight" -> shape.rank() < 3 ? Shape.UNKNOWN : shape.with(-3, Shape.ANY);
      case "RandomWidth" -> shape.rank() < 3 ? shape : shape.with(-2, Shape.ANY);
      case "RandomColorDegeneration" -> {
        if (shape.rank() < 3 || shape.rank() > 4) {
          throw execution.error(
              "ValueError",
              "Invalid images rank: expected rank 3 (single image) or rank 4 (batch of images)."
                  + " Received: input_shape="
                  + shape.tupleText());
        }
        yield shape;
      }
      default -> shape;
    };
  }

  private void refuseSymbolic(Shape shape, Execution execution) {
    boolean isImage = shape.rank() == 3 || shape.rank() == 4;
    if (isImage) {
      return;
    }
    boolean isCrop = kind.equals("CenterCrop");
    throw execution.error(
        isCrop ? "ValueError" : "IndexError",
        isCrop
            ? "`input_shape` must be a non-nested tuple or list of rank-1 with size 3 (unbatched)"
                + " or 4 (batched)."
            : shape.rank() < 3 ? "list assignment index out of range" : null);
  }

  @Override
  protected DataType type(Tensor input, Execution execution) {
    if (input.type().isFloating()) {
      return execution.target().isGraphMode() ? input.type() : ownType(execution);
    }
    return switch (kind) {
      case "Resizing", "RandomBrightness", "RandomGrayscale" ->
          execution.target().hasKeras3() ? input.type() : ownType(execution);
      case "MaxNumBoundingBoxes" -> input.type();
      default -> ownType(execution);
    };
  }

  @Override
  protected Value outputFor(Shape shape, Execution execution) {
    Tensor input = made(ownType(execution), shape, List.of(), execution);
    return execution.target().hasKeras3()
        ? made(input.type(), shape(input, execution), List.of(input), execution)
        : super.outputFor(shape, execution);
  }
}
