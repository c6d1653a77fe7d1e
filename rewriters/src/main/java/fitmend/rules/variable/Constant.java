package fitmend.rules.variable;

import fitmend.edit.ArgumentEdits;
import fitmend.edit.Edit;
import fitmend.edit.ExpressionEdits;
import fitmend.edit.ImportEdits;
import fitmend.edit.Imported;
import fitmend.python.name.Symbol;
import fitmend.python.tree.Argument;
import fitmend.python.tree.Call;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.rules.variable.Creation.Making;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes a constant of a variable that nobody assigns to: same value, same data type. */
final class Constant {
  private static final Set<String> TENSORFLOW =
      Set.of("initial_value", "dtype", "name", "trainable");
  private static final Set<String> BACKEND = Set.of("value", "dtype", "name");

  /** Attributes that a constant has as well. */
  private static final Set<String> ATTRIBUTES = Set.of("shape", "dtype");

  private final Definitions definitions;
  private final Creation creation;
  private final Call call;

  Constant(Definitions definitions, Creation creation) {
    this.definitions = definitions;
    this.creation = creation;
    this.call = creation.call();
  }

  /** The repair, if the variable is used as a number only. */
  Optional<Cure> cure(Dependence dependence) {
    boolean isTensorFlow = creation.making() == Making.TENSORFLOW;
    if (!isTensorFlow && creation.making() != Making.BACKEND) {
      return Optional.empty();
    }
    Optional<Argument> value = call.argument(isTensorFlow ? "initial_value" : "value", 0);
    if (!hasPlainArguments()
        || value.filter(given -> dependence.isNumeric(given.value())).isEmpty()
        || creation.target().filter(target -> !target.is(Kind.NAME)).isPresent()
        || !isUsedAsNumber()) {
      return Optional.empty();
    }
    List<Edit> edits = new ArrayList<>(rename("constant"));
    call.keyword("initial_value")
        .ifPresent(given -> edits.add(ArgumentEdits.renameKeyword(given, "value")));
    call.keyword("trainable")
        .ifPresent(given -> edits.addAll(ArgumentEdits.remove(call, List.of(given))));
    return Optional.of(
        new Cure.Repair("Make it a constant, since nothing is assigned to it", true, edits));
  }

  /**
   * Whether the variable is given a value and what else a number can take over, and nothing more.
   */
  boolean hasPlainArguments() {
    boolean isTensorFlow = creation.making() == Making.TENSORFLOW;
    Set<String> allowed = isTensorFlow ? TENSORFLOW : BACKEND;
    return !call.hasUnpacking()
        && call.positional(isTensorFlow ? 1 : 2).isEmpty()
        && call.arguments().stream()
            .allMatch(argument -> argument.name().filter(n -> !allowed.contains(n)).isEmpty());
  }

  private List<Edit> rename(String name) {
    Node callee = call.callee();
    if (callee.is(Kind.ATTRIBUTE)) {
      return List.of(ExpressionEdits.replace(callee.child(1), name));
    }
    String module = "tensorflow";
    String alias = "tf";
    if (creation.making() == Making.BACKEND) {
      String path = definitions.names().qualifiedName(callee).orElseThrow();
      module = path.substring(0, path.lastIndexOf('.'));
      alias = "K";
    }
    Imported imported = ImportEdits.module(callee.file(), definitions.names(), module, alias);
    List<Edit> edits = new ArrayList<>(imported.edits());
    edits.add(ExpressionEdits.replace(callee, imported.name() + "." + name));
    return edits;
  }

  /** Whether nothing assigns to the variable: a number would do wherever it is used. */
  boolean isUsedAsNumber() {
    Optional<Node> target = creation.target();
    if (target.isEmpty()) {
      return isNumber(call.node());
    }
    if (target.get().is(Kind.ATTRIBUTE)) {
      return isAttributeUsedAsNumber(target.get());
    }
    Optional<Symbol> symbol = definitions.names().symbolOf(target.get());
    return symbol.filter(name -> name.bindings().size() == 1).isPresent()
        && symbol.get().uses().stream().allMatch(Constant::isNumber);
  }

  private boolean isAttributeUsedAsNumber(Node target) {
    return definitions
        .owner(target)
        .filter(
            owner ->
                owner.node().all(Kind.ATTRIBUTE).stream()
                    .filter(node -> node.sameText(target) && !node.equals(target))
                    .allMatch(Constant::isNumber))
        .isPresent();
  }

  /** Whether a number would do there: what may assign to a variable is not fed with it. */
  private static boolean isNumber(Node use) {
    Node parent = use.parent().orElseThrow();
    return switch (parent.kind()) {
      case ATTRIBUTE -> ATTRIBUTES.contains(parent.child(1).text());
      case BINARY, UNARY, COMPARISON, SUBSCRIPT, CONDITIONAL -> true;
      case AUGMENTED_ASSIGN -> parent.child(1).equals(use);
      case PARENTHESIZED -> isNumber(parent);
      case CALL -> !parent.child(0).equals(use) && isPure(new Call(parent));
      case KEYWORD_ARGUMENT -> isPure(new Call(parent.parent().orElseThrow()));
      default -> false;
    };
  }

  private static boolean isPure(Call call) {
    return call.name()
        .filter(
            name ->
                !name.startsWith("assign")
                    && !name.startsWith("update")
                    && !name.startsWith("scatter")
                    && !name.startsWith("moving_average")
                    && !name.startsWith("apply")
                    && !Set.of("gradient", "watch", "minimize", "set_value").contains(name))
        .isPresent();
  }
}
