package fitmend.inference.keras;

import fitmend.inference.Target;
import fitmend.inference.library.Signature;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import java.util.List;

/** {@code Embedding}: a row of a table for each index. */
final class EmbeddingLayer extends UnaryLayer {
  EmbeddingLayer(String path, Naming naming, Execution execution) {
    super(path, naming, execution);
  }

  @Override
  protected boolean allowsKeyword(String name) {
    return name.equals("input_length");
  }

  @Override
  protected void configure(Signature.Bound arguments, Execution execution) {
    if (execution.target().isGraphMode()) {
      return;
    }
    if (setting("weights") != null
        && !(setting("weights") instanceof Constant none && none.isNone())) {
      doubt();
    }
    for (String name : List.of("input_dim", "output_dim")) {
      if (execution.target().hasKeras3()
          && setting(name) instanceof Tensor number
          && number.holder() == Tensor.Holder.NUMPY) {
        // A number of NumPy is not an int.
        String text = Texts.str(number);
        throw execution.error(
            "ValueError",
            text == null
                ? null
                : "`%s` must be a positive integer. Received: %s=%s (of type %s)."
                    .formatted(name, name, text, number.type().text()));
      }
      if (setting(name) instanceof Constant constant
          && !(constant.value() instanceof Long)
          && execution.target().hasKeras3()) {
        throw execution.error(
            "ValueError",
            "`%s` must be a positive integer. Received: %s=%s (of type %s)."
                .formatted(name, name, Texts.str(constant), constant.typeName()));
      }
      if (setting(name) instanceof Constant(String text)) {
        throw execution.error(
            "TypeError", "'<=' not supported between instances of 'str' and 'int'");
      }
      if (setting(name) instanceof Constant(Long size) && size <= 0) {
        boolean is3 = execution.target().hasKeras3();
        if (!is3
            && !(setting("input_dim") instanceof Constant(Long in)
                && setting("output_dim") instanceof Constant(Long out))) {
          throw execution.error("ValueError", null);
        }
        throw execution.error(
            "ValueError",
            is3
                ? "`%s` must be a positive integer. Received: %s=%d (of type int)."
                    .formatted(name, name, size)
                : "Both `input_dim` and `output_dim` should be positive, Received input_dim = %s and output_dim = %s"
                    .formatted(Texts.str(setting("input_dim")), Texts.str(setting("output_dim"))));
      }
    }
  }

  @Override
  protected boolean allowsWidth() {
    return false;
  }

  @Override
  protected boolean castsInputs() {
    return false;
  }

  @Override
  protected void build(Tensor input, Execution execution) {
    addWeight(Shape.of(number("input_dim"), number("output_dim")), true, execution);
  }

  @Override
  protected Shape shape(Tensor input, Execution execution) {
    refuseIndices(input, execution);
    return input.shape().concat(Shape.of(number("output_dim")));
  }

  /** An index outside of the table is an error where it is looked up at once. */
  private void refuseIndices(Tensor input, Execution execution) {
    int size = number("input_dim");
    if (size < 0 || input.holder() != Tensor.Holder.EAGER || input.content().isEmpty()) {
      return;
    }
    // Keras 3 counts from the end as NumPy does.
    int least = execution.target() == Target.TENSORFLOW_2_21 ? -size : 0;
    for (Object element : input.content().get()) {
      if (element instanceof Long index && (index < least || index >= size)) {
        throw execution.error("InvalidArgumentError", null);
      }
    }
  }

  @Override
  protected DataType type(Tensor input, Execution execution) {
    return ownType(execution);
  }
}
