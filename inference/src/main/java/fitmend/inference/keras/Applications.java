package fitmend.inference.keras;

import fitmend.inference.keras.Backbone.Reduction;
import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The models of {@code keras.applications}: what their constructors check, and their shapes.
 *
 * @see <a href="https://keras.io/api/applications/">Keras Applications</a>
 */
final class Applications {
  private static final String PREFIX = "keras.applications.";

  /**
   * What is known of a model.
   *
   * @param features the channels of what comes out without a top
   * @param least the least size of an image
   * @param usual the size of an image when none is said
   */
  record Architecture(String name, Reduction reduction, int features, int least, int usual) {}

  private final Naming naming;
  private final Execution execution;
  private final boolean isOld;

  private Applications(Naming naming, Execution execution) {
    this.naming = naming;
    this.execution = execution;
    this.isOld = execution.target().isGraphMode();
  }

  static boolean covers(String path) {
    return path.startsWith(PREFIX);
  }

  /** A model, or what a function beside the models gives; null for what is not known. */
  static Value call(String path, Arguments arguments, Naming naming, Execution execution) {
    if (arguments.isOpen()) {
      return null;
    }
    Applications applications = new Applications(naming, execution);
    String name = path.substring(path.lastIndexOf('.') + 1);
    return switch (name) {
      case "preprocess_input" -> applications.preprocess(path, arguments);
      case "decode_predictions" -> applications.decode(arguments);
      default -> {
        Architecture known = architecture(name);
        yield known == null ? null : applications.model(path, known, arguments);
      }
    };
  }

  private static Architecture architecture(String name) {
    return switch (name) {
      case "VGG16", "VGG19" -> new Architecture(name, Reduction.DOWN, 512, 32, 224);
      case "ResNet50", "ResNet101", "ResNet152", "ResNet50V2", "ResNet101V2", "ResNet152V2" ->
          new Architecture(name, Reduction.UP, 2048, 32, 224);
      case "DenseNet121" -> new Architecture(name, Reduction.DENSE, 1024, 32, 224);
      case "DenseNet169" -> new Architecture(name, Reduction.DENSE, 1664, 32, 224);
      case "DenseNet201" -> new Architecture(name, Reduction.DENSE, 1920, 32, 224);
      case "InceptionV3" -> new Architecture(name, Reduction.INCEPTION, 2048, 75, 299);
      case "InceptionResNetV2" -> new Architecture(name, Reduction.INCEPTION, 1536, 75, 299);
      case "Xception" -> new Architecture(name, Reduction.XCEPTION, 2048, 71, 299);
      case "MobileNet" -> new Architecture(name, Reduction.MOBILE, 1024, 32, 224);
      case "MobileNetV2" -> new Architecture(name, Reduction.UP, 1280, 32, 224);
      case "MobileNetV3Small" -> new Architecture(name, Reduction.UP, 576, 32, 224);
      case "MobileNetV3Large" -> new Architecture(name, Reduction.UP, 960, 32, 224);
      case "NASNetMobile" -> new Architecture(name, Reduction.SEARCHED, 1056, 32, 224);
      case "NASNetLarge" -> new Architecture(name, Reduction.SEARCHED, 4032, 32, 331);
      case "EfficientNetB0" -> new Architecture(name, Reduction.UP, 1280, 32, 224);
      case "EfficientNetB1" -> new Architecture(name, Reduction.UP, 1280, 32, 240);
      case "EfficientNetB2" -> new Architecture(name, Reduction.UP, 1408, 32, 260);
      case "EfficientNetB3" -> new Architecture(name, Reduction.UP, 1536, 32, 300);
      case "EfficientNetB4" -> new Architecture(name, Reduction.UP, 1792, 32, 380);
      case "EfficientNetB5" -> new Architecture(name, Reduction.UP, 2048, 32, 456);
      case "EfficientNetB6" -> new Architecture(name, Reduction.UP, 2304, 32, 528);
      case "EfficientNetB7" -> new Architecture(name, Reduction.UP, 2560, 32, 600);
      case "EfficientNetV2B0", "EfficientNetV2B1" ->
          new Architecture(name, Reduction.UP, 1280, 32, name.endsWith("0") ? 224 : 240);
      case "EfficientNetV2B2" -> new Architecture(name, Reduction.UP, 1408, 32, 260);
      case "EfficientNetV2B3" -> new Architecture(name, Reduction.UP, 1536, 32, 300);
      case "EfficientNetV2S" -> new Architecture(name, Reduction.UP, 1280, 32, 384);
      case "EfficientNetV2M", "EfficientNetV2L" ->
          new Architecture(name, Reduction.UP, 1280, 32, 480);
      case "ConvNeXtTiny", "ConvNeXtSmall" -> new Architecture(name, Reduction.DOWN, 768, 32, 224);
      case "ConvNeXtBase" -> new Architecture(name, Reduction.DOWN, 1024, 32, 224);
      case "ConvNeXtLarge" -> new Architecture(name, Reduction.DOWN, 1536, 32, 224);
      case "ConvNeXtXLarge" -> new Architecture(name, Reduction.DOWN, 2048, 32, 224);
      default -> null;
    };
  }

  // Models.

  private Value model(String path, Architecture architecture, Arguments arguments) {
    Optional<Signature> signature =
        isOld
            ? Optional.of(Signature.of(architecture.name(), oldParameters(architecture.name())))
            : naming.signature(path, execution);
    if (signature.isEmpty()) {
      return null;
    }
    Signature.Bound bound = signature.get().bind(arguments, execution);
    Value weights = bound.get("weights");
    Value top = bound.get("include_top");
    Value classes = bound.get("classes");
    if (!(top instanceof Constant(Boolean hasTop)) || !(weights instanceof Constant given)) {
      return null;
    }
    boolean isPretrained = given.equals(Constant.of("imagenet"));
    if (isPretrained && hasTop && classes instanceof Constant(Long count) && count != 1000) {
      throw execution.error(
          "ValueError",
          isOld
              ? "If using `weights` as `\"imagenet\"` with `include_top` as true, `classes` should"
                  + " be 1000"
              : null);
    }
    Shape image = image(bound.get("input_shape"), architecture, isPretrained, hasTop);
    int features = features(architecture, bound);
    if (image == null || features == Shape.ANY) {
      return null;
    }
    Value input = bound.get("input_tensor");
    if (!isMissing(input)) {
      boolean isKnown = input instanceof Tensor tensor && naming.inputLayer(tensor) != null;
      if (!isKnown) {
        return null;
      }
    } else {
      input =
          naming.input(
              Shape.of(Shape.ANY).concat(image), DataType.FLOAT32, Constant.NONE, execution);
    }
    boolean isPooled =
        bound.get("pooling") instanceof Constant(String how)
            && (how.equals("avg") || how.equals("max"));
    if (!hasTop && !isPooled && !isMissing(bound.get("pooling"))) {
      return null;
    }
    int width = hasTop ? Tensors.integer(classes).map(Long::intValue).orElse(Shape.ANY) : features;
    Backbone backbone = new Backbone(architecture, width, hasTop || isPooled, naming, execution);
    backbone.construct(
        Arguments.NONE.with("name", execution.unknown("names of layers")), execution);
    Value output = backbone.call(Arguments.of(input), execution);
    return made(input, output);
  }

  private Value made(Value input, Value output) {
    Model model = new Model("keras.Model", naming, execution);
    model.method(
        "__init__",
        Arguments.NONE
            .with("inputs", input)
            .with("outputs", output)
            .with("name", execution.unknown("name of the model")),
        execution);
    return model;
  }

  private static String oldParameters(String name) {
    String last = "weights='imagenet', input_tensor=None, ";
    return switch (name) {
          case "MobileNet" ->
              "input_shape=None, alpha=1.0, depth_multiplier=1, dropout=0.001, include_top=True, "
                  + last;
          case "MobileNetV2" -> "input_shape=None, alpha=1.0, include_top=True, " + last;
          case "NASNetMobile", "NASNetLarge" -> "input_shape=None, include_top=True, " + last;
          default -> "include_top=True, " + last + "input_shape=None, ";
        }
        + "pooling=None, classes=1000, **kwargs";
  }

  private static boolean isMissing(Value value) {
    return value instanceof Constant none && none.isNone();
  }

  /** The channels for the widths that are asked for; {@link Shape#ANY} when not known. */
  private static int features(Architecture architecture, Signature.Bound bound) {
    Value alpha = bound.values().get("alpha");
    if (alpha == null || alpha.equals(Constant.of(1.0)) || alpha.equals(Constant.of(1L))) {
      return architecture.features();
    }
    if (!(alpha instanceof Constant(Double factor))) {
      return Shape.ANY;
    }
    return switch (architecture.name()) {
      case "MobileNet" -> (int) (architecture.features() * factor);
      case "MobileNetV2" -> factor < 1 ? architecture.features() : Shape.ANY;
      default -> Shape.ANY;
    };
  }

  /** The shape of an image; null when it is not known. */
  private Shape image(
      Value given, Architecture architecture, boolean isPretrained, boolean hasTop) {
    int usual = architecture.usual();
    if (isMissing(given)) {
      return hasTop ? Shape.of(usual, usual, 3) : Shape.of(Shape.ANY, Shape.ANY, 3);
    }
    Shape shape = Tensors.shape(given);
    List<Value> sizes = Tensors.elements(given).orElse(null);
    if (!shape.isRanked() || sizes == null) {
      return null;
    }
    boolean isKnown =
        sizes.stream().allMatch(each -> isMissing(each) || Tensors.integer(each).isPresent());
    if (!isKnown) {
      return null;
    }
    String text = shape.tupleText();
    String received =
        isOld ? "; got `input_shape=" + text + "`" : "; Received: input_shape=" + text;
    if (shape.rank() != 3) {
      throw execution.error("ValueError", "`input_shape` must be a tuple of three integers.");
    }
    if (isPretrained && hasTop) {
      return isMobile(architecture) || shape.equals(Shape.of(usual, usual, 3))
          ? shape
          : refuseSize(architecture, text);
    }
    if (isPretrained && shape.size(2) != 3) {
      throw execution.error(
          "ValueError",
          isOld
              ? "The input must have 3 channels" + received
              : "The input must have 3 channels; Received `input_shape=" + text + "`");
    }
    for (int axis = 0; axis < 2; axis++) {
      int size = shape.size(axis);
      if (size != Shape.ANY && size < architecture.least()) {
        throw execution.error(
            "ValueError",
            "Input size must be at least %dx%d"
                    .formatted(architecture.least(), architecture.least())
                + received);
      }
    }
    if (hasTop && !shape.isFull()) {
      throw execution.error("ValueError", null);
    }
    return shape.size(2) == 3 || mayHaveOtherChannels(architecture) ? shape : null;
  }

  private Shape refuseSize(Architecture architecture, String text) {
    String usual = Shape.of(architecture.usual(), architecture.usual(), 3).tupleText();
    throw execution.error(
        "ValueError",
        "When setting `include_top=True` and loading `imagenet` weights, `input_shape` should be "
            + usual
            + "."
            + (isOld ? "" : "  Received: input_shape=" + text));
  }

  /** Whether weights are there for several sizes. */
  private static boolean isMobile(Architecture architecture) {
    return architecture.name().startsWith("Mobile");
  }

  /** Whether it does not begin with a normalization of three colours. */
  private static boolean mayHaveOtherChannels(Architecture architecture) {
    return !architecture.name().startsWith("Efficient")
        && !architecture.name().startsWith("ConvNeXt");
  }

  // Functions.

  private Value preprocess(String path, Arguments arguments) {
    Value given = arguments.positional().isEmpty() ? null : arguments.positional().getFirst();
    boolean isPlain = given instanceof Tensor && arguments.all().size() == 1;
    if (!isPlain || !path.startsWith(PREFIX) || path.split("\\.").length != 4) {
      return null;
    }
    Tensor image = (Tensor) given;
    return switch (path.split("\\.")[2]) {
      case "efficientnet", "efficientnet_v2", "convnext", "mobilenet_v3" -> given;
      case "inception_v3",
          "inception_resnet_v2",
          "xception",
          "mobilenet",
          "mobilenet_v2",
          "nasnet",
          "resnet_v2" ->
          image.holder() == Holder.NUMPY
              ? scaled(image)
              : image.type().isFloating() && !isOld
                  ? execution.binary(
                      "-", execution.binary("/", image, Constant.of(127.5)), Constant.of(1.0))
                  : null;
      default -> image.holder() == Holder.NUMPY ? scaled(image) : null;
    };
  }

  private Tensor scaled(Tensor image) {
    DataType type = image.type();
    return Tensors.made(
        Holder.NUMPY,
        type.isFloating() || type == DataType.UNKNOWN ? type : DataType.FLOAT32,
        image.shape(),
        "preprocess_input",
        List.of(image),
        execution);
  }

  private Value decode(Arguments arguments) {
    Value given = arguments.positional().isEmpty() ? null : arguments.positional().getFirst();
    if (!(given instanceof Tensor scores)
        || scores.holder() != Holder.NUMPY
        || !scores.shape().isRanked()) {
      return null;
    }
    Shape shape = scores.shape();
    boolean isOther = shape.rank() != 2 || shape.size(1) != Shape.ANY && shape.size(1) != 1000;
    if (isOther) {
      throw execution.error(
          "ValueError",
          !shape.isFull()
              ? null
              : "`decode_predictions` expects a batch of predictions (i.e. a 2D array of shape"
                  + " (samples, 1000)). "
                  + (isOld ? "Found" : "Received")
                  + " array with shape: "
                  + shape.tupleText());
    }
    Value top =
        arguments.positional().size() > 1
            ? arguments.positional().get(1)
            : arguments.keywords().getOrDefault("top", Constant.of(5L));
    int count = Tensors.integer(top).map(Long::intValue).orElse(-1);
    if (count < 0 || shape.size(0) == Shape.ANY) {
      return execution.unknown("names of classes");
    }
    Value guess = new Tuple(List.of(Scalar.STR, Scalar.STR, execution.unknown("score")));
    List<Value> rows = new ArrayList<>();
    for (int i = 0; i < shape.size(0); i++) {
      rows.add(new ListValue(execution.journal(), Collections.nCopies(count, guess)));
    }
    return new ListValue(execution.journal(), rows);
  }
}
