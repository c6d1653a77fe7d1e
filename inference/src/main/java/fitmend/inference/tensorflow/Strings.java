package fitmend.inference.tensorflow;

import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Broadcasting;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.List;

/** {@code tf.strings}. */
final class Strings {
  private Strings() {}

  /** The result; null when the function is not here. */
  static Tensor call(String name, Signature.Bound given, Step step) {
    return switch (name) {
      case "as_string", "strings.as_string" ->
          step.made(DataType.STRING, step.tensor(given.get("input")).shape());
      case "strings.lower",
          "strings.upper",
          "strings.strip",
          "strings.regex_replace",
          "strings.substr" ->
          step.made(DataType.STRING, texts(given, step).shape());
      case "strings.regex_full_match" -> step.made(DataType.BOOL, texts(given, step).shape());
      case "strings.length" -> step.made(DataType.INT32, texts(given, step).shape());
      case "strings.to_hash_bucket",
          "strings.to_hash_bucket_fast",
          "strings.to_hash_bucket_strong" ->
          step.made(DataType.INT64, texts(given, step).shape());
      case "strings.to_number" -> number(given, step);
      case "strings.join" -> joined(given, step);
      case "strings.format" -> step.made(DataType.STRING, Shape.SCALAR);
      case "strings.reduce_join" -> {
        Tensor texts = texts(given, step);
        if (!Shaping.isNone(given.get("axis"))) {
          throw new NotKnown("texts that are put together along an axis");
        }
        yield step.made(
            DataType.STRING,
            Reductions.reduced(
                "ReduceJoin",
                texts.shape(),
                Constant.NONE,
                Reductions.flag(given.get("keepdims")),
                step));
      }
      case "strings.split" -> {
        Tensor texts = texts(given, step);
        if (!texts.shape().isRanked() || texts.shape().rank() > 0) {
          throw new NotKnown("a ragged tensor of texts");
        }
        yield step.made(DataType.STRING, Shape.ofRank(1));
      }
      default -> null;
    };
  }

  private static Tensor texts(Signature.Bound given, Step step) {
    Tensor texts = step.tensor(given.values().values().iterator().next());
    if (texts.type() != DataType.STRING) {
      throw new NotKnown("texts that are none");
    }
    return texts;
  }

  private static Tensor number(Signature.Bound given, Step step) {
    Tensor texts = texts(given, step);
    for (Object text : texts.content().orElse(List.of())) {
      if (text instanceof String word && !isNumber(word)) {
        throw step.refusedValue(
            "StringToNumber",
            "StringToNumberOp could not correctly convert string: " + word,
            given.get("input") instanceof Constant ? null : "");
      }
    }
    DataType type =
        given.isGiven("out_type") ? TensorTypes.read(given.get("out_type")) : DataType.FLOAT32;
    return step.made(type, texts.shape());
  }

  private static boolean isNumber(String text) {
    try {
      Double.parseDouble(text);
      return true;
    } catch (NumberFormatException wrong) {
      return text.isBlank() || !Character.isLetter(text.charAt(0)) || text.length() > 2;
    }
  }

  private static Tensor joined(Signature.Bound given, Step step) {
    Shape shape = Shape.SCALAR;
    for (Value part :
        Tensors.elements(given.get("inputs")).orElseThrow(() -> new NotKnown("texts"))) {
      Tensor text = step.tensor(part);
      if (text.type() != DataType.STRING) {
        throw new NotKnown("texts that are none");
      }
      shape =
          Broadcasting.of(shape, text.shape())
              .orElseThrow(() -> new NotKnown("texts of several shapes"));
    }
    return step.made(DataType.STRING, shape);
  }
}
