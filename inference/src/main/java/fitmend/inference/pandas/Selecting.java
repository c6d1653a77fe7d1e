package fitmend.inference.pandas;

import fitmend.inference.python.Slicing;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Shape;
import fitmend.inference.value.SliceValue;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What labels, masks and slices in square brackets take out of frames. */
final class Selecting {
  private Selecting() {}

  /** As KeyErrors write a label. */
  static String repr(Value label) {
    return switch (label) {
      case Constant(String text) -> "'" + text + "'";
      case Constant(Long number) -> String.valueOf(number);
      case Tuple tuple ->
          "(" + list(tuple.elements()) + (tuple.elements().size() == 1 ? ",)" : ")");
      default -> "?";
    };
  }

  private static String list(List<Value> labels) {
    return String.join(", ", labels.stream().map(Selecting::repr).toList());
  }

  /** As messages write labels that are missing; null when that is not known. */
  private static String written(List<Value> labels, Execution run) {
    boolean areWorded =
        labels.stream()
            .allMatch(each -> each instanceof Constant(Object text) && !(text instanceof Double));
    String separator = run.target().isGraphMode() && labels.size() > 1 ? " " : ", ";
    return areWorded
        ? "[" + String.join(separator, labels.stream().map(Selecting::repr).toList()) + "]"
        : null;
  }

  /** The labels that a list of them holds, also that of an index; null when they are not known. */
  static List<Value> labels(Value value) {
    List<Value> labels =
        switch (value) {
          case LabelIndex index -> index.labels();
          case Series series ->
              series.column().data().content().isPresent()
                  ? Tensors.elements(series.column().data()).orElse(null)
                  : null;
          case Constant(String text) -> List.of(value);
          case Constant(Long number) -> List.of(value);
          default -> Tensors.elements(value).orElse(null);
        };
    boolean isKnown =
        labels != null
            && labels.stream().allMatch(each -> each instanceof Constant || each instanceof Tuple);
    return isKnown ? labels : null;
  }

  /** Whether the value chooses rows by truth values. */
  static boolean isMask(Value value) {
    return switch (value) {
      case Series series -> series.column().isBool();
      case Tensor tensor -> tensor.type() == DataType.BOOL && tensor.shape().isRanked();
      case ListValue list ->
          list.isKnown()
              && !list.elements().isEmpty()
              && list.elements().stream().allMatch(each -> each instanceof Constant(Boolean bool));
      default -> false;
    };
  }

  /** The places where a mask is true; empty when they are not known. */
  static Optional<int[]> places(Value mask) {
    List<Object> truth =
        switch (mask) {
          case Series series -> series.column().data().content().orElse(null);
          case Tensor tensor -> tensor.content().orElse(null);
          case ListValue list ->
              list.elements().stream().map(each -> ((Constant) each).value()).toList();
          default -> null;
        };
    if (truth == null) {
      return Optional.empty();
    }
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < truth.size(); i++) {
      if (truth.get(i) == Boolean.TRUE) {
        places.add(i);
      }
    }
    return Optional.of(places.stream().mapToInt(Integer::intValue).toArray());
  }

  private static int length(Value mask) {
    return switch (mask) {
      case Series series -> series.rows();
      case Tensor tensor -> tensor.shape().rank() == 1 ? tensor.shape().size(0) : Shape.ANY;
      case ListValue list -> list.elements().size();
      default -> Shape.ANY;
    };
  }

  /** The rows where a mask is true. */
  static Table masked(Table table, Value mask, Execution run) {
    int count = table.rows().count();
    int length = length(mask);
    boolean isAligned =
        !(mask instanceof Series series) || series.labels().isSame(table.rows()).orElse(false);
    if (count >= 0 && length >= 0 && count != length && !(mask instanceof Series)) {
      throw run.error(
          mask instanceof Tensor || mask instanceof ListValue ? "ValueError" : null,
          "Item wrong length %d instead of %d.".formatted(length, count));
    }
    Optional<int[]> places = isAligned ? places(mask) : Optional.empty();
    return places.isPresent() && count == length
        ? table.at(places.get(), run)
        : table.withRows(RowLabels.unknown(Shape.ANY), run);
  }

  /** The rows that a slice of positions takes. */
  static Table sliced(Table table, SliceValue slice, Execution run) {
    SliceValue plain =
        new SliceValue(plain(slice.lower()), plain(slice.upper()), plain(slice.step()));
    int count = table.rows().count();
    if (isAll(plain)) {
      return table;
    }
    Optional<int[]> places = count < 0 ? Optional.empty() : Slicing.places(plain, count);
    return places.isPresent()
        ? table.at(places.get(), run)
        : table.withRows(RowLabels.unknown(Shape.ANY), run);
  }

  static boolean isAll(SliceValue slice) {
    return isNone(slice.lower()) && isNone(slice.upper()) && isNone(slice.step());
  }

  static boolean isNone(Value value) {
    return value == null || value instanceof Constant constant && constant.isNone();
  }

  static Value plain(Value bound) {
    return Tensors.integer(bound).<Value>map(Constant::of).orElse(bound);
  }

  /** The columns of these labels in their order; raises KeyError. */
  static Table columns(Table table, List<Value> labels, Execution run) {
    List<Column> chosen = new ArrayList<>();
    List<Value> missing = new ArrayList<>();
    boolean isKnown = true;
    for (Value label : labels) {
      Optional<Boolean> has = table.has(label);
      if (has.isPresent() && !has.get()) {
        missing.add(label);
      }
      Optional<Column> column = table.find(label);
      isKnown &= column.isPresent() || !table.isKnown();
      chosen.add(column.orElse(Column.unknown(label, table.rows().count(), run)));
    }
    if (!missing.isEmpty()) {
      throw run.error("KeyError", refusal(missing, missing.size() == labels.size(), run));
    }
    return table.with(isKnown ? chosen : null);
  }

  private static String refusal(List<Value> missing, boolean areAll, Execution run) {
    String text = written(missing, run);
    if (text == null || !areAll) {
      return text == null || run.target().isGraphMode() ? null : "\"" + text + " not in index\"";
    }
    boolean areTexts = missing.stream().allMatch(each -> each instanceof Constant(String word));
    boolean areNumbers = missing.stream().allMatch(each -> each instanceof Constant(Long number));
    String type = areTexts ? run.target().isGraphMode() ? "object" : "str" : "int64";
    return areTexts || areNumbers && !run.target().isGraphMode()
        ? "\"None of [Index(%s, dtype='%s')] are in the [columns]\"".formatted(text, type)
        : null;
  }

  /** The KeyError of {@code drop} for labels that are not there. */
  static RuntimeException notInAxis(List<Value> missing, Execution run) {
    String text = written(missing, run);
    return run.error(
        "KeyError",
        text == null
            ? null
            : text.contains("'")
                ? "\"" + text + " not found in axis\""
                : "'" + text + " not found in axis'");
  }
}
