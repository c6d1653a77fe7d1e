package fitmend.inference.keras;

import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;

/** All layers of a model of {@code keras.applications}, as one: only shapes are known of them. */
final class Backbone extends UnaryLayer {
  /** How the sizes of an image become those of the features. */
  enum Reduction {
    /** Halved five times, an odd size up. */
    UP,
    /** Halved five times, an odd size down. */
    DOWN,
    /** Two halvings up, three down. */
    DENSE,
    /** The first halving up, four down. */
    MOBILE,
    /** The convolutions of Inception, without padding. */
    INCEPTION,
    /** Two convolutions without padding, then halvings up. */
    XCEPTION,
    /** A convolution without padding, then halvings up. */
    SEARCHED
  }

  private final Applications.Architecture architecture;
  private final int features;
  private final boolean isFlat;

  /**
   * @param features the last axis of what comes out
   * @param isFlat whether classes or pooled features come out
   */
  Backbone(
      Applications.Architecture architecture,
      int features,
      boolean isFlat,
      Naming naming,
      Execution execution) {
    super("keras.applications." + architecture.name(), naming, execution);
    this.architecture = architecture;
    this.features = features;
    this.isFlat = isFlat;
  }

  @Override
  protected boolean allowsKeyword(String name) {
    return true;
  }

  @Override
  protected String parameters(Execution execution) {
    return "**kwargs";
  }

  @Override
  protected void build(Tensor input, Execution execution) {
    set("channels", Constant.of((long) input.shape().size(-1)));
    forgetWeights();
  }

  @Override
  protected Shape shape(Tensor input, Execution execution) {
    Shape shape = input.shape();
    if (shape.rank() != 4) {
      return Shape.UNKNOWN;
    }
    int channels = number("channels");
    if (channels != Shape.ANY && shape.size(3) != Shape.ANY && shape.size(3) != channels) {
      throw execution.error("ValueError", null);
    }
    return isFlat
        ? Shape.of(shape.size(0), features)
        : Shape.of(shape.size(0), reduced(shape.size(1)), reduced(shape.size(2)), features);
  }

  private int reduced(int size) {
    if (size == Shape.ANY) {
      return size;
    }
    return switch (architecture.reduction()) {
      case UP -> up(size, 5);
      case DOWN -> size >> 5;
      case DENSE -> up(size, 2) >> 3;
      case MOBILE -> up(size, 1) >> 4;
      case INCEPTION -> strided(strided(strided(strided(strided(size) - 2) - 2)));
      case XCEPTION -> up(strided(size) - 2, 4);
      case SEARCHED -> up(strided(size), 4);
    };
  }

  private static int up(int size, int times) {
    return (size + (1 << times) - 1) >> times;
  }

  /** A window of three in steps of two. */
  private static int strided(int size) {
    return (size - 3) / 2 + 1;
  }
}
