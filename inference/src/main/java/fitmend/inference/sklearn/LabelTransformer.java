package fitmend.inference.sklearn;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.library.Method;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Labels;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** {@code LabelEncoder}, {@code LabelBinarizer}: labels as numbers and as rows. */
final class LabelTransformer extends LibraryObject {
  private static final String CLASSES = "number of classes";
  private static final String TYPE = "fitted";

  LabelTransformer(String path, Execution run) {
    super(path, run);
  }

  private boolean isEncoder() {
    return path().endsWith("LabelEncoder");
  }

  private String name() {
    return path().substring(path().lastIndexOf('.') + 1);
  }

  @Override
  protected boolean hasMethod(String name) {
    return switch (name) {
      case "fit", "transform", "fit_transform", "inverse_transform" -> true;
      default -> false;
    };
  }

  @Override
  public Value attribute(String name, Execution run) {
    if (hasMethod(name)) {
      return new Method(this, name);
    }
    Value fitted = slots().get(TYPE);
    if (name.equals("classes_")) {
      return fitted instanceof Tensor labels && (isEncoder() || labels.type() != DataType.OBJECT)
          ? Samples.made(labels.type(), Shape.of(classes()), "classes_", List.of(labels), run)
          : fitted == null ? null : run.unknown("classes");
    }
    return new Unknown("attribute " + name + " of " + name());
  }

  private int classes() {
    return Tensors.integer(slots().get(CLASSES)).map(Long::intValue).orElse(Shape.ANY);
  }

  @Override
  public Value method(String method, Arguments arguments, Execution run) {
    if (arguments.positional().size() != 1 || !arguments.keywords().isEmpty()) {
      return run.unknown(method);
    }
    Tensor labels = labels(arguments.positional().getFirst(), method, run);
    if (method.startsWith("fit")) {
      fit(labels, run);
    } else if (slots().get(TYPE) == null) {
      throw Transformer.notFitted(name(), run);
    }
    if (method.equals("transform")) {
      requireSeen(labels, run);
    }
    return switch (method) {
      case "fit" -> self();
      case "inverse_transform" -> inverted(labels, run);
      default -> transformed(labels, method.startsWith("fit"), run);
    };
  }

  /** The labels; null when nothing is known of them. */
  private Tensor labels(Value value, String method, Execution run) {
    Optional<Tensor> array = Samples.array(value, run);
    if (array.isEmpty() || !array.get().shape().isRanked()) {
      return null;
    }
    Shape shape = array.get().shape();
    boolean isColumn = shape.rank() == 2 && (shape.size(1) == 1 || shape.size(1) < 0);
    if (isEncoder() && shape.rank() != 1 && !isColumn && !method.startsWith("inverse")) {
      throw run.error(
          "ValueError",
          shape.isFull()
              ? "y should be a 1d array, got an array of shape %s instead."
                  .formatted(shape.tupleText())
              : null);
    }
    if (!isEncoder() && shape.rank() != 1) {
      return null;
    }
    return array.get();
  }

  private void requireSeen(Tensor labels, Execution run) {
    boolean isKnown =
        isEncoder()
            && labels != null
            && labels.content().isPresent()
            && slots().get(TYPE) instanceof Tensor fitted
            && fitted.content().isPresent();
    if (isKnown) {
      List<Object> seen = ((Tensor) slots().get(TYPE)).content().get();
      boolean isSame = ((Tensor) slots().get(TYPE)).type() == labels.type();
      if (!isSame || !seen.containsAll(labels.content().get())) {
        boolean isText = labels.type() == DataType.STRING && !isSame;
        if (isSame || isText) {
          throw run.error("ValueError", null);
        }
      }
    }
  }

  private void fit(Tensor labels, Execution run) {
    boolean isContinuous =
        !isEncoder()
            && labels != null
            && labels.content().orElse(List.of()).stream()
                .anyMatch(each -> each instanceof Double real && real != Math.rint(real));
    if (isContinuous) {
      throw run.error("ValueError", null);
    }
    slots().put(TYPE, labels == null ? run.unknown("labels") : labels);
    int classes = labels == null ? Shape.ANY : distinct(labels);
    slots().put(CLASSES, classes < 0 ? run.unknown("classes") : Constant.of(classes));
  }

  /** How many different labels there are; negative when that is not known. */
  private static int distinct(Tensor labels) {
    if (labels.content().isPresent()) {
      TreeSet<String> distinct = new TreeSet<>();
      labels.content().get().forEach(label -> distinct.add(label.toString()));
      return distinct.size();
    }
    Labels range = labels.labels();
    double values = range.high() - range.low() + 1;
    boolean isDrawn = labels.origin().operation().startsWith("numpy.random.");
    return range.isRangeKnown()
            && labels.type().isInteger()
            && isDrawn
            && labels.shape().count() >= 40 * values
        ? (int) values
        : Shape.ANY;
  }

  private Value transformed(Tensor labels, boolean isFitted, Execution run) {
    int count = labels == null ? Shape.ANY : (int) labels.shape().count();
    int classes = classes();
    List<Tensor> inputs = labels == null ? List.of() : List.of(labels);
    if (isEncoder()) {
      Tensor made = Samples.made(DataType.INT64, Shape.of(count), "LabelEncoder", inputs, run);
      return isFitted && classes > 0 ? made.withLabels(Labels.between(0, classes - 1)) : made;
    }
    if (labels == null) {
      return run.unknown("labels as rows");
    }
    // Two classes need but one column.
    int width = classes < 0 ? Shape.ANY : classes <= 2 ? 1 : classes;
    Tensor made =
        Samples.made(DataType.INT64, Shape.of(count, width), "LabelBinarizer", inputs, run);
    return width > 1 && isFitted ? made.withLabels(Labels.ONE_HOT) : made;
  }

  private Value inverted(Tensor labels, Execution run) {
    return isEncoder() && labels != null && slots().get(TYPE) instanceof Tensor fitted
        ? Samples.made(fitted.type(), labels.shape(), name(), List.of(labels), run)
        : run.unknown("labels");
  }
}
