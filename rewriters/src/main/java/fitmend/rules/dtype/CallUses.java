package fitmend.rules.dtype;

import fitmend.python.name.Binding;
import fitmend.python.name.Names;
import fitmend.python.tree.Argument;
import fitmend.python.tree.Call;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.rules.dtype.ValueFlow.Place;
import fitmend.rules.dtype.ValueUse.Effect;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What becomes of a value that is given to a call, or whose method is called. */
final class CallUses {
  private static final Set<String> TRAINING =
      Set.of("fit", "evaluate", "predict", "train_on_batch", "test_on_batch", "predict_on_batch");

  /** What is done with the variables of a model, whatever their type. */
  private static final Set<String> TRAIN_VARIABLES =
      Set.of("gradient", "jacobian", "watch", "apply_gradients", "minimize");

  private static final Set<String> KEEP_ELEMENTS =
      Set.of(
          "batch",
          "shuffle",
          "repeat",
          "prefetch",
          "cache",
          "take",
          "skip",
          "shard",
          "unbatch",
          "padded_batch",
          "with_options",
          "as_numpy_iterator",
          "concatenate");

  private static final Set<String> CHANGE_LIST = Set.of("append", "extend", "clear", "reverse");

  private static final Set<String> CALCULATE =
      Set.of(
          "mean", "std", "var", "sum", "min", "max", "prod", "dot", "round", "clip", "cumsum",
          "argmax", "argmin", "argsort", "any", "all", "ptp", "sort", "fill", "item", "numpy");

  private final ValueFlow flow;
  private final Names names;
  private final ScriptCalls scriptCalls;
  private final Float32Tensors float32;
  private final FloatTypes types;

  CallUses(ValueFlow flow, Names names, ScriptCalls scriptCalls, Float32Tensors float32) {
    this.flow = flow;
    this.names = names;
    this.scriptCalls = scriptCalls;
    this.float32 = float32;
    this.types = new FloatTypes(names);
  }

  // Methods of the value.

  /** The value is what stands before {@code .name(}. */
  void method(Place place, Call call, String name) {
    if (place.stream()) {
      streamMethod(place, call, name);
    } else if (!place.path().isEmpty()) {
      flow.add(place, Effect.NEEDS_DOUBLE, "`." + name + "`");
    } else if (ArrayCalls.keepsNumbers(name)) {
      flow.follow(place.at(call.node()));
    } else if (name.equals("astype")) {
      boolean single = call.argument("dtype", 0).filter(a -> types.isSingle(a.value())).isPresent();
      flow.add(place, single ? Effect.INDIFFERENT : Effect.CALCULATES, "a cast");
    } else if (name.startsWith("assign")) {
      boolean fails = call.positional(0).filter(a -> float32.contains(a.value())).isPresent();
      flow.add(place, fails ? Effect.FAILS : Effect.INDIFFERENT, "a float32 that is assigned");
    } else if (CALCULATE.contains(name)) {
      flow.add(place, Effect.CALCULATES, "`." + name + "()`");
    } else {
      flow.add(place, Effect.NEEDS_DOUBLE, "`." + name + "()`");
    }
  }

  private void streamMethod(Place place, Call call, String name) {
    if (KEEP_ELEMENTS.contains(name)) {
      flow.follow(place.at(call.node()));
    } else if (name.equals("enumerate")) {
      flow.follow(place.inside(call.node(), 1));
    } else if (CHANGE_LIST.contains(name)) {
      flow.add(place, Effect.INDIFFERENT, "a list that grows");
    } else if (name.equals("map")) {
      call.argument("map_func", 0)
          .flatMap(argument -> scriptCalls.function(argument.value()))
          .ifPresentOrElse(
              function -> mapped(place, function),
              () -> flow.add(place, Effect.NEEDS_DOUBLE, "a function that is not followed"));
    } else {
      flow.add(place, Effect.NEEDS_DOUBLE, "`." + name + "()`");
    }
  }

  private void mapped(Place place, ScriptCalls.Target function) {
    boolean spread = function.parameters().size() > 1 && !place.path().isEmpty();
    int position = spread ? place.path().getFirst() : 0;
    function
        .parameter(position, Optional.empty())
        .ifPresentOrElse(
            name ->
                flow.bindName(
                    name, spread ? place.element(name).ofElement(name) : place.ofElement(name)),
            () -> flow.add(place, Effect.NEEDS_DOUBLE, "a function that is not followed"));
  }

  // Arguments.

  /** The value is an argument of the call. */
  void argument(Place place, Call call, int position, Optional<String> keyword) {
    Optional<String> name = names.qualifiedName(call.callee());
    Node callee = call.callee().unparenthesized();
    if (isKerasFunction(callee)) {
      flow.add(place, Effect.INDIFFERENT, "a loss or metric of Keras, which casts it");
    } else if (name.isPresent() && !name.get().startsWith("builtins.")) {
      library(place, call, position, keyword, name.get());
    } else if (callee.is(Kind.NAME) && names.symbolOf(callee).isEmpty()) {
      builtin(place, call, position, callee.text());
    } else if (float32.isModel(callee)) {
      flow.add(place, ofKeras(), "the call of `" + ValueFlow.shortened(callee) + "`");
    } else if (call.receiver().filter(float32::isModel).isPresent() && isTraining(call)) {
      training(place, call, position, keyword);
    } else if (call.name().filter(n -> n.startsWith("assign")).isPresent()
        && call.receiver().filter(float32::contains).isPresent()) {
      flow.add(place, place.tensor() ? Effect.FAILS : Effect.INDIFFERENT, "a float32 variable");
    } else if (call.name().filter(TRAIN_VARIABLES::contains).isPresent()
        && scriptCalls.target(call).isEmpty()) {
      flow.add(place, Effect.INDIFFERENT, "a step of training");
    } else if (call.name().filter("append"::equals).isPresent() && listOf(call).isPresent()) {
      flow.bindName(listOf(call).get(), place.ofStream(call.node()));
    } else {
      script(place, call, position, keyword);
    }
  }

  private Effect ofKeras() {
    return float32.areMadeByKeras() ? Effect.KERAS_CASTS : Effect.NEEDS_DOUBLE;
  }

  /** The NAME that is bound to the list to which the call appends. */
  private Optional<Node> listOf(Call append) {
    return append
        .receiver()
        .flatMap(names::onlyBinding)
        .filter(b -> b.value().filter(v -> v.is(Kind.LIST)).isPresent())
        .map(Binding::name);
  }

  private static boolean isTraining(Call call) {
    return call.name().filter(TRAINING::contains).isPresent();
  }

  private void training(Place place, Call call, int position, Optional<String> keyword) {
    boolean isData =
        keyword.map(k -> Set.of("x", "y", "validation_data").contains(k)).orElse(position < 2);
    String what = "`" + ValueFlow.shortened(call.callee()) + "`";
    flow.add(place, isData ? ofKeras() : Effect.INDIFFERENT, what);
    if (isData && place.tensor() && call.name().orElseThrow().equals("fit")) {
      call.receiver()
          .flatMap(scriptCalls::classOf)
          .flatMap(type -> type.method("train_step"))
          .map(step -> new ScriptCalls.Target(step.node(), 1, false))
          .flatMap(step -> step.parameter(0, Optional.empty()))
          .ifPresent(data -> flow.bindName(data, place.ofElement(data)));
    }
  }

  /** Whether an expression holds a loss or metric of Keras. */
  private boolean isKerasFunction(Node callee) {
    if (scriptCalls.classOf(callee).filter(scriptCalls::isKerasFunction).isPresent()) {
      return true;
    }
    Optional<Node> value =
        callee.is(Kind.CALL)
            ? Optional.of(callee)
            : callee.is(Kind.ATTRIBUTE)
                ? scriptCalls.attributeValue(callee)
                : names
                    .symbolOf(callee)
                    .filter(s -> s.bindings().size() == 1)
                    .map(s -> s.bindings().getFirst())
                    .flatMap(Binding::value);
    return value
        .flatMap(Call::of)
        .flatMap(call -> names.qualifiedName(call.callee()))
        .filter(TensorFlowCalls::isLossOrMetric)
        .isPresent();
  }

  private void script(Place place, Call call, int position, Optional<String> keyword) {
    Optional<ScriptCalls.Target> target = scriptCalls.target(call);
    Optional<Node> parameter = target.flatMap(t -> t.parameter(position, keyword));
    if (parameter.isEmpty()) {
      String callee = ValueFlow.shortened(call.callee());
      flow.add(place, Effect.NEEDS_DOUBLE, "`" + callee + "`");
    } else {
      Place inside = place.at(parameter.get());
      boolean becomesTensor = target.get().compiled() && !place.stream();
      flow.bindName(parameter.get(), becomesTensor ? inside.asTensor(parameter.get()) : inside);
    }
  }

  private void builtin(Place place, Call call, int position, String name) {
    switch (name) {
      case "len" -> flow.add(place, Effect.INDIFFERENT, "its length");
      case "enumerate" -> flow.follow(place.iterated(call.node()).inStream(call.node(), 1));
      case "zip" -> flow.follow(place.iterated(call.node()).inStream(call.node(), position));
      case "iter", "list", "tuple", "reversed" ->
          flow.follow(place.iterated(call.node()).ofStream(call.node()));
      case "next" -> flow.follow(place.ofElement(call.node()));
      case "print", "str", "repr", "format", "float", "int", "sum", "max", "min", "abs", "round" ->
          flow.add(place, Effect.CALCULATES, "`" + name + "()`");
      default -> flow.add(place, Effect.NEEDS_DOUBLE, "`" + name + "()`");
    }
  }

  private void library(
      Place place, Call call, int position, Optional<String> keyword, String name) {
    if (name.startsWith("numpy.")) {
      numpy(place, call, position, name.substring("numpy.".length()));
    } else if (TensorFlowCalls.castsLabels(name)
        && keyword.map("labels"::equals).orElse(position == 0)) {
      flow.add(place, Effect.INDIFFERENT, "a loss that casts its labels");
    } else if (TensorFlowCalls.isTensorFlow(name)) {
      tensorFlow(place, call, position, TensorFlowCalls.operation(name));
    } else if (TensorFlowCalls.isKeras(name)) {
      boolean casts = TensorFlowCalls.isLossOrMetric(name);
      flow.add(place, casts ? Effect.INDIFFERENT : Effect.NEEDS_DOUBLE, "`" + name + "`");
    } else if (name.equals("sklearn.model_selection.train_test_split") && position >= 0) {
      flow.follow(place.inside(call.node(), 2 * position));
      flow.follow(place.inside(call.node(), 2 * position + 1));
    } else if (name.equals("sklearn.utils.shuffle") && position >= 0) {
      boolean isAlone = call.positional(1).isEmpty();
      flow.follow(isAlone ? place.at(call.node()) : place.inside(call.node(), position));
    } else if (name.startsWith("matplotlib.") || name.startsWith("seaborn.")) {
      flow.add(place, Effect.INDIFFERENT, "a picture");
    } else {
      flow.add(place, Effect.NEEDS_DOUBLE, "`" + name + "`");
    }
  }

  private void numpy(Place place, Call call, int position, String function) {
    boolean isPlain = position == 0 && place.path().isEmpty() && !place.stream();
    if (isPlain && ArrayCalls.keepsNumbers(function) || function.equals("random.permutation")) {
      flow.follow(place.at(call.node()));
    } else if (isPlain && ArrayCalls.splits(function)) {
      flow.follow(place.ofStream(call.node()));
    } else if (ArrayCalls.looksAtShape(function)
        || function.equals("random.shuffle")
        || function.equals("float32")) {
      flow.add(place, Effect.INDIFFERENT, "`" + function + "`");
    } else if (Set.of("array", "asarray", "asanyarray").contains(function) && isPlain) {
      Optional<Argument> type = call.argument("dtype", 1);
      if (type.isEmpty()) {
        flow.follow(place.at(call.node()));
      } else {
        boolean single = types.isSingle(type.get().value());
        flow.add(place, single ? Effect.INDIFFERENT : Effect.CALCULATES, "a cast");
      }
    } else if (function.matches(
        "(linalg|testing|fft|polynomial)\\..*|save.*|.*close|array_equal")) {
      flow.add(place, Effect.NEEDS_DOUBLE, "`" + ValueFlow.shortened(call.callee()) + "`");
    } else {
      flow.add(place, Effect.CALCULATES, "`" + ValueFlow.shortened(call.callee()) + "`");
    }
  }

  private void tensorFlow(Place place, Call call, int position, String operation) {
    Node result = call.node();
    switch (operation) {
      case "data.Dataset.from_tensor_slices", "data.Dataset.from_tensors" ->
          flow.follow(place.ofStream(result).asTensor(result));
      case "data.Dataset.zip" ->
          flow.follow(place.path().isEmpty() ? place.inside(result, position) : place.at(result));
      case "cast", "constant", "convert_to_tensor", "Variable" -> converted(place, call, operation);
      case "shape", "size", "rank" -> flow.add(place, Effect.INDIFFERENT, "its shape");
      default -> {
        if (TensorFlowCalls.givesTypeOfOperand(operation)) {
          operation(place, call, position, operation);
        } else {
          flow.add(place, Effect.NEEDS_DOUBLE, "`" + ValueFlow.shortened(call.callee()) + "`");
        }
      }
    }
  }

  private void converted(Place place, Call call, String operation) {
    int position = operation.equals("Variable") ? 6 : 1;
    Optional<Argument> type = call.argument("dtype", position);
    if (type.isEmpty() && place.tensor() && place.path().isEmpty()) {
      flow.follow(place.at(call.node()));
    } else {
      boolean keeps = type.filter(t -> types.isDouble(t.value())).isPresent();
      boolean joined = !place.path().isEmpty();
      flow.add(place, keeps || joined ? Effect.CALCULATES : Effect.INDIFFERENT, "a conversion");
    }
  }

  private void operation(Place place, Call call, int position, String operation) {
    if (TensorFlowCalls.operandsAgree(operation)) {
      Optional<Node> other =
          call.arguments().stream()
              .map(Argument::value)
              .flatMap(
                  value ->
                      value.is(Kind.LIST) || value.is(Kind.TUPLE)
                          ? value.children().stream()
                          : List.of(value).stream())
              .filter(value -> !value.contains(place.node()) && !place.node().contains(value))
              .filter(float32::contains)
              .findFirst();
      boolean isFirst = position == 0;
      if (other.isPresent()) {
        boolean fails = place.tensor() || TensorFlowCalls.keepsArrayDouble(operation, isFirst);
        String what = "the float32 `" + ValueFlow.shortened(other.get()) + "`";
        flow.add(place, fails ? Effect.FAILS : Effect.INDIFFERENT, what);
        return;
      }
    }
    flow.follow(place.result(call.node()));
  }
}
