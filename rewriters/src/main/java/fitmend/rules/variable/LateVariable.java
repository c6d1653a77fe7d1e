package fitmend.rules.variable;

import fitmend.inference.Target;
import fitmend.python.tree.ClassDef;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.rule.FileRule;
import fitmend.rule.RuleContext;
import fitmend.rule.RuleInfo;
import fitmend.rule.Safety;
import fitmend.rules.variable.Creation.Making;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Finds variables that are made again with every trace of a function, or after they are needed. */
@RuleInfo(
    code = "VAR001",
    name = "late-variable",
    summary = "A variable is made inside a traced function, or behind the call that needs it.",
    why =
        "Keras and `tf.function` trace losses, metrics, `call` and training steps more than once, "
            + "and refuse what makes variables each time: `ValueError: tf.function only supports "
            + "singleton tf.Variables created on the first call`; TensorFlow 1 leaves them "
            + "uninitialized: `FailedPreconditionError`. A loss whose variable is made after "
            + "`compile` or `fit` ends in a `NameError`.",
    fixSafety =
        "Safe for variables: the run certainly failed there. One that nothing assigns to becomes a"
            + " constant of the same value and type in a loss, metric or the like; any other is"
            + " made once, before the function or in `__init__`, and keeps its value from call to"
            + " call. In layers and models of Keras 3 one that is to be trained becomes a"
            + " `keras.Variable`, since Keras 3 does not train a `tf.Variable`. Unsafe for layers"
            + " and optimizers: one object takes the place of a new one with every call. A value"
            + " that depends on what the function computes is reported and left.",
    example = "late_variable/weighted_error")
public final class LateVariable implements FileRule {

  @Override
  public void check(RuleContext context) {
    Node root = context.file().root();
    Definitions definitions = new Definitions(context.names());
    Set<Node> seen = new HashSet<>();
    for (Traced traced : TracedFunctions.of(root, definitions, context.target())) {
      for (Node call : traced.function().all(Kind.CALL)) {
        Creation.of(call, definitions)
            .filter(creation -> fails(creation, context.target(), root))
            .filter(creation -> Execution.isCertain(call, traced.function()) && seen.add(call))
            .ifPresent(creation -> report(creation, traced, definitions, context));
      }
    }
    for (Node call : root.all(Kind.CALL)) {
      Creation.of(call, definitions)
          .flatMap(creation -> LateDefinition.of(creation, definitions, context.target()))
          .filter(late -> seen.add(call))
          .ifPresent(late -> report(late, definitions, context));
    }
  }

  /** In a graph only that fails of which Keras does not know. */
  private static boolean fails(Creation creation, Target target, Node root) {
    return !target.isGraphMode()
        || creation.making() == Making.TENSORFLOW && !importsStandaloneKeras(root);
  }

  /** Standalone Keras initialises all variables of the graph. */
  private static boolean importsStandaloneKeras(Node root) {
    return root.all(Kind.IMPORT, Kind.IMPORT_FROM).stream()
        .anyMatch(statement -> statement.text().matches("(?:import|from)\\s+keras\\b[^$]*"));
  }

  private static void report(
      Creation creation, Traced traced, Definitions definitions, RuleContext context) {
    String message =
        "`"
            + creation.call().callee().text()
            + "` makes "
            + creation.what()
            + " each time "
            + traced.name()
            + " is traced, which TensorFlow allows only once";
    report(creation, message, cure(creation, traced, definitions, context.target()), context);
  }

  private static Cure cure(
      Creation creation, Traced traced, Definitions definitions, Target target) {
    Dependence dependence = new Dependence(definitions, traced);
    Optional<Cure> constant =
        traced.role().wantsNumbers()
            ? new Constant(definitions, creation).cure(dependence)
            : Optional.empty();
    if (constant.isPresent()) {
      return constant.get();
    }
    if (target.isGraphMode()) {
      return new Cure.Refusal("the session would have to initialise it");
    }
    Optional<ClassDef> owner = Definitions.classOf(traced.function());
    return new Hoist(definitions, traced, creation, dependence)
        .cure(
            target,
            owner.flatMap(new KerasClasses(traced.function().file().root(), definitions)::family));
  }

  private static void report(LateDefinition late, Definitions definitions, RuleContext context) {
    int line = context.file().source().position(late.needed().start()).line();
    String message =
        "`" + late.statement().child(0).text() + "` is made only after line " + line + " needs it";
    report(late.creation(), message, late.cure(definitions), context);
  }

  private static void report(Creation creation, String message, Cure cure, RuleContext context) {
    RuleContext.Report report = context.report(creation.call().node(), message);
    switch (cure) {
      case Cure.Repair repair ->
          report.fix(repair.title(), repair.isSafe() ? Safety.SAFE : Safety.UNSAFE, repair.edits());
      case Cure.Refusal refusal -> report.because(refusal.reason());
    }
  }
}
