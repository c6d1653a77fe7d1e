package fitmend.inference.tensorflow;

import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;

/** {@code tf.image}: images as they are turned, resized and recoloured. */
final class Images {
  private Images() {}

  /** The result; null when the function is not here. */
  static Tensor call(String name, Signature.Bound given, Step step) {
    return switch (name) {
      case "image.flip_left_right",
          "image.flip_up_down",
          "image.random_flip_left_right",
          "image.random_flip_up_down",
          "image.stateless_random_flip_left_right",
          "image.stateless_random_flip_up_down" -> {
        Tensor image = image(given, step);
        requireThree(image, step);
        yield step.made(image.type(), image.shape());
      }
      case "image.adjust_brightness", "image.adjust_contrast", "image.adjust_gamma" -> {
        Tensor image = image(given, step);
        requireThree(image);
        yield step.made(image.type(), image.shape());
      }
      case "image.random_brightness",
          "image.random_contrast",
          "image.adjust_saturation",
          "image.adjust_hue",
          "image.random_saturation",
          "image.random_hue" -> {
        requireWithin(given);
        Tensor image = image(given, step);
        requireThree(image);
        boolean hasColours = name.endsWith("hue") || name.endsWith("saturation");
        if (hasColours && image.shape().size(-1) != 3) {
          throw new NotKnown("images of other colours");
        }
        yield step.made(image.type(), image.shape());
      }
      case "image.per_image_standardization" -> {
        Tensor image = image(given, step);
        requireThree(image, step);
        DataType type = image.type() == DataType.FLOAT16 ? image.type() : DataType.FLOAT32;
        yield step.made(type, image.shape());
      }
      case "image.convert_image_dtype" -> {
        Tensor image = image(given, step);
        DataType type = TensorTypes.read(given.get("dtype"));
        if (type == null || !type.isFloating() && !type.isInteger() || !isNumber(image)) {
          throw new NotKnown("the type of an image");
        }
        yield step.made(type, image.shape());
      }
      case "image.rgb_to_grayscale" -> {
        Tensor image = image(given, step);
        requireThree(image);
        if (image.shape().size(-1) != 3) {
          throw new NotKnown("images of other colours");
        }
        yield step.made(image.type(), image.shape().with(-1, 1));
      }
      case "image.resize" -> resized(given, step);
      default -> null;
    };
  }

  private static Tensor image(Signature.Bound given, Step step) {
    Value first = given.values().values().iterator().next();
    Tensor image = step.tensor(first);
    if (!isNumber(image)) {
      throw new NotKnown("the type of an image");
    }
    return image;
  }

  private static boolean isNumber(Tensor image) {
    return image.type().isFloating() || image.type().isInteger();
  }

  private static void requireThree(Tensor image) {
    if (!image.shape().isRanked() || image.shape().rank() < 3) {
      throw new NotKnown("the rank of an image");
    }
  }

  private static void requireThree(Tensor image, Step step) {
    boolean isWorded = !step.execution().target().isGraphMode();
    if (isWorded && image.shape().isFull() && image.shape().rank() < 3) {
      throw step.execution()
          .error(
              "ValueError",
              "'image' (shape %s) must be at least three-dimensional.".formatted(image.shape()));
    }
    requireThree(image);
  }

  /** How much is changed at random is checked first, and not told here. */
  private static void requireWithin(Signature.Bound given) {
    boolean isPlain =
        !given.values().containsKey("max_delta")
            || given.get("max_delta") instanceof Constant(Double delta)
                && delta >= 0
                && delta <= 0.5;
    boolean isOrdered =
        !given.values().containsKey("lower")
            || given.get("lower") instanceof Constant(Object low)
                && given.get("upper") instanceof Constant(Object high)
                && low instanceof Number one
                && high instanceof Number other
                && one.doubleValue() >= 0
                && one.doubleValue() < other.doubleValue();
    if (!isPlain || !isOrdered) {
      throw new NotKnown("how much is changed");
    }
  }

  private static Tensor resized(Signature.Bound given, Step step) {
    Tensor images = step.tensor(given.get("images"));
    boolean isOld = step.execution().target().isGraphMode();
    if (isOld || !isNumber(images) || !images.shape().isRanked()) {
      throw new NotKnown("how images are resized");
    }
    int rank = images.shape().rank();
    if (rank != 3 && rank != 4) {
      throw step.execution().error("ValueError", "'images' must have either 3 or 4 dimensions.");
    }
    Shape size = Tensors.shape(given.get("size"));
    boolean isPlain =
        Tensors.elements(given.get("size")).isPresent() && size.isRanked() && size.rank() == 2;
    boolean keepsRatio = !Constant.FALSE.equals(given.get("preserve_aspect_ratio"));
    if (!isPlain || keepsRatio || size.size(0) == 0 || size.size(1) == 0) {
      throw new NotKnown("the size of images");
    }
    String method =
        given.get("method") instanceof Constant(String text)
            ? text
            : given.isGiven("method") ? "" : "bilinear";
    switch (method) {
      case "bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5" -> {}
      case "gaussian", "mitchellcubic" -> {}
      default -> throw new NotKnown("how images are resized");
    }
    boolean isNearest = method.equals("nearest");
    return step.made(
        isNearest ? images.type() : DataType.FLOAT32,
        images.shape().with(rank - 3, size.size(0)).with(rank - 2, size.size(1)));
  }
}
