package fitmend.rules.training;

import fitmend.inference.Target;
import fitmend.python.tree.Argument;
import fitmend.python.tree.Call;
import java.util.List;
import java.util.Optional;

/** The parameters of a model's {@code compile} on a target, none of which {@code fit} has. */
record CompileArguments(List<String> parameters) {
  private static final CompileArguments KERAS_3 =
      new CompileArguments(
          List.of(
              "optimizer",
              "loss",
              "loss_weights",
              "metrics",
              "weighted_metrics",
              "run_eagerly",
              "steps_per_execution",
              "jit_compile",
              "auto_scale_loss"));
  private static final CompileArguments KERAS_2 =
      new CompileArguments(
          List.of(
              "optimizer",
              "loss",
              "metrics",
              "loss_weights",
              "weighted_metrics",
              "run_eagerly",
              "steps_per_execution",
              "jit_compile"));
  private static final CompileArguments KERAS_2_3 =
      new CompileArguments(
          List.of(
              "optimizer",
              "loss",
              "metrics",
              "loss_weights",
              "sample_weight_mode",
              "weighted_metrics",
              "target_tensors"));

  static CompileArguments of(Target target) {
    return switch (target) {
      case TENSORFLOW_1_15 -> KERAS_2_3;
      case TENSORFLOW_2_15 -> KERAS_2;
      case TENSORFLOW_2_21 -> KERAS_3;
    };
  }

  /** The arguments of a call of {@code fit} that belong to {@code compile}. */
  List<Argument> misplacedIn(Call fit) {
    return fit.arguments().stream()
        .filter(argument -> argument.name().filter(parameters::contains).isPresent())
        .toList();
  }

  /** What a call of {@code compile} gives to the parameter, by name or by position. */
  Optional<Argument> given(Call compile, String parameter) {
    return compile.argument(parameter, parameters.indexOf(parameter));
  }
}
