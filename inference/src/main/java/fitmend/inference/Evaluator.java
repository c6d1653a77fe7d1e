package fitmend.inference;

import fitmend.inference.Internals.Arguments;
import fitmend.inference.Internals.Elements;
import fitmend.inference.Internals.Function;
import fitmend.inference.Internals.Mapping;
import fitmend.inference.Internals.Reference;
import fitmend.inference.Value.Array;
import fitmend.inference.Value.Constant;
import fitmend.inference.Value.Holder;
import fitmend.inference.Value.Sequence;
import fitmend.inference.Value.Unknown;
import fitmend.python.name.Names;
import fitmend.python.name.Resolution;
import fitmend.python.tree.Argument;
import fitmend.python.tree.Call;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.python.tree.Subscript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The values of expressions. Remembers, for each, the join over all evaluations. */
final class Evaluator {
  private static final int FUEL = 100_000;

  /** Expressions inside expressions, those of followed functions included. */
  private static final int DEEPEST = 300;

  private final Names names;
  private final Arithmetic arithmetic;
  private final Interpreter interpreter;
  private final Tables tables;
  private final Map<Node, Value> facts = new HashMap<>();
  private int spent;
  private int depth;

  Evaluator(Names names, Target target, Interpreter interpreter, Tables tables) {
    this.tables = tables;
    this.names = names;
    this.arithmetic = new Arithmetic(target);
    this.interpreter = interpreter;
  }

  /** What an expression is each time; Unknown when it was never reached or the fuel ran out. */
  Value fact(Node node) {
    return isExhausted() ? Lattice.UNKNOWN : facts.getOrDefault(node, Lattice.UNKNOWN);
  }

  boolean isExhausted() {
    return spent > FUEL;
  }

  /** Remembers that the node had this value. */
  Value record(Node node, Value value) {
    facts.merge(node, value, Lattice::join);
    return value;
  }

  Value evaluate(Node node, Frame frame) {
    Value value = evaluateCallee(node, frame);
    if (value instanceof Function function) {
      interpreter.escape(function.definition());
    }
    return value;
  }

  /** Evaluates what is called at once, so that nobody else can call it. */
  Value evaluateCallee(Node node, Frame frame) {
    if (++spent > FUEL || depth > DEEPEST) {
      spent = FUEL + 1;
      return Lattice.UNKNOWN;
    }
    depth++;
    Value value = compute(node, frame);
    depth--;
    return record(node, value);
  }

  private Value compute(Node node, Frame frame) {
    return switch (node.kind()) {
      case NAME -> name(node, frame);
      case NUMBER -> number(node.text());
      case STRING -> string(node.text());
      case TRUE -> new Constant(true);
      case FALSE -> new Constant(false);
      case NONE -> new Constant(null);
      case PARENTHESIZED -> evaluateCallee(node.child(0), frame);
      case TUPLE, LIST -> sequence(node, frame);
      case DICT -> mapping(node, frame);
      case LIST_COMPREHENSION, SET_COMPREHENSION, GENERATOR, DICT_COMPREHENSION ->
          comprehension(node, frame);
      case NAMED_EXPRESSION -> {
        Value value = evaluate(node.child(1), frame);
        interpreter.assign(node.child(0), value, frame);
        yield value;
      }
      case CONDITIONAL -> {
        evaluate(node.child(1), frame);
        yield Lattice.join(evaluate(node.child(0), frame), evaluate(node.child(2), frame));
      }
      case LAMBDA -> new Function(node, frame, null);
      case BINARY ->
          arithmetic.binary(
              operator(node), evaluate(node.child(0), frame), evaluate(node.child(1), frame), node);
      case BOOLEAN -> Lattice.join(evaluate(node.child(0), frame), evaluate(node.child(1), frame));
      case COMPARISON ->
          Arithmetic.comparison(
              operator(node), evaluate(node.child(0), frame), evaluate(node.child(1), frame), node);
      case UNARY ->
          Arithmetic.unary(
              node.file().tokenText(node.firstToken()), evaluate(node.child(0), frame));
      case YIELD -> {
        frame.addYielded(
            node.childCount() == 0 ? new Constant(null) : evaluate(node.child(0), frame));
        yield Lattice.UNKNOWN;
      }
      case CALL -> call(new Call(node), frame);
      case ATTRIBUTE -> attribute(node, frame);
      case SUBSCRIPT -> subscript(new Subscript(node), frame);
      default -> {
        node.children().stream()
            .filter(child -> child.kind().isExpression() || child.is(Kind.FIELD))
            .forEach(child -> evaluate(child, frame));
        yield Lattice.UNKNOWN;
      }
    };
  }

  private static String operator(Node binary) {
    Node left = binary.child(0);
    StringBuilder operator = new StringBuilder();
    for (int token = left.endToken(); token < binary.child(1).firstToken(); token++) {
      operator.append(binary.file().tokenText(token));
    }
    return operator.toString();
  }

  private static Value number(String text) {
    String digits = text.replace("_", "").toLowerCase(Locale.ROOT);
    try {
      if (digits.startsWith("0x")) {
        return new Constant(Long.parseLong(digits.substring(2), 16));
      }
      if (digits.matches("[0-9]+")) {
        return new Constant(Long.parseLong(digits));
      }
      return digits.matches("[0-9.e+-]+")
          ? new Constant(Double.parseDouble(digits))
          : Lattice.UNKNOWN;
    } catch (NumberFormatException notPlain) {
      return Lattice.UNKNOWN;
    }
  }

  private static Value string(String text) {
    char quote = text.charAt(0);
    boolean isPlain =
        (quote == '"' || quote == '\'')
            && text.length() >= 2
            && !text.startsWith(("" + quote).repeat(3))
            && text.indexOf('\\') < 0;
    return isPlain ? new Constant(text.substring(1, text.length() - 1)) : Lattice.UNKNOWN;
  }

  private Value name(Node node, Frame frame) {
    Optional<Value> reference = reference(node);
    if (reference.isPresent()) {
      return reference.get();
    }
    Value value = frame.get(node.text());
    if (value != null) {
      return value;
    }
    return names.symbolOf(node).isEmpty()
        ? new Reference("builtins." + node.text())
        : new Unknown("no value was seen");
  }

  /** What of a library the expression names, under its one name. */
  private Optional<Value> reference(Node node) {
    return switch (names.resolve(node)) {
      case Resolution.Known(String path) -> Optional.of(Libraries.named(Libraries.canonical(path)));
      case Resolution.OneOf(Set<String> paths) -> {
        Set<String> canonical = new HashSet<>();
        paths.forEach(path -> canonical.add(Libraries.canonical(path)));
        yield canonical.size() == 1
            ? Optional.of(Libraries.named(canonical.iterator().next()))
            : Optional.of(Lattice.UNKNOWN);
      }
      case Resolution.Unknown unknown -> Optional.empty();
    };
  }

  private Value sequence(Node node, Frame frame) {
    List<Value> elements = new ArrayList<>();
    boolean isKnown = true;
    for (Node child : node.children()) {
      if (!child.is(Kind.STARRED)) {
        elements.add(evaluate(child, frame));
      } else if (evaluate(child.child(0), frame) instanceof Sequence inner) {
        elements.addAll(inner.elements());
      } else {
        isKnown = false;
      }
    }
    return isKnown ? new Sequence(elements) : Lattice.UNKNOWN;
  }

  private Value mapping(Node node, Frame frame) {
    Map<String, Value> entries = new LinkedHashMap<>();
    boolean isKnown = true;
    for (Node item : node.children()) {
      if (!item.is(Kind.DICT_ITEM)) {
        evaluate(item.child(0), frame);
        isKnown = false;
        continue;
      }
      Value key = evaluate(item.child(0), frame);
      Value value = evaluate(item.child(1), frame);
      if (key instanceof Constant(String text)) {
        entries.put(text, value);
      } else {
        isKnown = false;
      }
    }
    return isKnown ? new Mapping(entries) : Lattice.UNKNOWN;
  }

  private Value comprehension(Node node, Frame around) {
    Frame frame = new Frame(around);
    for (Node part : node.children().subList(1, node.childCount())) {
      Value element = Libraries.element(evaluate(part.child(1), frame));
      interpreter.assign(part.child(0), element, frame);
      for (int i = 2; i < part.childCount(); i++) {
        evaluate(part.child(i), frame);
      }
    }
    if (node.is(Kind.DICT_COMPREHENSION)) {
      node.child(0).children().forEach(child -> evaluate(child, frame));
      return Lattice.UNKNOWN;
    }
    Value element = evaluate(node.child(0), frame);
    if (node.is(Kind.GENERATOR)) {
      return new Elements(element, false);
    }
    Optional<DataType> scalar = Lattice.scalarType(element);
    boolean isRow =
        element instanceof Sequence row
            && row.elements().stream().allMatch(v -> Lattice.scalarType(v).isPresent());
    if (scalar.isPresent() || isRow) {
      return new Array(
          Holder.PYTHON,
          ArrayFunctions.typeOfNest(element),
          Shapes.batched(-1, Shapes.ofNest(element)),
          node);
    }
    return node.is(Kind.LIST_COMPREHENSION) ? new Elements(element, true) : Lattice.UNKNOWN;
  }

  /** The arguments of a call, evaluated in their order. */
  Arguments arguments(Call call, Frame frame) {
    List<Value> positional = new ArrayList<>();
    Map<String, Value> keywords = new HashMap<>();
    boolean isOpen = false;
    for (Argument argument : call.arguments()) {
      Value value = evaluate(argument.value(), frame);
      if (argument.isStarred()) {
        if (value instanceof Sequence sequence) {
          positional.addAll(sequence.elements());
        } else {
          isOpen = true;
        }
      } else if (argument.isDoubleStarred()) {
        isOpen |= !(value instanceof Mapping);
        if (value instanceof Mapping mapping) {
          keywords.putAll(mapping.entries());
        }
      } else if (argument.name().isPresent()) {
        keywords.put(argument.name().get(), value);
      } else {
        positional.add(value);
      }
    }
    return new Arguments(positional, keywords, isOpen, call.node());
  }

  private Value call(Call call, Frame frame) {
    Node callee = call.callee().unparenthesized();
    if (callee.is(Kind.ATTRIBUTE) && reference(callee).isEmpty()) {
      Value receiver = evaluate(callee.child(0), frame);
      Value method = record(callee, member(receiver, callee.child(1).text(), callee, frame));
      Arguments arguments = arguments(call, frame);
      if (!(method instanceof Unknown)) {
        return interpreter.call(method, arguments);
      }
      return interpreter.callMethod(
          callee.child(0), receiver, callee.child(1).text(), arguments, frame);
    }
    Value function = evaluateCallee(call.callee(), frame);
    return interpreter.call(function, arguments(call, frame));
  }

  private Value attribute(Node node, Frame frame) {
    Optional<Value> reference = reference(node);
    if (reference.isPresent()) {
      return reference.get();
    }
    return member(evaluate(node.child(0), frame), node.child(1).text(), node, frame);
  }

  private Value member(Value receiver, String name, Node at, Frame frame) {
    return switch (receiver) {
      case Array array -> arrayMember(array, name);
      case Mapping(Map<String, Value> entries) when entries.containsKey(name) -> entries.get(name);
      default -> interpreter.member(receiver, name, at);
    };
  }

  private Value arrayMember(Array array, String name) {
    Shape shape = array.shape();
    return switch (name) {
      case "shape" -> {
        Value tuple = Shapes.tuple(shape);
        boolean isConcrete = array.holder() == Holder.NUMPY || array.holder() == Holder.PANDAS;
        yield isConcrete && tuple instanceof Sequence(List<Value> sizes)
            ? new Sequence(
                sizes.stream()
                    .map(size -> size instanceof Unknown ? Lattice.scalar(DataType.INT64) : size)
                    .toList())
            : tuple;
      }
      case "ndim" -> shape.isRanked() ? new Constant((long) shape.rank()) : Lattice.UNKNOWN;
      case "size" -> Lattice.scalar(DataType.INT64);
      case "T" -> ArrayFunctions.with(array, Shapes.transposed(shape, null));
      case "values" -> array.holder() == Holder.PANDAS ? tables.values(array) : Lattice.UNKNOWN;
      case "iloc" ->
          array.holder() == Holder.PANDAS ? new Internals.Positions(array) : Lattice.UNKNOWN;
      case "dtype" ->
          array.dataType() == DataType.UNKNOWN
              ? Lattice.UNKNOWN
              : new Constant(array.dataType().name().toLowerCase(Locale.ROOT));
      default -> Lattice.UNKNOWN;
    };
  }

  private Value subscript(Subscript subscript, Frame frame) {
    Value value = evaluate(subscript.value(), frame);
    List<Indexing.Part> parts = new ArrayList<>();
    for (Node index : subscript.indices()) {
      parts.add(part(index, frame));
    }
    if (subscript.index().unparenthesized().is(Kind.TUPLE)) {
      record(subscript.index(), Lattice.UNKNOWN);
    }
    return switch (value) {
      case Array array when array.holder() == Holder.PANDAS ->
          tables.selected(array, parts, subscript.node());
      case Array array -> ArrayFunctions.with(array, Indexing.apply(array.shape(), parts));
      case Internals.Positions(Array array) -> tables.positioned(array, parts, subscript.node());
      case Sequence sequence when parts.size() == 1 -> element(sequence, parts.get(0));
      case Elements list when list.isList() && parts.size() == 1 ->
          parts.get(0) instanceof Indexing.At ? list.element() : list;
      case Mapping(Map<String, Value> entries) ->
          parts.size() == 1
                  && parts.get(0) instanceof Indexing.At(Constant(String key))
                  && entries.containsKey(key)
              ? entries.get(key)
              : Lattice.UNKNOWN;
      default -> Lattice.UNKNOWN;
    };
  }

  private Indexing.Part part(Node index, Frame frame) {
    if (index.is(Kind.ELLIPSIS)) {
      return new Indexing.Rest();
    }
    if (!index.is(Kind.SLICE)) {
      return new Indexing.At(evaluate(index, frame));
    }
    return new Indexing.Range(
        bound(index, Kind.SLICE_LOWER, frame),
        bound(index, Kind.SLICE_UPPER, frame),
        bound(index, Kind.SLICE_STEP, frame));
  }

  private Value bound(Node slice, Kind kind, Frame frame) {
    return slice.first(kind).map(part -> evaluate(part.child(0), frame)).orElse(null);
  }

  private static Value element(Sequence sequence, Indexing.Part part) {
    int size = sequence.elements().size();
    if (part instanceof Indexing.At(Constant(Long index))) {
      long at = index < 0 ? index + size : index;
      return at >= 0 && at < size ? sequence.elements().get((int) at) : Lattice.UNKNOWN;
    }
    if (part instanceof Indexing.Range(Value lower, Value upper, Value step) && step == null) {
      boolean isKnown =
          (lower == null || lower instanceof Constant(Long from))
              && (upper == null || upper instanceof Constant(Long to));
      if (isKnown) {
        int from = bound(lower, 0, size);
        int to = bound(upper, size, size);
        return new Sequence(from < to ? sequence.elements().subList(from, to) : List.of());
      }
      return Lattice.UNKNOWN;
    }
    return part instanceof Indexing.At ? Libraries.element(sequence) : Lattice.UNKNOWN;
  }

  private static int bound(Value value, int absent, int size) {
    if (!(value instanceof Constant(Long number))) {
      return absent;
    }
    return (int) Math.max(0, Math.min(number < 0 ? number + size : number, size));
  }
}
