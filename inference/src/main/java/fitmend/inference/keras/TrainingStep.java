package fitmend.inference.keras;

import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.List;

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
    boolean isGraph = purpose == Purpose.PREDICT || Compilation.isGraph(layer);
    if (!isGraph) {
      return execution.unknown("a step that runs eagerly");
    }
    Value output = traced(feed.batch(Shape.ANY, layer.naming(), execution));
    for (int size : sizes) {
      try {
        execution.traced(() -> step(feed.batch(size, layer.naming(), execution)));
      } catch (PythonError error) {
        if (isPlain(layer) || error.getMessage() == null) {
          throw told(execution.error("InvalidArgumentError", null), error);
        }
        break;
      }
    }
    return output;
  }

  /** A step on one batch, whose size the graph knows. */
  Value traced(Feed batch) {
    try {
      return execution.traced(() -> step(batch));
    } catch (PythonError error) {
      throw execution.target().hasKeras3() ? error : Autograph.inUserCode(error, execution);
    }
  }

  private static PythonError told(PythonError told, PythonError error) {
    told.setOperands(error.operands());
    return told;
  }

  private Value step(Feed batch) {
    Value output = model.apply(batch.x(), purpose == Purpose.FIT, execution);
    if (purpose == Purpose.PREDICT) {
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

  private void single(Value loss, Tensor output, Value labels) {
    Value only =
        labels instanceof Tuple tuple && tuple.elements().size() == 1
            ? tuple.elements().getFirst()
            : labels;
    if (!(only instanceof Tensor tensor)) {
      return;
    }
    losses.apply(loss, tensor, output);
    List<Value> measured = Compilation.metrics(layer);
    if (measured != null) {
      Metrics metrics = new Metrics(layer.naming(), execution);
      measured.forEach(metric -> metrics.check(metric, tensor, output));
    }
  }

  private void several(Value loss, Value output, Value labels) {
    // To come.
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
    if (!(loss instanceof Constant(String name))) {
      return;
    }
    if (is3) {
      throw execution.error("ValueError", "None values not supported.");
    }
    if (purpose == Purpose.FIT && !mayAddLosses(layer)) {
      throw execution.error(
          "ValueError",
          "Target data is missing. Your model was compiled with loss="
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
