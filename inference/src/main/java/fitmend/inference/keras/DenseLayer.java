package fitmend.inference.keras;

import fitmend.inference.library.Signature;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;

/** {@code Dense}, and layers that are as wide as they are told. */
final class DenseLayer extends UnaryLayer {
  DenseLayer(String path, Naming naming, Execution execution) {
    super(path, naming, execution);
  }

  @Override
  protected void configure(Signature.Bound arguments, Execution execution) {
    Checks.activation(this, execution);
    Checks.initializer(this, "kernel_initializer", execution);
    Checks.units(this, "units", execution);
  }

  @Override
  protected int leastRank(Execution execution) {
    return 2;
  }

  @Override
  protected void build(Tensor input, Execution execution) {
    int width = input.shape().size(-1);
    int units = number("units");
    expectWidth(-1, width);
    addWeight(Shape.of(width, units), true, execution);
    if (!isFalse("use_bias")) {
      addWeight(Shape.of(units), true, execution);
    }
  }

  @Override
  protected Shape shape(Tensor input, Execution execution) {
    Shape shape = input.shape();
    if (!execution.target().hasKeras3()) {
      refuseOtherWidth(shape, execution);
    }
    return shape.with(-1, number("units"));
  }

  /** Keras 2 leaves that to the multiplication when the layer is called a second time. */
  private void refuseOtherWidth(Shape shape, Execution execution) {
    int width =
        weights()
            .filter(all -> !all.isEmpty())
            .map(all -> ((Tensor) all.getFirst()).shape().size(0))
            .orElse(Shape.ANY);
    if (width != Shape.ANY && shape.size(-1) != Shape.ANY && width != shape.size(-1)) {
      throw execution.error("ValueError", null);
    }
  }

  @Override
  protected DataType type(Tensor input, Execution execution) {
    return weighted(input, execution);
  }
}
