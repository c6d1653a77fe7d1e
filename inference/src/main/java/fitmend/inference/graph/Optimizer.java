package fitmend.inference.graph;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The optimizers of {@code tf.train}: what can be trained, and what they remember of it. */
final class Optimizer extends LibraryObject {
  private static final Signature MINIMIZE =
      Signature.of(
          "minimize",
          "loss, global_step=None, var_list=None, gate_gradients=1, aggregation_method=None,"
              + " colocate_gradients_with_ops=False, name=None, grad_loss=None");
  private static final Signature COMPUTE =
      Signature.of(
          "compute_gradients",
          "loss, var_list=None, gate_gradients=1, aggregation_method=None,"
              + " colocate_gradients_with_ops=False, grad_loss=None");
  private static final Signature APPLY =
      Signature.of("apply_gradients", "grads_and_vars, global_step=None, name=None");

  private final Graphs graphs;
  private final Variables variables;
  private final GraphValue graph;

  Optimizer(
      String path, Graphs graphs, GraphValue graph, Variables variables, Execution execution) {
    super(path, execution);
    this.graphs = graphs;
    this.graph = graph;
    this.variables = variables;
  }

  @Override
  protected boolean hasMethod(String name) {
    return switch (name) {
      case "minimize",
          "compute_gradients",
          "apply_gradients",
          "get_name",
          "variables",
          "get_slot",
          "get_slot_names" ->
          true;
      default -> false;
    };
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    if (arguments.isOpen()) {
      return execution.unknown("arguments are unpacked");
    }
    return switch (name) {
      case "minimize" -> minimize(MINIMIZE.bind(arguments, execution), execution);
      case "compute_gradients" -> gradients(COMPUTE.bind(arguments, execution), execution);
      case "apply_gradients" -> apply(APPLY.bind(arguments, execution), execution);
      default -> execution.unknown(name + " of an optimizer");
    };
  }

  private Value minimize(Signature.Bound given, Execution execution) {
    Value loss = given.get("loss");
    Optional<List<Tensor>> trained = trained(given.get("var_list"));
    if (!(loss instanceof Tensor tensor) || trained.isEmpty()) {
      return execution.unknown("what is minimized");
    }
    requireFloat(tensor, execution);
    List<Tensor> reached =
        requireAny(new Gradients(tensor), trained.get(), given.isGiven("var_list"), execution);
    return step(List.of(tensor), reached, given.get("global_step"), execution);
  }

  /** Raises where nothing leads from the loss to a variable. */
  private static List<Tensor> requireAny(
      Gradients gradients, List<Tensor> variables, boolean isNamed, Execution execution) {
    List<Tensor> reached = variables.stream().filter(gradients::mayReach).toList();
    boolean isNone = variables.isEmpty() && isNamed;
    if (isNone || reached.isEmpty() && !gradients.isOpen()) {
      throw execution.error("ValueError", null);
    }
    return reached;
  }

  private static void requireFloat(Tensor loss, Execution execution) {
    if (loss.type() != DataType.UNKNOWN && !loss.type().isFloating()) {
      throw execution.error("ValueError", null);
    }
  }

  /** The variables that are named, or all that are trainable; empty when that is not known. */
  private Optional<List<Tensor>> trained(Value named) {
    if (named instanceof Constant none && none.isNone()) {
      return Optional.of(trainable(graphs.current()));
    }
    Optional<List<Value>> elements =
        named instanceof Tensor one ? Optional.of(List.of(one)) : Tensors.elements(named);
    if (elements.isEmpty()
        || !elements.get().stream()
            .allMatch(e -> e instanceof Tensor tensor && Node.variable(tensor) != null)) {
      return Optional.empty();
    }
    return elements.map(all -> all.stream().map(Tensor.class::cast).toList());
  }

  static List<Tensor> trainable(GraphValue graph) {
    return graph.variables().stream().filter(each -> Node.variable(each).isTrainable()).toList();
  }

  /** The operation that changes the variables; what it remembers of them needs first values. */
  private Value step(List<Value> parts, List<Tensor> trained, Value counter, Execution execution) {
    List<Tensor> needed = new ArrayList<>(trained);
    for (int i = 0; i < memories(); i++) {
      for (Tensor variable : trained) {
        needed.add(variables.added(null, variable.type(), variable.shape(), null, false));
      }
    }
    if (counter instanceof Tensor step) {
      needed.add(step);
    }
    return new Operation(graphs, graphs.current(), parts, needed, List.of(), execution);
  }

  /** How many values an optimizer remembers for each variable. */
  private int memories() {
    return switch (path().substring(path().lastIndexOf('.') + 1)) {
      case "AdamOptimizer", "RMSPropOptimizer", "AdadeltaOptimizer", "FtrlOptimizer" -> 2;
      case "MomentumOptimizer", "AdagradOptimizer" -> 1;
      default -> 0;
    };
  }

  private Value gradients(Signature.Bound given, Execution execution) {
    Optional<List<Tensor>> trained = trained(given.get("var_list"));
    if (!(given.get("loss") instanceof Tensor loss) || trained.isEmpty()) {
      return execution.unknown("what gradients are for");
    }
    requireFloat(loss, execution);
    if (trained.get().isEmpty()) {
      return execution.unknown("what gradients are for");
    }
    Gradients gradients = new Gradients(loss);
    List<Value> pairs = new ArrayList<>();
    for (Tensor variable : trained.get()) {
      pairs.add(Tuple.of(gradients.to(variable, graph, execution), variable));
    }
    return new ListValue(execution.journal(), pairs);
  }

  private Value apply(Signature.Bound given, Execution execution) {
    List<Value> parts = new ArrayList<>();
    List<Tensor> trained = new ArrayList<>();
    Optional<List<Value>> pairs = Tensors.elements(given.get("grads_and_vars"));
    if (pairs.isEmpty()) {
      return execution.unknown("what gradients are applied");
    }
    for (Value pair : pairs.get()) {
      List<Value> both = Tensors.elements(pair).orElse(List.of());
      if (both.size() != 2 || !(both.get(1) instanceof Tensor variable)) {
        return execution.unknown("what gradients are applied");
      }
      if (both.getFirst() instanceof Tensor gradient && gradient.holder() == Holder.GRAPH) {
        parts.add(gradient);
        trained.add(variable);
      } else if (!(both.getFirst() instanceof Constant none && none.isNone())) {
        return execution.unknown("what gradients are applied");
      }
    }
    return trained.isEmpty()
        ? execution.unknown("what gradients are applied")
        : step(parts, trained, given.get("global_step"), execution);
  }
}
