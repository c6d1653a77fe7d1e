package fitmend.rules.variable;

import fitmend.inference.Target;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.rule.FileRule;
import fitmend.rule.RuleContext;
import fitmend.rule.RuleInfo;
import fitmend.rule.Safety;
import fitmend.rule.Severity;
import fitmend.rules.variable.Creation.Making;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Finds variables that are made again with every trace of a function, or after they are needed. */
public final class LateVariable implements FileRule {
  private static final RuleInfo INFO =
      RuleInfo.of("VAR001", "late-variable", Severity.ERROR)
          .summary("A variable is made inside a traced function, or behind the call that needs it.")
          .why(
              "Keras and `tf.function` trace losses, metrics, `call` and training steps more than"
                  + " once, and refuse what makes variables each time: `ValueError: tf.function"
                  + " only supports singleton tf.Variables created on the first call`; TensorFlow 1"
                  + " leaves them uninitialized: `FailedPreconditionError`. A loss whose variable"
                  + " is made after `compile` or `fit` ends in a `NameError`.")
          .fixSafety(
              "Safe for variables: the run certainly failed there. One that nothing assigns to"
                  + " becomes a constant of the same value and type in a loss, metric or the like;"
                  + " any other is made once, before the function or in `__init__`, and keeps its"
                  + " value from call to call. In layers and models of Keras 3 one that is to be"
                  + " trained becomes a `keras.Variable`, since Keras 3 does not train a"
                  + " `tf.Variable`. Unsafe for layers, optimizers and metrics: one object takes"
                  + " the place of a new one with every call. What depends on what the function"
                  + " computes, or is made in a branch or a loop, is reported and left.")
          .example("late_variable/weighted_error");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context) {
    new Search(context, new Definitions(context.names())).run();
  }

  /** One look at one file. */
  private static final class Search {
    private static final Set<String> EXCEPTIONS =
        Set.of("ValueError", "NameError", "UnboundLocalError", "FailedPreconditionError");

    private final RuleContext context;
    private final Definitions definitions;
    private final Target target;
    private final Node root;
    private final Set<Node> seen = new HashSet<>();
    private final Set<String> taken = new HashSet<>();

    Search(RuleContext context, Definitions definitions) {
      this.context = context;
      this.definitions = definitions;
      this.target = context.target();
      this.root = context.file().root();
    }

    void run() {
      for (Traced traced : TracedFunctions.of(root, definitions, target)) {
        Reach reach = new Reach(traced, definitions, context.facts());
        for (Node call : traced.function().all(Kind.CALL)) {
          creation(call)
              .filter(creation -> !context.mayBeCaught(call, EXCEPTIONS))
              .filter(creation -> fails(creation) && reach.of(call).isCertain())
              .filter(creation -> !isPartOfAnother(call) && seen.add(call))
              .ifPresent(
                  creation ->
                      report(creation, message(creation, traced), cure(creation, traced, reach)));
        }
      }
      for (Node call : root.all(Kind.CALL)) {
        creation(call)
            .flatMap(creation -> LateDefinition.of(creation, definitions, target))
            .filter(late -> !context.mayBeCaught(late.needed(), EXCEPTIONS))
            .filter(late -> seen.add(call))
            .ifPresent(late -> report(late.creation(), message(late), late.cure(definitions)));
      }
    }

    private Optional<Creation> creation(Node call) {
      return Creation.of(call, definitions, target);
    }

    /**
     * Whether it is an argument of a layer that was found already: {@code Bidirectional(LSTM(8))}.
     */
    private boolean isPartOfAnother(Node call) {
      Optional<Node> around = call.enclosing(Kind.CALL);
      while (around.isPresent()) {
        if (seen.contains(around.get())) {
          return true;
        }
        around = around.get().enclosing(Kind.CALL);
      }
      return false;
    }

    /** In a graph only that fails of which Keras does not know. */
    private boolean fails(Creation creation) {
      return !target.isGraphMode()
          || creation.making() == Making.TENSORFLOW && !importsStandaloneKeras();
    }

    /** Standalone Keras initialises all variables of the graph. */
    private boolean importsStandaloneKeras() {
      return root.all(Kind.IMPORT, Kind.IMPORT_FROM).stream()
          .anyMatch(statement -> statement.text().matches("(?:import|from)\\s+keras\\b[^$]*"));
    }

    private String message(Creation creation, Traced traced) {
      return target.isGraphMode()
          ? traced.name() + " makes " + creation.what() + " that no session initializes"
          : traced.name()
              + " makes "
              + creation.what()
              + " each time it is traced, which TensorFlow refuses";
    }

    private String message(LateDefinition late) {
      int line = context.file().source().position(late.needed().start()).line();
      return "line "
          + line
          + " needs `"
          + late.statement().child(0).text()
          + "`, which is made only here";
    }

    private Cure cure(Creation creation, Traced traced, Reach reach) {
      Reach.Certainty certainty = reach.of(creation.call().node());
      if (certainty != Reach.Certainty.ALWAYS) {
        return new Cure.Refusal(inBlock(certainty, traced));
      }
      Dependence dependence = new Dependence(definitions, traced);
      Optional<Cure> constant =
          traced.role().wantsNumbers()
              ? new Constant(definitions, creation).cure(dependence)
              : Optional.empty();
      if (constant.isPresent()) {
        return constant.get();
      }
      return target.isGraphMode()
          ? new Cure.Refusal(
              "not repaired: make it before the model is compiled, so that it is initialized")
          : new Hoist(definitions, traced, creation, dependence, target, taken).cure();
    }

    private static String inBlock(Reach.Certainty certainty, Traced traced) {
      String place =
          Definitions.classOf(traced.function()).isPresent()
              ? "in `__init__`"
              : "before " + traced.name();
      return certainty == Reach.Certainty.IN_A_LOOP
          ? "not repaired: it is made in a loop; make a list once, " + place + ", and use that here"
          : "not repaired: it is made under a condition; make it once, "
              + place
              + ", and use it here";
    }

    private void report(Creation creation, String message, Cure cure) {
      RuleContext.Report report = context.report(creation.call().node(), message);
      switch (cure) {
        case Cure.Repair repair ->
            report.fix(
                repair.title(), repair.isSafe() ? Safety.SAFE : Safety.UNSAFE, repair.edits());
        case Cure.Refusal refusal -> report.because(refusal.reason());
      }
    }
  }
}
