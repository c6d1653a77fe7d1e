package fitmend.inference.keras;

import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Structures;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code fit} and its like in the graphs of TensorFlow 1.15: arrays are compared with the model
 * before anything runs ({@code tensorflow.python.keras.engine.training_utils}).
 */
final class OldTraining {
  private static final String FIT =
      "self, x=None, y=None, batch_size=None, epochs=1, verbose=1, callbacks=None,"
          + " validation_split=0.0, validation_data=None, shuffle=True, class_weight=None,"
          + " sample_weight=None, initial_epoch=0, steps_per_epoch=None, validation_steps=None,"
          + " validation_freq=1, max_queue_size=10, workers=1, use_multiprocessing=False, **kwargs";
  private static final String EVALUATE =
      "self, x=None, y=None, batch_size=None, verbose=1, sample_weight=None, steps=None,"
          + " callbacks=None, max_queue_size=10, workers=1, use_multiprocessing=False";
  private static final String PREDICT =
      "self, x, batch_size=None, verbose=0, steps=None, callbacks=None, max_queue_size=10,"
          + " workers=1, use_multiprocessing=False";

  private final Network model;
  private final Layer layer;
  private final Execution execution;

  OldTraining(Network model, Execution execution) {
    this.model = model;
    this.layer = (Layer) model.object();
    this.execution = execution;
  }

  /** Raises what the method raises; gives what it gives, null when that is not known. */
  Value method(String name, Arguments arguments) {
    return switch (name) {
      case "fit" -> fit(arguments);
      case "evaluate" -> evaluate(arguments);
      case "predict" -> predict(arguments);
      case "train_on_batch", "test_on_batch", "fit_generator" -> {
        Compilation.refuseUncompiled(layer, execution);
        yield null;
      }
      default -> null;
    };
  }

  private Value fit(Arguments arguments) {
    Signature.Bound bound = Signature.of("fit", FIT).bind(arguments.after(layer.self()), execution);
    for (String name : bound.extra().keySet()) {
      if (!name.equals("nb_epoch")) {
        String text = Texts.repr(bound.extra().get(name));
        throw execution.error(
            "TypeError",
            text == null || bound.extra().size() > 1
                ? null
                : "Unrecognized keyword arguments: {'" + name + "': " + text + "}");
      }
    }
    Compilation.refuseUncompiled(layer, execution);
    Feed feed =
        new Feed(bound.get("x"), bound.get("y"), bound.get("sample_weight")).withArrays(execution);
    Callbacks callbacks = Callbacks.of(bound.get("callbacks"), layer, execution);
    boolean isWhole = isMissing(bound.get("steps_per_epoch"));
    check(feed, isWhole, bound.get("epochs"));
    if (bound.get("validation_data") instanceof Tuple(List<Value> parts) && parts.size() == 2) {
      check(
          new Feed(parts.get(0), parts.get(1), Constant.NONE).withArrays(execution),
          isWhole,
          Constant.of(1L));
    }
    boolean isSimple =
        feed.x() instanceof Tensor
            && feed.y() instanceof Tensor
            && bound.get("epochs") instanceof Constant(Long epochs)
            && epochs > 0
            && !isNumber(bound.get("batch_size"), 0)
            && !bound.isGiven("steps_per_epoch");
    if (!isSimple || bound.isGiven("class_weight")) {
      callbacks.perhaps();
      return null;
    }
    Callbacks.Plan plan = plan(bound);
    callbacks.begin(plan);
    return callbacks.history(plan, isNumber(bound.get("validation_freq"), 1));
  }

  private static boolean isNumber(Value value, long number) {
    return value instanceof Constant(Number given) && given.doubleValue() == number;
  }

  private Callbacks.Plan plan(Signature.Bound bound) {
    boolean isValidated =
        !isMissing(bound.get("validation_data")) || !isNumber(bound.get("validation_split"), 0);
    List<Value> metrics = Compilation.metrics(layer);
    List<String> names = List.of();
    if (metrics != null && metrics.isEmpty()) {
      names = List.of("loss");
    } else if (metrics != null && metrics.stream().allMatch(OldTraining::isAccuracy)) {
      // Keras and the Keras of TensorFlow do not agree on the name.
      names = List.of("loss", "acc", "accuracy");
    }
    return new Callbacks.Plan(
        Tensors.integer(bound.get("initial_epoch")).orElse(0L),
        Tensors.integer(bound.get("epochs")).orElse(-1L),
        -1,
        names,
        isValidated);
  }

  private static boolean isAccuracy(Value metric) {
    return metric.equals(Constant.of("acc")) || metric.equals(Constant.of("accuracy"));
  }

  private Value evaluate(Arguments arguments) {
    Signature.Bound bound =
        Signature.of("evaluate", EVALUATE).bind(arguments.after(layer.self()), execution);
    Compilation.refuseUncompiled(layer, execution);
    Feed feed =
        new Feed(bound.get("x"), bound.get("y"), bound.get("sample_weight")).withArrays(execution);
    check(feed, isMissing(bound.get("steps")), Constant.of(1L));
    return null;
  }

  private Value predict(Arguments arguments) {
    Signature.Bound bound =
        Signature.of("predict", PREDICT).bind(arguments.after(layer.self()), execution);
    Feed feed = new Feed(bound.get("x"), Constant.NONE, Constant.NONE).withArrays(execution);
    if (feed.kind() != Feed.Kind.ARRAYS || !isMissing(bound.get("steps")) || feed.samples() == 0) {
      return null;
    }
    Value output = output(feed);
    int samples = feed.samples();
    return output instanceof Tensor tensor
            && tensor.shape().isRanked()
            && tensor.shape().rank() > 0
            && tensor.shape().size(0) == Shape.ANY
        ? Tensors.made(
            Holder.NUMPY,
            tensor.type(),
            tensor.shape().with(0, samples),
            "predict",
            feed.tensors(),
            execution)
        : null;
  }

  private static boolean isMissing(Value value) {
    return value instanceof Constant none && none.isNone();
  }

  private void check(Feed given, boolean isWhole, Value epochs) {
    Feed feed =
        new Feed(
            given.x(),
            isListOfNumbers(given.y())
                ? execution.call(new Reference("numpy.array"), Arguments.of(given.y()))
                : given.y(),
            given.weights());
    if (feed.kind() != Feed.Kind.ARRAYS) {
      return;
    }
    if (layer instanceof Model functional && !functional.isFunctional()) {
      Compilation.refuseNames(layer, execution);
    }
    Value output = output(feed);
    if (!(output instanceof Tensor made)
        || !(single(feed.y()) instanceof Tensor labels)
        || !made.shape().isRanked()
        || labels.holder() != Holder.NUMPY) {
      return;
    }
    Tensor target = column(labels);
    if (layer.naming().isStandalone()) {
      refuseTargetShape(target.shape(), made.shape());
    }
    refuseLengths(feed);
    refuseTarget(target, made.shape());
    boolean isRun =
        isWhole
            && isMissing(feed.weights())
            && Tensors.integer(epochs).orElse(0L) > 0
            && feed.samples() > 0;
    if (isRun && labels.type() == DataType.STRING) {
      throw execution.error("ValueError", null);
    }
    if (isRun && isBuiltin(Compilation.loss(layer))) {
      run(target, made, Math.min(32, feed.samples()));
    }
  }

  private static boolean isListOfNumbers(Value value) {
    return value instanceof ListValue list
        && list.isKnown()
        && !list.elements().isEmpty()
        && list.elements().stream()
            .allMatch(
                each -> each instanceof Constant constant && constant.value() instanceof Number);
  }

  private static Value single(Value value) {
    return switch (value) {
      case ListValue list when list.isKnown() && list.elements().size() == 1 ->
          list.elements().getFirst();
      case null -> Constant.NONE;
      default -> value;
    };
  }

  /** A vector becomes a column. */
  private static Tensor column(Tensor tensor) {
    return tensor.shape().rank() == 1
        ? Losses.Pair.copy(tensor, tensor.type(), tensor.shape().insert(1, 1))
        : tensor;
  }

  /** What the model gives, after its inputs were compared with the data. */
  private Value output(Feed feed) {
    if (!(layer instanceof Model functional) || layer.self() != layer) {
      return execution.unknown("a model of the script");
    }
    if (!functional.isFunctional()) {
      Feed batch = feed.batch(Shape.ANY, layer.naming(), execution);
      return single(batch.x()) instanceof Tensor tensor && tensor.shape().rank() > 1
          ? model.apply(tensor, true, execution)
          : execution.unknown("inputs of the model");
    }
    List<Tensor> inputs = Structures.tensors(functional.inputs());
    List<Tensor> fed = new ArrayList<>();
    if (feed.x() instanceof DictValue) {
      return functional.outputs();
    }
    List<Tensor> given = Structures.tensors(feed.x());
    if (given.size() < inputs.size()) {
      if (feed.x() instanceof ListValue) {
        throw execution.error("ValueError", null);
      }
      // A tuple may hold the labels, too.
      return execution.unknown("a tuple of inputs");
    }
    if (feed.x() instanceof Tuple && given.size() > inputs.size()) {
      return execution.unknown("a tuple of inputs");
    }
    for (int i = 0; i < inputs.size(); i++) {
      boolean isColumn =
          given.get(i).shape().rank() == 1
              && inputs.get(i).shape().isRanked()
              && inputs.get(i).shape().rank() != 1;
      Tensor tensor = isColumn ? column(given.get(i)) : given.get(i);
      fed.add(tensor);
      refuseInput(tensor.shape(), inputs.get(i), functional);
      if (tensor.type() == DataType.STRING) {
        return execution.unknown("texts, which may be numbers");
      }
    }
    return functional.outputs();
  }

  private void refuseInput(Shape given, Tensor input, Model functional) {
    Shape expected = input.shape();
    if (!expected.isRanked()) {
      return;
    }
    String name = layer.naming().inputName(input);
    if (functional instanceof SequentialModel) {
      name = functional.firstName() == null ? null : functional.firstName() + "_input";
    }
    refuseShape("input", name, expected, given);
  }

  private void refuseShape(String kind, String name, Shape expected, Shape given) {
    String problem = null;
    if (expected.rank() != given.rank()) {
      problem =
          "to have %d dimensions, but got array with shape %s"
              .formatted(expected.rank(), given.tupleText());
    } else if (expected.rank() > 0
        && !expected.slice(1, expected.rank()).isCompatible(given.slice(1, given.rank()))) {
      problem =
          "to have shape %s but got array with shape %s"
              .formatted(
                  expected.slice(1, expected.rank()).tupleText(),
                  given.slice(1, given.rank()).tupleText());
    }
    if (problem != null) {
      throw execution.error(
          "ValueError",
          name == null
              ? null
              : "Error when checking " + kind + ": expected " + name + " " + problem);
    }
  }

  /** Keras 2.3 compares labels with outputs before it compares numbers of samples. */
  private void refuseTargetShape(Shape target, Shape output) {
    String loss = Losses.builtinName(Compilation.loss(layer));
    if (loss == null || output.rank() == 0 || target.rank() == 0) {
      return;
    }
    boolean isSparse = loss.equals("sparse_categorical_crossentropy");
    List<String> names = model.outputNames();
    String name = names.size() == 1 ? names.getFirst() : null;
    refuseShape("target", name, isSparse ? output.with(output.rank() - 1, 1) : output, target);
  }

  private void refuseLengths(Feed feed) {
    List<Tensor> inputs = Structures.tensors(feed.x());
    Tensor labels = Structures.tensors(feed.y()).getFirst();
    int samples = inputs.isEmpty() ? Shape.ANY : inputs.getFirst().shape().size(0);
    int targets = labels.shape().size(0);
    if (samples != targets && samples != Shape.ANY && targets != Shape.ANY) {
      PythonError error =
          execution.error(
              "ValueError",
              "Input arrays should have the same number of samples as target arrays. Found %d input samples and %d target samples."
                  .formatted(samples, targets));
      error.setOperands(feed.tensors());
      throw error;
    }
  }

  private void refuseTarget(Tensor target, Shape output) {
    Shape shape = target.shape();
    String loss = Losses.builtinName(Compilation.loss(layer));
    if (loss == null || shape.rank() == 0) {
      return;
    }
    boolean isCategorical = loss.equals("categorical_crossentropy");
    if (isCategorical && shape.size(-1) == 1) {
      throw execution.error(
          "ValueError",
          "You are passing a target array of shape "
              + shape.tupleText()
              + " while using as loss `categorical_crossentropy`. `categorical_crossentropy`"
              + " expects targets to be binary matrices (1s and 0s) of shape (samples, classes). If"
              + " your targets are integer classes, you can convert them to the expected format"
              + " via:\n"
              + "```\n"
              + "from keras.utils import to_categorical\n"
              + "y_binary = to_categorical(y_int)\n"
              + "```\n\n"
              + "Alternatively, you can use the loss function `sparse_categorical_crossentropy`"
              + " instead, which does expect integer targets.");
    }
    if (!isCategorical
        && !loss.equals("mean_squared_error")
        && !loss.equals("binary_crossentropy")) {
      return;
    }
    for (int i = 1; i < Math.min(shape.rank(), output.rank()); i++) {
      if (output.size(i) != Shape.ANY
          && shape.size(i) != Shape.ANY
          && shape.size(i) != output.size(i)) {
        PythonError error =
            execution.error(
                "ValueError",
                "A target array with shape %s was passed for an output of shape %s while using as loss `%s`. This loss expects targets to have the same shape as the output."
                    .formatted(shape.tupleText(), output.tupleText(), loss));
        error.setOperands(List.of(target));
        throw error;
      }
    }
  }

  private boolean isBuiltin(Value loss) {
    return Losses.builtinName(loss) != null;
  }

  private void run(Tensor target, Tensor output, int batch) {
    Tensor labels =
        Losses.Pair.copy(target, target.type(), target.shape().with(0, batch))
            .withLabels(Feed.range(target));
    Tensor made = Losses.Pair.copy(output, output.type(), output.shape().with(0, batch));
    if (labels.shape().rank() != made.shape().rank()) {
      return;
    }
    try {
      new Losses(layer.naming(), execution).alone(Compilation.loss(layer), labels, made, true);
    } catch (PythonError error) {
      PythonError told = execution.error("InvalidArgumentError", null);
      told.setOperands(error.operands());
      throw told;
    }
  }
}
