package fitmend.inference.sklearn;

import fitmend.inference.Target;
import fitmend.inference.library.HasRows;
import fitmend.inference.library.Signature;
import fitmend.inference.library.Signature.Bound;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Shape;
import fitmend.inference.value.SliceValue;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code train_test_split} and {@code shuffle}: samples put apart and in another order. */
final class Selection {
  private static final int UNKNOWN = -1;

  private Selection() {}

  /** {@code sklearn.model_selection.train_test_split}. */
  static Value split(Arguments arguments, Execution run) {
    Bound bound =
        Signature.of(
                "train_test_split",
                "*arrays, test_size=None, train_size=None, random_state=None, shuffle=True,"
                    + " stratify=None")
            .bind(arguments, run);
    List<Value> arrays = bound.more();
    if (arguments.isOpen()) {
      return run.unknown("unpacked arguments");
    }
    if (arrays.isEmpty()) {
      throw run.error("ValueError", "At least one array required as input");
    }
    for (String size : List.of("test_size", "train_size")) {
      if (bound.get(size) instanceof Constant(String text)) {
        throw run.error(refused(run), null);
      }
      boolean isBeyond =
          run.target() != Target.TENSORFLOW_1_15
              && bound.get(size) instanceof Constant(Double part)
              && (part <= 0 || part >= 1);
      if (isBeyond) {
        throw run.error(refused(run), null);
      }
    }
    int count = common(arrays, run);
    int[] sizes = {UNKNOWN, UNKNOWN};
    if (count >= 0 && !sizes(count, bound.get("test_size"), bound.get("train_size"), sizes, run)) {
      return run.unknown("the sizes of a split");
    }
    requireTwoOfEach(bound.get("stratify"), run);
    boolean isShuffled = !Constant.FALSE.equals(bound.get("shuffle"));
    List<Value> parts = new ArrayList<>();
    for (Value array : arrays) {
      int from = 0;
      for (int size : sizes) {
        parts.add(
            isShuffled || size < 0
                ? rows(array, size, "train_test_split", run)
                : run.subscript(
                    array,
                    new SliceValue(
                        Constant.of(from), Constant.of((long) from + size), Constant.NONE)));
        from += size;
      }
    }
    return new ListValue(run.journal(), parts);
  }

  /** Strata of one member cannot be split. */
  private static void requireTwoOfEach(Value strata, Execution run) {
    Tensor labels = strata instanceof Constant ? null : Samples.array(strata, run).orElse(null);
    if (labels == null || labels.shape().rank() != 1 || labels.content().isEmpty()) {
      return;
    }
    Map<Object, Integer> counts = new HashMap<>();
    labels.content().get().forEach(each -> counts.merge(each, 1, Integer::sum));
    if (counts.containsValue(1)) {
      throw run.error("ValueError", null);
    }
  }

  private static String refused(Execution run) {
    return run.target() == Target.TENSORFLOW_1_15 ? "ValueError" : "InvalidParameterError";
  }

  /** {@code sklearn.utils.shuffle}. */
  static Value shuffle(Arguments arguments, Execution run) {
    Bound bound =
        Signature.of("shuffle", "*arrays, random_state=None, n_samples=None").bind(arguments, run);
    if (arguments.isOpen() || bound.more().isEmpty() || bound.isGiven("n_samples")) {
      return run.unknown("shuffle");
    }
    int count = common(bound.more(), run);
    List<Value> shuffled = new ArrayList<>();
    for (Value array : bound.more()) {
      shuffled.add(
          array instanceof Tensor tensor && count >= 0
              ? Samples.made(tensor.type(), tensor.shape(), "shuffle", List.of(tensor), run)
                  .withLabels(tensor.labels())
              : rows(array, count, "shuffle", run));
    }
    return shuffled.size() == 1 ? shuffled.getFirst() : new ListValue(run.journal(), shuffled);
  }

  /** How many samples all have; negative when that is not known; raises when they differ. */
  static int common(List<Value> arrays, Execution run) {
    List<Integer> counts = new ArrayList<>();
    for (Value array : arrays) {
      if (!(array instanceof Constant constant && constant.isNone())) {
        counts.add(count(array, run));
      }
    }
    boolean isKnown = counts.stream().allMatch(count -> count >= 0);
    if (isKnown && counts.stream().distinct().count() > 1) {
      throw run.error(
          "ValueError", "Found input variables with inconsistent numbers of samples: " + counts);
    }
    return counts.stream().filter(count -> count >= 0).findFirst().orElse(UNKNOWN);
  }

  private static int count(Value value, Execution run) {
    return switch (value) {
      case Tensor tensor when tensor.shape().isRanked() -> {
        if (tensor.shape().rank() == 0) {
          throw run.error("TypeError", null);
        }
        yield tensor.shape().size(0);
      }
      case ListValue list when list.isKnown() -> list.elements().size();
      case Tuple tuple -> tuple.elements().size();
      case HasRows frame -> frame.rows();
      case Constant(Number number) -> throw run.error("TypeError", null);
      default -> UNKNOWN;
    };
  }

  /** Those of the training part and of the test part; whether they could be told. */
  private static boolean sizes(int count, Value test, Value train, int[] sizes, Execution run) {
    double[] wanted = new double[2];
    Value[] given = {train, test};
    for (int i = 0; i < 2; i++) {
      boolean isNone = given[i] instanceof Constant constant && constant.isNone();
      if (!isNone && !(given[i] instanceof Constant(Number number))) {
        return false;
      }
      wanted[i] = isNone ? Double.NaN : ((Number) ((Constant) given[i]).value()).doubleValue();
      boolean isPart = given[i] instanceof Constant(Double real);
      boolean isBeyond = isPart && (wanted[i] <= 0 || wanted[i] >= 1);
      if (isBeyond || !isNone && wanted[i] <= 0) {
        throw run.error(refused(run), null);
      }
      if (!isNone && !isPart && wanted[i] >= count) {
        throw run.error(
            "ValueError",
            "%s_size=%d should be either positive and smaller than the number of samples %d or a float in the (0, 1) range"
                .formatted(i == 0 ? "train" : "test", (long) wanted[i], count));
      }
      if (isPart) {
        wanted[i] = i == 0 ? Math.floor(wanted[i] * count) : Math.ceil(wanted[i] * count);
      }
    }
    boolean isDefault = Double.isNaN(wanted[0]) && Double.isNaN(wanted[1]);
    double tested =
        isDefault
            ? Math.ceil(0.25 * count)
            : Double.isNaN(wanted[1]) ? count - wanted[0] : wanted[1];
    double trained = Double.isNaN(wanted[0]) ? count - tested : wanted[0];
    if (trained + tested > count) {
      throw run.error("ValueError", null);
    }
    if (trained == 0) {
      throw run.error(
          "ValueError",
          isDefault
              ? "With n_samples=%d, test_size=0.25 and train_size=None, the resulting train set will be empty. Adjust any of the aforementioned parameters."
                  .formatted(count)
              : null);
    }
    sizes[0] = (int) trained;
    sizes[1] = (int) tested;
    return true;
  }

  private static Value rows(Value array, int count, String operation, Execution run) {
    return switch (array) {
      case Tensor tensor when tensor.shape().isRanked() && tensor.shape().rank() > 0 ->
          Samples.rows(tensor, count, operation, run);
      case ListValue list when list.isKnown() && count >= 0 && !list.elements().isEmpty() ->
          new ListValue(
              run.journal(), Collections.nCopies(count, Elements.all(list.elements()).any()));
      case ListValue list -> ListValue.unknown(run.journal(), "chosen samples");
      case HasRows frame -> frame.withRows(count, run);
      case Constant constant when constant.isNone() -> Constant.NONE;
      default -> run.unknown("chosen samples");
    };
  }

  /** The places of samples. */
  static Tensor places(int count, Execution run) {
    return Samples.made(DataType.INT64, Shape.of(count), "split", List.of(), run);
  }
}
