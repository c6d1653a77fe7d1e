package fitmend.inference.python;

import fitmend.inference.value.Constant;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.HasElements;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;

/** A range of known bounds. */
record RangeValue(long start, long stop, long step) implements HasElements {
  /** More are given as a summary. */
  private static final int MOST = 256;

  long size() {
    long distance = step > 0 ? stop - start : start - stop;
    return distance <= 0 ? 0 : (distance - 1) / Math.abs(step) + 1;
  }

  @Override
  public Elements elements(Execution execution) {
    long size = size();
    List<Value> known = new ArrayList<>();
    for (long i = 0; i < Math.min(size, MOST); i++) {
      known.add(Constant.of(start + i * step));
    }
    return new Elements(known, size > MOST ? Scalar.INT : null);
  }

  @Override
  public String typeName() {
    return "range";
  }
}
