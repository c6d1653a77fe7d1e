package fitmend.inference.keras;

import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Structures;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the messages of Keras put values and failures into words. */
final class Texts {
  private static final String WRAPPED = "Exception encountered when calling ";

  private Texts() {}

  /** What {@code repr} gives; null when it is not known. */
  static String repr(Value value) {
    if (value instanceof Constant(String text)) {
      return "'" + text + "'";
    }
    if (value instanceof Tuple tuple) {
      List<String> parts = new ArrayList<>();
      for (Value element : tuple.elements()) {
        String part = repr(element);
        if (part == null) {
          return null;
        }
        parts.add(part);
      }
      return "(" + String.join(", ", parts) + (parts.size() == 1 ? ",)" : ")");
    }
    if (value instanceof Tensor tensor && tensor.holder() == Tensor.Holder.KERAS) {
      return described(tensor);
    }
    if (value instanceof ListValue list && list.isKnown()) {
      String tuple = repr(new Tuple(list.elements()));
      return tuple == null
          ? null
          : "[" + tuple.substring(1, tuple.length() - (list.elements().size() == 1 ? 2 : 1)) + "]";
    }
    return value instanceof Constant constant ? str(constant) : null;
  }

  /** What {@code repr} of a dictionary of these keys gives; null when it is not known. */
  static String repr(Map<String, Value> values) {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, Value> value : values.entrySet()) {
      String text = repr(value.getValue());
      if (text == null) {
        return null;
      }
      parts.add("'" + value.getKey() + "': " + text);
    }
    return "{" + String.join(", ", parts) + "}";
  }

  /** What {@code str} gives; null when it is not known. */
  static String str(Value value) {
    return switch (value) {
      case Constant none when none.isNone() -> "None";
      case Constant(Boolean bool) -> bool ? "True" : "False";
      case Constant(Long number) -> number.toString();
      case Constant(Double number) when Math.abs(number) < 1e7 && Math.abs(number) >= 1e-3 ->
          number.toString();
      case Constant(String text) -> text;
      case Tensor tensor when tensor.content().isPresent() && tensor.shape().equals(Shape.SCALAR) ->
          tensor.content().get().getFirst().toString();
      case Tuple tuple -> repr(tuple);
      default -> null;
    };
  }

  /** A shape as the tuple that scripts see. */
  static Value shapeTuple(Shape shape) {
    if (!shape.isRanked()) {
      return new fitmend.inference.value.Unknown("shape");
    }
    List<Value> sizes = new ArrayList<>();
    for (int i = 0; i < shape.rank(); i++) {
      sizes.add(
          shape.size(i) != Shape.ANY
              ? Constant.of((long) shape.size(i))
              : i == 0 ? Constant.NONE : new fitmend.inference.value.Unknown("size of an axis"));
    }
    return new Tuple(sizes);
  }

  /** What is said of an input that a layer cannot take. */
  static String incompatible(Layer layer, String problem, Execution execution) {
    String name = layer.layerName();
    if (name == null) {
      return null;
    }
    return switch (execution.target()) {
      case TENSORFLOW_2_21 ->
          "Input 0 with name 'None' of layer '%s' is incompatible with the layer: %s"
              .formatted(name, problem);
      case TENSORFLOW_2_15 ->
          "Input 0 of layer \"%s\" is incompatible with the layer: %s".formatted(name, problem);
      case TENSORFLOW_1_15 ->
          layer.naming().isStandalone()
              ? "Input 0 is incompatible with layer " + name + ": " + problem
              : null;
    };
  }

  /** What is said of an input of another shape than that of the model. */
  static String unexpected(String input, Shape expected, Shape given) {
    return "%s is incompatible with the layer: expected shape=%s, found shape=%s"
        .formatted(input, expected.tupleText(), given.tupleText());
  }

  /** The same failure, said in words that are not known. */
  static PythonError withoutMessage(PythonError error) {
    return new PythonError(error.type(), null, error.exception(), error.stack());
  }

  /** The failure of a call, with what Keras adds to its message, colours left out. */
  static PythonError inCall(
      Layer layer,
      PythonError error,
      Arguments arguments,
      boolean isSymbolic,
      Execution execution) {
    String message = error.getMessage();
    if (execution.target().isGraphMode() || message == null || message.startsWith(WRAPPED)) {
      return error;
    }
    String wrapped =
        execution.target().hasKeras3()
            ? inCall3(layer, message, arguments, isSymbolic, execution)
            : inCall2(layer, message, arguments, isSymbolic);
    PythonError told = new PythonError(error.type(), wrapped, error.exception(), error.stack());
    told.setOperands(error.operands());
    return told;
  }

  private static String inCall3(
      Layer layer, String message, Arguments arguments, boolean isSymbolic, Execution execution) {
    String name = layer.typeName() + ".call()";
    String received =
        isSymbolic ? symbolic(layer, arguments, execution) : eager(layer, arguments, execution);
    return received == null
        ? null
        : WRAPPED + name + ".\n\n" + message + "\n\nArguments received by " + name + ":" + received;
  }

  private static String symbolic(Layer layer, Arguments arguments, Execution execution) {
    Map<String, Value> keywords = new LinkedHashMap<>(arguments.keywords());
    String parameters =
        layer instanceof ScriptLayer && Layer.name(layer.path()).equals("Lambda")
            ? "mask"
            : CallArguments.parameters(layer, execution);
    if (parameters == null || arguments.positional().size() != 1) {
      return null;
    }
    if (!keywords.containsKey("training") && parameters.contains("training=True")) {
      keywords.put("training", Constant.TRUE);
    }
    if (!keywords.containsKey("training") && parameters.contains("training=False")) {
      keywords.put("training", Constant.FALSE);
    }
    if (parameters.contains("mask") && !keywords.containsKey("mask")) {
      Value first = arguments.positional().getFirst();
      keywords.put("mask", Structures.map(first, leaf -> Constant.NONE, execution));
    }
    List<String> given = new ArrayList<>();
    for (Map.Entry<String, Value> keyword : keywords.entrySet()) {
      given.add("'" + keyword.getKey() + "': " + nested(keyword.getValue(), true));
    }
    String first = nested(arguments.positional().getFirst(), true);
    return first == null
        ? null
        : "\n  • args=(%s,)\n  • kwargs=%s"
            .formatted(
                first,
                keywords.isEmpty()
                    ? "<class 'inspect._empty'>"
                    : "{" + String.join(", ", given) + "}");
  }

  private static String eager(Layer layer, Arguments arguments, Execution execution) {
    Signature.Bound bound = CallArguments.bind(layer, arguments, execution);
    if (bound == null) {
      return null;
    }
    Map<String, Value> values = new LinkedHashMap<>(bound.values());
    Value first = values.values().stream().skip(1).findFirst().orElse(Constant.NONE);
    if (values.get("mask") instanceof Constant none && none.isNone()) {
      values.put("mask", Structures.map(first, leaf -> Constant.NONE, execution));
    }
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Value> value : values.entrySet()) {
      if (value.getKey().equals("self")) {
        continue;
      }
      String written = nested(value.getValue(), false);
      if (written == null) {
        return null;
      }
      text.append("\n  • ").append(value.getKey()).append('=').append(written);
    }
    return text.toString();
  }

  /** A value as the list of arguments shows it; in a container it is quoted. */
  private static String nested(Value value, boolean isQuoted) {
    String quote = isQuoted ? "'" : "";
    return switch (value) {
      case Tensor tensor -> quote + described(tensor) + quote;
      case Tuple tuple -> listed(tuple.elements(), "(", tuple.elements().size() == 1 ? ",)" : ")");
      case ListValue list -> list.isKnown() ? listed(list.elements(), "[", "]") : null;
      case Constant(String text) -> isQuoted ? "\"'" + text + "'\"" : "'" + text + "'";
      default -> {
        String text = str(value);
        yield text == null ? null : quote + text + quote;
      }
    };
  }

  /** The keys of a known dictionary as {@code str} gives each of them. */
  static List<String> names(DictValue dict) {
    return dict.keys().stream().map(key -> String.valueOf(str(key))).toList();
  }

  /** A list of texts as Python writes it. */
  static String quoted(List<String> texts) {
    return texts.isEmpty() ? "[]" : "['" + String.join("', '", texts) + "']";
  }

  /** A dictionary of tensors, each of them by its shape; null when one is not known. */
  static String structure(DictValue dict, String form) {
    List<String> parts = new ArrayList<>();
    for (Value key : dict.keys()) {
      if (!(dict.get(key) instanceof Tensor tensor) || repr(key) == null) {
        return null;
      }
      parts.add(repr(key) + ": '" + form.formatted(tensor.shape().tupleText()) + "'");
    }
    return "{" + String.join(", ", parts) + "}";
  }

  private static String listed(List<Value> values, String open, String close) {
    List<String> parts = values.stream().map(each -> nested(each, true)).toList();
    return parts.contains(null) ? null : open + String.join(", ", parts) + close;
  }

  private static String described(Tensor tensor) {
    return switch (tensor.holder()) {
      case KERAS ->
          "<KerasTensor shape=%s, dtype=%s, sparse=False, ragged=False, name=keras_tensor>"
              .formatted(tensor.shape().tupleText(), tensor.type().text());
      default ->
          "tf.Tensor(shape=%s, dtype=%s)"
              .formatted(tensor.shape().tupleText(), tensor.type().text());
    };
  }

  private static String inCall2(
      Layer layer, String message, Arguments arguments, boolean isSymbolic) {
    String quote = isSymbolic ? "\"" : "'";
    String title =
        "layer " + quote + layer.layerName() + quote + " (type " + layer.typeName() + ")";
    if (layer.layerName() == null
        || layer instanceof ScriptLayer
        || arguments.positional().size() != 1
        || !(arguments.positional().getFirst() instanceof Tensor tensor)) {
      return null;
    }
    return WRAPPED
        + title
        + ".\n\n"
        + message
        + "\n\nCall arguments received by "
        + title
        + ":\n  • inputs=tf.Tensor(shape=%s, dtype=%s)"
            .formatted(tensor.shape().tupleText(), tensor.type().text());
  }
}
