package fitmend.inference.python;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Elements;
import fitmend.inference.value.IteratorValue;
import fitmend.inference.value.Join;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.SliceValue;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import fitmend.python.tree.Argument;
import fitmend.python.tree.Call;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Literals;
import fitmend.python.tree.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of expressions. */
final class Expressions {
  private final Interpreter run;
  private final Deque<Optional<Function>> methods = new ArrayDeque<>();

  Expressions(Interpreter run) {
    this.run = run;
  }

  void enterMethod(Function function) {
    methods.push(Optional.of(function));
  }

  void leaveMethod() {
    methods.pop();
  }

  Value evaluate(Node node, Frame frame) {
    run.step(node);
    Value value = compute(node, frame);
    run.observer().evaluated(node, value);
    return value;
  }

  private Value compute(Node node, Frame frame) {
    return switch (node.kind()) {
      case NAME -> name(node.text(), frame);
      case NUMBER ->
          Literals.number(node)
              .map(Constant::new)
              .map(Value.class::cast)
              .orElseGet(() -> run.unknown("a number that is complex or huge"));
      case STRING, STRINGS -> text(node, frame);
      case FORMATTED_STRING -> formatted(node, frame);
      case TRUE -> Constant.TRUE;
      case FALSE -> Constant.FALSE;
      case NONE -> Constant.NONE;
      case ELLIPSIS -> Constant.ELLIPSIS;
      case PARENTHESIZED -> evaluate(node.child(0), frame);
      case TUPLE -> {
        Elements elements = elements(node.children(), frame);
        yield elements.isComplete() ? new Tuple(elements.known()) : run.unknown("unpacked");
      }
      case LIST -> list(elements(node.children(), frame));
      case SET -> {
        yield Sets.make(elements(node.children(), frame), "set", run);
      }
      case DICT -> dictionary(node, frame);
      case LIST_COMPREHENSION -> list(comprehended(node, frame));
      case SET_COMPREHENSION -> {
        yield Sets.make(comprehended(node, frame), "set", run);
      }
      case GENERATOR -> {
        // At once and not when asked: the names it reads are those of now in all sensible code.
        Elements elements = comprehended(node, frame);
        yield new IteratorValue(run.journal(), () -> elements);
      }
      case DICT_COMPREHENSION -> dictionaryComprehension(node, frame);
      case NAMED_EXPRESSION -> {
        Value value = evaluate(node.child(1), frame);
        run.statements().assign(node.child(0), value, frame);
        yield value;
      }
      case CONDITIONAL -> conditional(node, frame);
      case LAMBDA -> {
        Function function =
            new Function(
                node,
                frame.enclosing(),
                run.objects().defaults(node, frame),
                methods.isEmpty() ? null : methods.peek().map(Function::owner).orElse(null));
        run.exploration().defined(function);
        yield function;
      }
      case BINARY -> {
        Value left = evaluate(node.child(0), frame);
        Value right = evaluate(node.child(1), frame);
        run.step(node);
        yield run.operators().binary(operator(node), left, right);
      }
      case BOOLEAN -> logical(node, frame);
      case COMPARISON -> comparison(node, frame);
      case UNARY -> {
        Value operand = evaluate(node.child(0), frame);
        run.step(node);
        yield run.operators().unary(node.file().tokenText(node.firstToken()), operand);
      }
      case AWAIT -> evaluate(node.child(0), frame);
      case YIELD -> {
        Value given = node.childCount() == 0 ? Constant.NONE : evaluate(node.child(0), frame);
        run.objects().yieldElement(given, frame);
        yield run.unknown("what is sent to a generator");
      }
      case YIELD_FROM -> {
        Elements inner = run.elements(evaluate(node.child(0), frame));
        inner.known().forEach(each -> run.objects().yieldElement(each, frame));
        yield run.unknown("the result of a generator");
      }
      case CALL -> call(new Call(node), frame);
      case ATTRIBUTE -> {
        Value receiver = evaluate(node.child(0), frame);
        run.step(node);
        yield run.attribute(receiver, node.child(1).text());
      }
      case SUBSCRIPT -> {
        Value container = evaluate(node.child(0), frame);
        Value index = index(node.child(1), frame);
        run.step(node);
        yield run.subscript(container, index);
      }
      case SLICE -> index(node, frame);
      default -> run.unknown(node.kind().name());
    };
  }

  private Value name(String name, Frame frame) {
    Value value = frame.get(name);
    if (value != null) {
      return value;
    }
    if (frame.isUnbound(name)) {
      throw run.error(
          "UnboundLocalError",
          run.target().isGraphMode()
              ? "local variable '" + name + "' referenced before assignment"
              : "cannot access local variable '"
                  + name
                  + "' where it is not associated with a value");
    }
    if (BuiltinNames.ALL.contains(name)) {
      return new Reference("builtins." + name);
    }
    if (run.statements().imports().hasOpenNames()) {
      return run.unknown(name + " may come from an import *");
    }
    throw run.error("NameError", "name '" + name + "' is not defined");
  }

  private Value text(Node node, Frame frame) {
    Optional<String> literal = Literals.string(node);
    if (literal.isPresent()) {
      return Constant.of(literal.get());
    }
    if (node.is(Kind.STRING)) {
      return new Constant(Constant.Bytes.SOME);
    }
    StringBuilder whole = new StringBuilder();
    for (Node part : node.children()) {
      if (evaluate(part, frame) instanceof Constant(String text)) {
        whole.append(text);
      } else {
        return Scalar.STR;
      }
    }
    return Constant.of(whole.toString());
  }

  private Value formatted(Node node, Frame frame) {
    StringBuilder text = new StringBuilder();
    boolean isKnown = true;
    for (Node part : node.children()) {
      if (part.is(Kind.STRING_TEXT)) {
        text.append(part.text().replace("{{", "{").replace("}}", "}"));
        isKnown &= part.text().indexOf('\\') < 0;
        continue;
      }
      Optional<String> shown = replacement(part, frame);
      isKnown &= shown.isPresent();
      text.append(shown.orElse(""));
    }
    return isKnown ? Constant.of(text.toString()) : Scalar.STR;
  }

  /** What stands for a value in brackets; empty when it is not known. */
  private Optional<String> replacement(Node part, Frame frame) {
    Value value = evaluate(part.child(0), frame);
    String conversion = "";
    StringBuilder specification = new StringBuilder();
    boolean isKnown = !part.file().tokenText(part.child(0).endToken()).equals("=");
    for (Node child : part.children().subList(1, part.childCount())) {
      if (!child.is(Kind.FORMAT_SPECIFICATION)) {
        conversion = child.child(0).text();
        continue;
      }
      for (Node piece : child.children()) {
        Optional<String> text =
            piece.is(Kind.STRING_TEXT) ? Optional.of(piece.text()) : replacement(piece, frame);
        isKnown &= text.isPresent();
        specification.append(text.orElse(""));
      }
    }
    return isKnown
        ? Formatting.replacement(value, conversion, specification.toString(), run)
        : Optional.empty();
  }

  private ListValue list(Elements elements) {
    return elements.isComplete()
        ? new ListValue(run.journal(), elements.known())
        : ListValue.unknown(run.journal(), "its length is not known");
  }

  private Elements elements(List<Node> nodes, Frame frame) {
    List<Value> known = new ArrayList<>();
    Value rest = null;
    for (Node node : nodes) {
      if (!node.is(Kind.STARRED)) {
        known.add(evaluate(node, frame));
        continue;
      }
      Elements inner = run.elements(evaluate(node.child(0), frame));
      known.addAll(inner.known());
      if (!inner.isComplete()) {
        rest = rest == null ? inner.rest() : Join.of(rest, inner.rest());
      }
    }
    return new Elements(known, rest);
  }

  private Value dictionary(Node node, Frame frame) {
    DictValue dictionary = new DictValue(run.journal());
    for (Node item : node.children()) {
      if (item.is(Kind.DICT_ITEM)) {
        Value key = evaluate(item.child(0), frame);
        Value value = evaluate(item.child(1), frame);
        Containers.requireHashable(key, run);
        dictionary.put(key, value);
      } else if (evaluate(item.child(0), frame) instanceof DictValue inner && inner.isKnown()) {
        inner.keys().forEach(key -> dictionary.put(key, inner.get(key)));
      } else {
        dictionary.forget("a dictionary that is not known was unpacked into it");
      }
    }
    return dictionary;
  }

  private Elements comprehended(Node node, Frame around) {
    Frame frame = new Frame(around.enclosing(), false, run.journal());
    List<Value> known = new ArrayList<>();
    Value[] rest = {null};
    List<Node> clauses = node.children().subList(1, node.childCount());
    overClauses(
        clauses,
        0,
        around,
        frame,
        true,
        isCertain -> {
          Value element = evaluate(node.child(0), frame);
          if (isCertain && rest[0] == null) {
            known.add(element);
          } else {
            rest[0] = rest[0] == null ? element : Join.of(rest[0], element);
          }
        });
    return new Elements(known, rest[0]);
  }

  private interface Body {
    void run(boolean isCertain);
  }

  /**
   * Does the body for each element that the clauses give; not certain are those that may not be.
   */
  private void overClauses(
      List<Node> clauses, int at, Frame around, Frame frame, boolean isCertain, Body body) {
    if (at == clauses.size()) {
      body.run(isCertain);
      return;
    }
    Node clause = clauses.get(at);
    Elements elements = run.elements(evaluate(clause.child(1), at == 0 ? around : frame));
    List<Value> all = new ArrayList<>(elements.known());
    if (!elements.isComplete()) {
      all.add(elements.rest());
    }
    for (int i = 0; i < all.size(); i++) {
      boolean isSure = isCertain && i < elements.known().size();
      Value element = all.get(i);
      Runnable round =
          () -> {
            run.statements().assign(clause.child(0), element, frame);
            Optional<Boolean> wanted = Optional.of(true);
            for (int c = 2; c < clause.childCount() && wanted.orElse(true); c++) {
              Optional<Boolean> truth = run.truth(evaluate(clause.child(c), frame));
              wanted = truth.isEmpty() || !truth.get() ? truth : wanted;
            }
            if (wanted.orElse(true)) {
              overClauses(clauses, at + 1, around, frame, isSure && wanted.isPresent(), body);
            }
          };
      if (isSure) {
        round.run();
      } else {
        run.branching()
            .fork(
                List.of(
                    () -> Jump.NEXT,
                    () -> {
                      round.run();
                      return Jump.NEXT;
                    }));
      }
    }
  }

  private Value dictionaryComprehension(Node node, Frame around) {
    Frame frame = new Frame(around.enclosing(), false, run.journal());
    DictValue dictionary = new DictValue(run.journal());
    List<Node> clauses = node.children().subList(1, node.childCount());
    overClauses(
        clauses,
        0,
        around,
        frame,
        true,
        isCertain -> {
          Value key = evaluate(node.child(0).child(0), frame);
          Value value = evaluate(node.child(0).child(1), frame);
          if (isCertain) {
            dictionary.put(key, value);
          } else {
            dictionary.forget("its keys are not known");
          }
        });
    return dictionary;
  }

  private Value conditional(Node node, Frame frame) {
    Optional<Boolean> truth = run.truth(evaluate(node.child(1), frame));
    if (truth.isPresent()) {
      return evaluate(node.child(truth.get() ? 0 : 2), frame);
    }
    return either(() -> evaluate(node.child(0), frame), () -> evaluate(node.child(2), frame));
  }

  /** The join of what two ways give. */
  private Value either(
      java.util.function.Supplier<Value> one, java.util.function.Supplier<Value> other) {
    List<Value> values = new ArrayList<>();
    run.branching()
        .fork(
            List.of(
                () -> {
                  values.add(one.get());
                  return Jump.NEXT;
                },
                () -> {
                  values.add(other.get());
                  return Jump.NEXT;
                }));
    return Elements.all(values).any();
  }

  private Value logical(Node node, Frame frame) {
    Value left = evaluate(node.child(0), frame);
    boolean isAnd = operator(node).equals("and");
    Optional<Boolean> truth = run.truth(left);
    if (truth.isPresent()) {
      return truth.get() == isAnd ? evaluate(node.child(1), frame) : left;
    }
    return either(() -> left, () -> evaluate(node.child(1), frame));
  }

  /** A chain nests on the left: {@code a < b < c} is {@code (a < b) and (b < c)}. */
  private Value comparison(Node node, Frame frame) {
    Node first = node.child(0);
    if (!first.is(Kind.COMPARISON)) {
      Value left = evaluate(first, frame);
      Value right = evaluate(node.child(1), frame);
      run.step(node);
      return run.operators().compare(operator(node), left, right);
    }
    Value before = comparison(first, frame);
    Optional<Boolean> truth = run.truth(before);
    if (truth.isPresent() && !truth.get()) {
      return before;
    }
    Value middle = evaluate(first.child(1), frame);
    Value right = evaluate(node.child(1), frame);
    Value after = run.operators().compare(operator(node), middle, right);
    return truth.isPresent() ? after : Join.of(before, after);
  }

  static String operator(Node node) {
    StringBuilder operator = new StringBuilder();
    int end = node.child(1).firstToken();
    for (int token = node.child(0).endToken(); token < end; token++) {
      operator.append(operator.isEmpty() ? "" : " ").append(node.file().tokenText(token));
    }
    return operator.toString();
  }

  /** What stands in the brackets of a subscript. */
  Value index(Node node, Frame frame) {
    return switch (node.kind()) {
      case SLICE ->
          new SliceValue(
              bound(node, Kind.SLICE_LOWER, frame),
              bound(node, Kind.SLICE_UPPER, frame),
              bound(node, Kind.SLICE_STEP, frame));
      case TUPLE -> new Tuple(node.children().stream().map(part -> index(part, frame)).toList());
      default -> evaluate(node, frame);
    };
  }

  private Value bound(Node slice, Kind kind, Frame frame) {
    return slice.first(kind).map(part -> evaluate(part.child(0), frame)).orElse(Constant.NONE);
  }

  private Value call(Call call, Frame frame) {
    Value callee = evaluate(call.callee(), frame);
    if (callee instanceof Reference(String path)
        && path.equals("builtins.super")
        && call.arguments().isEmpty()) {
      return superValue(frame);
    }
    Arguments arguments = arguments(call.arguments(), frame);
    run.step(call.node());
    if (callee instanceof Reference(String path)
        && path.equals("builtins.super")
        && arguments.positional().size() == 2
        && arguments.positional().get(0) instanceof ScriptClass owner
        && arguments.positional().get(1) instanceof Instance receiver) {
      return new SuperValue(owner, receiver);
    }
    run.observer().called(call.node(), callee, arguments);
    return run.call(callee, arguments);
  }

  private Value superValue(Frame frame) {
    Function method = methods.isEmpty() ? null : methods.peek().orElse(null);
    if (method == null || method.owner() == null) {
      return run.unknown("super() outside of a method");
    }
    String first =
        method.definition().first(Kind.PARAMETERS).orElseThrow().children().stream()
            .findFirst()
            .map(parameter -> parameter.child(0).text())
            .orElse("");
    Value receiver = frame.get(first);
    return receiver instanceof Instance || receiver instanceof ScriptClass
        ? new SuperValue(method.owner(), receiver)
        : run.unknown("super() of a value that is not known");
  }

  Arguments arguments(List<Argument> written, Frame frame) {
    List<Value> positional = new ArrayList<>();
    Map<String, Value> keywords = new LinkedHashMap<>();
    boolean isOpen = false;
    for (Argument argument : written) {
      Value value = evaluate(argument.value(), frame);
      if (argument.isStarred()) {
        Elements elements = run.elements(value);
        positional.addAll(elements.known());
        isOpen |= !elements.isComplete();
      } else if (argument.isDoubleStarred()) {
        if (value instanceof DictValue inner && inner.isKnown()) {
          for (Value key : inner.keys()) {
            if (key instanceof Constant(String name)) {
              keywords.put(name, inner.get(key));
            }
          }
        } else {
          isOpen = true;
        }
      } else if (argument.name().isPresent()) {
        keywords.put(argument.name().get(), value);
      } else {
        positional.add(value);
      }
    }
    return new Arguments(positional, keywords, isOpen);
  }
}
