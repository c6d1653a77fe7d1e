package fitmend.inference.standard;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Value;
import java.util.List;

/** The functions of {@code math}. */
final class Mathematics {
  private Mathematics() {}

  /** Null for what is not modelled. */
  static Value call(String name, Arguments arguments, Execution execution) {
    boolean isWhole =
        switch (name) {
          case "ceil", "floor", "trunc", "factorial", "gcd", "comb", "perm", "isqrt" -> true;
          default -> false;
        };
    boolean isTruth = name.startsWith("is") && !name.equals("isqrt");
    Value unknown = isTruth ? Scalar.BOOL : isWhole ? Scalar.INT : Scalar.FLOAT;
    List<Value> given = arguments.positional();
    if (name.equals("prod") && given.size() == 1) {
      return product(given.getFirst(), execution);
    }
    if (given.isEmpty() || !(number(given.getFirst()) instanceof Double first)) {
      boolean isPlain = !given.isEmpty() && given.getFirst() instanceof Scalar;
      return isPlain ? unknown : null;
    }
    Double second = given.size() > 1 ? number(given.get(1)) : null;
    if (given.size() > 1 && second == null) {
      return unknown;
    }
    double result =
        switch (name) {
          case "ceil" -> Math.ceil(first);
          case "floor" -> Math.floor(first);
          case "trunc" -> first < 0 ? Math.ceil(first) : Math.floor(first);
          case "sqrt" -> Math.sqrt(first);
          case "exp" -> Math.exp(first);
          case "log" -> second == null ? Math.log(first) : Math.log(first) / Math.log(second);
          case "log2" -> log2(first);
          case "log10" -> Math.log10(first);
          case "pow" -> second == null ? Double.NaN : Math.pow(first, second);
          case "fabs" -> Math.abs(first);
          default -> Double.NaN;
        };
    if (name.equals("gcd") && second != null) {
      return Constant.of(gcd(first.longValue(), second.longValue()));
    }
    if (!Double.isFinite(result)) {
      boolean isDomain = (name.equals("sqrt") || name.startsWith("log")) && first <= 0;
      if (isDomain && !(name.equals("sqrt") && first == 0)) {
        throw execution.error("ValueError", "math domain error");
      }
      return unknown;
    }
    return isWhole ? Constant.of((long) result) : Constant.of(result);
  }

  private static Value product(Value factors, Execution execution) {
    Elements elements = execution.elements(factors);
    Value product = Constant.of(1);
    for (Value factor : elements.known()) {
      product = execution.binary("*", product, factor);
    }
    return elements.isComplete() ? product : null;
  }

  private static Double number(Value value) {
    return value instanceof Constant(Object constant) && constant instanceof Number number
        ? Double.valueOf(number.doubleValue())
        : null;
  }

  /** Exact for powers of two, as Python's is. */
  private static double log2(double value) {
    double rough = Math.log(value) / Math.log(2);
    double rounded = Math.rint(rough);
    return Math.pow(2, rounded) == value ? rounded : rough;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? Math.abs(a) : gcd(b, a % b);
  }
}
