package fitmend.inference.keras;

import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Structures;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * {@code compile}, {@code fit} and their like: which checks they make, and what they give ({@code
 * keras.src.backend.tensorflow.trainer}, {@code keras.src.engine.training}).
 */
final class Training {
  private static final String FIT =
      "self, x=None, y=None, batch_size=None, epochs=1, verbose='auto', callbacks=None,"
          + " validation_split=0.0, validation_data=None, shuffle=True, class_weight=None,"
          + " sample_weight=None, initial_epoch=0, steps_per_epoch=None, validation_steps=None,"
          + " validation_batch_size=None, validation_freq=1";
  private static final String WORKERS = ", max_queue_size=10, workers=1, use_multiprocessing=False";
  private static final String EVALUATE =
      "self, x=None, y=None, batch_size=None, verbose='auto', sample_weight=None, steps=None,"
          + " callbacks=None";
  private static final String PREDICT =
      "self, x, batch_size=None, verbose='auto', steps=None, callbacks=None";
  private static final String BATCH = "self, x, y=None, sample_weight=None";

  private final Network model;
  private final Layer layer;
  private final Execution execution;
  private final boolean is3;

  private Training(Network model, Execution execution) {
    this.model = model;
    this.layer = (Layer) model.object();
    this.execution = execution;
    this.is3 = execution.target().hasKeras3();
  }

  /** Whether it is a method of models that is modelled here. */
  static boolean hasMethod(String name) {
    return switch (name) {
      case "compile",
          "fit",
          "fit_generator",
          "evaluate",
          "evaluate_generator",
          "predict",
          "predict_generator",
          "train_on_batch",
          "test_on_batch",
          "predict_on_batch" ->
          true;
      case "train_step", "test_step", "predict_step", "compute_loss", "compute_metrics" -> true;
      default -> false;
    };
  }

  /** The result of such a method. */
  static Value method(Network model, String name, Arguments arguments, Execution execution) {
    if (name.equals("compile")) {
      return Compilation.of((Layer) model.object(), arguments, execution);
    }
    Training training = new Training(model, execution);
    if (name.endsWith("_step") || name.startsWith("compute_")) {
      return execution.unknown(name);
    }
    if (arguments.isOpen()) {
      return training.unknown(name);
    }
    if (execution.target().isGraphMode()) {
      Value result = new OldTraining(model, execution).method(name, arguments);
      return result == null ? training.unknown(name) : result;
    }
    return switch (name) {
      case "fit" -> training.fit(arguments);
      case "evaluate" -> training.evaluate(arguments);
      case "predict" -> training.predict(arguments);
      case "train_on_batch", "test_on_batch" -> training.onBatch(name, arguments);
      default -> training.unknown(name);
    };
  }

  /** What comes of data that are not known; it may have built the model. */
  private Value unknown(String name) {
    if (!layer.isBuilt()) {
      layer.forgetWeights();
      // What such a model refuses later it may have refused here.
      layer.doubt();
    }
    return name.startsWith("fit")
        ? new History(null, -1, layer.self(), execution)
        : execution.unknown(name);
  }

  private Signature.Bound bind(String name, String parameters, Arguments arguments) {
    return Signature.of((is3 ? "TensorFlowTrainer." : "Model.") + name, parameters)
        .bind(arguments.after(layer.self()), execution);
  }

  private static boolean isGiven(Value value) {
    return FitArguments.isGiven(value);
  }

  // fit.

  private Value fit(Arguments arguments) {
    Signature.Bound bound = bind("fit", is3 ? FIT : FIT + WORKERS, arguments);
    Compilation.refuseUncompiled(layer, execution);
    Callbacks callbacks = Callbacks.of(bound.get("callbacks"), layer, execution);
    Value history = fit(bound, callbacks);
    callbacks.perhaps();
    return history;
  }

  private Value fit(Signature.Bound bound, Callbacks callbacks) {
    Feed feed =
        new Feed(bound.get("x"), bound.get("y"), bound.get("sample_weight")).withArrays(execution);
    FitArguments.epochs(bound, execution);
    if (Streams.isStream(feed.x())) {
      return fitStream(feed, bound, callbacks);
    }
    Feed.Kind kind = feed.kind();
    Optional<Long> epochs = Tensors.integer(bound.get("epochs"));
    Optional<Long> first = Tensors.integer(bound.get("initial_epoch"));
    if (kind == Feed.Kind.UNKNOWN) {
      feed.refuseObjects(execution);
    }
    if (kind == Feed.Kind.UNKNOWN || epochs.isEmpty() || first.isEmpty()) {
      return unknown("fit");
    }
    feed.refuseMissing(model, execution);
    if (kind == Feed.Kind.NUMBERS && (is3 || !feed.mayBeLists())) {
      feed.refuseNumbers(execution);
    }
    if (kind == Feed.Kind.NUMBERS) {
      return unknown("fit");
    }
    Feed held = null;
    if (!isGiven(bound.get("validation_data")) && splits(bound.get("validation_split"))) {
      int samples = feed.samples();
      double split = ((Number) ((Constant) bound.get("validation_split")).value()).doubleValue();
      int at = samples < 0 ? -1 : (int) Math.floor(samples * (1.0 - split));
      if (at < 0) {
        return unknown("fit");
      }
      if (at == 0 || at == samples) {
        throw execution.error("ValueError", null);
      }
      held = feed.slice(at, samples, execution);
      feed = feed.slice(0, at, execution);
    } else if (isGiven(bound.get("validation_split"))
        && !(bound.get("validation_split") instanceof Constant)) {
      return unknown("fit");
    }
    feed.refuse(execution);
    if (feed.samples() == 0) {
      return unknown("fit");
    }
    FitArguments.batchSize(bound.get("batch_size"), execution);
    FitArguments.classWeight(bound, false, execution);
    if (epochs.get() <= first.get()) {
      return new History(List.of(), 0, layer.self(), execution);
    }
    FitArguments.steps(bound.get("steps_per_epoch"), execution);
    boolean isWhole =
        !isGiven(bound.get("steps_per_epoch"))
            && !isGiven(bound.get("class_weight"))
            && !isGiven(bound.get("sample_weight"));
    Callbacks.Plan plan = plan(bound, held != null, steps(feed, bound));
    callbacks.begin(plan);
    new TrainingStep(model, TrainingStep.Purpose.FIT, execution)
        .run(feed, isWhole ? sizes(feed, bound.get("batch_size")) : List.of());
    validate(held, bound);
    return history(plan, bound, callbacks);
  }

  /** How many steps an epoch has; -1 when that is not known. */
  private static long steps(Feed feed, Signature.Bound bound) {
    if (isGiven(bound.get("steps_per_epoch"))) {
      return Tensors.integer(bound.get("steps_per_epoch")).orElse(-1L);
    }
    Value size = bound.get("batch_size");
    long batch = isGiven(size) ? Tensors.integer(size).orElse(-1L) : 32;
    return batch <= 0 || feed.samples() < 0 ? -1 : (feed.samples() + batch - 1) / batch;
  }

  private Callbacks.Plan plan(Signature.Bound bound, boolean isSplit, long steps) {
    return new Callbacks.Plan(
        Tensors.integer(bound.get("initial_epoch")).orElse(0L),
        Tensors.integer(bound.get("epochs")).orElse(-1L),
        steps,
        Compilation.measured(layer, execution),
        isSplit || isGiven(bound.get("validation_data")));
  }

  private Value fitStream(Feed feed, Signature.Bound bound, Callbacks callbacks) {
    Streams.refuseLabels(feed.x(), feed.y(), execution);
    long epochs = Tensors.integer(bound.get("epochs")).orElse(0L);
    boolean isFirst = Constant.of(0L).equals(bound.get("initial_epoch"));
    Streams streams = epochs > 0 && isFirst ? Streams.of(feed.x(), execution) : null;
    if (streams == null) {
      return unknown("fit");
    }
    FitArguments.classWeight(bound, true, execution);
    FitArguments.steps(bound.get("steps_per_epoch"), execution);
    boolean isWhole = !isGiven(bound.get("steps_per_epoch")) && !isGiven(bound.get("class_weight"));
    Callbacks.Plan plan =
        plan(bound, false, Tensors.integer(bound.get("steps_per_epoch")).orElse(-1L));
    callbacks.begin(plan);
    new TrainingStep(model, TrainingStep.Purpose.FIT, execution)
        .follow(streams.specification(), isWhole ? streams.batches() : List.of());
    validate(null, bound);
    return history(plan, bound, callbacks);
  }

  private static boolean splits(Value split) {
    return split instanceof Constant(Double number) && number != 0;
  }

  private List<Integer> sizes(Feed feed, Value batchSize) {
    int size = isGiven(batchSize) ? Tensors.integer(batchSize).orElse(-1L).intValue() : 32;
    return Feed.batchSizes(feed.samples(), size);
  }

  private void validate(Feed held, Signature.Bound bound) {
    Feed feed = held;
    Value given = bound.get("validation_data");
    boolean isFirst = bound.get("validation_freq") instanceof Constant(Long often) && often == 1;
    if (Streams.isStream(given)) {
      Streams streams = isFirst ? Streams.of(given, execution) : null;
      if (streams != null) {
        boolean isWhole = !isGiven(bound.get("validation_steps"));
        new TrainingStep(model, TrainingStep.Purpose.EVALUATE, execution)
            .follow(streams.specification(), isWhole ? streams.batches() : List.of());
      }
      return;
    }
    if (isGiven(given)) {
      FitArguments.validationData(given, execution);
      List<Value> parts =
          given instanceof Tuple(List<Value> elements)
              ? elements
              : is3 && given instanceof ListValue list && list.isKnown()
                  ? list.elements()
                  : List.of();
      if (parts.size() < 2 || parts.size() > 3) {
        return;
      }
      feed =
          new Feed(parts.get(0), parts.get(1), parts.size() == 3 ? parts.get(2) : Constant.NONE)
              .withArrays(execution);
    }
    if (feed == null || !isFirst || feed.kind() != Feed.Kind.ARRAYS) {
      return;
    }
    feed.refuse(execution);
    if (feed.samples() == 0) {
      return;
    }
    boolean isWhole =
        !isGiven(bound.get("validation_steps"))
            && !isGiven(bound.get("validation_batch_size"))
            && !isGiven(feed.weights());
    new TrainingStep(model, TrainingStep.Purpose.EVALUATE, execution)
        .run(feed, isWhole ? sizes(feed, bound.get("batch_size")) : List.of());
  }

  private static Value history(Callbacks.Plan plan, Signature.Bound bound, Callbacks callbacks) {
    Value often = bound.get("validation_freq");
    return callbacks.history(plan, often instanceof Constant(Long number) && number == 1);
  }

  // The others.

  private Value evaluate(Arguments arguments) {
    Signature.Bound bound =
        bind(
            "evaluate",
            EVALUATE + (is3 ? "" : WORKERS) + ", return_dict=False, **kwargs",
            arguments);
    Compilation.refuseUncompiled(layer, execution);
    Feed feed =
        new Feed(bound.get("x"), bound.get("y"), bound.get("sample_weight")).withArrays(execution);
    if (Streams.isStream(feed.x())) {
      Streams.refuseLabels(feed.x(), feed.y(), execution);
      return stream(feed.x(), TrainingStep.Purpose.EVALUATE, bound);
    }
    if (feed.kind() != Feed.Kind.ARRAYS) {
      return unknown("evaluate");
    }
    feed.refuse(execution);
    if (feed.samples() == 0) {
      return unknown("evaluate");
    }
    boolean isWhole = !isGiven(bound.get("steps")) && !isGiven(feed.weights());
    Value output =
        new TrainingStep(model, TrainingStep.Purpose.EVALUATE, execution)
            .run(feed, isWhole ? sizes(feed, bound.get("batch_size")) : List.of());
    return measured(output, bound.get("return_dict"), "evaluate");
  }

  private Value measured(Value output, Value asDictionary, String name) {
    List<String> names = Compilation.measured(layer, execution);
    if (!(output instanceof Tensor) || names.isEmpty() || !Constant.FALSE.equals(asDictionary)) {
      return execution.unknown(name);
    }
    return names.size() == 1
        ? Scalar.FLOAT
        : new ListValue(
            execution.journal(), names.stream().<Value>map(each -> Scalar.FLOAT).toList());
  }

  private Value predict(Arguments arguments) {
    Signature.Bound bound = bind("predict", is3 ? PREDICT : PREDICT + WORKERS, arguments);
    Feed feed = new Feed(bound.get("x"), Constant.NONE, Constant.NONE).withArrays(execution);
    if (Streams.isStream(feed.x())) {
      return stream(feed.x(), TrainingStep.Purpose.PREDICT, bound);
    }
    if (feed.kind() == Feed.Kind.UNKNOWN) {
      feed.refuseObjects(execution);
    }
    if (feed.kind() != Feed.Kind.ARRAYS || isGiven(bound.get("steps"))) {
      return unknown("predict");
    }
    feed.refuse(execution);
    FitArguments.batchSize(bound.get("batch_size"), execution);
    int samples = feed.samples();
    if (samples == 0) {
      return unknown("predict");
    }
    Value output =
        new TrainingStep(model, TrainingStep.Purpose.PREDICT, execution)
            .run(feed, sizes(feed, bound.get("batch_size")));
    int rows =
        output instanceof Tensor
            ? new TrainingStep(model, TrainingStep.Purpose.PREDICT, execution).rows(feed, samples)
            : samples;
    return Structures.map(output, leaf -> predicted(leaf, rows, feed), execution);
  }

  private Value stream(Value data, TrainingStep.Purpose purpose, Signature.Bound bound) {
    FitArguments.steps(bound.get("steps"), execution);
    Streams streams = Streams.of(data, execution);
    boolean isPredicted = purpose == TrainingStep.Purpose.PREDICT;
    if (streams == null) {
      return unknown(isPredicted ? "predict" : "evaluate");
    }
    Value output =
        new TrainingStep(model, purpose, execution)
            .follow(
                streams.specification(),
                isGiven(bound.get("steps")) ? List.of() : streams.batches());
    return isPredicted
        ? Structures.map(
            output, leaf -> predicted(leaf, Shape.ANY, streams.specification()), execution)
        : measured(output, bound.get("return_dict"), "evaluate");
  }

  private Value predicted(Value leaf, int samples, Feed feed) {
    if (!(leaf instanceof Tensor tensor)
        || !tensor.shape().isRanked()
        || tensor.shape().rank() == 0) {
      return execution.unknown("predict");
    }
    Shape shape =
        tensor.shape().size(0) == Shape.ANY
            ? tensor.shape().with(0, samples)
            : Shape.ofRank(tensor.shape().rank());
    return Tensors.made(Holder.NUMPY, tensor.type(), shape, "predict", feed.tensors(), execution);
  }

  private Value onBatch(String name, Arguments arguments) {
    String more = name.startsWith("train") ? ", class_weight=None" : "";
    String last = is3 ? ", return_dict=False" : ", reset_metrics=True, return_dict=False";
    Signature.Bound bound = bind(name, BATCH + more + last, arguments);
    Compilation.refuseUncompiled(layer, execution);
    Feed feed =
        new Feed(bound.get("x"), bound.get("y"), bound.get("sample_weight")).withArrays(execution);
    boolean isPlain = !isGiven(feed.weights()) && !isGiven(bound.values().get("class_weight"));
    // A step of the script gets three parts here, not two.
    if (feed.kind() != Feed.Kind.ARRAYS || !isPlain || layer.self() != layer) {
      return unknown(name);
    }
    TrainingStep.Purpose purpose =
        name.startsWith("train") ? TrainingStep.Purpose.FIT : TrainingStep.Purpose.EVALUATE;
    if (!is3) {
      feed.refuse(execution);
    }
    Value output =
        new TrainingStep(model, purpose, execution)
            .follow(feed.inGraph(true, execution), List.of(feed.inGraph(true, execution)));
    return measured(output, bound.get("return_dict"), name);
  }
}
