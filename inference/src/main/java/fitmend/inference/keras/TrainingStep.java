package fitmend.inference.keras;

import fitmend.inference.library.Method;
import fitmend.inference.tensor.Structures;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** One step of training, evaluation or prediction: the model, its losses and metrics on a batch. */
final class TrainingStep {
  /** What a step is for. */
  enum Purpose {
    FIT,
    EVALUATE,
    PREDICT
  }

  private final Network model;
  private final Layer layer;
  private final Purpose purpose;
  private final Execution execution;
  private final Losses losses;

  TrainingStep(Network model, Purpose purpose, Execution execution) {
    this.model = model;
    this.layer = (Layer) model.object();
    this.purpose = purpose;
    this.execution = execution;
    this.losses = new Losses(layer.naming(), execution);
  }

  /**
   * Traces a step for batches of any size, then runs it on those that there are; gives what the
   * model gives.
   */
  Value run(Feed feed, List<Integer> sizes) {
    List<Feed> batches =
        sizes.stream().map(size -> feed.batch(size, layer.naming(), execution)).toList();
    return follow(feed.batch(Shape.ANY, layer.naming(), execution), batches);
  }

  /** The same for batches that are known as such. */
  Value follow(Feed specification, List<Feed> batches) {
    boolean isGraph = purpose == Purpose.PREDICT || Compilation.isGraph(layer);
    if (!isGraph) {
      return execution.unknown("a step that runs eagerly");
    }
    Value output = traced(specification);
    if (!batches.isEmpty()) {
      refuseTexts(specification);
    }
    for (Feed batch : batches) {
      try {
        execution.traced(() -> step(batch));
      } catch (PythonError error) {
        if (isPlain(layer) || error.getMessage() == null) {
          throw told(execution.error("InvalidArgumentError", null), error);
        }
        break;
      }
    }
    return output;
  }

  /** Keras 2 casts texts to numbers when a step runs, and that fails. */
  private void refuseTexts(Feed batch) {
    if (execution.target().hasKeras3() || !isPlain(layer)) {
      return;
    }
    boolean isCast =
        batch.y() instanceof Tensor labels
            && labels.type() == DataType.STRING
            && purpose != Purpose.PREDICT
            && Losses.builtinName(Compilation.loss(layer)) != null;
    List<Tensor> inputs =
        layer instanceof Model functional && functional.isFunctional()
            ? Structures.tensors(functional.inputs())
            : List.of();
    List<Tensor> fed = Structures.tensors(batch.x());
    for (int i = 0; i < inputs.size() && fed.size() == inputs.size(); i++) {
      DataType type = inputs.get(i).type();
      isCast |= fed.get(i).type() == DataType.STRING && (type.isFloating() || type.isInteger());
    }
    if (isCast) {
      throw execution.error("UnimplementedError", null);
    }
  }

  /** How many rows come out when so many go in at once; {@link Shape#ANY} when it is not known. */
  int rows(Feed feed, int samples) {
    try {
      Value output = execution.traced(() -> step(feed.batch(samples, layer.naming(), execution)));
      return output instanceof Tensor tensor
              && tensor.shape().isRanked()
              && tensor.shape().rank() > 0
          ? tensor.shape().size(0)
          : Shape.ANY;
    } catch (PythonError error) {
      return Shape.ANY;
    }
  }

  /** A step on one batch, whose size the graph knows. */
  Value traced(Feed batch) {
    Feed specification = relaxed(batch);
    try {
      return execution.traced(() -> step(specification));
    } catch (PythonError error) {
      throw execution.target().hasKeras3() ? error : Autograph.inUserCode(error);
    }
  }

  /** A second trace leaves sizes open that differ from the first. */
  private Feed relaxed(Feed batch) {
    String key = Compilation.TRACED + purpose;
    List<Tensor> now = batch.tensors();
    Value before = layer.setting(key);
    layer.set(key, new Tuple(List.copyOf(now)));
    if (!(before instanceof Tuple(List<Value> old)) || old.size() != now.size()) {
      return batch;
    }
    List<Shape> shapes = new ArrayList<>();
    for (int i = 0; i < now.size(); i++) {
      shapes.add(((Tensor) old.get(i)).shape().join(now.get(i).shape()));
    }
    if (!shapes.stream().allMatch(Shape::isRanked)) {
      return batch;
    }
    Feed relaxed = batch.shaped(shapes, execution);
    layer.set(key, new Tuple(List.copyOf(relaxed.tensors())));
    return relaxed;
  }

  private static PythonError told(PythonError told, PythonError error) {
    told.setOperands(error.operands());
    return told;
  }

  private Value step(Feed batch) {
    String name =
        switch (purpose) {
          case FIT -> "train_step";
          case EVALUATE -> "test_step";
          case PREDICT -> "predict_step";
        };
    if (isOverridden(name)) {
      Value data = batch.hasLabels() ? new Tuple(List.of(batch.x(), batch.y())) : batch.x();
      execution.call(execution.attribute(layer.self(), name), Arguments.of(data));
      return execution.unknown("a step of the script");
    }
    Value output = model.apply(batch.x(), purpose == Purpose.FIT, execution);
    if (purpose == Purpose.PREDICT
        || isOverridden("compute_loss")
        || isOverridden("compute_metrics")) {
      return output;
    }
    Value loss = Compilation.loss(layer);
    if (loss instanceof Constant none && none.isNone()) {
      refuseNoLoss();
      return output;
    }
    if (!batch.hasLabels()) {
      refuseNoLabels(loss);
      return output;
    }
    if (output instanceof Tensor tensor) {
      single(loss, tensor, batch.y());
    } else {
      several(loss, output, batch.y());
    }
    return output;
  }

  private boolean isOverridden(String name) {
    return layer.self() != layer && !(execution.attribute(layer.self(), name) instanceof Method);
  }

  private void single(Value given, Tensor output, Value labels) {
    boolean is3 = execution.target().hasKeras3();
    List<Value> parts = parts(labels);
    Value loss = lossOf(given, 0, 1);
    if (parts != null && parts.size() > 1 && is3 && loss instanceof Constant) {
      throw execution.error(
          "ValueError",
          "y_true and y_pred have different structures.\ny_true: ("
              + String.join(", ", Collections.nCopies(parts.size(), "'*'"))
              + ")\ny_pred: *\n");
    }
    Value only = parts != null && parts.size() == 1 ? parts.getFirst() : labels;
    if (!(only instanceof Tensor tensor)) {
      return;
    }
    List<Value> weights = Compilation.lossWeights(layer);
    if (weights != null && is3 && weights.size() != 1 && loss instanceof Constant) {
      throw execution.error(
          "ValueError",
          "`loss_weights` must match the number of losses, got 1 losses and %d weights."
              .formatted(weights.size()));
    }
    Value value = losses.apply(loss, tensor, output);
    if (purpose == Purpose.FIT && losses.isOfScript(loss)) {
      refuseNoGradients(value, tensor, output);
    }
    if (weights != null && is3 && weights.getFirst() instanceof Constant(String text)) {
      throw execution.error(
          "ValueError", "dtype='string' is not a valid dtype for Keras type promotion.");
    }
    if (Compilation.namedMetrics(layer) instanceof DictValue dict && dict.isKnown() && !is3) {
      refuseKeys(dict, outputNames());
    }
    List<Value> measured = Compilation.metrics(layer);
    if (measured != null) {
      Metrics metrics = new Metrics(layer.naming(), execution);
      measured.forEach(metric -> metrics.check(metric, tensor, output));
    }
  }

  private void refuseNoGradients(Value loss, Tensor labels, Tensor output) {
    boolean isTrained = layer.trainableWeights().filter(all -> !all.isEmpty()).isPresent();
    if (isTrained && !mayAddLosses(layer) && GradientFlow.isCut(loss, labels, output)) {
      throw execution.error(
          "ValueError",
          execution.target().hasKeras3() ? "No gradients provided for any variable." : null);
    }
  }

  /** The names of the outputs as they were known to {@code compile}. */
  private List<String> outputNames() {
    return Compilation.isEarly(layer) ? List.of("output_1") : model.outputNames();
  }

  private static List<Value> parts(Value labels) {
    return switch (labels) {
      case Tuple tuple -> tuple.elements();
      case ListValue list when list.isKnown() -> list.elements();
      default -> null;
    };
  }

  /** The loss of one of several outputs. */
  private Value lossOf(Value loss, int index, int count) {
    List<Value> parts = parts(loss);
    if (parts != null) {
      return parts.size() == count ? parts.get(index) : execution.unknown("which loss");
    }
    if (!(loss instanceof DictValue dict)) {
      return loss;
    }
    if (Compilation.isEarly(layer) && execution.target().hasKeras3()) {
      throw execution.error("TypeError", "'NoneType' object is not iterable");
    }
    List<String> names = outputNames();
    if (!dict.isKnown() || names.size() != count) {
      return execution.unknown("which loss");
    }
    refuseKeys(dict, names);
    Value named = dict.get(names.get(index));
    return named == null ? Constant.NONE : named;
  }

  private void refuseKeys(DictValue dict, List<String> names) {
    if (names.isEmpty()) {
      return;
    }
    List<String> keys = new ArrayList<>();
    for (Value key : dict.keys()) {
      keys.add(Texts.repr(key));
    }
    List<String> known = names.stream().map(name -> "'" + name + "'").toList();
    if (known.containsAll(keys)
        && (keys.size() == known.size() || !execution.target().hasKeras3())) {
      return;
    }
    boolean isWritten = dict.keys().stream().allMatch(key -> Texts.repr(dict.get(key)) != null);
    String entries =
        dict.keys().stream()
            .map(key -> Texts.repr(key) + ": " + Texts.repr(dict.get(key)))
            .collect(Collectors.joining(", "));
    throw execution.error(
        "ValueError",
        !isWritten && !execution.target().hasKeras3()
            ? null
            : execution.target().hasKeras3()
                ? "Expected keys %s in loss dict, but found loss.keys()=%s".formatted(known, keys)
                : "Found unexpected losses or metrics that do not correspond to any Model output: dict_keys(%s). Valid mode output names: %s. Received struct is: {%s}."
                    .formatted(
                        keys.stream().filter(key -> !known.contains(key)).toList(),
                        known,
                        entries));
  }

  private void several(Value loss, Value output, Value labels) {
    List<Value> outputs = parts(output);
    if (outputs == null || !outputs.stream().allMatch(Tensor.class::isInstance)) {
      return;
    }
    List<Value> targets = targets(labels);
    if (targets == null || targets.size() != outputs.size()) {
      return;
    }
    for (int i = 0; i < outputs.size(); i++) {
      if (targets.get(i) instanceof Tensor target) {
        losses.apply(lossOf(loss, i, outputs.size()), target, (Tensor) outputs.get(i));
      }
    }
  }

  private List<Value> targets(Value labels) {
    if (!(labels instanceof DictValue dict)) {
      return parts(labels);
    }
    List<Value> byName = new ArrayList<>();
    for (String name : model.outputNames()) {
      Value part = dict.isKnown() ? dict.get(name) : null;
      if (part == null) {
        return null;
      }
      byName.add(part);
    }
    return byName;
  }

  private void refuseNoLoss() {
    if (mayAddLosses(layer) || purpose == Purpose.EVALUATE && !execution.target().hasKeras3()) {
      return;
    }
    throw execution.error(
        "ValueError",
        execution.target().hasKeras3()
            ? "No loss to compute. Provide a `loss` argument in `compile()`."
            : "No loss found. You may have forgotten to provide a `loss` argument in the"
                + " `compile()` method.");
  }

  private void refuseNoLabels(Value loss) {
    boolean is3 = execution.target().hasKeras3();
    String name = loss instanceof Constant(String text) ? text : null;
    if (name == null && Losses.builtinName(loss) == null && execution.parameters(loss).isEmpty()) {
      return;
    }
    if (is3) {
      throw execution.error("ValueError", "None values not supported.");
    }
    if (purpose == Purpose.FIT && !mayAddLosses(layer)) {
      throw execution.error(
          "ValueError",
          name == null
              ? null
              : "Target data is missing. Your model was compiled with loss="
                  + name
                  + ", and therefore expects target data to be provided in `fit()`.");
    }
  }

  /** Whether a layer may add a loss of its own. */
  private static boolean mayAddLosses(Layer layer) {
    boolean isModel = layer instanceof Model && layer.self() == layer;
    boolean isOpen =
        layer instanceof ScriptLayer && !isModel
            || layer instanceof OpaqueLayer
            || layer instanceof WrapperLayer;
    return isOpen
        || layer.isNotBuilt()
        || layer.hasRegularizer()
        || layer.sublayers().stream().anyMatch(TrainingStep::mayAddLosses);
  }

  /** Whether no class or function of the script can change what a step does. */
  static boolean isPlain(Layer layer) {
    boolean isModel = layer instanceof Model && layer.self() == layer;
    return (isModel || !(layer instanceof ScriptLayer))
        && layer.sublayers().stream().allMatch(TrainingStep::isPlain);
  }
}
