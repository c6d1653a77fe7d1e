package fitmend.inference.pandas;

import fitmend.inference.numpy.Types;
import fitmend.inference.tensor.ObjectArrays;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Labels;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a frame or Series holds. It never changes: a change makes another one.
 *
 * @param columns all columns in order; null when they are not known
 */
record Table(List<Column> columns, RowLabels rows) implements Value {
  /** One change of a column. */
  interface Change {
    Column of(Column column);
  }

  @Override
  public String typeName() {
    return "BlockManager";
  }

  boolean isKnown() {
    return columns != null;
  }

  int width() {
    return columns == null ? Shape.ANY : columns.size();
  }

  Table with(List<Column> others) {
    return new Table(others == null ? null : List.copyOf(others), rows);
  }

  /** Every column changed. */
  Table map(Change change) {
    if (columns == null) {
      return this;
    }
    List<Column> changed = new ArrayList<>();
    for (Column column : columns) {
      changed.add(change.of(column));
    }
    return with(changed);
  }

  /** Other rows, of which no element is known. */
  Table withRows(RowLabels labels, Execution run) {
    return new Table(columns, labels).map(column -> column.resized(labels.count(), run));
  }

  /** The rows at these places. */
  Table at(int[] places, Execution run) {
    Table chosen =
        map(
            column -> {
              Tensor data = column.data();
              Tensor made =
                  Column.made(data.type(), Shape.of(places.length), List.of(data), run)
                      .withLabels(data.labels().isOneHot() ? data.labels() : Labels.UNKNOWN);
              if (data.content().isPresent()) {
                List<Object> taken = new ArrayList<>();
                for (int place : places) {
                  taken.add(data.content().get().get(place));
                }
                made = made.withContent(taken);
              }
              return new Column(column.label(), made, column.type());
            });
    return new Table(chosen.columns, rows.at(places));
  }

  /** The column of that label; empty when none or more than one have it, or it is not known. */
  Optional<Column> find(Value label) {
    Column found = null;
    for (Column column : columns == null ? List.<Column>of() : columns) {
      if (isSame(column.label(), label)) {
        if (found != null) {
          return Optional.empty();
        }
        found = column;
      }
    }
    return Optional.ofNullable(found);
  }

  /** Whether some column has that label; empty when that is not known. */
  Optional<Boolean> has(Value label) {
    if (columns == null) {
      return Optional.empty();
    }
    boolean isSure = label instanceof Constant;
    for (Column column : columns) {
      if (isSame(column.label(), label)) {
        return Optional.of(true);
      }
      isSure &= column.label() instanceof Constant;
    }
    return isSure ? Optional.of(false) : Optional.empty();
  }

  static boolean isSame(Value one, Value other) {
    return one instanceof Constant first && other instanceof Constant second
        ? first.isEqual(second)
        : one.equals(other);
  }

  /** With a column put in the place of the one of its label, or behind all. */
  Table put(Column column) {
    if (columns == null) {
      return this;
    }
    List<Column> changed = new ArrayList<>();
    boolean isDone = false;
    for (Column each : columns) {
      boolean isIt = isSame(each.label(), column.label());
      changed.add(isIt ? column : each);
      isDone |= isIt;
    }
    if (!isDone) {
      changed.add(column);
    }
    return with(changed);
  }

  /** The type that {@code to_numpy} gives several columns. */
  DataType common() {
    if (columns == null) {
      return DataType.UNKNOWN;
    }
    DataType common = null;
    boolean hasBool = false;
    boolean hasNumber = false;
    for (Column column : columns) {
      if (column.type() == null) {
        return DataType.UNKNOWN;
      }
      if (!column.isNumber()) {
        boolean isMixed = columns.size() > 1 || !column.type().startsWith("datetime");
        common = isMixed && column.data().type() != DataType.UNKNOWN ? DataType.OBJECT : common;
        if (common != DataType.OBJECT) {
          return DataType.UNKNOWN;
        }
        continue;
      }
      hasBool |= column.isBool();
      hasNumber |= !column.isBool();
      DataType own = column.data().type();
      common = common == null ? own : Types.promote(common, own);
    }
    return common == null ? DataType.FLOAT64 : hasBool && hasNumber ? DataType.OBJECT : common;
  }

  /** All of it as an array of two axes. */
  Tensor array(Execution run) {
    DataType type = common();
    Tensor made =
        Column.made(
            type,
            Shape.of(rows.count(), width()),
            columns == null ? List.of() : columns.stream().limit(3).map(Column::data).toList(),
            run);
    if (columns == null || columns.isEmpty()) {
      return made;
    }
    return type == DataType.OBJECT
        ? ObjectArrays.marked(
            filled(made, run), kind(), columns.stream().anyMatch(Column::hasWords))
        : filled(made, run);
  }

  private ObjectArrays.Kind kind() {
    int texts = 0;
    int numbers = 0;
    for (Column column : columns) {
      texts += column.isText() ? 1 : 0;
      numbers += column.isNumber() ? 1 : 0;
    }
    boolean isKnown = texts + numbers == columns.size();
    return numbers > 0 && texts > 0
        ? ObjectArrays.Kind.BOTH
        : !isKnown
            ? ObjectArrays.Kind.UNKNOWN
            : texts > 0 ? ObjectArrays.Kind.TEXTS : ObjectArrays.Kind.NUMBERS;
  }

  private Tensor filled(Tensor made, Execution run) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    boolean isContentKnown = rows.count() >= 0 && (long) rows.count() * width() <= 1024;
    for (Column column : columns) {
      isContentKnown &= column.data().content().isPresent();
      low = Math.min(low, column.data().labels().low());
      high = Math.max(high, column.data().labels().high());
    }
    Tensor known = made;
    if (isContentKnown) {
      List<Object> content = new ArrayList<>();
      for (int row = 0; row < rows.count(); row++) {
        for (Column column : columns) {
          Object element = column.data().content().get().get(row);
          content.add(
              made.type().isFloating() && element instanceof Number number
                  ? (Object) number.doubleValue()
                  : element);
        }
      }
      known = known.withContent(content);
    }
    return Double.isNaN(low) || Double.isNaN(high)
        ? known
        : known.withLabels(Labels.between(low, high));
  }
}
