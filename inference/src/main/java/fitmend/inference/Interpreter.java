package fitmend.inference;

import fitmend.inference.Internals.Arguments;
import fitmend.inference.Internals.Elements;
import fitmend.inference.Internals.Function;
import fitmend.inference.Internals.Instance;
import fitmend.inference.Internals.Reference;
import fitmend.inference.Internals.ScriptClass;
import fitmend.inference.Value.Array;
import fitmend.inference.Value.Constant;
import fitmend.inference.Value.Holder;
import fitmend.inference.Value.Layer;
import fitmend.inference.Value.Model;
import fitmend.inference.Value.Sequence;
import fitmend.inference.Value.Unknown;
import fitmend.python.name.Names;
import fitmend.python.tree.ClassDef;
import fitmend.python.tree.FunctionDef;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.python.tree.PythonFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Walks the statements of a script in their order. Branches are joined, loops go round until
 * nothing changes, functions of the script are followed at each call. What is never called, or may
 * be called by others, is walked with unknown arguments as well.
 */
final class Interpreter {
  private static final int LOOP_PASSES = 4;
  private static final int CALL_DEPTH = 12;

  private final PythonFile file;
  private final Evaluator evaluator;
  private final Libraries libraries;
  private final Tables tables;
  private final Objects objects;
  private final Map<Node, Function> functions = new LinkedHashMap<>();
  private final Set<Node> called = new HashSet<>();
  private final Set<Node> escaped = new HashSet<>();
  private final Set<Node> calledUnknown = new HashSet<>();
  private final Deque<Node> calls = new ArrayDeque<>();
  private int branchDepth;

  Interpreter(PythonFile file, Names names, Target target) {
    this.file = file;
    Heap heap = new Heap();
    ArrayFunctions arrays = new ArrayFunctions(target);
    KerasLibrary.Caller caller = this::callWith;
    KerasLibrary keras = new KerasLibrary(target, heap, caller, arrays);
    this.tables = new Tables();
    this.libraries =
        new Libraries(
            new NumpyLibrary(arrays), new TensorFlowLibrary(arrays, caller), keras, tables);
    this.objects = new Objects(this, heap, keras, names);
    this.evaluator = new Evaluator(names, target, this, tables);
  }

  /** Walks the whole script. */
  Evaluator run() {
    Frame module = new Frame(null);
    execute(file.root(), module);
    objects.applyModels();
    boolean goesOn = true;
    while (goesOn && !evaluator.isExhausted()) {
      goesOn = false;
      for (Function function : List.copyOf(functions.values())) {
        Node definition = function.definition();
        boolean isOpen = !called.contains(definition) || escaped.contains(definition);
        if (isOpen && calledUnknown.add(definition)) {
          objects.callUnknown(function);
          goesOn = true;
        }
      }
    }
    return evaluator;
  }

  boolean usesFloat64ByDefault() {
    return objects.keras().usesFloat64ByDefault();
  }

  Map<Node, Integer> leastRanks() {
    return objects.leastRanks();
  }

  Map<Node, Shape> declaredInputs() {
    return objects.declaredInputs();
  }

  Evaluator evaluator() {
    return evaluator;
  }

  /** Says that somebody who is not seen may call this function. */
  void escape(Node definition) {
    escaped.add(definition);
  }

  // Calls.

  /** Calls with one input, as libraries call what they are given. */
  private Value callWith(Value callee, Value input, Node at) {
    boolean unpacks = callee instanceof Function function && takesSeveral(function, input);
    List<Value> positional = unpacks ? ((Sequence) input).elements() : List.of(input);
    return call(callee, new Arguments(positional, Map.of(), false, at));
  }

  /** Data sets spread a tuple over the parameters. */
  private static boolean takesSeveral(Function function, Value input) {
    Node parameters = function.definition().first(Kind.PARAMETERS).orElseThrow();
    return input instanceof Sequence sequence
        && sequence.elements().size() == parameters.childCount()
        && parameters.childCount() > 1;
  }

  /** The result of calling a value. */
  Value call(Value callee, Arguments arguments) {
    return switch (callee) {
      case Reference(String path) -> {
        if (!Libraries.isKnown(path)) {
          objects.escape(arguments);
        }
        yield libraries.call(path, arguments, branchDepth);
      }
      case Function function -> follow(function, arguments);
      case ScriptClass made -> objects.make(made, arguments, branchDepth);
      case Internals.LibraryObject object -> Libraries.callObject(object, arguments);
      case Layer layer -> objects.apply(layer, arguments);
      case Model model -> objects.apply(model, arguments);
      case Instance instance -> objects.callInstance(instance, arguments);
      default -> {
        objects.escape(arguments);
        yield Lattice.UNKNOWN;
      }
    };
  }

  /** The result of a method that is not one of the script. */
  Value callMethod(Node at, Value receiver, String name, Arguments arguments, Frame frame) {
    if (receiver instanceof Model model) {
      return objects.modelMethod(model, name, arguments, branchDepth);
    }
    if (receiver instanceof Sequence sequence) {
      mutated(at, sequence, name, arguments, frame);
      return Lattice.UNKNOWN;
    }
    if (receiver instanceof Elements list) {
      mutated(at, list, name, arguments, frame);
      return Lattice.UNKNOWN;
    }
    if (receiver instanceof Unknown) {
      objects.escape(arguments);
    }
    return libraries.method(receiver, name, arguments);
  }

  /** A list that changes is followed only in the plainest case. */
  private void mutated(Node at, Sequence list, String name, Arguments arguments, Frame frame) {
    if (name.equals("append") && at.is(Kind.NAME) && arguments.positional().size() == 1) {
      List<Value> elements = new ArrayList<>(list.elements());
      elements.add(arguments.positional().get(0));
      frame.set(at.text(), elements.size() > 64 ? Lattice.UNKNOWN : new Sequence(elements));
    } else if (!name.equals("index") && !name.equals("count")) {
      assign(at, Lattice.UNKNOWN, frame);
    }
  }

  /** A list of unknown length stays one while what is added is like the rest. */
  private void mutated(Node at, Elements list, String name, Arguments arguments, Frame frame) {
    if (name.equals("append") && arguments.positional().size() == 1) {
      Value joined = Lattice.join(list.element(), arguments.positional().get(0));
      assign(at, new Elements(joined, list.isList()), frame);
    } else if (!name.equals("index") && !name.equals("count")) {
      assign(at, Lattice.UNKNOWN, frame);
    }
  }

  /** A member of an object of the script. */
  Value member(Value receiver, String name, Node at) {
    return objects.member(receiver, name, at);
  }

  /** Walks the body of a function with these arguments. */
  Value follow(Function function, Arguments arguments) {
    Node definition = function.definition();
    if (calls.contains(definition) || calls.size() >= CALL_DEPTH || evaluator.isExhausted()) {
      escaped.add(definition);
      return Lattice.UNKNOWN;
    }
    called.add(definition);
    calls.push(definition);
    Frame frame = new Frame(function.around());
    Parameters.bind(function, arguments, frame, evaluator);
    Value result;
    if (definition.is(Kind.LAMBDA)) {
      result = evaluator.evaluate(definition.lastChild(), frame);
    } else {
      if (execute(definition.lastChild(), frame)) {
        frame.addReturned(new Constant(null));
      }
      result = frame.result();
    }
    calls.pop();
    return result;
  }

  // Statements.

  /** Walks the statements of a block; false when its end is never reached. */
  boolean execute(Node block, Frame frame) {
    for (Node statement : block.children()) {
      if (!step(statement, frame)) {
        return false;
      }
    }
    return true;
  }

  private boolean step(Node node, Frame frame) {
    switch (node.kind()) {
      case DECORATED -> {
        node.children().stream()
            .filter(child -> child.is(Kind.DECORATOR))
            .forEach(child -> evaluator.evaluate(child.child(0), frame));
        return step(node.lastChild(), frame);
      }
      case FUNCTION_DEF -> define(new FunctionDef(node), frame);
      case CLASS_DEF -> defineClass(new ClassDef(node), frame);
      case ASSIGN -> {
        Value value = evaluator.evaluate(node.lastChild(), frame);
        node.children().subList(0, node.childCount() - 1).forEach(t -> assign(t, value, frame));
      }
      case ANNOTATED_ASSIGN -> {
        if (node.childCount() == 3) {
          assign(node.child(0), evaluator.evaluate(node.child(2), frame), frame);
        }
      }
      case AUGMENTED_ASSIGN -> augment(node, frame);
      case RETURN -> {
        frame.addReturned(
            node.childCount() == 0 ? new Constant(null) : evaluator.evaluate(node.child(0), frame));
        return false;
      }
      case RAISE -> {
        return false;
      }
      case IF -> {
        return branch(node, frame);
      }
      case FOR, WHILE -> loop(node, frame);
      case TRY -> {
        return attempt(node, frame);
      }
      case WITH -> {
        return with(node, frame);
      }
      case MATCH -> match(node, frame);
      case GLOBAL, NONLOCAL -> node.children().forEach(name -> frame.declareOuter(name.text()));
      case DELETE -> node.all(Kind.NAME).forEach(name -> frame.set(name.text(), Lattice.UNKNOWN));
      case IMPORT, IMPORT_FROM ->
          node.all(Kind.NAME).forEach(name -> frame.set(name.text(), Lattice.UNKNOWN));
      default ->
          node.children().stream()
              .filter(child -> child.kind().isExpression())
              .forEach(child -> evaluator.evaluate(child, frame));
    }
    return true;
  }

  private void define(FunctionDef definition, Frame frame) {
    definition
        .parameters()
        .forEach(
            parameter ->
                parameter.defaultValue().ifPresent(value -> evaluator.evaluate(value, frame)));
    Function function = new Function(definition.node(), frame, null);
    functions.put(definition.node(), function);
    boolean isPlain =
        definition.decorators().stream()
            .allMatch(decorator -> isTransparent(evaluator.fact(calleeOf(decorator))));
    if (!isPlain) {
      escaped.add(definition.node());
    }
    frame.set(definition.name(), isPlain ? function : Lattice.UNKNOWN);
  }

  private static Node calleeOf(Node decorator) {
    return decorator.is(Kind.CALL) ? decorator.child(0) : decorator;
  }

  /** A decorator that leaves the function what it is. */
  private static boolean isTransparent(Value decorator) {
    return decorator instanceof Reference(String path)
        && (path.equals("tensorflow.function")
            || path.endsWith("register_keras_serializable")
            || path.equals("builtins.staticmethod"));
  }

  private void defineClass(ClassDef definition, Frame frame) {
    definition.arguments().forEach(argument -> evaluator.evaluate(argument.value(), frame));
    ScriptClass made = new ScriptClass(definition, frame);
    boolean isPlain =
        definition.decorators().stream()
            .allMatch(decorator -> isTransparent(evaluator.fact(calleeOf(decorator))));
    frame.set(definition.name(), isPlain ? made : Lattice.UNKNOWN);
    Frame body = new Frame(frame);
    execute(definition.body(), body);
    objects.define(made, body);
    for (FunctionDef method : definition.methods()) {
      functions.put(method.node(), new Function(method.node(), frame, null));
    }
  }

  /** Gives a target its value, and what the target holds in turn. */
  void assign(Node target, Value value, Frame frame) {
    switch (target.kind()) {
      case NAME -> {
        evaluator.record(target, value);
        frame.set(target.text(), value);
      }
      case PARENTHESIZED, STARRED -> assign(target.child(0), value, frame);
      case TUPLE, LIST -> unpack(target, value, frame);
      case ATTRIBUTE -> {
        evaluator.record(target, value);
        Value receiver = evaluator.evaluate(target.child(0), frame);
        objects.setMember(receiver, target.child(1).text(), value);
        if (receiver instanceof Array && target.child(0).is(Kind.NAME)) {
          frame.set(target.child(0).text(), Lattice.UNKNOWN); // x.shape = …
        }
      }
      case SUBSCRIPT -> {
        Value container = evaluator.evaluate(target.child(0), frame);
        evaluator.evaluate(target, frame);
        boolean isChanged = !(container instanceof Array array) || array.holder() == Holder.PANDAS;
        Value after =
            container instanceof Array table && isChanged
                ? tables.with(table, evaluator.evaluate(target.child(1), frame), value, target)
                : Lattice.UNKNOWN;
        if (isChanged && target.child(0).is(Kind.NAME)) {
          frame.set(target.child(0).text(), after);
        }
      }
      default -> {}
    }
  }

  private void unpack(Node target, Value value, Frame frame) {
    boolean hasStar = target.children().stream().anyMatch(child -> child.is(Kind.STARRED));
    for (int i = 0; i < target.childCount(); i++) {
      Value part = Lattice.UNKNOWN;
      if (!hasStar
          && value instanceof Sequence sequence
          && sequence.elements().size() == target.childCount()) {
        part = sequence.elements().get(i);
      } else if (!hasStar && (value instanceof Array || value instanceof Elements)) {
        part = Libraries.element(value);
      }
      assign(target.child(i), part, frame);
    }
  }

  private void augment(Node node, Frame frame) {
    Value before = evaluator.evaluate(node.child(0), frame);
    Value other = evaluator.evaluate(node.child(1), frame);
    String operator = node.file().tokenText(node.child(0).endToken()).replaceFirst("=$", "");
    Value after =
        before instanceof Array array && array.holder() == Holder.NUMPY
            ? array // NumPy changes the array in its place
            : new Arithmetic(Target.DEFAULT).binary(operator, before, other, node);
    assign(node.child(0), after, frame);
  }

  /** Walks each of the blocks from the same state and joins where they end. */
  private boolean join(List<Runnable> starts, List<Node> blocks, boolean mayRunNone, Frame frame) {
    Map<String, Value> before = frame.snapshot();
    Map<String, Value> after = mayRunNone ? before : null;
    branchDepth++;
    for (int i = 0; i < blocks.size(); i++) {
      frame.restore(before);
      starts.get(i).run();
      if (execute(blocks.get(i), frame)) {
        if (after != null) {
          frame.joinWith(after);
        }
        after = frame.snapshot();
      }
    }
    branchDepth--;
    frame.restore(after == null ? before : after);
    return after != null;
  }

  private boolean branch(Node node, Frame frame) {
    evaluator.evaluate(node.child(0), frame);
    List<Runnable> starts = new ArrayList<>(List.of(() -> {}));
    List<Node> blocks = new ArrayList<>(List.of(node.child(1)));
    boolean hasElse = false;
    for (Node part : node.children().subList(2, node.childCount())) {
      boolean isElse = part.is(Kind.ELSE);
      hasElse |= isElse;
      starts.add(isElse ? () -> {} : () -> evaluator.evaluate(part.child(0), frame));
      blocks.add(part.lastChild());
    }
    return join(starts, blocks, !hasElse, frame);
  }

  private void loop(Node node, Frame frame) {
    boolean isFor = node.is(Kind.FOR);
    Node body = node.children().stream().filter(n -> n.is(Kind.BLOCK)).findFirst().orElseThrow();
    branchDepth++;
    Map<String, Value> before = frame.snapshot();
    for (int pass = 0; ; pass++) {
      frame.restore(before);
      if (isFor) {
        assign(node.child(0), Libraries.element(evaluator.evaluate(node.child(1), frame)), frame);
      } else {
        evaluator.evaluate(node.child(0), frame);
      }
      execute(body, frame);
      frame.joinWith(before);
      Map<String, Value> after = frame.snapshot();
      if (after.equals(before)) {
        break;
      }
      if (pass >= LOOP_PASSES) {
        Map<String, Value> settled = before;
        after.replaceAll((name, v) -> v.equals(settled.get(name)) ? v : Lattice.UNKNOWN);
      }
      before = after;
    }
    branchDepth--;
    node.first(Kind.ELSE).ifPresent(part -> execute(part.child(0), frame));
  }

  private boolean attempt(Node node, Frame frame) {
    Map<String, Value> before = frame.snapshot();
    branchDepth++;
    boolean reachesEnd = execute(node.child(0), frame);
    Map<String, Value> tried = frame.snapshot();
    frame.joinWith(before);
    Map<String, Value> failed = frame.snapshot();
    frame.restore(tried);
    if (reachesEnd && node.first(Kind.ELSE).isPresent()) {
      reachesEnd = execute(node.first(Kind.ELSE).get().child(0), frame);
    }
    Map<String, Value> after = reachesEnd ? frame.snapshot() : null;
    for (Node part : node.children()) {
      if (!part.is(Kind.EXCEPT)) {
        continue;
      }
      frame.restore(failed);
      part.children().stream()
          .filter(child -> child.is(Kind.NAME))
          .forEach(name -> frame.set(name.text(), Lattice.UNKNOWN));
      if (execute(part.lastChild(), frame)) {
        if (after != null) {
          frame.joinWith(after);
        }
        after = frame.snapshot();
      }
    }
    branchDepth--;
    frame.restore(after == null ? failed : after);
    boolean leaves =
        node.first(Kind.FINALLY).map(part -> execute(part.child(0), frame)).orElse(true);
    return after != null && leaves;
  }

  private boolean with(Node node, Frame frame) {
    for (Node item : node.children()) {
      if (item.is(Kind.WITH_ITEM)) {
        Value value = evaluator.evaluate(item.child(0), frame);
        if (item.childCount() > 1) {
          boolean isSame = value instanceof Internals.LibraryObject;
          assign(item.child(1), isSame ? value : Lattice.UNKNOWN, frame);
        }
      }
    }
    return execute(node.lastChild(), frame);
  }

  private void match(Node node, Frame frame) {
    evaluator.evaluate(node.child(0), frame);
    List<Runnable> starts = new ArrayList<>();
    List<Node> blocks = new ArrayList<>();
    for (Node part : node.children().subList(1, node.childCount())) {
      starts.add(
          () -> part.child(0).all(Kind.NAME).forEach(n -> frame.set(n.text(), Lattice.UNKNOWN)));
      blocks.add(part.lastChild());
    }
    join(starts, blocks, true, frame);
  }
}
