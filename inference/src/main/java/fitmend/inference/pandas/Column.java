package fitmend.inference.pandas;

import fitmend.inference.Target;
import fitmend.inference.tensor.ObjectArrays;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Labels;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The values of one column or Series under its label.
 *
 * @param data an array of one axis; texts are objects
 * @param type what pandas calls the type of the elements, such as {@code str} or {@code category};
 *     null when it is not known
 */
record Column(Value label, Tensor data, String type) {
  static final String CATEGORY = "category";

  /** A column as an operand beside another. */
  record Operand(Column column) implements Value {
    @Override
    public String typeName() {
      return "Series";
    }
  }

  /** Texts only, save for what is missing; before pandas 3 they had no name of their own. */
  static final String TEXT = "str";

  /** The type as scripts see it. */
  String shown(Execution run) {
    return TEXT.equals(type) && run.target() == Target.TENSORFLOW_1_15 ? "object" : type;
  }

  /** A column of the elements of an array. */
  static Column of(Value label, Tensor array, Execution run) {
    boolean hasTexts =
        array.type() == DataType.STRING
            || array.type() == DataType.OBJECT
                && array.content().filter(Column::areTexts).isPresent();
    if (hasTexts) {
      Tensor data = made(DataType.OBJECT, array.shape(), List.of(array), run);
      return new Column(label, array.content().map(data::withContent).orElse(data), TEXT);
    }
    boolean isKnown = array.type() != DataType.UNKNOWN && array.type() != DataType.OBJECT;
    boolean isMixed =
        array.type() == DataType.OBJECT
            && array.content().filter(all -> !all.isEmpty()).isPresent();
    return new Column(label, array, isKnown || isMixed ? array.type().text() : null);
  }

  private static boolean areTexts(List<Object> elements) {
    return !elements.isEmpty() && elements.stream().allMatch(String.class::isInstance);
  }

  /** The elements as NumPy sees them. */
  Tensor array() {
    return isText() ? ObjectArrays.marked(data, ObjectArrays.Kind.TEXTS, hasWords()) : data;
  }

  /** Whether every text is certainly no number. */
  boolean hasWords() {
    return isText()
        && distinct()
            .filter(
                all ->
                    !all.isEmpty()
                        && all.stream()
                            .allMatch(
                                each -> each instanceof String text && ObjectArrays.isWord(text)))
            .isPresent();
  }

  /** A column of that many elements. */
  static Column of(Value label, DataType type, int count, Execution run) {
    return of(label, made(type, Shape.of(count), List.of(), run), run);
  }

  /** A column of texts. */
  static Column texts(Value label, int count, Execution run) {
    return new Column(label, made(DataType.OBJECT, Shape.of(count), List.of(), run), TEXT);
  }

  /** A column of which only the number of elements may be known. */
  static Column unknown(Value label, int count, Execution run) {
    return new Column(label, made(DataType.UNKNOWN, Shape.of(count), List.of(), run), null);
  }

  static Tensor made(DataType type, Shape shape, List<Tensor> inputs, Execution run) {
    return Tensors.made(Tensor.Holder.NUMPY, type, shape, "pandas.Series", inputs, run);
  }

  Column named(Value other) {
    return new Column(other, data, type);
  }

  /** The same with other elements. */
  Column of(Tensor elements, Execution run) {
    return of(label, elements, run);
  }

  /** The same type with other elements, so many of them. */
  Column resized(int count, Execution run) {
    if (count >= 0 && count == count()) {
      return this;
    }
    return new Column(label, made(data.type(), Shape.of(count), List.of(data), run), type);
  }

  int count() {
    return data.shape().size(0);
  }

  boolean isText() {
    return TEXT.equals(type);
  }

  /** Whether the elements are numbers or truth values of NumPy. */
  boolean isNumber() {
    return isBool() || data.type().isInteger() || data.type().isFloating();
  }

  boolean isBool() {
    return data.type() == DataType.BOOL;
  }

  /** Whether certainly no value is missing. */
  boolean isWhole() {
    if (isBool() || data.type().isInteger()) {
      return true;
    }
    if (data.content().isPresent()) {
      return data.content().get().stream()
          .noneMatch(each -> each instanceof Double number && number.isNaN());
    }
    String operation = data.origin().operation();
    return operation.startsWith("numpy.random.") || data.labels().isRangeKnown();
  }

  /** The places of the values that are not missing; empty when that is not known. */
  Optional<boolean[]> present() {
    if (data.content().isEmpty()) {
      return Optional.empty();
    }
    List<Object> elements = data.content().get();
    boolean[] present = new boolean[elements.size()];
    for (int i = 0; i < present.length; i++) {
      present[i] = !(elements.get(i) instanceof Double number && number.isNaN());
    }
    return Optional.of(present);
  }

  /** The different values in their order, those that are missing left out, if they are known. */
  Optional<List<Object>> distinct() {
    Optional<List<Object>> elements = data.content();
    if (elements.isEmpty()) {
      return drawn();
    }
    TreeSet<Object> distinct = new TreeSet<>((one, other) -> compare(one, other));
    for (Object element : elements.get()) {
      if (!(element instanceof Double number && number.isNaN())) {
        distinct.add(element);
      }
    }
    return Optional.of(new ArrayList<>(distinct));
  }

  private static int compare(Object one, Object other) {
    if (one instanceof Number first && other instanceof Number second) {
      return Double.compare(first.doubleValue(), second.doubleValue());
    }
    return one.toString().compareTo(other.toString());
  }

  /** What was drawn often enough from few values holds all of them. */
  private Optional<List<Object>> drawn() {
    Tensor source = data;
    while (source.origin().operation().startsWith("pandas.")
        && source.origin().inputs().size() == 1) {
      source = source.origin().inputs().getFirst();
    }
    String operation = source.origin().operation();
    if (!operation.startsWith("numpy.random.")) {
      return Optional.empty();
    }
    List<Object> values = new ArrayList<>();
    Labels range = source.labels();
    if (operation.endsWith(".choice") && source.origin().inputs().size() == 1) {
      List<Object> from = source.origin().inputs().getFirst().content().orElse(List.of());
      TreeSet<Object> sorted = new TreeSet<>((one, other) -> compare(one, other));
      sorted.addAll(from);
      values.addAll(sorted);
    } else if (range.isRangeKnown()
        && source.type().isInteger()
        && range.high() - range.low() < 50) {
      for (long value = (long) range.low(); value <= range.high(); value++) {
        values.add(value);
      }
    }
    int size = values.size();
    boolean isLikely = size > 0 && size * Math.pow(1 - 1.0 / size, count()) < 1e-4;
    return isLikely ? Optional.of(values) : Optional.empty();
  }

  /** One element; the place is negative when it is not known. */
  Value element(int place, Execution run) {
    Object known =
        place >= 0 && data.content().isPresent() && place < data.content().get().size()
            ? data.content().get().get(place)
            : null;
    if (known instanceof String word) {
      return Constant.of(word);
    }
    if (isText()) {
      return fitmend.inference.value.Scalar.STR;
    }
    if (!isNumber()) {
      return run.unknown("an element of a column");
    }
    Tensor made = made(data.type(), Shape.SCALAR, List.of(data), run);
    return known == null ? made : made.withContent(List.of(known));
  }
}
