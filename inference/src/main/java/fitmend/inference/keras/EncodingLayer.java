package fitmend.inference.keras;

import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Layers that turn words and categories into numbers: {@code StringLookup}, {@code Hashing}. */
final class EncodingLayer extends Layer {
  private static final String VOCABULARY = "known vocabulary";

  private final String kind;

  EncodingLayer(String path, Naming naming, Execution execution) {
    super(path, naming, execution);
    this.kind = name(path);
  }

  private boolean isLookup() {
    return kind.endsWith("Lookup") || kind.equals("TextVectorization");
  }

  @Override
  protected boolean allowsNumbers() {
    return true;
  }

  @Override
  protected boolean takesLists() {
    return true;
  }

  @Override
  protected boolean castsInputs() {
    return false;
  }

  @Override
  protected boolean allowsKeyword(String name) {
    return !naming().isKeras3() && name.equals("output_mode");
  }

  @Override
  protected void configure(Signature.Bound arguments, Execution execution) {
    switch (kind) {
      case "CategoryEncoding" -> configureCategories(execution);
      case "Discretization" -> {
        if (execution.target().hasKeras3() && isNone("num_bins") && isNone("bin_boundaries")) {
          throw execution.error(
              "ValueError", "You need to set either `num_bins` or `bin_boundaries`.");
        }
      }
      case "Hashing" -> {
        if (number("num_bins") == 0) {
          throw execution.error(
              "ValueError",
              "The `num_bins` for `Hashing` cannot be `None` or non-positive values. Received:"
                  + " num_bins=0.");
        }
      }
      default -> configureLookup(execution);
    }
  }

  private boolean isNone(String name) {
    return setting(name) instanceof Constant none && none.isNone();
  }

  private void configureCategories(Execution execution) {
    if (isNone("num_tokens")) {
      throw execution.error(
          "ValueError",
          "num_tokens must be set to use this layer. If the number of tokens is not known"
              + " beforehand, use the IntegerLookup layer instead.");
    }
    if (number("num_tokens") == 0) {
      throw execution.error("ValueError", "`num_tokens` must be >= 1. Received: num_tokens=0.");
    }
    if (mode() != null && !List.of("one_hot", "multi_hot", "count").contains(mode())) {
      throw execution.error(
          "ValueError",
          execution.target().hasKeras3() ? "Unknown arg for output_mode: " + mode() : null);
    }
  }

  private void configureLookup(Execution execution) {
    boolean isText = kind.equals("TextVectorization");
    if (!execution.target().isGraphMode()
        && mode() != null
        && !List.of("int", "one_hot", "multi_hot", "count", "tf_idf").contains(mode())) {
      throw execution.error(
          "ValueError",
          execution.target().hasKeras3() && isText
              ? "Unknown value for `output_mode` argument of TextVectorization. Allowed values"
                  + " are: ('int', 'one_hot', 'multi_hot', 'count', 'tf_idf'). Received:"
                  + " output_mode="
                  + mode()
              : null);
    }
    if (Tensors.elements(setting("max_tokens")).isPresent()) {
      throw execution.error(
          "TypeError",
          execution.target().hasKeras3() && !isText
              ? "'<=' not supported between instances of 'list' and 'int'"
              : null);
    }
    Optional<List<Value>> words = Tensors.elements(setting("vocabulary"));
    if (words.isPresent() && words.get().stream().allMatch(Constant.class::isInstance)) {
      if (words.get().stream().distinct().count() < words.get().size()) {
        throw execution.error("ValueError", null);
      }
      if ("tf_idf".equals(mode())) {
        throw execution.error(
            "ValueError",
            isText && execution.target().hasKeras3()
                ? "When specifying the `vocabulary` argument, in TF-IDF output mode, the"
                    + " `idf_weights` argument must also be provided."
                : null);
      }
      set(VOCABULARY, setting("vocabulary"));
    }
    if (!execution.target().hasKeras3()) {
      forgetWeights();
    }
  }

  private String mode() {
    return setting("output_mode") instanceof Constant(String mode) ? mode : null;
  }

  /** The words it knows, those that stand for others left out; empty when that is not known. */
  private Optional<List<Value>> vocabulary() {
    return Tensors.elements(setting(VOCABULARY));
  }

  /** How many numbers stand for a category; -1 when that is not known. */
  private int depth() {
    return switch (kind) {
      case "CategoryEncoding" -> number("num_tokens");
      case "Hashing" -> number("num_bins");
      case "Discretization" ->
          Tensors.elements(setting("bin_boundaries"))
              .map(bounds -> bounds.size() + 1)
              .orElse(number("num_bins"));
      case "TextVectorization" -> vocabulary().map(words -> words.size() + 1).orElse(Shape.ANY);
      default ->
          number("num_oov_indices") < 0 || !isNone("mask_token") && !isNone("mask_value")
              ? Shape.ANY
              : vocabulary().map(words -> words.size() + number("num_oov_indices")).orElse(-1);
    };
  }

  @Override
  protected Value compute(Value inputs, Arguments arguments, Execution execution) {
    if (!(inputs instanceof Tensor tensor)
        || !tensor.shape().isRanked()
        || mode() == null && setting("output_mode") != null
        || arguments.all().size() > 1
        || isTrue("sparse")
        || isTrue("ragged")) {
      return execution.unknown("inputs of " + kind);
    }
    boolean isAsked = isSymbolicCall() && execution.target().hasKeras3();
    if (!isAsked && mayRefuse(tensor)) {
      return execution.unknown("categories of " + kind);
    }
    String mode = mode() == null ? "int" : mode();
    Shape shape =
        mode.equals("int")
            ? kind.equals("TextVectorization") ? sequences(tensor, isAsked) : tensor.shape()
            : encoded(tensor.shape(), mode, isAsked);
    return shape == null
        ? execution.unknown("categories of " + kind)
        : made(type(mode, isAsked, execution), shape, List.of(tensor), execution);
  }

  /** Whether it may not be able to tell what stands in the tensor. */
  private boolean mayRefuse(Tensor input) {
    boolean isText = input.type() == DataType.STRING;
    return switch (kind) {
      case "StringLookup", "TextVectorization" ->
          !isText
              || setting(VOCABULARY) == null
              || isTrue("invert")
              || number("num_oov_indices") == 0;
      case "IntegerLookup" ->
          !input.type().isInteger()
              || setting(VOCABULARY) == null
              || isTrue("invert")
              || number("num_oov_indices") == 0;
      case "Hashing" -> !isText && !input.type().isInteger();
      case "Discretization" -> isText || Tensors.elements(setting("bin_boundaries")).isEmpty();
      default ->
          isText
              || input.content().isEmpty()
              || number("num_tokens") < 0
              || !input.content().get().stream()
                  .allMatch(
                      each ->
                          each instanceof Number number
                              && number.doubleValue() >= 0
                              && number.doubleValue() < number("num_tokens"));
    };
  }

  private Shape encoded(Shape input, String mode, boolean isAsked) {
    if (isAsked && kind.equals("TextVectorization")) {
      return input.concat(Shape.of(depth()));
    }
    boolean isSingle = mode.equals("one_hot") && !(isAsked && kind.equals("Hashing"));
    boolean isOne = input.rank() > 0 && input.size(-1) == 1;
    if (isSingle) {
      boolean isOld = !isAsked && (isLookup() || !naming().isKeras3());
      if (isOld && (input.rank() > 2 || input.rank() == 2 && !isOne)) {
        return null;
      }
      if (isOld && isOne && input.rank() == 1 && !naming().isKeras3()) {
        return Shape.of(depth());
      }
      boolean isFlat = isOne && input.rank() > 1;
      return (isFlat ? input.remove(input.rank() - 1) : input).concat(Shape.of(depth()));
    }
    boolean isRow = input.rank() == 2 && input.size(1) != 1;
    if (!isAsked && (input.rank() > 2 || isRow && kind.equals("TextVectorization"))) {
      return null;
    }
    return kind.equals("TextVectorization") && input.rank() > 0
        ? Shape.of(input.size(0), depth())
        : input.rank() == 0
            ? Shape.of(depth())
            : input.slice(0, input.rank() - 1).concat(Shape.of(depth()));
  }

  /** Each text becomes a row of numbers. */
  private Shape sequences(Tensor input, boolean isAsked) {
    Shape shape = input.shape();
    if (isAsked) {
      return shape.rank() == 0
          ? Shape.UNKNOWN
          : Shape.of(shape.size(0), number("output_sequence_length"));
    }
    if (isNone("split") || shape.rank() == 0 || shape.rank() > 2) {
      return null;
    }
    if (shape.rank() == 2 && shape.size(1) != 1) {
      return null;
    }
    int length = number("output_sequence_length");
    return Shape.of(shape.size(0), length < 0 ? longest(input) : length);
  }

  private int longest(Tensor texts) {
    boolean isPlain =
        setting("standardize") instanceof Constant(String standardize)
            && standardize.equals("lower_and_strip_punctuation")
            && setting("split") instanceof Constant(String split)
            && split.equals("whitespace")
            && isNone("ngrams");
    if (!isPlain || texts.content().isEmpty()) {
      return Shape.ANY;
    }
    int most = 0;
    for (Object text : texts.content().get()) {
      String words = String.valueOf(text).replaceAll("[!-/:-@\\[-`{-~]", "").strip();
      most = Math.max(most, words.isEmpty() ? 0 : words.split("\\s+").length);
    }
    return most;
  }

  private DataType type(String mode, boolean isAsked, Execution execution) {
    if (mode.equals("int")) {
      return kind.equals("Discretization") && execution.target().hasKeras3()
          ? DataType.INT32
          : DataType.INT64;
    }
    boolean isWhole = isLookup() && execution.target().hasKeras3() && !isAsked;
    return isWhole && !mode.equals("tf_idf") ? DataType.INT64 : ownFloat();
  }

  private DataType ownFloat() {
    return setting("dtype") == null || isNone("dtype") ? naming().floatType() : DataType.UNKNOWN;
  }

  @Override
  protected boolean hasMethod(String name) {
    return switch (name) {
      case "adapt", "get_vocabulary", "vocabulary_size", "set_vocabulary" -> true;
      default -> super.hasMethod(name);
    };
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    switch (name) {
      case "adapt" -> {
        refuseNumbers(arguments, execution);
        set(VOCABULARY, execution.unknown("what was learnt"));
        return Constant.NONE;
      }
      case "set_vocabulary" -> {
        set(
            VOCABULARY,
            arguments.positional().isEmpty()
                ? execution.unknown("vocabulary")
                : arguments.positional().getFirst());
        return Constant.NONE;
      }
      case "get_vocabulary" -> {
        return words(execution)
            .<Value>map(all -> new ListValue(execution.journal(), all))
            .orElse(execution.unknown("vocabulary"));
      }
      case "vocabulary_size" -> {
        return words(execution)
            .<Value>map(all -> Constant.of((long) all.size()))
            .orElse(execution.unknown("vocabulary"));
      }
      default -> {
        return super.method(name, arguments, execution);
      }
    }
  }

  private void refuseNumbers(Arguments arguments, Execution execution) {
    Value data = arguments.positional().isEmpty() ? null : arguments.positional().getFirst();
    boolean isText = kind.startsWith("String") || kind.startsWith("Text");
    boolean isNumbers =
        data instanceof ListValue list
            && list.isKnown()
            && !list.elements().isEmpty()
            && list.elements().stream()
                .allMatch(each -> each instanceof Constant c && c.value() instanceof Number);
    if (isText && isNumbers && !execution.target().isGraphMode()) {
      if (!execution.target().hasKeras3()) {
        throw execution.error("UnimplementedError", null);
      }
      String text = Texts.repr(new Tuple(((ListValue) data).elements()));
      throw execution.error(
          "TypeError",
          "Cannot convert ["
              + text.replaceAll("^\\(|,?\\)$", "")
              + "] to EagerTensor of dtype string");
    }
  }

  private Optional<List<Value>> words(Execution execution) {
    boolean isInt = "int".equals(mode()) || mode() == null;
    if (vocabulary().isEmpty() && setting(VOCABULARY) != null || kind.equals("IntegerLookup")) {
      return Optional.empty();
    }
    List<Value> all = new ArrayList<>();
    if (kind.equals("TextVectorization")) {
      if (isInt) {
        all.add(Constant.of(""));
      }
      all.add(Constant.of("[UNK]"));
    } else if (isNone("mask_token") && number("num_oov_indices") == 1) {
      all.add(setting("oov_token") == null ? execution.unknown("word") : setting("oov_token"));
    } else {
      return Optional.empty();
    }
    all.addAll(vocabulary().orElse(List.of()));
    return Optional.of(all);
  }

  @Override
  protected Value outputFor(Shape shape, Execution execution) {
    DataType type =
        kind.startsWith("String") || kind.startsWith("Text") ? DataType.STRING : DataType.INT64;
    Tensor input = Tensors.made(Holder.GRAPH, type, shape, path(), List.of(), execution);
    boolean isReplaced = kind.equals("Discretization") || kind.equals("Hashing");
    if (!execution.target().hasKeras3() && "one_hot".equals(mode()) && isReplaced) {
      if (kind.equals("Hashing")) {
        return execution.unknown("output shape of Hashing");
      }
      return made(type, shape.with(-1, depth()), List.of(input), execution);
    }
    return compute(input, Arguments.of(input), execution);
  }
}
