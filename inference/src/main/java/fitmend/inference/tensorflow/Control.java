package fitmend.inference.tensorflow;

import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Structures;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Functions that call functions of the script: loops, branches, maps. */
final class Control {
  /** So many rounds of a loop are followed one by one. */
  private static final int MOST = 64;

  private final Signature.Bound given;
  private final Step step;
  private final Execution run;

  private Control(Signature.Bound given, Step step) {
    this.given = given;
    this.step = step;
    this.run = step.execution();
  }

  /** The result; null when the function is not here. */
  static Value call(String name, Signature.Bound given, Step step) {
    Control control = new Control(given, step);
    return switch (name) {
      case "cond" -> control.branch();
      case "while_loop" -> control.loop();
      case "map_fn" -> control.mapped();
      case "vectorized_map" -> control.vectorized();
      case "scan" -> control.scanned(true);
      case "foldl", "foldr" -> control.scanned(false);
      case "numpy_function", "py_func" -> control.outside(true);
      case "py_function" -> control.outside(false);
      case "nest.map_structure" -> control.structure();
      default -> null;
    };
  }

  private boolean isEager() {
    return !run.isGraph();
  }

  private Value call(String function, List<Value> arguments) {
    return run.call(given.get(function), new Arguments(arguments, java.util.Map.of(), false));
  }

  private Value branch() {
    Value condition = given.get("pred");
    if (condition instanceof Tensor tensor && tensor.holder() == Holder.KERAS) {
      throw new NotKnown("a condition on a symbolic tensor");
    }
    if (isEager() && !(condition instanceof Tensor tensor && tensor.holder() == Holder.GRAPH)) {
      Optional<Boolean> truth = run.truth(condition);
      if (truth.isEmpty()) {
        throw new NotKnown("which branch is taken");
      }
      return call(truth.get() ? "true_fn" : "false_fn", List.of());
    }
    if (run.target().isGraphMode()) {
      throw new NotKnown("a branch of a graph");
    }
    // A graph holds both.
    Value one = call("true_fn", List.of());
    Value other = call("false_fn", List.of());
    return common(one, other);
  }

  /** What is true of the values of both branches. */
  private Value common(Value one, Value other) {
    List<Value> first = Structures.leaves(one).orElse(null);
    List<Value> second = Structures.leaves(other).orElse(null);
    if (first == null || second == null || first.size() != second.size()) {
      throw new NotKnown("branches that give different structures");
    }
    int[] at = {0};
    return Structures.map(
        one,
        leaf -> {
          Value beside = second.get(at[0]++);
          if (leaf instanceof Constant left && left.isNone() && left.equals(beside)) {
            return leaf;
          }
          Tensor x = step.tensor(leaf);
          Tensor y = step.tensor(beside);
          if (x.type() != y.type()) {
            throw new NotKnown("branches that give different types");
          }
          return step.made(x.type(), x.shape().join(y.shape()));
        },
        run);
  }

  private List<Value> elements(Value value) {
    return Tensors.elements(value).orElse(List.of(value));
  }

  private Value loop() {
    Value variables = given.get("loop_vars");
    if (Tensors.elements(variables).isEmpty() || run.target().isGraphMode()) {
      throw new NotKnown("the variables of a loop");
    }
    if (!isEager()) {
      List<Value> inside = new ArrayList<>();
      for (Value value : elements(variables)) {
        inside.add(Structures.map(value, this::inGraph, run));
      }
      call("cond", inside);
      Value after = call("body", inside);
      List<Value> all = elements(after);
      if (all.size() != inside.size()) {
        throw new NotKnown("a loop that gives other variables");
      }
      return common(variables instanceof Tuple ? new Tuple(inside) : list(inside), after);
    }
    if (given.isGiven("maximum_iterations")) {
      throw new NotKnown("how often a loop runs");
    }
    List<Value> all = new ArrayList<>();
    for (Value value : elements(variables)) {
      all.add(Structures.map(value, leaf -> Step.isTensor(leaf) ? leaf : converted(leaf), run));
    }
    for (int round = 0; round < MOST; round++) {
      Optional<Boolean> goesOn = run.truth(call("cond", all));
      if (goesOn.isEmpty()) {
        break;
      }
      if (!goesOn.get()) {
        return variables instanceof Tuple ? new Tuple(all) : list(all);
      }
      Value after = call("body", all);
      all = elements(after);
    }
    throw new NotKnown("how often a loop runs");
  }

  private Value list(List<Value> elements) {
    return new ListValue(run.journal(), elements);
  }

  private Value converted(Value leaf) {
    return leaf instanceof Constant || leaf instanceof Tensor ? step.tensor(leaf) : leaf;
  }

  private Value inGraph(Value leaf) {
    if (!(leaf instanceof Constant) && !(leaf instanceof Tensor)) {
      throw new NotKnown("a variable of a loop");
    }
    Tensor tensor = step.tensor(leaf);
    return new Tensor(Holder.GRAPH, tensor.type(), tensor.shape(), tensor.origin());
  }

  // Maps.

  /** One element of each tensor, and how many there are. */
  private int count(Value structure, List<Tensor> leaves) {
    int count = Shape.ANY;
    for (Value leaf : Structures.leaves(structure).orElseThrow(() -> new NotKnown("elements"))) {
      if (leaf instanceof Tensor symbolic && symbolic.holder() == Holder.KERAS) {
        throw run.target().hasKeras3() && !given.values().containsKey("fn_output_signature")
            ? refusedSymbolic(leaf)
            : new NotKnown("a symbolic tensor");
      }
      Tensor tensor = step.tensor(leaf);
      if (!tensor.shape().isRanked() || tensor.shape().rank() == 0) {
        throw new NotKnown("the rank of elements");
      }
      count = count < 0 ? tensor.shape().size(0) : count;
      leaves.add(tensor);
    }
    return count;
  }

  /** Raises what conversion to a tensor raises. */
  private RuntimeException refusedSymbolic(Value leaf) {
    step.tensor(leaf);
    return new NotKnown("a symbolic tensor");
  }

  private Value element(Value structure, List<Tensor> leaves) {
    int[] at = {0};
    Value list =
        structure instanceof ListValue known
                && known.isKnown()
                && leaves.size() == 1
                && !isNested(known)
            ? leaves.getFirst()
            : structure;
    return Structures.map(
        list,
        leaf -> {
          Tensor tensor = leaves.get(at[0]++);
          return new Tensor(
              isEager() ? Holder.EAGER : Holder.GRAPH,
              tensor.type(),
              tensor.shape().remove(0),
              tensor.origin());
        },
        run);
  }

  private static boolean isNested(ListValue list) {
    return list.elements().stream().anyMatch(e -> e instanceof Tensor);
  }

  private Value mapped() {
    List<Tensor> leaves = new ArrayList<>();
    Value structure = plain(given.get("elems"));
    int count = count(structure, leaves);
    if (count == 0) {
      throw new NotKnown("a map over nothing");
    }
    Value result = call("fn", List.of(element(structure, leaves)));
    Value wanted =
        given.get(given.isGiven("fn_output_signature") ? "fn_output_signature" : "dtype");
    List<Value> types =
        Shaping.isNone(wanted) ? List.of() : Structures.leaves(wanted).orElse(List.of());
    List<Value> parts =
        Structures.leaves(result).orElseThrow(() -> new NotKnown("what a map gives"));
    boolean isOther =
        types.isEmpty() ? parts.size() != leaves.size() : types.size() != parts.size();
    if (isOther) {
      throw new NotKnown("what a map gives");
    }
    int[] at = {0};
    return Structures.map(
        result,
        leaf -> {
          int place = at[0]++;
          DataType type =
              types.isEmpty()
                  ? leaves.get(place).type()
                  : types.get(place) instanceof TensorSpec spec
                      ? spec.type()
                      : TensorTypes.read(types.get(place));
          Tensor part = step.hinted(leaf, type);
          if (part.type() != type) {
            throw isEager()
                ? run.error(
                    "InvalidArgumentError",
                    "TensorArray dtype is %s but Op is trying to write dtype %s"
                        .formatted(type.text(), part.type().text()))
                : new NotKnown("the type of what a map gives");
          }
          return gathered(part, count);
        },
        run);
  }

  /** A list that is no structure of tensors is one tensor. */
  private Value plain(Value elements) {
    boolean isOne =
        elements instanceof ListValue list
            && list.isKnown()
            && list.elements().stream().noneMatch(e -> e instanceof Tensor);
    return isOne ? step.tensor(elements) : elements;
  }

  private Tensor gathered(Tensor part, int count) {
    return step.made(
        part.type(), part.shape().isRanked() ? part.shape().insert(0, count) : Shape.UNKNOWN);
  }

  private Value vectorized() {
    List<Tensor> leaves = new ArrayList<>();
    Value structure = plain(given.get("elems"));
    int count = count(structure, leaves);
    Value result =
        run.traced(
            () ->
                call(
                    "fn", List.of(Structures.map(element(structure, leaves), this::inGraph, run))));
    return Structures.map(result, leaf -> gathered(step.tensor(leaf), count), run);
  }

  private Value scanned(boolean keepsAll) {
    List<Tensor> leaves = new ArrayList<>();
    Value structure = plain(given.get("elems"));
    int count = count(structure, leaves);
    boolean hasFirst = !Shaping.isNone(given.get("initializer"));
    Value first =
        hasFirst
            ? Structures.map(given.get("initializer"), step::tensor, run)
            : element(structure, leaves);
    if (count == 0 || !hasFirst && count == 1) {
      throw new NotKnown("a map over nothing");
    }
    Value result = call("fn", List.of(first, element(structure, leaves)));
    Value both = common(first, result);
    return keepsAll ? Structures.map(both, leaf -> gathered((Tensor) leaf, count), run) : both;
  }

  // Functions of Python in a graph.

  private Value outside(boolean isArrays) {
    List<Value> inputs = new ArrayList<>();
    for (Value input : elements(given.get("inp"))) {
      if (input instanceof Tensor symbolic && symbolic.holder() == Holder.KERAS) {
        throw new NotKnown("a symbolic tensor");
      }
      inputs.add(step.tensor(input));
    }
    Value wanted = given.get("Tout");
    List<Value> types = Structures.leaves(wanted).orElse(List.of(wanted));
    if (!isEager()) {
      // It is called when the graph runs, and may give anything of that type.
      Value made =
          Structures.map(wanted, type -> step.made(TensorTypes.read(type), Shape.UNKNOWN), run);
      return made;
    }
    List<Value> arguments = new ArrayList<>();
    for (Value input : inputs) {
      arguments.add(isArrays ? run.call(run.attribute(input, "numpy"), Arguments.of()) : input);
    }
    Value result = call("func", arguments);
    if (types.size() != 1 || wanted instanceof ListValue || wanted instanceof Tuple) {
      throw new NotKnown("several results");
    }
    return isArrays ? step.tensor(result) : Creation.cast(step.tensor(result), wanted, step);
  }

  private Value structure() {
    List<Value> structures = given.more();
    if (structures.size() != 1) {
      throw new NotKnown("several structures");
    }
    return Structures.map(structures.getFirst(), leaf -> call("func", List.of(leaf)), run);
  }
}
