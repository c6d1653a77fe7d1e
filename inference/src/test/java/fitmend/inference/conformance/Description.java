package fitmend.inference.conformance;

import fitmend.inference.library.HasRows;
import fitmend.inference.tensor.TensorShape;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.SetValue;
import fitmend.inference.value.Shape;
import fitmend.inference.value.SliceValue;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the twin's value is, to be held beside what {@code describe.py} says of the real one. Where
 * the twin does not know a part, any text may stand.
 *
 * @param agreed what the twin says for sure, as a pattern
 * @param possible what does not contradict it
 */
record Description(String agreed, String possible) {
  private static final int FEW = 8;
  private static final String ANY = "(?s:.*)";
  private static final Description UNKNOWN = new Description("(?!)", ANY);

  static Description of(Value value) {
    return of(value, 0);
  }

  boolean agrees(String real) {
    return real.matches(agreed);
  }

  boolean allows(String real) {
    return real.matches(possible);
  }

  /** Whether nothing is left open. */
  boolean isComplete() {
    return agreed.equals(possible);
  }

  /**
   * The real description without what the twin does not tell apart: a NumPy scalar and an array
   * without axes, a TensorShape and its tuple, a Dimension and its number, the widths of texts.
   */
  static String comparable(String real) {
    String text = real.replaceAll("[<>|][US]\\d+", "string");
    text = text.replaceAll("ndarray (\\w+) \\(\\)", "numpy.$1");
    text = text.replaceAll("TensorShape \\(", "(").replaceAll("Dimension (\\d+|None)", "$1");
    return text.replaceAll("numpy\\.str\\b", "numpy.string");
  }

  private static Description of(Value value, int depth) {
    if (depth > 6) {
      return exact("...");
    }
    return switch (value) {
      case null -> UNKNOWN;
      case Unknown unknown -> UNKNOWN;
      case Constant constant -> constant(constant);
      case Scalar scalar -> scalar(scalar);
      case Tensor tensor -> tensor(tensor);
      case TensorShape shape when shape.shape().isRanked() ->
          sequence("(", shape.sizes(), ")", depth);
      case Tuple tuple -> sequence("(", tuple.elements(), ")", depth);
      case ListValue list when list.isKnown() -> sequence("[", list.elements(), "]", depth);
      case ListValue list -> new Description("(?!)", "\\[" + ANY + "\\]");
      case SetValue set -> set(set, depth);
      case DictValue dictionary -> dictionary(dictionary, depth);
      case SliceValue slice -> slice(slice, depth);
      case Reference reference -> reference(reference);
      case TensorShape shape -> shape(shape);
      case HasRows table -> table(table.toString());
      default -> object(value.typeName());
    };
  }

  private static Description exact(String text) {
    return pattern(quoted(text));
  }

  private static Description pattern(String pattern) {
    return new Description(pattern, pattern);
  }

  /** Only what has to be, so that sorted descriptions stay sorted. */
  private static String quoted(String text) {
    return text.replaceAll("[\\\\^$.|?*+()\\[\\]{}]", "\\\\$0");
  }

  private Description then(Description other) {
    return new Description(agreed + other.agreed, possible + other.possible);
  }

  private Description then(String text) {
    return then(exact(text));
  }

  private static Description constant(Constant constant) {
    return switch (constant.value()) {
      case Boolean bool -> exact(bool ? "True" : "False");
      case Long number -> exact(number.toString());
      case Double number -> exact(real(number));
      case String text -> exact(cut(quote(text), text.length()));
      case Constant.Bytes bytes -> new Description("b['\"]" + ANY, "b['\"]" + ANY);
      default -> exact(constant.isNone() ? "None" : "Ellipsis");
    };
  }

  private static String cut(String text, int length) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "... " + length;
  }

  private static String real(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
    }
    BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    int exponent = exact.precision() - exact.scale() - 1;
    String text;
    if (number == 0) {
      text = 1 / number < 0 ? "-0.0" : "0.0";
    } else if (exponent >= 16 || exponent < -4) {
      String digits = exact.unscaledValue().abs().toString();
      text =
          (number < 0 ? "-" : "")
              + digits.charAt(0)
              + (digits.length() > 1 ? "." + digits.substring(1) : "")
              + String.format("e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    } else {
      String plain = exact.toPlainString();
      text = plain.contains(".") ? plain : plain + ".0";
    }
    return text.length() <= 8 ? text : "float";
  }

  private static String quote(String text) {
    char mark = text.contains("'") && !text.contains("\"") ? '"' : '\'';
    StringBuilder quoted = new StringBuilder().append(mark);
    for (char letter : text.toCharArray()) {
      switch (letter) {
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        case '\r' -> quoted.append("\\r");
        default -> {
          if (letter == mark) {
            quoted.append('\\');
          }
          quoted.append(letter);
        }
      }
    }
    return quoted.append(mark).toString();
  }

  private static Description scalar(Scalar scalar) {
    String possible =
        switch (scalar.type()) {
          case BOOL -> "True|False";
          case INT -> "-?\\d+";
          case FLOAT -> "float|nan|-?inf|-?[\\d.]+(?:e[+-]\\d+)?";
          case STR -> "['\"]" + ANY;
        };
    // Long fractions are arbitrary.
    String agreed = scalar.type() == Scalar.Type.FLOAT ? "float" : "(?!)";
    return new Description(agreed, "(?:" + possible + ")");
  }

  private static Description tensor(Tensor tensor) {
    boolean isNumpyScalar =
        tensor.holder() == Tensor.Holder.NUMPY
            && tensor.shape().isRanked()
            && tensor.shape().rank() == 0;
    Description type =
        tensor.type() == DataType.UNKNOWN
            ? new Description("(?!)", "\\w+")
            : exact(tensor.type().text());
    if (isNumpyScalar) {
      return exact("numpy.").then(type).then(scalarContent(tensor));
    }
    String holder =
        switch (tensor.holder()) {
          case NUMPY -> "(?:ndarray|numpy)";
          case EAGER, GRAPH -> "Tensor";
          case VARIABLE -> "(?:Keras)?Variable";
          case KERAS -> "(?:Keras)?Tensor";
        };
    boolean mayBeScalar = tensor.holder() == Tensor.Holder.NUMPY && !tensor.shape().isRanked();
    Description whole =
        pattern(holder + " ").then(type).then(" ").then(shape(tensor)).then(vectorContent(tensor));
    return mayBeScalar
        ? new Description(whole.agreed, "(?:" + whole.possible + "|numpy\\..*)")
        : whole;
  }

  private static Description shape(TensorShape shape) {
    return shape.shape().isRanked()
        ? sequence("(", shape.sizes(), ")", 0)
        : new Description("(?!)", "\\([^)]*\\)|TensorShape unknown|unknown");
  }

  private static Description shape(Tensor tensor) {
    Shape shape = tensor.shape();
    if (!shape.isRanked()) {
      return tensor.holder().isDeferred()
          ? new Description("unknown", "(?:unknown|\\([^)]*\\))")
          : new Description("(?!)", "\\([^)]*\\)");
    }
    // A size that is not known is None where the tensor is computed later.
    Description size =
        new Description(tensor.holder().isDeferred() ? "None" : "(?!)", "(?:\\d+|None)");
    Description all = exact("(");
    for (int i = 0; i < shape.rank(); i++) {
      all = i == 0 ? all : all.then(", ");
      all = all.then(shape.size(i) == Shape.ANY ? size : exact("" + shape.size(i)));
    }
    return all.then(shape.rank() == 1 ? ",)" : ")");
  }

  private static Description scalarContent(Tensor tensor) {
    boolean isShown = tensor.type().isInteger() || tensor.type() == DataType.BOOL;
    return isShown && tensor.content().isPresent()
        ? pattern("(?:" + quoted("(" + element(tensor.content().get().getFirst()) + ")") + ")?")
        : pattern("(?:\\(.*\\))?");
  }

  /** Who knows the type and shape but not the elements is not wrong. */
  private static Description vectorContent(Tensor tensor) {
    boolean isShown =
        tensor.type().isInteger()
            || tensor.type() == DataType.BOOL && tensor.holder() == Tensor.Holder.NUMPY;
    if (!isShown || tensor.content().isEmpty()) {
      return pattern("(?: .*)?");
    }
    List<Object> content = tensor.content().get();
    if (tensor.shape().rank() > 1 || content.size() > FEW) {
      return exact("");
    }
    if (tensor.shape().rank() == 0) {
      return pattern("(?: " + quoted(element(content.getFirst())) + ")?");
    }
    List<String> texts = content.stream().map(Description::element).toList();
    return pattern("(?: " + quoted("[" + String.join(", ", texts) + "]") + ")?");
  }

  private static String element(Object element) {
    return element instanceof Boolean bool ? (bool ? "True" : "False") : element.toString();
  }

  private static Description sequence(String open, List<Value> elements, String close, int depth) {
    Description all = exact(open);
    for (int i = 0; i < Math.min(FEW, elements.size()); i++) {
      all = (i == 0 ? all : all.then(", ")).then(of(elements.get(i), depth + 1));
    }
    if (elements.size() > FEW) {
      all = all.then(", ... " + elements.size());
    }
    return all.then(open.equals("(") && elements.size() == 1 ? "," : "").then(close);
  }

  private static Description set(SetValue set, int depth) {
    if (!set.isKnown()) {
      return new Description("(?!)", "(?:frozen)?set\\{.*\\}");
    }
    List<Description> elements = new ArrayList<>();
    for (Value element : set.elements()) {
      elements.add(of(element, depth + 1));
    }
    elements.sort(Comparator.comparing(Description::agreed));
    Description all = pattern("(?:frozen)?set\\{");
    for (int i = 0; i < Math.min(FEW, elements.size()); i++) {
      all = (i == 0 ? all : all.then(", ")).then(elements.get(i));
    }
    return all.then("}");
  }

  private static Description dictionary(DictValue dictionary, int depth) {
    if (!dictionary.isKnown()) {
      return new Description("(?!)", "\\w*\\{" + ANY + "\\}");
    }
    Description all = pattern("(?:Counter|OrderedDict|defaultdict)?").then("{");
    List<Value> keys = dictionary.keys();
    for (int i = 0; i < Math.min(2 * FEW, keys.size()); i++) {
      all = (i == 0 ? all : all.then(", ")).then(of(keys.get(i), depth + 1)).then(": ");
      all = all.then(of(dictionary.get(keys.get(i)), depth + 1));
    }
    return all.then(keys.size() > 2 * FEW ? ", ... " + keys.size() : "").then("}");
  }

  private static Description slice(SliceValue slice, int depth) {
    return exact("slice(")
        .then(of(slice.lower(), depth + 1))
        .then(", ")
        .then(of(slice.upper(), depth + 1))
        .then(", ")
        .then(of(slice.step(), depth + 1))
        .then(")");
  }

  private static Description reference(Reference reference) {
    String name = quoted(reference.name().replaceFirst("_$", ""));
    return new Description(
        "(?:class|DType|dtype|object) " + name + "_?|object (?:function|module|builtin\\w*|ufunc)",
        "(?:class|DType|dtype|object) " + ANY);
  }

  /** A frame or Series; its texts are objects before pandas 3. */
  private static Description table(String text) {
    String known = quoted(text).replace("\\?", ANY).replaceAll("\\bstr\\b", "(?:str|object)");
    return text.contains("?") ? new Description("(?!)", known) : pattern(known);
  }

  private static Description object(String type) {
    return switch (type) {
      case "range" -> pattern("range\\(.*\\)");
      case "generator" -> new Description("object \\w+", "object \\w+|range\\(.*\\)");
      case "type" -> pattern("class \\w+");
      case "function", "method" -> pattern("object \\w+");
      // Of an object of a library the kind is told, and no more is asked.
      default ->
          new Description(
              "(?:object |layer )?" + quoted(type) + "\\b" + ANY,
              "(?:object|layer|[A-Z]\\w*)\\b" + ANY);
    };
  }
}
