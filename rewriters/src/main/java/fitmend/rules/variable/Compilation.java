package fitmend.rules.variable;

import fitmend.python.tree.Argument;
import fitmend.python.tree.Call;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A call of a model's {@code compile}. */
record Compilation(Call call) {
  private static final Set<String> NAMES =
      Set.of("optimizer", "loss", "metrics", "weighted_metrics", "loss_weights");

  /** The call as the {@code compile} of a Keras model, if it looks like one. */
  static Optional<Compilation> of(Call call, Definitions definitions) {
    boolean named = call.name().filter("compile"::equals).isPresent();
    Optional<Node> receiver = call.receiver();
    if (!named || receiver.isEmpty()) {
      return Optional.empty();
    }
    boolean keras =
        call.arguments().stream().anyMatch(a -> a.name().filter(NAMES::contains).isPresent());
    boolean library = definitions.library(receiver.get()).isPresent();
    boolean compiles = keras || call.positional(1).isPresent() || isFitted(receiver.get());
    return compiles && !library ? Optional.of(new Compilation(call)) : Optional.empty();
  }

  private static boolean isFitted(Node model) {
    return model.file().root().all(Kind.ATTRIBUTE).stream()
        .filter(node -> KerasClasses.FITTING.contains(node.child(1).text()))
        .anyMatch(node -> node.child(0).sameText(model));
  }

  /** The values given as loss and as metrics. */
  List<Node> formulas() {
    return Stream.of(
            call.argument("loss", 1), call.argument("metrics", 2), call.keyword("weighted_metrics"))
        .flatMap(Optional::stream)
        .map(Argument::value)
        .toList();
  }

  /** The model, as it is written. */
  Node model() {
    return call.receiver().orElseThrow();
  }
}
