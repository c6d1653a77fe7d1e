package fitmend.inference.keras;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;

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
    return value instanceof Constant constant ? str(constant) : null;
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
      case TENSORFLOW_1_15 -> null;
    };
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
            ? inCall3(layer, message, arguments, isSymbolic)
            : inCall2(layer, message, arguments, isSymbolic);
    PythonError told = new PythonError(error.type(), wrapped, error.exception(), error.stack());
    told.setOperands(error.operands());
    return told;
  }

  private static String inCall3(
      Layer layer, String message, Arguments arguments, boolean isSymbolic) {
    String name = layer.typeName();
    String head =
        WRAPPED
            + name
            + ".call().\n\n"
            + message
            + "\n\nArguments received by "
            + name
            + ".call():\n";
    if (layer instanceof ScriptLayer
        || arguments.positional().size() != 1
        || !(arguments.positional().getFirst() instanceof Tensor tensor)) {
      return null;
    }
    return isSymbolic
        ? head
            + "  • args=('<KerasTensor shape=%s, dtype=%s, sparse=False, ragged=False, name=keras_tensor>',)\n  • kwargs=<class 'inspect._empty'>"
                .formatted(tensor.shape().tupleText(), tensor.type().text())
        : head
            + "  • inputs=tf.Tensor(shape=%s, dtype=%s)"
                .formatted(
                    tensor.shape().tupleText(),
                    tensor.type().isFloating() ? "float32" : tensor.type().text());
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
