package fitmend.inference.facts;

import fitmend.inference.facts.Fact.Array;
import fitmend.inference.facts.Fact.Function;
import fitmend.inference.facts.Fact.Layer;
import fitmend.inference.facts.Fact.Model;
import fitmend.inference.facts.Fact.Reference;
import fitmend.inference.value.Shape;
import fitmend.python.name.Binding;
import fitmend.python.name.Names;
import fitmend.python.name.Symbol;
import fitmend.python.tree.Call;
import fitmend.python.tree.ClassDef;
import fitmend.python.tree.FunctionDef;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.python.tree.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a tensor goes once it is made: through names, through operations that keep its shape, into
 * functions and layers of the script, up to what takes it or refuses it for its rank.
 */
public final class TensorUses {

  /** What a use says to the rank of the tensor. */
  public enum Verdict {
    /** A layer that certainly fails, since it asks for more axes. */
    REFUSES,
    /** Works on the shape as it is; with another shape the result would be another. */
    RELIES,
    /** Does the same with one more axis. */
    INDIFFERENT,
    /** A statement of the shape, which has to be changed with it. */
    DECLARES
  }

  /**
   * One use.
   *
   * @param at the call or expression that uses the tensor
   * @param consumer the name of what refuses it
   * @param neededRank the least rank that is taken there
   * @param isMixed whether the tensor met other tensors before it got there
   */
  public record Use(Node at, Verdict verdict, String consumer, int neededRank, boolean isMixed) {}

  private static final Set<String> SILENT = Set.of("print", "type", "tensorflow.print");
  private static final Set<String> FEEDS =
      Set.of("fit", "evaluate", "predict", "train_on_batch", "test_on_batch", "predict_on_batch");
  private static final Set<String> INPUTS = Set.of("inputs", "x");
  private static final Set<String> SHAPELESS = Set.of("dtype", "name", "device", "graph");

  private final Facts facts;
  private final Names names;
  private final int rank;
  private final Shape kept;
  private final List<Use> uses = new ArrayList<>();
  private final Set<Node> partners = new LinkedHashSet<>();
  private final Set<Node> followed = new HashSet<>();

  private TensorUses(int rank, Shape kept, Facts facts, Names names) {
    this.rank = rank;
    this.kept = kept;
    this.facts = facts;
    this.names = names;
  }

  /**
   * Follows the value of an expression.
   *
   * @param kept the shape it would have if no axis was dropped
   */
  public static TensorUses of(Node expression, Shape kept, Facts facts, Names names) {
    TensorUses found = new TensorUses(rankOf(expression, facts), kept, facts, names);
    found.follow(expression, false);
    return found;
  }

  /** The uses, in the order in which they are found. */
  public List<Use> uses() {
    return List.copyOf(uses);
  }

  /** Other subscripts that the value meets on its way: all or none of them have to change. */
  public Set<Node> partners() {
    return Set.copyOf(partners);
  }

  private void follow(Node node, boolean isMixed) {
    Node parent = node.parent().orElseThrow();
    if (!followed.add(node)) {
      return;
    }
    switch (parent.kind()) {
      case PARENTHESIZED -> follow(parent, isMixed);
      case ASSIGN -> followTargets(node, parent, isMixed);
      case NAMED_EXPRESSION -> {
        followName(parent.child(0), isMixed);
        follow(parent, isMixed);
      }
      case TUPLE, LIST -> followElement(node, parent, isMixed);
      case CALL -> {
        if (!parent.child(0).equals(node)) {
          followArgument(node, parent, isMixed);
        }
      }
      case KEYWORD_ARGUMENT -> followArgument(parent, parent.parent().orElseThrow(), isMixed);
      case ATTRIBUTE -> followMember(parent, isMixed);
      case UNARY -> follow(parent, isMixed);
      case BINARY -> {
        Node other = parent.child(parent.child(0).equals(node) ? 1 : 0);
        boolean isAlike = isScalar(facts.of(other)) || areSlices(List.of(other));
        if (!isAlike) {
          uses.add(relies(parent));
        }
        follow(parent, isMixed || !isAlike);
      }
      case RETURN -> followResult(parent.enclosing(Kind.FUNCTION_DEF).orElseThrow(), isMixed);
      case LAMBDA -> followResult(parent, isMixed);
      case EXPRESSION_STATEMENT -> uses.add(new Use(node, Verdict.INDIFFERENT, "", 0, isMixed));
      default -> uses.add(relies(node));
    }
  }

  private static Use relies(Node at) {
    return new Use(at, Verdict.RELIES, "", 0, false);
  }

  private static boolean isScalar(Fact fact) {
    return Fact.plainType(fact).isPresent()
        || fact instanceof Array array && array.shape().equals(Shape.SCALAR);
  }

  // Through names.

  private void followTargets(Node value, Node assign, boolean isMixed) {
    if (!value.equals(assign.lastChild())) {
      return; // it is stored to, not read
    }
    for (Node target : assign.children().subList(0, assign.childCount() - 1)) {
      followTarget(target, isMixed);
    }
  }

  private void followTarget(Node target, boolean isMixed) {
    if (target.is(Kind.NAME)) {
      followName(target, isMixed);
    } else {
      uses.add(relies(target));
    }
  }

  private void followName(Node name, boolean isMixed) {
    Optional<Symbol> symbol = names.symbolOf(name);
    Optional<Binding> binding =
        symbol.flatMap(s -> s.bindings().stream().filter(b -> b.name().equals(name)).findFirst());
    if (binding.isEmpty()) {
      uses.add(relies(name));
      return;
    }
    for (Node use : symbol.get().uses()) {
      Optional<Binding> seen = names.reachingBinding(use);
      if (seen.isEmpty() && mayPrecede(binding.get().name(), use)) {
        uses.add(relies(use)); // may be this value or another
      } else if (seen.equals(binding)) {
        follow(use, isMixed);
      }
    }
  }

  /** A use before the binding sees it only in a loop or in another function. */
  private boolean mayPrecede(Node binding, Node use) {
    return use.start() > binding.start()
        || binding.enclosing(Kind.FOR).isPresent()
        || binding.enclosing(Kind.WHILE).isPresent()
        || !names.scopeOf(use).equals(names.scopeOf(binding));
  }

  /** {@code a, b = x[:, 0], x[:, 1]}, or an element of a list of inputs. */
  private void followElement(Node node, Node list, boolean isMixed) {
    Node around = list.parent().orElseThrow();
    int index = list.children().indexOf(node);
    if (around.is(Kind.ASSIGN) && list.equals(around.lastChild())) {
      Node target = around.child(0);
      boolean isParallel =
          around.childCount() == 2
              && (target.is(Kind.TUPLE) || target.is(Kind.LIST))
              && target.childCount() == list.childCount()
              && target.children().stream().noneMatch(child -> child.is(Kind.STARRED));
      if (isParallel) {
        followTarget(target.child(index), isMixed);
        return;
      }
    }
    Node argument = around.is(Kind.KEYWORD_ARGUMENT) ? around : list;
    Node call = argument.parent().orElseThrow();
    String consumer = call.is(Kind.CALL) ? consumerOf(new Call(call)) : "";
    if (LayerRanks.needsEqualRanks(consumer)) {
      joined(node, list, call, isMixed);
    } else if (LayerRanks.merges(consumer) && areSlices(list.children())) {
      follow(call, isMixed);
    } else {
      uses.add(relies(node));
    }
  }

  /** Tensors of different ranks cannot be joined; of the same rank they give that rank. */
  private void joined(Node node, Node list, Node call, boolean isMixed) {
    int own = ownRank(node, isMixed);
    int needed = own;
    for (Node sibling : list.children()) {
      int other = sibling.equals(node) ? own : rankOf(sibling, facts);
      if (other < 0) {
        uses.add(relies(node));
        return;
      }
      needed = Math.max(needed, other);
    }
    if (own < needed) {
      uses.add(new Use(call, Verdict.REFUSES, shortName(new Call(call)), needed, isMixed));
    } else {
      followJoined(list, call, isMixed);
    }
  }

  /** All parts have one rank, so that all or none of them have to change. */
  private void followJoined(Node list, Node call, boolean isMixed) {
    boolean areAllSlices = areSlices(list.children());
    uses.add(new Use(call, Verdict.INDIFFERENT, "", 0, isMixed));
    follow(call, isMixed || !areAllSlices);
  }

  /** Whether expressions are made of subscripts of this rank and of numbers; they are partners. */
  private boolean areSlices(List<Node> expressions) {
    Set<Node> found = new LinkedHashSet<>();
    boolean are = expressions.stream().allMatch(node -> isSlice(node, found, 8));
    if (are) {
      partners.addAll(found);
    }
    return are;
  }

  private boolean isSlice(Node node, Set<Node> found, int depth) {
    if (depth == 0) {
      return false;
    }
    return switch (node.kind()) {
      case SUBSCRIPT -> {
        found.add(node);
        yield rankOf(node, facts) == rank;
      }
      case NAME ->
          names
              .reachingBinding(node)
              .flatMap(Binding::value)
              .filter(value -> isSlice(value, found, depth - 1))
              .isPresent();
      case PARENTHESIZED, UNARY -> isSlice(node.child(0), found, depth - 1);
      case BINARY -> {
        boolean isLeft = isSlice(node.child(0), found, depth - 1);
        boolean isRight = isSlice(node.child(1), found, depth - 1);
        yield (isLeft || isScalar(facts.of(node.child(0))))
            && (isRight || isScalar(facts.of(node.child(1))))
            && (isLeft || isRight);
      }
      default -> false;
    };
  }

  private static int rankOf(Node node, Facts facts) {
    return facts
        .arrayOf(node)
        .map(Array::shape)
        .filter(Shape::isRanked)
        .map(Shape::rank)
        .orElse(-1);
  }

  /** What is followed keeps its rank until it meets other tensors. */
  private int ownRank(Node node, boolean isMixed) {
    return isMixed ? rankOf(node, facts) : rank;
  }

  // Out of functions.

  /** A function's result is what its calls are. */
  private void followResult(Node function, boolean isMixed) {
    if (function.is(Kind.LAMBDA)) {
      followFunction(function, function, isMixed);
      return;
    }
    Node name = function.first(Kind.NAME).orElseThrow();
    FunctionDef definition = new FunctionDef(function);
    boolean isMethod = names.scopeOf(function).node().is(Kind.CLASS_DEF);
    Optional<Symbol> symbol = names.symbolOf(name);
    boolean isPlain =
        definition.decorators().isEmpty()
            && !isMethod
            && symbol.filter(s -> s.bindings().size() == 1).isPresent();
    if (!isPlain || symbol.get().uses().isEmpty()) {
      uses.add(relies(function));
      return;
    }
    symbol.get().uses().forEach(use -> followFunction(use, function, isMixed));
  }

  /** Where a function is called, or given to a Lambda layer that is called. */
  private void followFunction(Node use, Node function, boolean isMixed) {
    Node parent = use.parent().orElseThrow();
    if (parent.is(Kind.PARENTHESIZED)) {
      followFunction(parent, function, isMixed);
    } else if (parent.is(Kind.ASSIGN)
        && parent.childCount() == 2
        && parent.child(0).is(Kind.NAME)) {
      names.symbolOf(parent.child(0)).stream()
          .filter(symbol -> symbol.bindings().size() == 1)
          .flatMap(symbol -> symbol.uses().stream())
          .forEach(other -> followFunction(other, function, isMixed));
    } else if (parent.is(Kind.CALL) && parent.child(0).equals(use)) {
      follow(parent, isMixed);
    } else {
      Node call = parent.is(Kind.KEYWORD_ARGUMENT) ? parent.parent().orElseThrow() : parent;
      boolean isLambda =
          call.is(Kind.CALL)
              && facts.of(call) instanceof Layer(String className)
              && className.equals("keras.layers.Lambda");
      if (isLambda) {
        new Call(call)
            .argument("output_shape", 1)
            .ifPresent(shape -> uses.add(new Use(shape.value(), Verdict.DECLARES, "", 0, isMixed)));
        followLayer(call, isMixed);
      } else {
        uses.add(relies(use));
      }
    }
  }

  /** Where a layer is called, or stands in the list of a Sequential model. */
  private void followLayer(Node layer, boolean isMixed) {
    Node parent = layer.parent().orElseThrow();
    if (parent.is(Kind.CALL) && parent.child(0).equals(layer)) {
      follow(parent, isMixed);
    } else if (parent.is(Kind.ASSIGN)
        && parent.childCount() == 2
        && parent.child(0).is(Kind.NAME)
        && names
            .symbolOf(parent.child(0))
            .filter(symbol -> symbol.bindings().size() == 1)
            .isPresent()) {
      names.symbolOf(parent.child(0)).orElseThrow().uses().forEach(u -> followLayer(u, isMixed));
    } else if (parent.is(Kind.LIST)) {
      followNextLayer(layer, parent, isMixed);
    } else {
      uses.add(relies(layer));
    }
  }

  private void followNextLayer(Node layer, Node list, boolean isMixed) {
    int index = list.children().indexOf(layer) + 1;
    String name = "";
    while (index < list.childCount()
        && facts.of(list.child(index)) instanceof Layer(String className)) {
      name = className;
      if (!LayerRanks.keepsShape(className)) {
        break;
      }
      index++;
    }
    int needed = LayerRanks.leastRank(name);
    uses.add(
        rank < needed
            ? new Use(list.child(index), Verdict.REFUSES, simple(name), needed, isMixed)
            : relies(layer));
  }

  // Through calls.

  /** The qualified name of the layer or function that is called. */
  private String consumerOf(Call call) {
    return switch (facts.of(call.callee())) {
      case Layer(String className) -> className;
      case Reference(String path) -> path;
      default -> "";
    };
  }

  private static String simple(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private String shortName(Call call) {
    return simple(consumerOf(call));
  }

  private void followArgument(Node argument, Node callNode, boolean isMixed) {
    if (!callNode.is(Kind.CALL)) {
      uses.add(relies(argument));
      return;
    }
    Call call = new Call(callNode);
    Node value = argument.is(Kind.KEYWORD_ARGUMENT) ? argument.child(1) : argument;
    Fact callee = facts.of(call.callee());
    Optional<Node> parameter = parameter(callee, argument, call);
    if (parameter.isPresent()) {
      followName(parameter.get(), isMixed);
      return;
    }
    String consumer = consumerOf(call);
    boolean isInput =
        argument.is(Kind.KEYWORD_ARGUMENT)
            ? INPUTS.contains(argument.child(0).text())
            : call.positional(0).map(first -> first.node().equals(argument)).orElse(false);
    int needed = Math.max(LayerRanks.leastRank(consumer), facts.leastRankFed(callNode));
    int own = ownRank(value, isMixed);
    Shape declared = facts.declaredInput(callNode);
    if (declared.isRanked()
        && own < declared.rank()
        && !(declared.rank() > 0 && declared.size(-1) == 1)) {
      needed = isOfShape(declared) ? declared.rank() : needed;
    }
    if (isInput && own >= 0 && own < needed) {
      String name = consumer.isEmpty() ? "the model" : simple(consumer);
      uses.add(new Use(callNode, Verdict.REFUSES, name, needed, isMixed));
    } else if (isInput && (LayerRanks.keepsShape(consumer) || isElementwise(callee))) {
      follow(callNode, isMixed);
    } else if (SILENT.contains(consumer) || call.name().filter("print"::equals).isPresent()) {
      uses.add(new Use(callNode, Verdict.INDIFFERENT, "", 0, isMixed));
    } else {
      uses.add(relies(callNode));
    }
  }

  /** Whether the tensor would be what a model takes if it had all its axes. */
  private boolean isOfShape(Shape declared) {
    if (!kept.isRanked() || kept.rank() != declared.rank()) {
      return false;
    }
    for (int axis = 1; axis < declared.rank(); axis++) {
      int size = kept.size(axis);
      int wanted = declared.size(axis);
      if (size != wanted && size >= 0 && wanted >= 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isElementwise(Fact callee) {
    return callee instanceof Reference(String path)
        && !path.startsWith("builtins.")
        && (ElementwiseFunctions.contains(simple(path)) || simple(path).equals("cast"))
        && !simple(path).contains("softmax"); // works along the last axis
  }

  /** The parameter of a function, or of the {@code call} of a layer, of the script. */
  private Optional<Node> parameter(Fact callee, Node argument, Call call) {
    Optional<Node> definition =
        switch (callee) {
          case Function function -> Optional.of(function.definition());
          case Layer(String className) -> callOf(className, call.node());
          case Model(String className, Node madeAt) -> callOf(className, call.node());
          default -> fedModel(call);
        };
    if (definition.isEmpty() || call.hasUnpacking() || argument.is(Kind.KEYWORD_ARGUMENT)) {
      return Optional.empty();
    }
    boolean isBound = !(callee instanceof Function f && !f.isBound());
    int position = call.node().children().indexOf(argument) - 1 + (isBound ? 1 : 0);
    List<Node> parameters = definition.get().first(Kind.PARAMETERS).orElseThrow().children();
    return position < parameters.size()
            && parameters.subList(0, position + 1).stream()
                .allMatch(p -> new Parameter(p).marker().isEmpty())
        ? parameters.get(position).first(Kind.NAME)
        : Optional.empty();
  }

  private static Optional<Node> callOf(String className, Node place) {
    return className.indexOf('.') < 0
        ? classNamed(className, place).flatMap(c -> c.method("call")).map(f -> f.node())
        : Optional.empty();
  }

  /** The {@code call} of a model of the script whose {@code fit} or {@code predict} this is. */
  private Optional<Node> fedModel(Call call) {
    boolean feeds = call.name().filter(FEEDS::contains).isPresent();
    return feeds
            && call.receiver().map(facts::of).orElse(null)
                instanceof Model(String className, Node madeAt)
        ? callOf(className, madeAt)
        : Optional.empty();
  }

  private static Optional<ClassDef> classNamed(String name, Node place) {
    List<Node> found =
        place.file().root().all(Kind.CLASS_DEF).stream()
            .filter(definition -> new ClassDef(definition).name().equals(name))
            .toList();
    return found.size() == 1 ? Optional.of(new ClassDef(found.get(0))) : Optional.empty();
  }

  private void followMember(Node attribute, boolean isMixed) {
    Node around = attribute.parent().orElseThrow();
    String name = attribute.child(1).text();
    boolean isCast =
        name.equals("astype") && around.is(Kind.CALL) && around.child(0).equals(attribute);
    if (isCast) {
      follow(around, isMixed);
    } else if (SHAPELESS.contains(name)) {
      uses.add(new Use(attribute, Verdict.INDIFFERENT, "", 0, isMixed));
    } else {
      uses.add(relies(attribute));
    }
  }
}
