package fitmend.rules.dtype;

import fitmend.edit.Edit;
import fitmend.inference.Value;
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
@RuleInfo(
    code = "DTY001",
    name = "float64-input",
    summary = "A float64 array reaches a model or an operation whose weights are float32.",
    why =
        "NumPy makes float64, TensorFlow's variables and Keras' weights are float32. Operations of"
            + " TensorFlow do not mix them: the run ends with `InvalidArgumentError: cannot compute"
            + " MatMul as input #1(zero-based) was expected to be a double tensor but is a float"
            + " tensor`, inside a `tf.function` with `TypeError: Input 'b' of 'MatMul' Op has type"
            + " float32 that does not match type float64`. `fit`, `evaluate`, `predict` and the"
            + " call of a model cast float64 themselves, on every call and for twice the memory;"
            + " such an array is reported as advice.",
    fixSafety =
        "The fix is safe. Where an operation meets float32 weights, the run failed there. Where"
            + " Keras itself casts, the edit changes no number: the cast goes to the last value"
            + " before Keras, so that everything calculated on the way there is still calculated"
            + " in double precision, and the losses are the same to the last bit. An array whose"
            + " double precision is used elsewhere is cast where it is used. Scripts that ask Keras"
            + " for float64 are left alone.",
    example = "quickstart/float64_features.py")
public final class Float64Input implements FileRule {

  @Override
  public void check(RuleContext context) {
    if (!context.facts().usesFloat64ByDefault()) {
      new Search(context).run();
    }
  }

  /** The search through one file. */
  private static final class Search {
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
      List<ValueUse> sinks =
          uses.stream()
              .filter(
                  use ->
                      use.effect() == Effect.FAILS
                          || use.effect() == Effect.KERAS_CASTS && !kerasIsDouble)
              .toList();
      Optional<ValueUse> failure =
          sinks.stream().filter(use -> use.effect() == Effect.FAILS).findFirst();
      if (sinks.isEmpty() || failure.isEmpty() && isMadeByKeras(maker)) {
        return;
      }
      ValueUse first = failure.orElse(sinks.getFirst());
      RuleContext.Report report =
          context
              .report(maker, message(first))
              .severity(failure.isPresent() ? Severity.ERROR : Severity.INFO);
      Optional<ValueUse> hindrance =
          uses.stream()
              .filter(
                  use ->
                      use.effect() == Effect.NEEDS_DOUBLE
                          || use.effect() == Effect.CALCULATES && failure.isEmpty()
                          || use.effect() == Effect.KERAS_CASTS && kerasIsDouble)
              .findFirst();
      if (hindrance.isEmpty()) {
        cast.atMaking(maker)
            .ifPresentOrElse(
                edits -> report.fix("Cast to float32 where the array is made", Safety.SAFE, edits),
                () -> report.because("its type is given by a variable"));
      } else {
        castAtUses(report, uses, sinks, hindrance.get());
      }
    }

    /** Whether Keras made it, which knows best what to do with its own one-hot labels. */
    private boolean isMadeByKeras(Node maker) {
      return Call.of(maker)
          .flatMap(call -> context.names().qualifiedName(call.callee()))
          .filter(TensorFlowCalls::isKeras)
          .isPresent();
    }

    private void castAtUses(
        RuleContext.Report report, List<ValueUse> uses, List<ValueUse> sinks, ValueUse hindrance) {
      String elsewhere = "it also goes to " + hindrance.what() + " in line " + line(hindrance.at());
      List<Node> arrays = sinks.stream().map(ValueUse::array).distinct().toList();
      boolean areOnlyForModels =
          uses.stream()
              .filter(use -> arrays.contains(use.array()))
              .allMatch(use -> use.effect() == Effect.INDIFFERENT || sinks.contains(use));
      if (!areOnlyForModels || !arrays.stream().allMatch(this::isFloat64Array)) {
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
          && context.facts().arrayOf(node).orElseThrow().holder() != Value.Holder.TENSORFLOW;
    }

    private String message(ValueUse use) {
      String line = " in line " + line(use.at());
      return use.effect() == Effect.FAILS
          ? "A float64 value made here meets " + use.what() + line
          : "A float64 array made here reaches " + use.what() + line + ", which casts it each time";
    }

    private int line(Node node) {
      SourceText source = context.file().source();
      return source.position(node.start()).line();
    }
  }
}
