package fitmend.inference.keras;

import fitmend.inference.library.Extended;
import fitmend.inference.tensor.Structures;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import fitmend.python.tree.Node;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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

  static ModelSummary of(Model model, Node at, Execution execution) {
    List<Row> rows = new ArrayList<>();
    if (model.isFunctional()) {
      Structures.tensors(model.inputs()).forEach(input -> rows.add(input(input, model)));
      Set<Layer> seen = new LinkedHashSet<>();
      for (LayerCall call : model.graph().calls()) {
        if (seen.add(call.layer())) {
          rows.add(row(call.layer(), sources(call, model)));
        }
      }
    } else {
      for (Value layer : model.layers(execution).orElse(List.of())) {
        if (Extended.object(layer) instanceof Layer known) {
          rows.add(row(known, List.of()));
        }
      }
    }
    return new ModelSummary(
        model.layerName(),
        model.isFunctional() && model.typeName().equals("Model") ? "Functional" : model.typeName(),
        at,
        List.copyOf(rows),
        model.isNotBuilt() ? -1 : model.parameterCount(),
        model.isNotBuilt() ? -1 : LayerWeights.count(model.trainableWeights()));
  }

  private static Row input(Tensor tensor, Model model) {
    String name = model.naming().inputName(tensor);
    return new Row(name, "InputLayer", tensor.shape().tupleText(), 0, List.of());
  }

  private static Row row(Layer layer, List<String> from) {
    return new Row(
        layer.layerName(),
        layer.typeName(),
        text(layer.output()),
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

  /** Shapes as Keras writes them; null when one is not known. */
  private static String text(Value output) {
    List<String> shapes = new ArrayList<>();
    for (Tensor tensor : output == null ? List.<Tensor>of() : Structures.tensors(output)) {
      if (!tensor.shape().isRanked()) {
        return null;
      }
      shapes.add(tensor.shape().tupleText());
    }
    return switch (shapes.size()) {
      case 0 -> null;
      case 1 -> shapes.getFirst();
      default -> "[" + String.join(", ", shapes) + "]";
    };
  }
}
