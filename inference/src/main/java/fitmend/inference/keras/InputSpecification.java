package fitmend.inference.keras;

import fitmend.inference.tensor.Structures;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Which inputs a layer takes: Keras checks them before each call. */
final class InputSpecification {
  private InputSpecification() {}

  static void check(Layer layer, Value inputs, Tuple width, Execution execution) {
    int exact = layer.exactRank(execution);
    int least = layer.leastRank(execution);
    if (exact < 0 && least < 0) {
      return;
    }
    List<Tensor> tensors = Structures.tensors(inputs);
    if (tensors.size() > 1) {
      throw execution.error("ValueError", null);
    }
    Shape shape = tensors.getFirst().shape();
    if (!shape.isRanked()) {
      return;
    }
    if (exact >= 0 && shape.rank() != exact) {
      incompatible(layer, "expected ndim=%d, found ndim=%d", exact, shape, execution);
    }
    if (least >= 0 && shape.rank() < least) {
      incompatible(layer, "expected min_ndim=%d, found ndim=%d", least, shape, execution);
    }
    if (width != null
        && width.elements() instanceof List<Value> axisAndSize
        && axisAndSize.getFirst() instanceof Constant(Long axis)
        && axisAndSize.getLast() instanceof Constant(Long size)
        && isAxis(axis, shape.rank())
        && shape.size(axis.intValue()) != Shape.ANY
        && shape.size(axis.intValue()) != size) {
      String problem =
          "expected axis %d of input shape to have value %d, but received input with shape %s"
              .formatted(axis, size, shape.tupleText());
      boolean isWorded = !layer.naming().isStandalone();
      throw execution.error(
          "ValueError", isWorded ? Texts.incompatible(layer, problem, execution) : null);
    }
  }

  /** Raises what Keras says when a model is fed other inputs than it has. */
  static void inputs(Model model, Value fed, Execution execution) {
    List<String> names = names(model);
    if (names == null || execution.target().isGraphMode() || !model.checksInputShapes()) {
      refuseDictionary(model, fed, execution);
      return;
    }
    if (fed instanceof DictValue dict) {
      List<String> given = dict.isKnown() ? Texts.names(dict) : null;
      for (String name : given == null ? List.<String>of() : names) {
        if (!given.contains(name)) {
          throw execution.error(
              "ValueError",
              "Missing data for input \"%s\". You passed a data dictionary with keys %s. Expected the following keys: %s"
                  .formatted(name, Texts.quoted(given), Texts.quoted(names)));
        }
      }
      return;
    }
    int count = Structures.leaves(fed).map(List::size).orElse(names.size());
    if (count != names.size()) {
      boolean isTold = execution.target().hasKeras3() && model.layerName() != null;
      throw execution.error(
          "ValueError",
          isTold
              ? "Layer \"%s\" expects %d named input(s) with keys %s, but it received %d input tensors. Pass inputs as a dict, e.g. `layer({%s})`."
                  .formatted(
                      model.layerName(),
                      names.size(),
                      Texts.quoted(names),
                      count,
                      "'" + String.join("': ..., '", names) + "': ...")
              : null);
    }
  }

  /** {@code Sequential} of Keras 3 knows its input by the name that the script gives it. */
  private static void refuseDictionary(Model model, Value fed, Execution execution) {
    boolean isUnnamed =
        model.inputs() instanceof Tensor tensor
            && model.naming().inputLayer(tensor) instanceof InputLayer layer
            && Constant.NONE.equals(layer.setting("name"));
    if (execution.target().hasKeras3()
        && isUnnamed
        && fed instanceof DictValue dict
        && dict.isKnown()
        && !dict.keys().isEmpty()) {
      throw execution.error(
          "ValueError",
          "The structure of `inputs` doesn't match the expected structure.\n"
              + "Expected: keras_tensor\n"
              + "Received: inputs="
              + Texts.structure(dict, "Tensor(shape=%s)"));
    }
  }

  private static List<String> names(Model model) {
    if (model.inputs() instanceof DictValue dict) {
      return dict.isKnown() ? Texts.names(dict).stream().sorted().toList() : null;
    }
    List<String> names = new ArrayList<>();
    for (Tensor input : Structures.tensors(model.inputs())) {
      names.add(model.naming().inputName(input));
    }
    return names.contains(null) ? null : names;
  }

  private static boolean isResizing(Layer layer) {
    String name = Layer.name(layer.path());
    return layer instanceof ReshapingLayer && Character.isDigit(name.charAt(name.length() - 2));
  }

  /** Whether the number of axes is one that the layer takes. */
  static boolean fits(Layer layer, Shape shape, Execution execution) {
    int exact = layer.exactRank(execution);
    return shape.isRanked()
        && (exact < 0 || shape.rank() == exact)
        && shape.rank() >= layer.leastRank(execution);
  }

  private static boolean isAxis(long axis, int rank) {
    return axis < rank && axis >= -rank;
  }

  private static void incompatible(
      Layer layer, String problem, int rank, Shape shape, Execution execution) {
    if (layer.naming().isStandalone() && isResizing(layer)) {
      // Keras 2.3 lets TensorFlow say it.
      throw execution.error("ValueError", null);
    }
    throw execution.error(
        "ValueError",
        Texts.incompatible(
            layer,
            problem.formatted(rank, shape.rank())
                + (layer.naming().isStandalone()
                    ? ""
                    : ". Full shape received: " + shape.tupleText()),
            execution));
  }
}
