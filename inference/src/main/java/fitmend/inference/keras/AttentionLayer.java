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
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * {@code Attention} and {@code AdditiveAttention}, called on a list, and those with several heads,
 * called on query, value and key.
 */
final class AttentionLayer extends Layer {
  private final String kind;
  private final boolean hasHeads;

  AttentionLayer(String path, Naming naming, Execution execution) {
    super(path, naming, execution);
    this.kind = name(path);
    this.hasHeads = kind.startsWith("Multi") || kind.startsWith("Group");
  }

  /** Query, value and key. */
  private record Parts(Tensor query, Tensor value, Tensor key) {
    boolean isRanked() {
      return query.shape().isRanked()
          && query.shape().rank() > 1
          && value.shape().isRanked()
          && value.shape().rank() > 1
          && key.shape().isRanked()
          && key.shape().rank() > 1;
    }
  }

  @Override
  protected boolean keepsSymbolicType() {
    return false;
  }

  @Override
  protected void configure(Signature.Bound arguments, Execution execution) {
    if (kind.startsWith("Group")
        && number("num_query_heads") > 0
        && number("num_key_value_heads") > 0
        && number("num_query_heads") % number("num_key_value_heads") != 0) {
      throw execution.error(
          "ValueError", "`num_query_heads` must be divisible by `num_key_value_heads`.");
    }
    for (String name : List.of("num_heads", "key_dim")) {
      if (hasHeads
          && execution.target().hasKeras3()
          && setting(name) instanceof Constant(Long number)
          && number <= 0) {
        throw execution.error(
            "ValueError",
            "Received an invalid value for argument `%s`, expected a positive integer. Received: %s=%d"
                .formatted(name, name, number));
      }
    }
    boolean isOdd = hasHeads && !execution.target().hasKeras3() && number("num_heads") == 0;
    if (isOdd || number("key_dim") < 0 && setting("key_dim") instanceof Constant) {
      doubt();
    }
    if (setting("attention_axes") != null && !Constant.NONE.equals(setting("attention_axes"))) {
      doubt();
    }
  }

  @Override
  protected void build(Value inputs, Execution execution) {
    if (hasHeads) {
      if (execution.target().hasKeras3()) {
        // Layers that it makes for itself.
        naming().next("Softmax");
        naming().next("Dropout");
      }
      return;
    }
    if (inputs instanceof Tensor tensor) {
      String form =
          " layer must be called on a list of inputs, namely [query, value] or [query, value,"
              + " key].";
      throw execution.error(
          "ValueError",
          execution.target().hasKeras3()
              ? kind + form + " Received: inputs=" + tensor.shape().tupleText() + "."
              : null);
    }
    List<Value> parts = Tensors.elements(inputs).orElse(List.of());
    if (parts.size() < 2 || parts.size() > 3) {
      if (!parts.isEmpty()) {
        throw execution.error("ValueError", null);
      }
      forgetWeights();
      return;
    }
    if (isTrue("use_scale")) {
      boolean isAdditive = kind.startsWith("Add");
      Shape shape = ((Tensor) parts.getFirst()).shape();
      int depth = shape.isRanked() && shape.rank() > 0 ? shape.size(-1) : Shape.ANY;
      addWeight(isAdditive ? Shape.of(depth) : Shape.SCALAR, true, execution);
    }
    if (setting("score_mode") instanceof Constant(String mode)
        && mode.equals("concat")
        && !kind.startsWith("Add")) {
      addWeight(Shape.SCALAR, true, execution);
    }
  }

  private void buildHeads(Parts parts, Execution execution) {
    if (weights().filter(List::isEmpty).isEmpty()) {
      return;
    }
    boolean isGrouped = kind.startsWith("Group");
    int heads = number(isGrouped ? "num_query_heads" : "num_heads");
    int keyHeads = isGrouped ? number("num_key_value_heads") : heads;
    int keys = number(isGrouped ? "head_dim" : "key_dim");
    int values = isGrouped || number("value_dim") < 0 ? keys : number("value_dim");
    project(parts.query(), heads, keys, execution);
    project(parts.key(), keyHeads, keys, execution);
    project(parts.value(), keyHeads, values, execution);
    Shape width = outputWidth(parts);
    addWeight(Shape.of(heads, values).concat(width), true, execution);
    if (!isFalse("use_bias")) {
      addWeight(width, true, execution);
    }
  }

  private void project(Tensor input, int heads, int size, Execution execution) {
    addWeight(Shape.of(input.shape().size(-1), heads, size), true, execution);
    if (!isFalse("use_bias")) {
      addWeight(Shape.of(heads, size), true, execution);
    }
  }

  private Shape outputWidth(Parts parts) {
    Value given = setting("output_shape");
    return given == null || given instanceof Constant none && none.isNone()
        ? Shape.of(parts.query().shape().size(-1))
        : Tensors.shape(given);
  }

  @Override
  protected Value compute(Value inputs, Arguments arguments, Execution execution) {
    Signature.Bound bound = CallArguments.bind(this, arguments, execution);
    Optional<Parts> found = bound == null ? Optional.empty() : parts(bound, inputs);
    if (found.isEmpty() || !found.get().isRanked()) {
      forgetWeights();
      return execution.unknown("inputs of " + kind);
    }
    Parts parts = found.get();
    if (hasHeads) {
      buildHeads(parts, execution);
    }
    if (!(isSymbolicCall() && execution.target().hasKeras3()) && !fits(parts)) {
      return execution.unknown("shapes of query, value and key");
    }
    Shape query = parts.query().shape();
    Shape before = query.slice(0, query.rank() - 1);
    Shape output =
        before.concat(hasHeads ? outputWidth(parts) : Shape.of(parts.value().shape().size(-1)));
    DataType type = execution.target().isGraphMode() ? parts.query().type() : ownType(execution);
    List<Tensor> all = List.of(parts.query(), parts.value());
    Tensor result = made(type, output, all, execution);
    Optional<Boolean> hasScores =
        bound.get("return_attention_scores") == null
            ? Optional.of(false)
            : execution.truth(bound.get("return_attention_scores"));
    if (hasScores.isEmpty()) {
      return execution.unknown("whether scores are returned");
    }
    return hasScores.get()
        ? Tuple.of(result, made(type, scores(parts, before, execution), all, execution))
        : result;
  }

  private Shape scores(Parts parts, Shape before, Execution execution) {
    int keys = parts.key().shape().size(1);
    if (!hasHeads) {
      return before.concat(Shape.of(keys));
    }
    int heads = number(kind.startsWith("Group") ? "num_query_heads" : "num_heads");
    Shape query = parts.query().shape();
    // Keras 3 says the length of the query for both.
    boolean isSaid = isSymbolicCall() && execution.target().hasKeras3();
    return query.rank() == 3 || isSaid
        ? Shape.of(query.size(0), heads, query.size(1), isSaid ? query.size(1) : keys)
        : Shape.UNKNOWN;
  }

  private Optional<Parts> parts(Signature.Bound bound, Value inputs) {
    List<Value> all;
    if (hasHeads) {
      Value key = bound.get("key");
      Value value = bound.get("value");
      all = List.of(inputs, value, key instanceof Constant ? value : key);
    } else {
      List<Value> given =
          inputs instanceof Tuple || inputs instanceof ListValue
              ? Tensors.elements(inputs).orElse(List.of())
              : List.of();
      all = given.size() == 2 ? List.of(given.get(0), given.get(1), given.get(1)) : given;
    }
    return all.size() == 3 && all.stream().allMatch(Tensor.class::isInstance)
        ? Optional.of(new Parts((Tensor) all.get(0), (Tensor) all.get(1), (Tensor) all.get(2)))
        : Optional.empty();
  }

  /** Whether a product of them certainly can be computed. */
  private boolean fits(Parts parts) {
    Shape query = parts.query().shape();
    Shape value = parts.value().shape();
    Shape key = parts.key().shape();
    return query.rank() == 3
        && value.rank() == 3
        && key.rank() == 3
        && value.size(1) == key.size(1)
        && isSame(query.size(0), value.size(0))
        && isSame(query.size(0), key.size(0))
        && (hasHeads || isSame(query.size(2), key.size(2)));
  }

  private static boolean isSame(int one, int other) {
    return one == other || one == Shape.ANY || other == Shape.ANY;
  }
}
