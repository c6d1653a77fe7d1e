package fitmend.rules.dtype;

import fitmend.edit.Edit;
import fitmend.inference.facts.Fact;
import fitmend.python.source.SourceText;
import fitmend.python.tree.Argument;
import fitmend.python.tree.Call;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.rule.FileRule;
import fitmend.rule.RuleContext;
import fitmend.rule.RuleInfo;
import fitmend.rule.Safety;
import fitmend.rule.Severity;
import fitmend.rules.dtype.ValueUse.Effect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Arrays of float64, NumPy's default, where the weights are float32, TensorFlow's. */
public final class Float64Input implements FileRule {
  private static final RuleInfo INFO =
      RuleInfo.of("DTY001", "float64-input", Severity.ERROR)
          .summary("A float64 array meets float32 weights.")
          .why(
              "NumPy makes float64, TensorFlow's variables and Keras' weights are float32."
                  + " Operations of TensorFlow do not mix them: the run ends with"
                  + " `InvalidArgumentError: cannot compute MatMul as input #1(zero-based) was"
                  + " expected to be a double tensor but is a float tensor`, inside a `tf.function`"
                  + " with `TypeError: Input 'b' of 'MatMul' Op has type float32 that does not"
                  + " match type float64`. `fit`, `evaluate`, `predict` and the call of a model"
                  + " cast float64 themselves, at each call and for twice the memory: nothing fails"
                  + " there, and an array that only goes there is reported as advice (`info`),"
                  + " which does not count as a problem.")
          .fixSafety(
              "The fix is safe. Where the array met the weights, the run failed; it is cast once,"
                  + " where it is made. Where Keras itself would cast, the edit changes no number:"
                  + " Keras does the same, later and again and again. An array whose double"
                  + " precision is used elsewhere is cast where it is used. Scripts that ask Keras"
                  + " for float64, and failures that the script catches, are left alone.")
          .example("quickstart/float64_features.py");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context) {
    if (!context.facts().changesFloatType()) {
      new Search(context).run();
    }
  }

  /** The search through one file. */
  private static final class Search {
    private static final Set<String> EXCEPTIONS =
        Set.of("InvalidArgumentError", "TypeError", "ValueError");

    private final RuleContext context;
    private final Node root;
    private final ScriptCalls scriptCalls;
    private final Float32Tensors float32;
    private final FloatTypes types;
    private final FloatCast cast;
    private final boolean kerasIsDouble;
    private final Set<Node> castUses = new HashSet<>();

    Search(RuleContext context) {
      this.context = context;
      root = context.file().root();
      scriptCalls = new ScriptCalls(root, context.names());
      types = new FloatTypes(context.names());
      kerasIsDouble = root.all(Kind.CALL).stream().map(Call::new).anyMatch(this::asksForDouble);
      float32 =
          new Float32Tensors(
              root, context.facts(), context.names(), context.target(), scriptCalls, kerasIsDouble);
      cast = new FloatCast(root, context.names());
    }

    /**
     * Whether the call makes a Keras object of float64, as {@code Input(dtype="float64")}, or one
     * that casts nothing.
     */
    private boolean asksForDouble(Call call) {
      boolean isKeras =
          context.names().qualifiedName(call.callee()).filter(TensorFlowCalls::isKeras).isPresent()
              || call.name().filter("__init__"::equals).isPresent()
              || scriptCalls.classOf(call.node()).filter(scriptCalls::isKeras).isPresent();
      return isKeras
          && (call.keyword("autocast").isPresent()
              || call.arguments().stream().map(Argument::value).anyMatch(types::isDouble));
    }

    void run() {
      Float64Makers makers = new Float64Makers(context, scriptCalls, float32);
      for (Node maker : makers.in(root)) {
        boolean tensor = makers.isTensor(maker);
        judge(maker, ValueFlow.of(maker, tensor, context.names(), scriptCalls, float32));
      }
    }

    private void judge(Node maker, List<ValueUse> uses) {
      List<ValueUse> failures =
          uses.stream()
              .filter(use -> use.effect() == Effect.FAILS)
              .filter(this::isCertain)
              .toList();
      if (failures.isEmpty()) {
        advise(maker, uses);
        return;
      }
      RuleContext.Report report = context.report(maker, message(failures.getFirst()));
      Optional<ValueUse> hindrance =
          uses.stream()
              .filter(
                  use ->
                      use.effect() == Effect.NEEDS_DOUBLE
                          || use.effect() == Effect.FAILS && !failures.contains(use))
              .findFirst();
      if (hindrance.isEmpty()) {
        cast.atMaking(maker)
            .ifPresentOrElse(
                edits -> report.fix("Cast to float32 where the array is made", Safety.SAFE, edits),
                () -> report.because("its `dtype` is given by a variable"));
      } else {
        castAtUses(report, uses, failures, hindrance.get());
      }
    }

    /** Nothing fails where Keras casts; said only where the array can be cast once instead. */
    private void advise(Node maker, List<ValueUse> uses) {
      Optional<ValueUse> sink =
          uses.stream().filter(use -> use.effect() == Effect.KERAS_CASTS).findFirst();
      boolean isOnlyForKeras = uses.stream().allMatch(Search::isIndifferent);
      if (sink.isEmpty() || !isOnlyForKeras || isMadeByKeras(maker)) {
        return;
      }
      cast.atMaking(maker)
          .ifPresent(
              edits ->
                  context
                      .report(maker, advice(sink.get()))
                      .severity(Severity.INFO)
                      .fix("Cast to float32 where the array is made", Safety.SAFE, edits));
    }

    /** Whether Keras made it, which knows best what to do with its own one-hot labels. */
    private boolean isMadeByKeras(Node maker) {
      return Call.of(maker)
          .flatMap(call -> context.names().qualifiedName(call.callee()))
          .filter(TensorFlowCalls::isKeras)
          .isPresent();
    }

    private boolean isCertain(ValueUse failure) {
      return context.facts().isReached(failure.at())
          && !context.mayBeCaught(failure.at(), EXCEPTIONS);
    }

    private void castAtUses(
        RuleContext.Report report,
        List<ValueUse> uses,
        List<ValueUse> failures,
        ValueUse hindrance) {
      String elsewhere = "it also goes to " + hindrance.what() + " in line " + line(hindrance.at());
      List<Node> arrays = failures.stream().map(ValueUse::array).distinct().toList();
      boolean areOnlyForTensors =
          uses.stream()
              .filter(use -> arrays.contains(use.array()))
              .allMatch(use -> isIndifferent(use) || failures.contains(use));
      if (!areOnlyForTensors || !arrays.stream().allMatch(this::isFloat64Array)) {
        report.because(elsewhere);
        return;
      }
      List<Edit> edits = new ArrayList<>();
      for (Node array : arrays) {
        // Values that share a use, as those of two branches do, are cast there once.
        if (castUses.add(array)) {
          edits.addAll(cast.atUse(array));
        }
      }
      if (edits.isEmpty()) {
        report.because("it is cast together with the other value of the same name");
      } else {
        report.fix("Cast to float32 where it is used, for " + elsewhere, Safety.SAFE, edits);
      }
    }

    private boolean isFloat64Array(Node node) {
      return float32.isFloat64(node)
          && context.facts().arrayOf(node).orElseThrow().holder() != Fact.Holder.TENSORFLOW;
    }

    private static boolean isIndifferent(ValueUse use) {
      return use.effect() == Effect.INDIFFERENT || use.effect() == Effect.KERAS_CASTS;
    }

    private String advice(ValueUse sink) {
      return "A float64 array made here is cast to float32 by "
          + sink.what()
          + " in line "
          + line(sink.at());
    }

    private String message(ValueUse failure) {
      return "A float64 value made here meets " + failure.what() + " in line " + line(failure.at());
    }

    private int line(Node node) {
      SourceText source = context.file().source();
      return source.position(node.start()).line();
    }
  }
}
