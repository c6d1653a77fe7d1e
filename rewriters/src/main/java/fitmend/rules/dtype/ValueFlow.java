package fitmend.rules.dtype;

import fitmend.python.name.Binding;
import fitmend.python.name.Names;
import fitmend.python.name.Symbol;
import fitmend.python.tree.Call;
import fitmend.python.tree.FunctionDef;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.rules.dtype.ValueUse.Effect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Follows a float64 value from the expression that makes it through names, tuples, functions and
 * datasets of the script to the places where it is used, as far as all of them see the same
 * numbers.
 */
final class ValueFlow {
  /** How many tuples may lie in each other, and how many places one value is followed to. */
  private static final int DEEPEST = 4;

  private static final int MOST = 400;

  private final Names names;
  private final ScriptCalls scriptCalls;
  private final Float32Tensors float32;
  private final CallUses callUses;
  private final List<ValueUse> uses = new ArrayList<>();
  private final Set<Place> seen = new HashSet<>();

  /**
   * Where the value is.
   *
   * @param node the expression that holds it
   * @param path the positions that lead to it in a tuple of tuples; empty when it is the value
   * @param stream whether the expression is a dataset or iterator, each element of which holds it
   * @param tensor whether TensorFlow holds it, which casts nothing by itself
   * @param certain whether it is this value whenever the expression is first reached
   * @param array the last expression on the way that was the array alone
   */
  record Place(
      Node node, List<Integer> path, boolean stream, boolean tensor, boolean certain, Node array) {

    Place at(Node other) {
      return with(other, path, stream, tensor);
    }

    Place inside(Node tuple, int index) {
      List<Integer> longer = new ArrayList<>(List.of(index));
      longer.addAll(path);
      return with(tuple, List.copyOf(longer), stream, tensor);
    }

    Place element(Node other) {
      return with(other, path.subList(1, path.size()), stream, tensor);
    }

    Place inStream(Node other, int index) {
      return inside(other, index).ofStream(other);
    }

    /** What a loop over this place sees each time. */
    Place iterated(Node other) {
      boolean isElement = stream || path.isEmpty();
      return isElement ? ofElement(other) : element(other);
    }

    Place ofStream(Node other) {
      return with(other, path, true, tensor);
    }

    Place ofElement(Node other) {
      return with(other, path, false, tensor);
    }

    Place asTensor(Node other) {
      return with(other, path, stream, true);
    }

    /** What an operation makes of the tensor. */
    Place result(Node operation) {
      return new Place(operation, List.of(), false, true, certain, array);
    }

    /** The place of a name that may hold this value or another. */
    Place perhapsAt(Node other) {
      Place there = at(other);
      return new Place(other, path, stream, tensor, false, there.array);
    }

    private Place with(Node other, List<Integer> path, boolean stream, boolean tensor) {
      boolean isArray = path.isEmpty() && !stream && !tensor;
      return new Place(other, path, stream, tensor, certain, isArray ? other : array);
    }
  }

  ValueFlow(Names names, ScriptCalls scriptCalls, Float32Tensors float32) {
    this.names = names;
    this.scriptCalls = scriptCalls;
    this.float32 = float32;
    this.callUses = new CallUses(this, names, scriptCalls, float32);
  }

  /** All uses of the value that an expression makes or a name gets, in the order of the source. */
  static List<ValueUse> of(
      Node maker, boolean tensor, Names names, ScriptCalls calls, Float32Tensors float32) {
    ValueFlow flow = new ValueFlow(names, calls, float32);
    Place start = new Place(maker, List.of(), false, tensor, true, maker);
    if (maker.is(Kind.NAME)) {
      flow.bindName(maker, start);
    } else {
      flow.follow(start);
    }
    return flow.uses.stream()
        .sorted((a, b) -> Integer.compare(a.at().start(), b.at().start()))
        .toList();
  }

  void add(Place place, Effect effect, String what) {
    boolean mayFail = effect == Effect.FAILS && !place.certain();
    Effect sure = mayFail ? Effect.INDIFFERENT : effect;
    uses.add(new ValueUse(place.node(), sure, place.array(), what));
  }

  void follow(Place place) {
    if (!seen.add(place)) {
      return;
    }
    if (place.path().size() > DEEPEST || seen.size() > MOST) {
      add(place, Effect.NEEDS_DOUBLE, "code that is not followed");
      return;
    }
    Node node = place.node();
    Node parent = node.parent().orElseThrow();
    switch (parent.kind()) {
      case PARENTHESIZED -> follow(place.at(parent));
      case ASSIGN, ANNOTATED_ASSIGN -> assigned(place, parent);
      case NAMED_EXPRESSION -> {
        bind(parent.child(0), place);
        follow(place.at(parent));
      }
      case AUGMENTED_ASSIGN -> augmented(place, parent);
      case EXPRESSION_STATEMENT, DELETE, GLOBAL, NONLOCAL ->
          add(place, Effect.INDIFFERENT, "nothing");
      case TUPLE, LIST -> follow(place.inside(parent, parent.children().indexOf(node)));
      case DICT_ITEM -> {
        Node dict = parent.parent().orElseThrow();
        follow(place.inside(dict, dict.children().indexOf(parent)));
      }
      case CONDITIONAL -> {
        if (parent.child(1).equals(node)) {
          add(place, Effect.CALCULATES, "a condition");
        } else {
          follow(place.at(parent));
        }
      }
      case RETURN -> returned(place, node.enclosing(Kind.FUNCTION_DEF).orElseThrow());
      case LAMBDA -> returned(place, parent);
      case YIELD -> returned(place.ofStream(node), node.enclosing(Kind.FUNCTION_DEF).orElseThrow());
      case LIST_COMPREHENSION, GENERATOR -> gathered(place, parent);
      case FOR, COMPREHENSION -> iterated(place, parent);
      case SUBSCRIPT -> subscripted(place, parent);
      case ATTRIBUTE -> attribute(place, parent);
      case BINARY, COMPARISON -> operand(place, parent);
      case UNARY -> derived(place, parent, "arithmetic");
      case FIELD -> add(place, Effect.CALCULATES, "printed text");
      case CALL, KEYWORD_ARGUMENT -> argument(place, parent);
      case IF, ELIF, WHILE, ASSERT, BOOLEAN -> add(place, Effect.CALCULATES, "a condition");
      default -> add(place, Effect.NEEDS_DOUBLE, "code that is not followed");
    }
  }

  // Names.

  private void assigned(Place place, Node statement) {
    if (!statement.lastChild().equals(place.node())) {
      add(place, Effect.INDIFFERENT, "an element that is set");
      return;
    }
    List<Node> targets = statement.children().subList(0, statement.childCount() - 1);
    for (Node target : targets) {
      if (!target.is(Kind.ANNOTATION)) {
        bind(target, place);
      }
    }
  }

  private void bind(Node target, Place place) {
    switch (target.kind()) {
      case PARENTHESIZED -> bind(target.child(0), place);
      case NAME -> bindName(target, place);
      case TUPLE, LIST -> {
        if (place.stream()) {
          target.children().forEach(child -> bind(child, place.ofElement(child)));
          return;
        }
        if (place.path().isEmpty()) {
          add(place, Effect.NEEDS_DOUBLE, "several names");
          return;
        }
        int index = place.path().getFirst();
        boolean plain = target.children().stream().noneMatch(child -> child.is(Kind.STARRED));
        if (plain && index < target.childCount()) {
          bind(target.child(index), place.element(target.child(index)));
        } else {
          add(place, Effect.NEEDS_DOUBLE, "a starred name");
        }
      }
      case ATTRIBUTE -> bindAttribute(target, place);
      default -> add(place, Effect.NEEDS_DOUBLE, "a container");
    }
  }

  /** Follows the value to where the name shows it: a binding, a loop variable, a parameter. */
  void bindName(Node name, Place place) {
    Optional<Symbol> symbol = names.symbolOf(name);
    if (symbol.isEmpty()) {
      add(place, Effect.NEEDS_DOUBLE, "a name");
      return;
    }
    boolean isOnlyBinding = symbol.get().bindings().size() == 1;
    for (Node use : symbol.get().uses()) {
      if (isOnlyBinding || alwaysSees(use, name) || seesFirst(use, name)) {
        follow(place.at(use));
      } else if (maySee(use, name)) {
        follow(place.perhapsAt(use));
      }
    }
  }

  /** Whether the use sees what is bound there, or some other float64 array. */
  private boolean alwaysSees(Node use, Node bound) {
    return names.reachingBinding(use).filter(b -> b.name().equals(bound)).isPresent()
        || float32.isFloat64(use)
            && names.possibleBindings(use).stream().anyMatch(b -> b.name().equals(bound));
  }

  /** Whether the use sees what is bound there unless it is reached again in a loop. */
  private boolean seesFirst(Node use, Node bound) {
    int start = use.statement().start();
    List<Binding> possible = names.possibleBindings(use);
    return bound.statement().end() <= start
        && names.scopeOf(use).equals(names.scopeOf(bound))
        && isReachedAtOnce(use.statement(), bound.statement())
        && possible.stream().anyMatch(b -> b.name().equals(bound))
        && possible.stream()
            .allMatch(b -> b.name().equals(bound) || b.name().statement().start() >= start);
  }

  /** Whether no condition decides about the statement that did not decide about the earlier one. */
  private static boolean isReachedAtOnce(Node statement, Node earlier) {
    Node around = statement;
    while (!around.contains(earlier)) {
      if (around.is(Kind.IF) || around.is(Kind.TRY) || around.is(Kind.MATCH)) {
        return false;
      }
      around = around.parent().orElseThrow();
    }
    return true;
  }

  private boolean maySee(Node use, Node bound) {
    List<Binding> possible = names.possibleBindings(use);
    return possible.isEmpty() || possible.stream().anyMatch(b -> b.name().equals(bound));
  }

  private void bindAttribute(Node target, Place place) {
    if (scriptCalls.attributeValue(target).isEmpty()) {
      add(place, Effect.NEEDS_DOUBLE, "`" + target.text() + "`");
      return;
    }
    for (Node use : scriptCalls.attributesLike(target)) {
      if (!ScriptCalls.isWritten(use)) {
        follow(place.at(use));
      }
    }
  }

  // Functions, loops, elements.

  private void returned(Place place, Node function) {
    List<Call> calls = scriptCalls.callsOf(function);
    boolean onlyCalled =
        function.is(Kind.FUNCTION_DEF)
            && names.symbolOf(function.first(Kind.NAME).orElseThrow()).stream()
                .flatMap(symbol -> symbol.uses().stream())
                .allMatch(use -> calls.stream().anyMatch(c -> c.callee().equals(use)));
    List<Call> mappings = scriptCalls.mappingsOf(function);
    for (Call call : calls) {
      follow(place.at(call.node()));
    }
    mappings.forEach(call -> follow(place.ofStream(call.node())));
    if (mappings.isEmpty() && (calls.isEmpty() || !onlyCalled && isPlainFunction(function))) {
      add(place, Effect.NEEDS_DOUBLE, "the callers of a function");
    }
  }

  private static boolean isPlainFunction(Node function) {
    return function.is(Kind.FUNCTION_DEF)
        && !new FunctionDef(function).node().enclosing(Kind.CLASS_DEF).isPresent();
  }

  /** One of the elements of a list, or of what a generator gives. */
  private void gathered(Place place, Node comprehension) {
    if (place.stream()) {
      add(place, Effect.NEEDS_DOUBLE, "a list of lists");
    } else {
      follow(place.ofStream(comprehension));
    }
  }

  private void iterated(Place place, Node loop) {
    if (!loop.child(1).equals(place.node())) {
      add(place, Effect.CALCULATES, "a condition");
    } else {
      bind(loop.child(0), place.iterated(loop.child(0)));
    }
  }

  private void subscripted(Place place, Node subscript) {
    if (!subscript.child(0).equals(place.node())) {
      add(place, Effect.CALCULATES, "an index");
      return;
    }
    if (place.path().isEmpty() && !place.stream()) {
      follow(place.at(subscript));
      return;
    }
    Node index = subscript.child(1);
    if (place.stream()) {
      follow(index.is(Kind.SLICE) ? place.at(subscript) : place.ofElement(subscript));
      return;
    }
    if (index.is(Kind.NUMBER) && index.text().equals(String.valueOf(place.path().getFirst()))) {
      follow(place.element(subscript));
    } else if (!index.is(Kind.NUMBER)) {
      add(place, Effect.NEEDS_DOUBLE, "an element that is looked up");
    }
  }

  // Operators, attributes, calls.

  private void operand(Place place, Node operation) {
    Node first = operation.child(0);
    Node other = first.equals(place.node()) ? operation.child(1) : first;
    boolean meetsFloat32 = float32.contains(other);
    if (place.tensor() && meetsFloat32) {
      add(place, Effect.FAILS, "the float32 `" + shortened(other) + "`");
    } else if (meetsFloat32) {
      add(place, Effect.INDIFFERENT, "a tensor, which casts it");
    } else {
      derived(place, operation, "arithmetic");
    }
  }

  /** An array that is changed in place keeps its type; what it held is lost for good. */
  private void augmented(Place place, Node statement) {
    Node target = statement.child(0);
    operand(place, statement);
    if (target.equals(place.node()) && target.is(Kind.NAME) && !place.tensor()) {
      bindName(target, place);
    }
  }

  /** A tensor keeps its type in what is computed from it; an array only makes other numbers. */
  private void derived(Place place, Node result, String what) {
    if (place.tensor() && result.kind().isExpression()) {
      follow(place.at(result));
    } else {
      add(place, Effect.CALCULATES, what);
    }
  }

  private void attribute(Place place, Node attribute) {
    String name = attribute.child(1).text();
    Node around = attribute.parent().orElseThrow();
    if (around.is(Kind.CALL) && around.child(0).equals(attribute)) {
      callUses.method(place, new Call(around), name);
    } else if (ArrayCalls.isShapeAttribute(name)) {
      add(place, Effect.INDIFFERENT, "its shape");
    } else if ((name.equals("T") || name.equals("values")) && place.path().isEmpty()) {
      follow(place.at(attribute));
    } else {
      add(place, Effect.NEEDS_DOUBLE, "`." + name + "`");
    }
  }

  private void argument(Place place, Node parent) {
    Node callNode = parent.is(Kind.CALL) ? parent : parent.parent().orElseThrow();
    if (!callNode.is(Kind.CALL)) {
      add(place, Effect.NEEDS_DOUBLE, "a class");
      return;
    }
    Call call = new Call(callNode);
    Optional<String> keyword =
        parent.is(Kind.CALL) ? Optional.empty() : Optional.of(parent.child(0).text());
    int position = keyword.isPresent() ? -1 : callNode.children().indexOf(place.node()) - 1;
    boolean unpacked =
        Stream.iterate(1, i -> i + 1)
            .limit(Math.max(0, position))
            .anyMatch(i -> callNode.child(i).is(Kind.STARRED));
    if (unpacked || position == -1 && keyword.isEmpty()) {
      add(place, Effect.NEEDS_DOUBLE, "an unpacked argument");
    } else {
      callUses.argument(place, call, position, keyword);
    }
  }

  static String shortened(Node node) {
    String text = node.text().replaceAll("\\s+", " ");
    return text.length() > 40 ? text.substring(0, 37) + "..." : text;
  }
}
