package fitmend.inference.python;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Elements;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import fitmend.python.tree.Argument;
import fitmend.python.tree.ClassDef;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What statements do. */
final class Statements {
  /** Loops of more rounds are summed up after a few. */
  private static final int MOST_ROUNDS = 48;

  private static final int FIRST_ROUNDS = 2;

  /** A summed-up round is repeated until it changes nothing, at most so often. */
  private static final int MOST_SUMMARIES = 4;

  private final Interpreter run;
  private final Attempts attempts;
  private final Imports imports;

  Statements(Interpreter run) {
    this.run = run;
    this.attempts = new Attempts(run, this);
    this.imports = new Imports(run);
  }

  Jump run(Node block, Frame frame) {
    for (Node statement : block.children()) {
      Jump jump = step(statement, frame);
      if (jump.kind() != Jump.Kind.NEXT) {
        return jump;
      }
    }
    return Jump.NEXT;
  }

  private Value evaluate(Node node, Frame frame) {
    return run.expressions().evaluate(node, frame);
  }

  private Jump step(Node node, Frame frame) {
    if (!run.goesOnAfterFailures() || run.branching().isAttempting() || node.is(Kind.RAISE)) {
      return perform(node, frame);
    }
    try {
      return perform(node, frame);
    } catch (PythonError failure) {
      Set<String> names = new HashSet<>();
      LocalNames.collect(node, names);
      names.forEach(name -> frame.set(name, run.unknown("its statement fails")));
      return Jump.NEXT;
    }
  }

  private Jump perform(Node node, Frame frame) {
    run.step(node);
    if (!run.branching().isSupposing()) {
      run.observer().reached(node);
    }
    switch (node.kind()) {
      case DECORATED -> decorated(node, frame);
      case FUNCTION_DEF -> frame.set(nameOf(node), function(node, frame, null));
      case CLASS_DEF -> frame.set(nameOf(node), define(new ClassDef(node), frame));
      case EXPRESSION_STATEMENT -> evaluate(node.child(0), frame);
      case ASSIGN -> {
        Value value = evaluate(node.lastChild(), frame);
        for (int i = 0; i < node.childCount() - 1; i++) {
          assign(node.child(i), value, frame);
        }
      }
      case ANNOTATED_ASSIGN -> {
        if (node.childCount() == 3) {
          assign(node.child(0), evaluate(node.child(2), frame), frame);
        }
      }
      case AUGMENTED_ASSIGN -> augment(node, frame);
      case RETURN -> {
        return Jump.returning(
            node.childCount() == 0 ? Constant.NONE : evaluate(node.child(0), frame));
      }
      case RAISE -> attempts.raise(node, frame);
      case BREAK -> {
        return Jump.BREAK;
      }
      case CONTINUE -> {
        return Jump.CONTINUE;
      }
      case IF -> {
        return branch(node, 0, frame);
      }
      case FOR -> {
        return forLoop(node, frame);
      }
      case WHILE -> {
        return whileLoop(node, frame);
      }
      case TRY -> {
        return attempts.attempt(node, frame);
      }
      case WITH -> {
        return attempts.with(node, frame);
      }
      case MATCH -> {
        return match(node, frame);
      }
      case ASSERT -> attempts.check(node, frame);
      case GLOBAL -> node.children().forEach(name -> frame.declareGlobal(name.text()));
      case NONLOCAL -> node.children().forEach(name -> frame.declareNonlocal(name.text()));
      case DELETE -> node.children().forEach(target -> delete(target, frame));
      case IMPORT -> node.children().forEach(alias -> imports.module(alias, frame));
      case IMPORT_FROM -> imports.names(node, frame);
      default -> {}
    }
    return Jump.NEXT;
  }

  private static String nameOf(Node definition) {
    return definition.first(Kind.NAME).orElseThrow().text();
  }

  // Definitions.

  private Function function(Node node, Frame frame, ScriptClass owner) {
    Function function =
        new Function(node, frame.enclosing(), run.objects().defaults(node, frame), owner);
    run.exploration().defined(function);
    return function;
  }

  private void decorated(Node node, Frame frame) {
    frame.set(nameOf(node.lastChild()), decoratedValue(node, frame, null));
  }

  private Value decoratedValue(Node node, Frame frame, ScriptClass owner) {
    List<Value> decorators = new ArrayList<>();
    for (Node child : node.children()) {
      if (child.is(Kind.DECORATOR)) {
        decorators.add(evaluate(child.child(0), frame));
      }
    }
    Node definition = node.lastChild();
    Value value =
        definition.is(Kind.FUNCTION_DEF)
            ? function(definition, frame, owner)
            : define(new ClassDef(definition), frame);
    for (Value decorator : decorators.reversed()) {
      value = run.call(decorator, Arguments.of(value));
    }
    return value;
  }

  private Value define(ClassDef definition, Frame frame) {
    List<Value> bases = new ArrayList<>();
    boolean isAbstract = false;
    for (Argument argument : definition.arguments()) {
      Value value = evaluate(argument.value(), frame);
      if (argument.isPositional()) {
        bases.add(value);
      }
      isAbstract |= value.equals(new Reference("abc.ABCMeta"));
    }
    ScriptClass made = new ScriptClass(definition.name(), bases);
    if (isAbstract) {
      made.makeAbstract();
    }
    Frame body = new Frame(frame, true, run.journal());
    for (Node statement : definition.body().children()) {
      switch (statement.kind()) {
        case FUNCTION_DEF -> body.set(nameOf(statement), function(statement, body, made));
        case DECORATED ->
            body.set(nameOf(statement.lastChild()), decoratedValue(statement, body, made));
        default -> step(statement, body);
      }
    }
    made.setMembers(body.variables());
    made.setFields(
        definition.body().children().stream()
            .filter(statement -> statement.is(Kind.ANNOTATED_ASSIGN))
            .filter(statement -> statement.child(0).is(Kind.NAME))
            .map(statement -> statement.child(0).text())
            .toList());
    made.setNames(
        definition.body().children().stream()
            .filter(statement -> statement.is(Kind.ASSIGN))
            .filter(statement -> statement.child(0).is(Kind.NAME))
            .map(statement -> statement.child(0).text())
            .toList());
    return run.classes().finished(made);
  }

  // Assignment.

  Imports imports() {
    return imports;
  }

  void assign(Node target, Value value, Frame frame) {
    switch (target.kind()) {
      case NAME -> {
        run.observer().assigned(target, value);
        frame.set(target.text(), value);
      }
      case PARENTHESIZED, STARRED -> assign(target.child(0), value, frame);
      case TUPLE, LIST -> unpack(target, value, frame);
      case ATTRIBUTE ->
          run.setAttribute(evaluate(target.child(0), frame), target.child(1).text(), value);
      case SUBSCRIPT -> {
        Value container = evaluate(target.child(0), frame);
        Value index = run.expressions().index(target.child(1), frame);
        run.step(target);
        run.subscripts().assign(container, index, value);
      }
      default -> {}
    }
  }

  private void unpack(Node target, Value value, Frame frame) {
    Elements elements = run.elements(value);
    int count = target.childCount();
    int star = -1;
    for (int i = 0; i < count; i++) {
      star = target.child(i).is(Kind.STARRED) ? i : star;
    }
    if (!elements.isComplete()) {
      for (int i = 0; i < count; i++) {
        assign(
            target.child(i),
            i == star
                ? ListValue.unknown(run.journal(), "its length is not known")
                : i < elements.known().size() && (star < 0 || i < star)
                    ? elements.known().get(i)
                    : elements.rest(),
            frame);
      }
      return;
    }
    List<Value> known = elements.known();
    int fixed = star < 0 ? count : count - 1;
    if (known.size() < fixed) {
      throw run.error(
          "ValueError",
          "not enough values to unpack (expected %s%d, got %d)"
              .formatted(star < 0 ? "" : "at least ", fixed, known.size()));
    }
    if (star < 0 && known.size() > count) {
      throw run.error("ValueError", "too many values to unpack (expected %d)".formatted(count));
    }
    int extra = known.size() - fixed;
    for (int i = 0, at = 0; i < count; i++) {
      if (i == star) {
        assign(target.child(i), new ListValue(run.journal(), known.subList(at, at + extra)), frame);
        at += extra;
      } else {
        assign(target.child(i), known.get(at++), frame);
      }
    }
  }

  private void augment(Node node, Frame frame) {
    Node target = node.child(0);
    Value before = evaluate(target, frame);
    Value other = evaluate(node.child(1), frame);
    run.step(node);
    String operator = node.file().tokenText(target.endToken());
    Value after =
        run.operators().augmented(operator.substring(0, operator.length() - 1), before, other);
    assign(target, after, frame);
  }

  private void delete(Node target, Frame frame) {
    switch (target.kind()) {
      case NAME -> frame.variables().put(target.text(), null);
      case TUPLE, LIST, PARENTHESIZED -> target.children().forEach(child -> delete(child, frame));
      case SUBSCRIPT -> {
        Value container = evaluate(target.child(0), frame);
        Value index = run.expressions().index(target.child(1), frame);
        run.subscripts().delete(container, index);
      }
      default -> {}
    }
  }

  // Branches.

  private Jump branch(Node node, int at, Frame frame) {
    if (at >= node.childCount()) {
      return Jump.NEXT;
    }
    Node part = node.child(at);
    if (part.is(Kind.ELSE)) {
      return run(part.child(0), frame);
    }
    boolean isFirst = at == 0;
    Node test = isFirst ? part : part.child(0);
    Node block = isFirst ? node.child(1) : part.child(1);
    int next = isFirst ? 2 : at + 1;
    Optional<Boolean> truth = run.truth(evaluate(test, frame));
    if (truth.isPresent()) {
      boolean isTaken = truth.get();
      run.exploration()
          .suppose(
              test,
              block,
              () -> {
                if (isTaken) {
                  branch(node, next, frame);
                } else {
                  run(block, frame);
                }
              });
      return isTaken ? run(block, frame) : branch(node, next, frame);
    }
    return fork(() -> run(block, frame), () -> branch(node, next, frame));
  }

  /** Ways of which one ends the program are no failure. */
  Jump fork(Supplier<Jump> one, Supplier<Jump> other) {
    return run.branching().fork(List.of(mayExit(one), mayExit(other)));
  }

  Supplier<Jump> mayExit(Supplier<Jump> way) {
    return () -> {
      try {
        return way.get();
      } catch (Interpreter.Exit exit) {
        run.branching().mayExit();
        return Jump.NEXT;
      }
    };
  }

  private Jump match(Node node, Frame frame) {
    evaluate(node.child(0), frame);
    List<Supplier<Jump>> ways = new ArrayList<>();
    ways.add(() -> Jump.NEXT);
    for (Node part : node.children().subList(1, node.childCount())) {
      part.walk(
          each -> {
            if (each.is(Kind.PATTERN_CAPTURE)) {
              frame.set(each.text(), run.unknown("captured by a pattern"));
            }
          });
      ways.add(mayExit(() -> run(part.lastChild(), frame)));
    }
    return run.branching().fork(ways);
  }

  // Loops.

  private Jump forLoop(Node node, Frame frame) {
    Value iterated = evaluate(node.child(1), frame);
    Elements elements = run.elements(iterated);
    Node block = node.child(2);
    if (iterated instanceof Tensor rows
        && rows.holder() == Tensor.Holder.GRAPH
        && !run.buildsGraph()) {
      carry(block, frame);
    }
    Branching.Region region = run.branching().enterLoop();
    boolean isBroken = false;
    try {
      List<Value> known = elements.known();
      int rounds = known.size() <= MOST_ROUNDS && !run.isTired() ? known.size() : FIRST_ROUNDS;
      for (int i = 0; i < Math.min(rounds, known.size()); i++) {
        assign(node.child(0), known.get(i), frame);
        Jump jump = run(block, frame);
        if (jump.kind() == Jump.Kind.BREAK) {
          isBroken = true;
          break;
        }
        if (jump.kind() == Jump.Kind.RETURN) {
          if (!region.mayHaveLeft()) {
            return jump;
          }
          run.branching().mayReturn(jump.value());
          break;
        }
      }
      if (!isBroken && (rounds < known.size() || !elements.isComplete())) {
        Value element = rounds < known.size() ? elements.any() : elements.rest();
        summarize(
            () -> {
              assign(node.child(0), element, frame);
              return run(block, frame);
            });
      }
    } catch (PythonError error) {
      if (!region.mayHaveLeft()) {
        throw error;
      }
    } finally {
      run.branching().leaveLoop();
    }
    return isBroken ? Jump.NEXT : otherwise(node, region, frame);
  }

  /** Numbers that a loop in a graph changes are tensors from its first round on. */
  private void carry(Node block, Frame frame) {
    Set<String> names = new LinkedHashSet<>();
    LocalNames.collect(block, names);
    for (String name : names) {
      Value value = frame.variables().get(name);
      if (value instanceof Constant(Long number) || value instanceof Constant(Double real)) {
        frame.set(
            name, run.call(new Reference("tensorflow.convert_to_tensor"), Arguments.of(value)));
      }
    }
  }

  private Jump otherwise(Node node, Branching.Region region, Frame frame) {
    Optional<Node> otherwise = node.first(Kind.ELSE);
    if (otherwise.isEmpty()) {
      return Jump.NEXT;
    }
    Supplier<Jump> block = () -> run(otherwise.get().child(0), frame);
    return region.mayHaveLeft() ? fork(() -> Jump.NEXT, block) : block.get();
  }

  /** Rounds of a loop of which it is not known how many there are, if any. */
  void summarize(Supplier<Jump> round) {
    for (int i = 0; i < MOST_SUMMARIES; i++) {
      Jump jump =
          run.branching()
              .fork(
                  List.of(
                      () -> Jump.NEXT,
                      mayExit(
                          () -> {
                            Jump end = round.get();
                            return end.kind() == Jump.Kind.RETURN ? end : Jump.NEXT;
                          })));
      if (jump.kind() != Jump.Kind.NEXT) {
        return;
      }
    }
  }

  private Jump whileLoop(Node node, Frame frame) {
    Node block = node.child(1);
    Branching.Region region = run.branching().enterLoop();
    boolean isBroken = false;
    try {
      for (int i = 0; ; i++) {
        Optional<Boolean> truth = run.truth(evaluate(node.child(0), frame));
        if (truth.isPresent() && !truth.get()) {
          break;
        }
        boolean isLong = i >= MOST_ROUNDS || run.isTired();
        if (truth.isEmpty()
            || (isLong && region.mayHaveLeft())
            || (isLong && i >= 4 * MOST_ROUNDS)) {
          summarize(
              () -> {
                Jump jump = run(block, frame);
                evaluate(node.child(0), frame);
                return jump;
              });
          break;
        }
        Jump jump = run(block, frame);
        if (jump.kind() == Jump.Kind.BREAK) {
          isBroken = true;
          break;
        }
        if (jump.kind() == Jump.Kind.RETURN) {
          if (!region.mayHaveLeft()) {
            return jump;
          }
          run.branching().mayReturn(jump.value());
          break;
        }
      }
    } catch (PythonError error) {
      if (!region.mayHaveLeft()) {
        throw error;
      }
    } finally {
      run.branching().leaveLoop();
    }
    return isBroken ? Jump.NEXT : otherwise(node, region, frame);
  }
}
