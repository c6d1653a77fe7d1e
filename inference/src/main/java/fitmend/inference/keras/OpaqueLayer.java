package fitmend.inference.keras;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Value;

/** A layer of which no more is known than that there is one. */
final class OpaqueLayer extends Layer {
  OpaqueLayer(String path, Naming naming, Execution execution) {
    super(path, naming, execution);
  }

  @Override
  protected boolean allowsNumbers() {
    return true;
  }

  @Override
  protected boolean allowsKeyword(String name) {
    return true;
  }

  @Override
  protected void build(Value inputs, Execution execution) {
    forgetWeights();
  }

  @Override
  protected Value compute(Value inputs, Arguments arguments, Execution execution) {
    return execution.unknown("output of " + typeName());
  }
}
