package fitmend.inference.tensor;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.library.Method;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Origin;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Arrays of Python objects, and objects that become arrays. */
public final class ObjectArrays {
  /** What the objects are. */
  public enum Kind {
    UNKNOWN,
    TEXTS,
    NUMBERS,
    /** Some are texts, others are not. */
    BOTH
  }

  private static final String MARK = "objects: ";
  private static final String WORDS = " with words";

  private ObjectArrays() {}

  /** The array of which a frame or the like says that it is one; empty when it does not. */
  public static Optional<Tensor> of(Value value, Execution run) {
    return value instanceof LibraryObject object
            && object.attribute("__array__", run) instanceof Method method
            && run.call(method, Arguments.NONE) instanceof Tensor array
        ? Optional.of(array)
        : Optional.empty();
  }

  /**
   * The same with a note of what its objects are.
   *
   * @param hasWords whether every row has a text that is no number
   */
  public static Tensor marked(Tensor array, Kind kind, boolean hasWords) {
    Origin origin = array.origin();
    String mark = MARK + kind + (hasWords ? WORDS : "");
    return array.withOrigin(Origin.of(origin.at(), mark, origin.inputs()));
  }

  /** What the objects in an array are. */
  public static Kind kind(Tensor array) {
    if (array.type() != DataType.OBJECT) {
      return Kind.UNKNOWN;
    }
    List<Object> content = array.content().orElse(List.of());
    if (!content.isEmpty()) {
      long texts = content.stream().filter(String.class::isInstance).count();
      return texts == content.size() ? Kind.TEXTS : texts == 0 ? Kind.NUMBERS : Kind.BOTH;
    }
    String mark = mark(array);
    return mark.isEmpty() || array.shape().count() == 0
        ? Kind.UNKNOWN
        : Kind.valueOf(mark.replace(WORDS, ""));
  }

  /** Whether some object in an array is a text that is no number. */
  public static boolean hasWords(Tensor array) {
    boolean mayHave = array.type() == DataType.OBJECT || array.type() == DataType.STRING;
    if (mayHave && array.content().isPresent()) {
      return array.content().get().stream()
          .anyMatch(each -> each instanceof String text && isWord(text));
    }
    return mayHave && mark(array).endsWith(WORDS) && array.shape().count() != 0;
  }

  /** The text that a conversion to numbers meets first and refuses; null when it is not known. */
  public static String firstWord(Tensor array) {
    for (Object each : array.content().orElse(List.of())) {
      if (each instanceof String text) {
        return isWord(text) ? text : null;
      }
    }
    return null;
  }

  /** Whether Python certainly reads the text as no number. */
  public static boolean isWord(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    return !word.isEmpty()
        && word.chars().noneMatch(Character::isDigit)
        && !word.contains("inf")
        && !word.contains("nan");
  }

  /** The note on an array, or on the one whose rows it has; empty when there is none. */
  private static String mark(Tensor array) {
    Origin origin = array.origin();
    if (origin.operation().startsWith(MARK)) {
      return origin.operation().substring(MARK.length());
    }
    boolean isOfRows =
        origin.inputs().size() == 1
            && width(array) >= 0
            && width(origin.inputs().getFirst()) == width(array)
            && array.shape().size(0) != 0
            && (origin.operation().startsWith("sklearn.")
                || origin.operation().equals("numpy.getitem")
                || origin.operation().startsWith("numpy.array")
                || origin.operation().startsWith("numpy.asarray"));
    return isOfRows ? mark(origin.inputs().getFirst()) : "";
  }

  /** How many columns; those without are of one. */
  private static int width(Tensor array) {
    Shape shape = array.shape();
    return !shape.isRanked() || shape.rank() == 0 || shape.rank() > 2
        ? Shape.ANY
        : shape.rank() == 1 ? 1 : shape.size(1);
  }

  /** The first element that is no text; null when it is not known. */
  public static Object firstOther(Tensor array) {
    for (Object element : array.content().orElse(List.of())) {
      if (!(element instanceof String)) {
        return element;
      }
    }
    return null;
  }
}
