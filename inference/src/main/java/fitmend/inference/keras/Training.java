package fitmend.inference.keras;

import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Structures;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;

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

  private Training() {}

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
      default -> false;
    };
  }

  /** The result of such a method. */
  static Value method(Network model, String name, Arguments arguments, Execution execution) {
    Layer layer = (Layer) model.object();
    if (name.equals("compile")) {
      return Compilation.of(layer, arguments, execution);
    }
    if (arguments.isOpen() || !execution.target().hasKeras3()) {
      return result(layer, name, execution);
    }
    return switch (name) {
      case "fit" -> fit(model, layer, arguments, execution);
      case "evaluate" -> evaluate(model, layer, arguments, execution);
      case "predict" -> predict(model, layer, arguments, execution);
      case "train_on_batch", "test_on_batch" -> {
        Compilation.refuseUncompiled(layer, execution);
        yield result(layer, name, execution);
      }
      default -> result(layer, name, execution);
    };
  }

  private static Value result(Layer layer, String name, Execution execution) {
    if (!layer.isBuilt()) {
      layer.forgetWeights();
    }
    return name.equals("fit") || name.equals("fit_generator")
        ? new History(List.of(), -1, layer.self(), execution)
        : execution.unknown(name);
  }

  private static Signature.Bound bind(
      Layer layer, String name, String parameters, Arguments arguments, Execution execution) {
    String owner = execution.target().hasKeras3() ? "TensorFlowTrainer." : "Model.";
    return Signature.of(owner + name, parameters).bind(arguments.after(layer.self()), execution);
  }

  private static Value fit(Network model, Layer layer, Arguments arguments, Execution execution) {
    Signature.Bound bound = bind(layer, "fit", FIT, arguments, execution);
    Compilation.refuseUncompiled(layer, execution);
    Value epochs = bound.get("epochs");
    boolean isRun = !(epochs instanceof Constant(Long number) && number <= 0);
    Feed feed = new Feed(bound.get("x"), bound.get("y"), bound.get("sample_weight"));
    boolean hasValidation = isGiven(bound.get("validation_data"));
    int batchSize = batchSize(bound.get("batch_size"));
    boolean isWhole = !isGiven(bound.get("steps_per_epoch")) && !isGiven(bound.get("class_weight"));
    if (isRun && feed.kind() == Feed.Kind.ARRAYS) {
      Feed validation = null;
      if (bound.get("validation_split") instanceof Constant(Double split)
          && split != 0
          && !hasValidation) {
        int samples = feed.samples();
        int at = samples == Shape.ANY ? Shape.ANY : (int) Math.floor(samples * (1.0 - split));
        if (at == 0 || at != Shape.ANY && at == samples) {
          throw execution.error("ValueError", null);
        }
        if (at > 0 && at < samples) {
          validation = feed.slice(at, samples, execution);
          feed = feed.slice(0, at, execution);
        }
      }
      train(model, layer, feed, isWhole ? batchSize : -1, true, execution);
      if (validation != null) {
        validation.refuseCardinality(execution);
      }
    }
    return result(layer, "fit", execution);
  }

  private static boolean isGiven(Value value) {
    return !(value instanceof Constant none && none.isNone());
  }

  /** -1 when it is not known. */
  private static int batchSize(Value value) {
    return isGiven(value) ? Tensors.integer(value).map(Long::intValue).orElse(-1) : 32;
  }

  private static Value evaluate(
      Network model, Layer layer, Arguments arguments, Execution execution) {
    String parameters = EVALUATE + ", return_dict=False, **kwargs";
    Signature.Bound bound = bind(layer, "evaluate", parameters, arguments, execution);
    Compilation.refuseUncompiled(layer, execution);
    Feed feed = new Feed(bound.get("x"), bound.get("y"), bound.get("sample_weight"));
    if (feed.kind() == Feed.Kind.ARRAYS) {
      boolean isWhole = !isGiven(bound.get("steps"));
      train(
          model, layer, feed, isWhole ? batchSize(bound.get("batch_size")) : -1, false, execution);
    }
    List<Value> metrics = Compilation.metrics(layer);
    if (metrics != null
        && metrics.isEmpty()
        && !Compilation.hasWeightedMetrics(layer)
        && layer instanceof Model functional
        && functional.outputs() instanceof Tensor
        && Constant.FALSE.equals(bound.get("return_dict"))) {
      return Scalar.FLOAT;
    }
    return result(layer, "evaluate", execution);
  }

  private static Value predict(
      Network model, Layer layer, Arguments arguments, Execution execution) {
    Signature.Bound bound = bind(layer, "predict", PREDICT, arguments, execution);
    Feed feed = new Feed(bound.get("x"), Constant.NONE, Constant.NONE);
    if (feed.kind() != Feed.Kind.ARRAYS || feed.samples() == 0 || isGiven(bound.get("steps"))) {
      return result(layer, "predict", execution);
    }
    feed.refuseCardinality(execution);
    Feed batch = feed.batch(Shape.ANY, layer.naming(), execution);
    int samples = feed.samples();
    Value output = execution.traced(() -> output(model, batch.x(), false, execution));
    return Structures.map(
        output,
        leaf ->
            leaf instanceof Tensor tensor && tensor.shape().isRanked() && tensor.shape().rank() > 0
                ? Tensors.made(
                    Holder.NUMPY,
                    tensor.type(),
                    tensor.shape().size(0) == Shape.ANY
                        ? tensor.shape().with(0, samples)
                        : Shape.ofRank(tensor.shape().rank()),
                    "predict",
                    feed.tensors(),
                    execution)
                : execution.unknown("predict"),
        execution);
  }

  /** One step on a batch of unknown size, then on those that there are. */
  private static void train(
      Network model,
      Layer layer,
      Feed feed,
      int batchSize,
      boolean isTraining,
      Execution execution) {
    feed.refuseCardinality(execution);
    if (feed.samples() == 0 || !Compilation.isGraph(layer)) {
      return;
    }
    step(model, layer, feed.batch(Shape.ANY, layer.naming(), execution), isTraining, execution);
    if (!isPlain(layer)) {
      return;
    }
    for (int size : Feed.batchSizes(feed.samples(), batchSize)) {
      try {
        step(model, layer, feed.batch(size, layer.naming(), execution), isTraining, execution);
      } catch (PythonError error) {
        throw told(error, "InvalidArgumentError");
      }
    }
  }

  private static void step(
      Network model, Layer layer, Feed batch, boolean isTraining, Execution execution) {
    execution.traced(
        () -> {
          Value output = output(model, batch.x(), isTraining, execution);
          if (output instanceof Tensor tensor && batch.y() instanceof Tensor labels) {
            Losses.apply(Compilation.loss(layer), labels, tensor, layer.naming(), execution);
          }
          return null;
        });
  }

  /** Whether no class or function of the script can change what training does. */
  private static boolean isPlain(Layer layer) {
    if (layer.self() != layer || layer.getClass() == ScriptLayer.class) {
      return false;
    }
    return layer.sublayers().stream().allMatch(Training::isPlain);
  }

  /** The text of a failure inside fit depends on how the layers are nested. */
  private static Value output(Network model, Value batch, boolean isTraining, Execution execution) {
    try {
      return model.apply(batch, isTraining, execution);
    } catch (PythonError error) {
      throw told(error, error.type());
    }
  }

  private static PythonError told(PythonError error, String type) {
    PythonError told = new PythonError(type, null, error.exception(), error.stack());
    told.setOperands(new ArrayList<>(error.operands()));
    return told;
  }
}
