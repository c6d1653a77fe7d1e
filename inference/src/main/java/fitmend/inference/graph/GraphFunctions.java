package fitmend.inference.graph;

import fitmend.inference.library.Library;
import fitmend.inference.library.PublicNames;
import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Origin;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The functions of TensorFlow 1 that make graphs, sessions and what belongs to them. */
final class GraphFunctions {
  private final Library tensorflow;
  private final Graphs graphs;
  private final Execution execution;

  GraphFunctions(Library tensorflow, Graphs graphs, Execution execution) {
    this.tensorflow = tensorflow;
    this.graphs = graphs;
    this.execution = execution;
  }

  /** The result; null when the function is not here. */
  Value call(String name, String path, Arguments arguments) {
    switch (name) {
      case "Graph" -> {
        return new GraphValue(graphs, execution);
      }
      case "get_default_graph" -> {
        return graphs.current();
      }
      case "reset_default_graph" -> {
        graphs.reset(execution);
        return Constant.NONE;
      }
      case "disable_eager_execution", "disable_v2_behavior" -> {
        if (!execution.buildsGraph()) {
          execution.buildGraph(true);
        }
        return Constant.NONE;
      }
      case "global_variables_initializer",
          "initialize_all_variables",
          "initializers.global_variables" -> {
        return initializer();
      }
      case "local_variables_initializer",
          "initialize_local_variables",
          "initializers.local_variables" -> {
        GraphValue graph = graphs.current();
        return Members.initializer(graphs, graph, graph.locals(), execution);
      }
      case "tables_initializer", "no_op", "initializers.tables_initializer" -> {
        return new Operation(graphs, graphs.current(), List.of(), List.of(), List.of(), execution);
      }
      case "get_variable_scope" -> {
        return new Scopes.Scope(
            "tensorflow.variable_scope", graphs.current(), null, Constant.NONE, execution);
      }
      case "device", "control_dependencies", "colocate_with" -> {
        return new Transparent(path, execution);
      }
      case "app.flags.DEFINE_string",
          "app.flags.DEFINE_integer",
          "app.flags.DEFINE_float",
          "app.flags.DEFINE_boolean",
          "app.flags.DEFINE_bool",
          "flags.DEFINE_string",
          "flags.DEFINE_integer",
          "flags.DEFINE_float",
          "flags.DEFINE_boolean",
          "flags.DEFINE_bool" -> {
        graphs.flags().define(arguments);
        return Constant.NONE;
      }
      case "train.Saver" -> {
        GraphValue graph = graphs.current();
        boolean isEmpty = graph.variables().isEmpty() && graph.locals().isEmpty();
        if (isEmpty
            && graph.hasAllVariables()
            && execution.buildsGraph()
            && arguments.all().isEmpty()) {
          throw execution.error("ValueError", "No variables to save");
        }
        return new Saver(execution);
      }
      case "app.run" -> {
        return run(arguments);
      }
      case "trainable_variables" -> {
        return list(Optimizer.trainable(graphs.current()));
      }
      case "global_variables", "all_variables" -> {
        return list(graphs.current().variables());
      }
      default -> {}
    }
    if (execution.buildsGraph()) {
      Operands operands = new Operands(tensorflow, graphs.current(), execution);
      Value made =
          new Composites(graphs.current(), operands, variables(), execution)
              .call(name, path, arguments);
      if (made == null) {
        made =
            new Recurrence(graphs.current(), operands, variables(), execution)
                .call(name, path, arguments);
      }
      if (made != null) {
        return made;
      }
    }
    if (name.startsWith("losses.") || name.startsWith("metrics.")) {
      return execution.buildsGraph()
          ? new Losses(graphs, new Operands(tensorflow, graphs.current(), execution), execution)
              .call(name, path, arguments)
          : null;
    }
    if (name.startsWith("layers.") || name.startsWith("contrib.layers.")) {
      return execution.buildsGraph()
          ? new Layers(tensorflow, graphs.current(), execution).call(name, path, arguments)
          : null;
    }
    Optional<Signature> signature =
        name.endsWith("Optimizer") || Character.isUpperCase(simple(name).charAt(0))
            ? constructor(path)
            : PublicNames.of(execution.target()).signature(path);
    if (signature.isEmpty() || arguments.isOpen()) {
      return null;
    }
    if (name.startsWith("train.") && name.endsWith("Optimizer")) {
      signature.get().bind(arguments, execution);
      return new Optimizer(path, graphs, graphs.current(), variables(), execution);
    }
    return switch (name) {
      case "placeholder" -> placeholder(signature.get().bind(arguments, execution));
      case "placeholder_with_default" -> defaulted(signature.get().bind(arguments, execution));
      case "Variable" -> execution.buildsGraph() ? variables().made(arguments) : null;
      case "get_variable" ->
          execution.buildsGraph()
              ? variables().got(signature.get().bind(arguments, execution))
              : null;
      case "Session", "InteractiveSession" ->
          session(path, signature.get().bind(arguments, execution));
      case "variable_scope" -> {
        Signature.Bound given = signature.get().bind(arguments, execution);
        yield scope(path, given.get("name_or_scope"), given.get("reuse"));
      }
      case "name_scope" ->
          scope(path, arguments.all().isEmpty() ? null : arguments.all().getFirst(), Constant.NONE);
      case "group" -> group(arguments.positional());
      case "assign", "assign_add", "assign_sub" ->
          assign(name, signature.get().bind(arguments, execution));
      case "gradients" -> gradients(signature.get().bind(arguments, execution));
      default -> null;
    };
  }

  /** Calls the given main function, or that of the script, and ends the program. */
  private Value run(Arguments arguments) {
    Value main =
        arguments.all().isEmpty() || arguments.all().getFirst() instanceof Constant
            ? execution.global("main")
            : arguments.keywords().getOrDefault("main", arguments.all().getFirst());
    if (main == null) {
      return execution.unknown("the main function");
    }
    Value argv = new ListValue(execution.journal(), List.of(Constant.of("script.py")));
    execution.call(main, Arguments.of(argv));
    return Constant.NONE;
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private Optional<Signature> constructor(String path) {
    return PublicNames.of(execution.target())
        .find(path)
        .flatMap(PublicNames.Name::signature)
        .map(
            text ->
                Signature.of(
                    execution.target().isGraphMode() ? "__init__" : simple(path) + ".__init__",
                    text));
  }

  private Variables variables() {
    return new Variables(tensorflow, graphs.current(), execution);
  }

  private Value list(List<Tensor> tensors) {
    if (!graphs.current().hasAllVariables()) {
      return ListValue.unknown(execution.journal(), "the variables of the graph");
    }
    return new ListValue(execution.journal(), new ArrayList<>(tensors));
  }

  private Value initializer() {
    GraphValue graph = graphs.current();
    graph.use();
    return Members.initializer(graphs, graph, graph.variables(), execution);
  }

  private Value placeholder(Signature.Bound given) {
    if (!execution.buildsGraph()) {
      throw execution.error(
          "RuntimeError", "tf.placeholder() is not compatible with eager execution.");
    }
    Value shape = given.get("shape");
    DataType type = Variables.type(given.get("dtype"));
    if (Tensors.elements(given.get("dtype")).isPresent()) {
      throw execution.error("TypeError", null);
    }
    if (type == null || given.get("dtype") instanceof Constant none && none.isNone()) {
      return execution.unknown("a type of elements");
    }
    boolean isOpen = shape instanceof Constant none && none.isNone();
    boolean isKnown = Tensors.elements(shape).isPresent() || Tensors.integer(shape).isPresent();
    if (!isOpen && !isKnown) {
      return execution.unknown("the shape of a placeholder");
    }
    for (Value size : Tensors.elements(shape).orElse(List.of())) {
      requireSize(size);
    }
    String name = given.get("name") instanceof Constant(String text) ? text : "Placeholder";
    return placeholder(name, type, isOpen ? Shape.UNKNOWN : Tensors.shape(shape), null);
  }

  private void requireSize(Value size) {
    if (Tensors.integer(size).filter(number -> number < 0).isPresent()) {
      throw execution.error(
          "ValueError",
          execution.target().isGraphMode()
              ? "Error converting shape to a TensorShape: Dimension %d must be >= 0."
                  .formatted(Tensors.integer(size).get())
              : null);
    }
    if (size instanceof Constant(String text) && !text.matches("\\s*\\d+\\s*")) {
      throw execution.error(
          execution.target().isGraphMode() ? "ValueError" : "TypeError",
          execution.target().isGraphMode()
              ? "Error converting shape to a TensorShape: invalid literal for int() with base 10:"
                  + " '%s'.".formatted(text)
              : null);
    }
  }

  private Tensor placeholder(String name, DataType type, Shape shape, Tensor otherwise) {
    GraphValue graph = graphs.current();
    Tensor plain =
        new Tensor(
            Holder.GRAPH,
            type,
            shape,
            Origin.of(execution.at(), "tensorflow.placeholder", List.of()));
    String full = new Scopes(graph).operation(name).orElse(null);
    Tensor made = new Node.Placeholder(graph, full, otherwise).on(plain);
    graph.addPlaceholder(made);
    return made;
  }

  private Value defaulted(Signature.Bound given) {
    Value value = new Operands(tensorflow, graphs.current(), execution).tensor(given.get("input"));
    Value shape = given.get("shape");
    if (!(value instanceof Tensor otherwise)) {
      return execution.unknown("what a placeholder is else");
    }
    boolean isOpen = shape instanceof Constant none && none.isNone();
    String name =
        given.get("name") instanceof Constant(String text) ? text : "PlaceholderWithDefault";
    return placeholder(
        name, otherwise.type(), isOpen ? Shape.UNKNOWN : Tensors.shape(shape), otherwise);
  }

  private Value session(String path, Signature.Bound given) {
    Value graph = given.get("graph");
    boolean isOwn = graph instanceof Constant none && none.isNone();
    Session session =
        new Session(
            path,
            graphs,
            isOwn ? graphs.current() : graph instanceof GraphValue value ? value : null,
            execution);
    if (path.endsWith("InteractiveSession")) {
      session.enter();
    }
    return session;
  }

  private Value scope(String path, Value name, Value reuse) {
    return new Scopes.Scope(path, graphs.current(), name, reuse, execution);
  }

  private Value group(List<Value> parts) {
    return new Operation(graphs, graphs.current(), parts, List.of(), List.of(), execution);
  }

  private Value assign(String name, Signature.Bound given) {
    return given.get("ref") instanceof Tensor variable && Node.variable(variable) != null
        ? new Members(tensorflow, graphs, execution)
            .method(variable, name, Arguments.of(given.get("value")))
        : null;
  }

  private Value gradients(Signature.Bound given) {
    Value of = given.get("ys");
    Optional<List<Value>> sources =
        given.get("xs") instanceof Tensor one
            ? Optional.of(List.of(one))
            : Tensors.elements(given.get("xs"));
    boolean isOne = Tensors.elements(of).map(all -> all.size() == 1).orElse(false);
    Value single = isOne ? Tensors.elements(of).get().getFirst() : of;
    if (!(single instanceof Tensor tensor)
        || tensor.shape().isRanked() && tensor.shape().rank() == 1 && !(of instanceof Tensor)
        || sources.isEmpty()) {
      return execution.unknown("gradients");
    }
    Gradients gradients = new Gradients(tensor);
    List<Value> results = new ArrayList<>();
    for (Value source : sources.get()) {
      results.add(
          source instanceof Tensor each
              ? gradients.to(each, graphs.current(), execution)
              : execution.unknown("a gradient"));
    }
    return new ListValue(execution.journal(), results);
  }
}
