package fitmend.inference.keras;

import fitmend.inference.library.Method;
import fitmend.inference.library.Signature;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code compile}: what it checks, and what it leaves for {@code fit}. */
final class Compilation {
  private static final String IS_COMPILED = "is compiled";
  private static final String OPTIMIZER = "compiled optimizer";
  private static final String LOSS = "compiled loss";
  private static final String METRICS = "compiled metrics";
  private static final String WEIGHTED_METRICS = "compiled weighted metrics";
  private static final String LOSS_WEIGHTS = "compiled loss weights";

  /** Before the purpose of a step: the shapes for which it was traced first. */
  static final String TRACED = "traced for ";

  private static final String IS_EAGER = "run eagerly";
  private static final String IS_EARLY = "compiled before it was built";

  private static final String COMPILE_3 =
      "self, optimizer='rmsprop', loss=None, loss_weights=None, metrics=None,"
          + " weighted_metrics=None, run_eagerly=False, steps_per_execution=1, jit_compile='auto',"
          + " auto_scale_loss=True";
  private static final String COMPILE_2 =
      "self, optimizer='rmsprop', loss=None, metrics=None, loss_weights=None,"
          + " weighted_metrics=None, run_eagerly=None, steps_per_execution=None, jit_compile=None,"
          + " pss_evaluation_shards=0, **kwargs";
  private static final String COMPILE_1 =
      "self, optimizer='rmsprop', loss=None, metrics=None, loss_weights=None,"
          + " sample_weight_mode=None, weighted_metrics=None, target_tensors=None,"
          + " distribute=None, **kwargs";

  private static final String COMPILE_STANDALONE =
      "self, optimizer, loss=None, metrics=None, loss_weights=None, sample_weight_mode=None,"
          + " weighted_metrics=None, target_tensors=None, **kwargs";

  private Compilation() {}

  static Value of(Layer model, Arguments arguments, Execution execution) {
    Signature signature =
        switch (execution.target()) {
          case TENSORFLOW_2_21 -> Signature.of("Trainer.compile", COMPILE_3);
          case TENSORFLOW_2_15 -> Signature.of("Model.compile", COMPILE_2);
          case TENSORFLOW_1_15 ->
              Signature.of(
                  "compile", model.naming().isStandalone() ? COMPILE_STANDALONE : COMPILE_1);
        };
    if (arguments.isOpen()) {
      forget(model);
      return Constant.NONE;
    }
    if (!model.isConstructed() && execution.target().hasKeras3()) {
      throw execution.error(
          "AttributeError", "'" + model.typeName() + "' object has no attribute '_dtype_policy'");
    }
    Signature.Bound bound = signature.bind(arguments.after(model.self()), execution);
    refuseKeywords(bound, execution);
    refuseOptimizer(bound.get("optimizer"), model.naming(), execution);
    if (execution.target().hasKeras3()) {
      refuseMetrics("metrics", bound.get("metrics"), execution);
      refuseMetrics("weighted_metrics", bound.get("weighted_metrics"), execution);
    } else if (!execution.target().isGraphMode()
        && isClass(bound.get("metrics"), "keras.metrics.")) {
      throw execution.error("TypeError", "'property' object is not iterable");
    }
    if (execution.target().isGraphMode()) {
      refuseInGraph(model, bound, execution);
    }
    model.set(IS_COMPILED, Constant.TRUE);
    for (TrainingStep.Purpose purpose : TrainingStep.Purpose.values()) {
      model.set(TRACED + purpose, Constant.NONE);
    }
    boolean isEarly = model instanceof SequentialModel && model.isNotBuilt();
    model.set(IS_EARLY, Constant.of(isEarly && model.self() == model));
    model.set(OPTIMIZER, bound.get("optimizer"));
    model.set(LOSS, bound.get("loss"));
    model.set(LOSS_WEIGHTS, bound.get("loss_weights"));
    model.set(METRICS, bound.get("metrics"));
    model.set(WEIGHTED_METRICS, bound.get("weighted_metrics"));
    model.set(IS_EAGER, bound.values().getOrDefault("run_eagerly", Constant.FALSE));
    return Constant.NONE;
  }

  /** TensorFlow 1 makes losses and metrics at once, if the model has outputs. */
  private static void refuseInGraph(Layer model, Signature.Bound bound, Execution execution) {
    if (Constant.TRUE.equals(bound.extra().get("run_eagerly"))) {
      throw execution.error(
          "ValueError", "You can only set `run_eagerly=True` if eager execution is enabled.");
    }
    if (!(model instanceof Model functional) || !functional.isFunctional()) {
      return;
    }
    if (bound.get("metrics") instanceof Constant(String text)) {
      throw execution.error(
          "TypeError",
          "Type of `metrics` argument not understood. Expected a list or dictionary, found: "
              + text);
    }
    refuseNames(bound.get("loss"), bound.get("metrics"), model.naming(), execution);
  }

  /** Raises what TensorFlow 1 says of names of losses and metrics that it does not know. */
  static void refuseNames(Layer model, Execution execution) {
    refuseNames(model.setting(LOSS), model.setting(METRICS), model.naming(), execution);
  }

  private static void refuseNames(Value loss, Value given, Naming naming, Execution execution) {
    if (naming.isCustomized()) {
      return;
    }
    if (loss instanceof Constant(String name)
        && !LossNames.mayBeLossOf2(name, execution.target())) {
      throw execution.error(
          "ValueError", LossNames.unknown("loss function", name, execution.target()));
    }
    List<Value> metrics =
        given instanceof ListValue list && list.isKnown() ? list.elements() : List.of();
    for (Value metric : metrics) {
      if (metric instanceof Constant(String name)
          && !LossNames.isMetric(name, false)
          && !List.of("ce", "crossentropy").contains(name)) {
        throw execution.error(
            "ValueError", LossNames.unknown("metric function", name, execution.target()));
      }
    }
  }

  private static void refuseKeywords(Signature.Bound bound, Execution execution) {
    List<String> known =
        List.of(
            "cloning",
            "experimental_run_tf_function",
            "distribute",
            "target_tensors",
            "sample_weight_mode");
    List<String> wrong = bound.extra().keySet().stream().filter(k -> !known.contains(k)).toList();
    if (!wrong.isEmpty() && !execution.target().isGraphMode()) {
      throw execution.error(
          "TypeError",
          wrong.size() > 1
              ? null
              : "Invalid keyword argument(s) in `compile()`: ({'"
                  + wrong.getFirst()
                  + "'},). Valid keyword arguments include \"cloning\","
                  + " \"experimental_run_tf_function\", \"distribute\", \"target_tensors\", or"
                  + " \"sample_weight_mode\".");
    }
  }

  private static void refuseOptimizer(Value optimizer, Naming naming, Execution execution) {
    boolean is3 = execution.target().hasKeras3();
    switch (optimizer) {
      case Constant(String name) -> {
        if (!naming.isCustomized() && !isOptimizer(name.toLowerCase(Locale.ROOT), is3)) {
          throw execution.error(
              "ValueError",
              switch (execution.target()) {
                case TENSORFLOW_2_21 -> "Could not interpret optimizer identifier: " + name;
                case TENSORFLOW_2_15 -> LossNames.unknown("optimizer", name, execution.target());
                case TENSORFLOW_1_15 -> "Unknown optimizer: " + name;
              });
        }
      }
      case Constant(Object number) when number instanceof Number ->
          throw execution.error(
              "ValueError",
              execution.target().isGraphMode()
                  ? "('Could not interpret optimizer identifier:', " + number + ")"
                  : "Could not interpret optimizer identifier: " + number);
      case Reference reference
          when Naming.inKeras(reference.path()).startsWith("keras.optimizers.")
              && reference.typeName().equals("type") -> {
        String text =
            "<class 'keras.src.optimizers.%s.%s'>"
                .formatted(reference.name().toLowerCase(Locale.ROOT), reference.name());
        throw execution.error(
            "ValueError",
            execution.target().isGraphMode()
                ? null
                : "Could not interpret optimizer identifier: " + text);
      }
      case null, default -> {}
    }
  }

  private static boolean isOptimizer(String name, boolean is3) {
    return switch (name) {
      case "adam", "sgd", "rmsprop", "adagrad", "adadelta", "adamax", "nadam", "ftrl" -> true;
      case "adamw",
          "adafactor",
          "lion",
          "lamb",
          "muon",
          "schedulefreeadamw",
          "lossscaleoptimizer",
          "loss_scale_optimizer" ->
          is3;
      default -> false;
    };
  }

  private static boolean isClass(Value value, String root) {
    return value instanceof Reference reference
        && reference.path().startsWith(root)
        && reference.typeName().equals("type");
  }

  private static void refuseMetrics(String name, Value metrics, Execution execution) {
    boolean isWrong =
        switch (metrics) {
          case Constant(String text) -> !text.isEmpty();
          case Scalar scalar -> scalar.type() == Scalar.Type.STR;
          case Reference reference -> reference.typeName().equals("type");
          default -> false;
        };
    if (isWrong) {
      throw execution.error(
          "ValueError",
          metrics instanceof Constant(String text)
              ? "Expected `%s` argument to be a list, tuple, or dict. Received instead: %s=%s of type <class 'str'>"
                  .formatted(name, name, text)
              : null);
    }
  }

  /** Says that somebody unseen may have compiled it. */
  static void forget(Layer model) {
    Unknown unseen = new Unknown("how the model is compiled");
    for (String setting :
        List.of(
            IS_COMPILED,
            IS_EARLY,
            OPTIMIZER,
            LOSS,
            LOSS_WEIGHTS,
            METRICS,
            WEIGHTED_METRICS,
            IS_EAGER)) {
      model.set(setting, unseen);
    }
  }

  /** Raises what Keras raises for a model that certainly was not compiled. */
  static void refuseUncompiled(Layer model, Execution execution) {
    boolean isOverridden =
        model.self() != model && !(execution.attribute(model.self(), "compile") instanceof Method);
    if (model.naming().isStandalone() && model.isNotBuilt()) {
      // The data builds it first, which may fail.
      return;
    }
    if (model.setting(IS_COMPILED) == null && !isOverridden) {
      throw execution.target().hasKeras3()
          ? execution.error("ValueError", "You must call `compile()` before using the model.")
          : execution.error(
              "RuntimeError",
              "You must compile "
                  + (model.naming().isStandalone() ? "a" : "your")
                  + " model before training/testing. Use `model.compile(optimizer, loss)`.");
    }
  }

  static Value loss(Layer model) {
    return model.setting(LOSS);
  }

  /** The list of weights of the losses; null when there is none. */
  static List<Value> lossWeights(Layer model) {
    return model.setting(LOSS_WEIGHTS) instanceof ListValue list
            && list.isKnown()
            && !list.elements().isEmpty()
        ? list.elements()
        : null;
  }

  static boolean isGraph(Layer model) {
    return model.setting(IS_EAGER) instanceof Constant eager
        && (eager.isNone() || Constant.FALSE.equals(eager));
  }

  /** What is measured, under the names that logs give it; empty when it is not known. */
  static List<String> measured(Layer model, Execution execution) {
    List<Value> metrics = metrics(model);
    boolean isSingle = model instanceof Model known && known.outputs() instanceof Tensor;
    boolean isWeighted =
        !(model.setting(WEIGHTED_METRICS) instanceof Constant none && none.isNone());
    if (metrics == null || !isSingle || isWeighted || !TrainingStep.isPlain(model)) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    names.add("loss");
    for (Value metric : metrics) {
      String name = name(metric, execution);
      if (name == null || names.contains(name)) {
        return List.of();
      }
      names.add(name);
    }
    return names;
  }

  /** Under which name a metric is logged; null when it is not known. */
  private static String name(Value metric, Execution execution) {
    Value name =
        switch (metric) {
          case Constant constant -> constant;
          case TrainingObject object -> object.setting("name");
          case Reference reference
              when Naming.inKeras(reference.path()).startsWith("keras.")
                  && reference.typeName().equals("function") ->
              Constant.of(reference.name());
          default ->
              execution.parameters(metric).isEmpty()
                  ? null
                  : execution.attribute(metric, "__name__");
        };
    return name instanceof Constant(String text) ? text : null;
  }

  /** Whether {@code compile} did not know the names of the outputs yet. */
  static boolean isEarly(Layer model) {
    return Constant.TRUE.equals(model.setting(IS_EARLY));
  }

  static Value optimizer(Layer model) {
    return model.setting(OPTIMIZER);
  }

  static Value namedMetrics(Layer model) {
    return model.setting(METRICS);
  }

  /** The metrics of a model with one output, as the script gives them; null when not known. */
  static List<Value> metrics(Layer model) {
    List<Value> metrics = new ArrayList<>();
    return flatten(model.setting(METRICS), metrics) ? metrics : null;
  }

  private static boolean flatten(Value given, List<Value> metrics) {
    return switch (given) {
      case Tuple tuple -> tuple.elements().stream().allMatch(each -> flatten(each, metrics));
      case ListValue list ->
          list.isKnown() && list.elements().stream().allMatch(each -> flatten(each, metrics));
      case DictValue dict ->
          dict.isKnown() && dict.keys().stream().allMatch(key -> flatten(dict.get(key), metrics));
      case Unknown unknown -> false;
      case Constant none when none.isNone() -> true;
      case null -> false;
      default -> metrics.add(given);
    };
  }
}
