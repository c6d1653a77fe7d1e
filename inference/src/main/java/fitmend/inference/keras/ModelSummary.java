package fitmend.inference.keras;

import fitmend.inference.library.Extended;
import fitmend.inference.tensor.Structures;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import fitmend.python.tree.Node;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code model.summary()} tells of a model.
 *
 * @param name its name; null when it is not known
 * @param at where it was made
 * @param rows its layers, each behind those whose results it takes; empty when they are not known
 * @param parameters how many numbers all weights are; -1 when that is not known
 * @param trainableParameters how many of these {@code fit} changes; -1 when that is not known
 * @see <a href="https://keras.io/api/models/model/#summary-method">Model.summary</a>
 */
public record ModelSummary(
    String name,
    String className,
    Node at,
    List<Row> rows,
    long parameters,
    long trainableParameters) {

  /**
   * One layer.
   *
   * @param name its name; null when it is not known
   * @param output the shape of what it gives, such as {@code (None, 10)}; null when it is not known
   * @param parameters how many numbers its weights are; -1 when that is not known
   * @param from the names of the layers whose results it takes; empty in a chain
   */
  public record Row(
      String name, String className, String output, long parameters, List<String> from) {}

  /** How many numbers {@code fit} leaves as they are; -1 when that is not known. */
  public long otherParameters() {
    return parameters < 0 || trainableParameters < 0 ? -1 : parameters - trainableParameters;
  }

  static ModelSummary of(Model model, Node at, Execution execution) {
    boolean isNotBuilt = model.isNotBuilt();
    return new ModelSummary(
        model.layerName(),
        className(model, execution),
        at,
        rows(model, execution),
        isNotBuilt ? -1 : model.parameterCount(),
        isNotBuilt ? -1 : LayerWeights.count(model.trainableWeights()));
  }

  private static String className(Model model, Execution execution) {
    boolean isFunctional = model.typeName().equals("Model") && model.setting("inputs") != null;
    return isFunctional && !execution.target().isGraphMode() ? "Functional" : model.typeName();
  }

  private static List<Row> rows(Model model, Execution execution) {
    List<Row> rows = new ArrayList<>();
    boolean isGraph = model.isFunctional() && !(model instanceof SequentialModel);
    if (!isGraph) {
      for (Value layer : model.layers(execution).orElse(List.of())) {
        if (Extended.object(layer) instanceof Layer known) {
          rows.add(row(known, List.of(), isOpen(model), execution));
        }
      }
      return List.copyOf(rows);
    }
    Graph graph = model.graph();
    if (graph.layers(model.naming()).isEmpty()) {
      return List.of();
    }
    Map<Layer, Set<String>> sources = new IdentityHashMap<>();
    for (LayerCall call : graph.calls()) {
      sources
          .computeIfAbsent(call.layer(), layer -> new LinkedHashSet<>())
          .addAll(sources(call, model));
    }
    for (Object each : graph.sorted(model.naming())) {
      if (each instanceof InputLayer input) {
        String shape = text(input.tensor(), isOpen(model));
        rows.add(new Row(input.layerName(), "InputLayer", shape, 0, List.of()));
      } else if (each instanceof Layer layer) {
        List<String> from = List.copyOf(sources.getOrDefault(layer, Set.of()));
        rows.add(row(layer, from, isOpen(model), execution));
      }
    }
    return List.copyOf(rows);
  }

  /** Whether the script leaves a size of an input open besides that of the batch. */
  private static boolean isOpen(Model model) {
    Value inputs = model.inputs();
    for (Tensor input : inputs == null ? List.<Tensor>of() : Structures.tensors(inputs)) {
      for (int axis = 1; input.shape().isRanked() && axis < input.shape().rank(); axis++) {
        if (model.naming().isOpen(input, axis)) {
          return true;
        }
      }
    }
    return false;
  }

  private static Row row(Layer layer, List<String> from, boolean isOpen, Execution execution) {
    return new Row(
        layer.layerName(),
        layer instanceof Model inner ? className(inner, execution) : layer.typeName(),
        text(layer.output(), isOpen),
        layer.isNotBuilt() ? -1 : layer.parameterCount(),
        from);
  }

  private static List<String> sources(LayerCall call, Model model) {
    List<String> names = new ArrayList<>();
    for (Tensor input : call.inputs()) {
      boolean isOutput =
          input.origin() != null
              && input.origin().replay().orElse(null) instanceof LayerCall.Output;
      String name =
          isOutput
              ? ((LayerCall.Output) input.origin().replay().orElseThrow())
                  .call()
                  .layer()
                  .layerName()
              : model.naming().inputName(input);
      if (name != null) {
        names.add(name);
      }
    }
    return names;
  }

  /** Shapes as Keras writes them; null when a size is not known. */
  private static String text(Value output, boolean isOpen) {
    List<String> shapes = new ArrayList<>();
    for (Tensor tensor : output == null ? List.<Tensor>of() : Structures.tensors(output)) {
      Shape shape = tensor.shape();
      if (!shape.isRanked()
          || !isOpen && shape.rank() > 0 && !shape.slice(1, shape.rank()).isFull()) {
        return null;
      }
      shapes.add(shape.tupleText());
    }
    return switch (shapes.size()) {
      case 0 -> null;
      case 1 -> shapes.getFirst();
      default -> "[" + String.join(", ", shapes) + "]";
    };
  }
}
