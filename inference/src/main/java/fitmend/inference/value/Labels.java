package fitmend.inference.value;

/**
 * What losses need to know of the values in an array.
 *
 * @param low the least value; NaN when it is not known
 * @param high the greatest value; NaN when it is not known
 * @param isOneHot whether each row holds a single one and else zeros
 */
public record Labels(double low, double high, boolean isOneHot) {
  public static final Labels UNKNOWN = new Labels(Double.NaN, Double.NaN, false);

  public static final Labels ONE_HOT = new Labels(0, 1, true);

  /** Values between two, both of which occur. */
  public static Labels between(double low, double high) {
    return new Labels(low, high, false);
  }

  public boolean isRangeKnown() {
    return !Double.isNaN(low) && !Double.isNaN(high);
  }
}
