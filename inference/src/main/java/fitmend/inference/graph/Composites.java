package fitmend.inference.graph;

import fitmend.inference.library.PublicNames;
import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Origin;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Functions that are only in graphs, or that put others together. */
final class Composites {
  private static final String SUMMARIES = "summaries of the graph";
  private static final String STEP = "global step of the graph";

  private final GraphValue graph;
  private final Operands operands;
  private final Variables variables;
  private final Execution execution;

  Composites(GraphValue graph, Operands operands, Variables variables, Execution execution) {
    this.graph = graph;
    this.operands = operands;
    this.variables = variables;
    this.execution = execution;
  }

  /** The result; null when it is not one of these. */
  Value call(String name, String path, Arguments arguments) {
    switch (name) {
      case "train.get_or_create_global_step", "train.create_global_step" -> {
        return globalStep(true);
      }
      case "train.get_global_step" -> {
        return globalStep(false);
      }
      case "summary.merge_all", "merge_all_summaries" -> {
        return merged();
      }
      case "add_to_collection" -> {
        return Constant.NONE;
      }
      case "get_collection" -> {
        return collection(arguments);
      }
      case "cond" -> {
        return choice(arguments);
      }
      default -> {}
    }
    Signature signature = PublicNames.of(execution.target()).signature(path).orElse(null);
    if (signature == null || arguments.isOpen()) {
      return null;
    }
    return switch (name) {
      case "nn.xw_plus_b" -> weighted(signature.bind(arguments, execution));
      case "add_n" -> sum(signature.bind(arguments, execution));
      case "nn.in_top_k" -> inTop(signature.bind(arguments, execution));
      case "train.exponential_decay",
          "train.natural_exp_decay",
          "train.inverse_time_decay",
          "train.polynomial_decay",
          "train.cosine_decay" -> {
        Signature.Bound given = signature.bind(arguments, execution);
        yield node(DataType.FLOAT32, Shape.SCALAR, name, List.of(given.get("global_step")));
      }
      case "summary.scalar",
          "summary.histogram",
          "summary.image",
          "summary.audio",
          "summary.text" -> {
        Signature.Bound given = signature.bind(arguments, execution);
        yield summary(name, given.values().getOrDefault("tensor", given.get("values")));
      }
      case "summary.merge" ->
          node(DataType.STRING, Shape.SCALAR, name, List.copyOf(arguments.all()));
      default -> null;
    };
  }

  /** A node whose shape does not depend on what goes in. */
  private Value node(DataType type, Shape shape, String name, List<Value> inputs) {
    Tensor plain = plain(Holder.GRAPH, type, shape, name);
    return Deferred.of(plain, inputs, graph, fed -> plain(Holder.EAGER, type, shape, name));
  }

  private Tensor plain(Holder holder, DataType type, Shape shape, String name) {
    return new Tensor(
        holder, type, shape, Origin.of(execution.at(), "tensorflow." + name, List.of()));
  }

  private Value globalStep(boolean mayCreate) {
    if (graph.get(STEP) instanceof Tensor step) {
      return step;
    }
    if (!mayCreate) {
      return execution.unknown("whether there is a global step");
    }
    Tensor step = variables.added("global_step", DataType.INT64, Shape.SCALAR, null, false);
    graph.put(STEP, step);
    return step;
  }

  private Value summary(String name, Value of) {
    if (of == null || !(operands.tensor(of) instanceof Tensor tensor)) {
      return execution.unknown("a summary");
    }
    if (name.equals("summary.scalar")
        && tensor.shape().isRanked()
        && tensor.shape().isFull()
        && tensor.shape().rank() > 0) {
      // It is told when the graph runs.
      return execution.unknown("a summary of many numbers");
    }
    Value made = node(DataType.STRING, Shape.SCALAR, name, List.of(tensor));
    List<Value> all = new ArrayList<>();
    if (graph.get(SUMMARIES) instanceof Tuple before) {
      all.addAll(before.elements());
    }
    all.add(made);
    graph.put(SUMMARIES, new Tuple(all));
    return made;
  }

  private Value merged() {
    if (graph.get(SUMMARIES) instanceof Tuple all
        && all.elements().stream().allMatch(Tensor.class::isInstance)) {
      return node(DataType.STRING, Shape.SCALAR, "summary.merge_all", all.elements());
    }
    return graph.get(SUMMARIES) == null && graph.hasAllVariables()
        ? Constant.NONE
        : execution.unknown("the summaries of the graph");
  }

  private Value collection(Arguments arguments) {
    Value key = arguments.all().isEmpty() ? null : arguments.all().getFirst();
    boolean isScoped = arguments.all().size() > 1;
    String name =
        switch (key) {
          case Reference reference -> reference.name();
          case Constant(String text) -> text.toUpperCase(java.util.Locale.ROOT);
          case null, default -> "";
        };
    boolean isKnown = graph.hasAllVariables() && !isScoped;
    List<Tensor> tensors =
        switch (name) {
          case "TRAINABLE_VARIABLES" -> Optimizer.trainable(graph);
          case "GLOBAL_VARIABLES", "VARIABLES" -> graph.variables();
          default -> null;
        };
    return isKnown && tensors != null
        ? new ListValue(execution.journal(), new ArrayList<>(tensors))
        : ListValue.unknown(execution.journal(), "a collection of the graph");
  }

  /** Both ways are built; which one runs is not told. */
  private Value choice(Arguments arguments) {
    Value first = argument(arguments, 1, "true_fn", "fn1");
    Value second = argument(arguments, 2, "false_fn", "fn2");
    if (first == null || second == null) {
      return null;
    }
    Value one = execution.call(first, Arguments.NONE);
    Value other = execution.call(second, Arguments.NONE);
    return one instanceof Tensor left
            && other instanceof Tensor right
            && left.type() == right.type()
        ? plain(Holder.GRAPH, left.type(), left.shape().join(right.shape()), "cond")
        : execution.unknown("which way a graph goes");
  }

  private static Value argument(Arguments arguments, int place, String name, String old) {
    return arguments.positional().size() > place
        ? arguments.positional().get(place)
        : arguments.keywords().getOrDefault(name, arguments.keywords().get(old));
  }

  private Value weighted(Signature.Bound given) {
    Value product =
        execution.call(
            new Reference("tensorflow.matmul"), Arguments.of(given.get("x"), given.get("weights")));
    return execution.binary("+", product, given.get("biases"));
  }

  private Value sum(Signature.Bound given) {
    Optional<List<Value>> elements = Tensors.elements(given.get("inputs"));
    if (elements.isEmpty() || elements.get().isEmpty()) {
      return execution.unknown("what is added");
    }
    List<Value> terms = new ArrayList<>();
    for (Value element : elements.get()) {
      terms.add(operands.tensor(element));
    }
    if (!terms.stream().allMatch(Tensor.class::isInstance)) {
      return execution.unknown("what is added");
    }
    Tensor first = (Tensor) terms.getFirst();
    Shape common = first.shape();
    for (Value term : terms) {
      Shape shape = ((Tensor) term).shape();
      if (!common.isCompatible(shape)) {
        throw execution.error("ValueError", null);
      }
      common = shape.isFull() ? shape : common;
    }
    Tensor plain = plain(Holder.GRAPH, first.type(), common, "add_n");
    return Deferred.of(plain, terms, graph, fed -> fed.apply(first));
  }

  private Value inTop(Signature.Bound given) {
    if (given.get("targets") instanceof Tensor array
        && array.holder() == Holder.NUMPY
        && !array.type().isInteger()) {
      return execution.unknown("targets that are no integers");
    }
    if (!(operands.tensor(given.get("predictions")) instanceof Tensor outputs)
        || !(operands.tensor(given.get("targets")) instanceof Tensor targets)) {
      return null;
    }
    if (outputs.type() != DataType.FLOAT32 || !targets.type().isInteger()) {
      throw execution.error("TypeError", null);
    }
    if (isOfOtherRank(outputs, 2) || isOfOtherRank(targets, 1)) {
      throw execution.error("ValueError", null);
    }
    int rows = outputs.shape().isRanked() ? outputs.shape().size(0) : Shape.ANY;
    int labels = targets.shape().isRanked() ? targets.shape().size(0) : Shape.ANY;
    if (rows != Shape.ANY && labels != Shape.ANY && rows != labels) {
      throw execution.error("ValueError", null);
    }
    return node(
        DataType.BOOL,
        Shape.of(rows == Shape.ANY ? labels : rows),
        "nn.in_top_k",
        List.of(outputs, targets));
  }

  private static boolean isOfOtherRank(Tensor tensor, int rank) {
    return tensor.shape().isRanked() && tensor.shape().rank() != rank;
  }
}
