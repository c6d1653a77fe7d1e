package fitmend.inference.keras;

import fitmend.inference.library.Extended;
import fitmend.inference.tensorflow.DataSet;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Execution;
import fitmend.inference.value.IteratorValue;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Data that come batch by batch: data sets of TensorFlow, generators, sequences of the script.
 *
 * @param specification a batch as the graph is traced for it
 * @param batches some of those that certainly come
 */
record Streams(Feed specification, List<Feed> batches) {
  private enum Kind {
    DATA_SET,
    GENERATOR,
    SEQUENCE
  }

  private static Kind kind(Value data) {
    return switch (data) {
      case DataSet set -> Kind.DATA_SET;
      case IteratorValue generator -> Kind.GENERATOR;
      case Extended extended when isSequence(extended) -> Kind.SEQUENCE;
      case null, default -> null;
    };
  }

  private static boolean isSequence(Extended extended) {
    return extended.base() instanceof TrainingObject object
        && (object.path().equals("keras.utils.Sequence")
            || object.path().equals("keras.utils.PyDataset"));
  }

  static boolean isStream(Value data) {
    return kind(data) != null;
  }

  /** Raises what Keras raises when labels are given beside such data. */
  static void refuseLabels(Value data, Value labels, Execution execution) {
    if (labels instanceof Constant none && none.isNone()) {
      return;
    }
    String name =
        switch (kind(data)) {
          case DATA_SET -> "tf.data.Dataset";
          case GENERATOR -> "generator";
          case SEQUENCE -> "PyDataset";
        };
    throw execution.error(
        "ValueError",
        execution.target().hasKeras3()
            ? "When providing `x` as a %s, `y` should not be passed. Instead, the targets should be included as part of the %s."
                .formatted(name, name)
            : kind(data) == Kind.DATA_SET
                ? "`y` argument is not supported when using dataset as input."
                : null);
  }

  /** The batches of such data; null when they are not known. */
  static Streams of(Value data, Execution execution) {
    return switch (kind(data)) {
      case DATA_SET -> ofDataSet((DataSet) data, execution);
      case GENERATOR -> ofElement(yielded((IteratorValue) data, execution), execution);
      case SEQUENCE ->
          ofElement(
              execution.call(
                  execution.attribute(data, "__getitem__"), Arguments.of(Constant.of(0L))),
              execution);
    };
  }

  /** What a generator gives first, which Keras 3 wants as a tuple. */
  private static Value yielded(IteratorValue generator, Execution execution) {
    Value element = generator.next();
    boolean isOther =
        element instanceof ListValue
            || element instanceof DictValue
            || element instanceof Tensor
            || element instanceof Constant;
    if (isOther && execution.target().hasKeras3()) {
      throw execution.error("ValueError", null);
    }
    return element;
  }

  private static Streams ofDataSet(DataSet set, Execution execution) {
    Feed specification = Feed.unpacked(set.specification());
    if (specification.kind() == Feed.Kind.UNKNOWN) {
      return null;
    }
    List<Feed> batches = new ArrayList<>();
    for (Value element : List.of(set.first(), set.last())) {
      Feed batch = Feed.unpacked(element);
      if (batch.kind() == Feed.Kind.ARRAYS && set.size().orElse(0L) > 0) {
        batches.add(batch.inGraph(true, execution));
      }
    }
    return new Streams(specification.inGraph(true, execution), batches);
  }

  private static Streams ofElement(Value element, Execution execution) {
    if (element == null) {
      return null;
    }
    Feed batch = Feed.unpacked(element);
    return batch.kind() == Feed.Kind.ARRAYS
        ? new Streams(batch.inGraph(false, execution), List.of(batch.inGraph(true, execution)))
        : null;
  }
}
