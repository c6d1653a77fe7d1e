package fitmend.inference.pandas;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Operators and functions of NumPy on every element of frames and Series. */
final class Arithmetic {
  private Arithmetic() {}

  private static boolean isComparison(String operator) {
    return switch (operator) {
      case "==", "!=", "<", "<=", ">", ">=" -> true;
      default -> false;
    };
  }

  /** The result of an operator; null when it is not for pandas. */
  static Value binary(String operator, Value left, Value right, Execution run) {
    if (left instanceof ElementType || right instanceof ElementType) {
      ElementType type = left instanceof ElementType one ? one : (ElementType) right;
      Value same = type.isSame(type == left ? right : left);
      return switch (operator) {
        case "==" -> same;
        case "!=" -> same instanceof Constant known ? Constant.of(known == Constant.FALSE) : same;
        default -> Scalar.BOOL;
      };
    }
    if (!(left instanceof Labelled) && !(right instanceof Labelled)) {
      return left instanceof LabelIndex || right instanceof LabelIndex
          ? run.unknown("an operator on an index")
          : null;
    }
    Labelled one = left instanceof Labelled labelled ? labelled : (Labelled) right;
    Value other = one == left ? right : left;
    if (other instanceof LibraryObject && !(other instanceof Labelled)
        || other instanceof Tensor tensor && tensor.holder() != Tensor.Holder.NUMPY
        || operator.equals("@")) {
      return run.unknown("operator " + operator);
    }
    boolean isFlipped = one != left;
    Operation operation = new Operation(operator, isFlipped, run);
    if (one instanceof Series series) {
      return other instanceof Frame frame
          ? rowWise(new Operation(operator, !isFlipped, run), frame, series, run)
          : ofSeries(operation, series, other, run);
    }
    return ofFrame(operation, (Frame) one, other, run);
  }

  /** An operator with the order of its operands. */
  private record Operation(String operator, boolean isFlipped, Execution run) {
    Column of(Column column, Value other) {
      boolean isCompared = isComparison(operator);
      Value right = other instanceof Column.Operand operand ? operand.column().data() : other;
      Column second = other instanceof Column.Operand operand ? operand.column() : null;
      if (operator.equals("==") || operator.equals("!=")) {
        return Column.of(column.label(), compared(column, right), run);
      }
      boolean areNumbers =
          column.isNumber()
              && (second == null ? isNumber(right) : second.isNumber())
              && column.type() != null;
      if (!areNumbers) {
        boolean isJoined =
            operator.equals("+")
                && column.isText()
                && (second != null
                    ? second.isText()
                    : right instanceof Constant(String text) || right == Scalar.STR);
        return isJoined
            ? Column.texts(column.label(), column.count(), run)
            : isCompared && column.type() != null && !column.isText()
                ? Column.of(column.label(), DataType.BOOL, column.count(), run)
                : Column.unknown(column.label(), column.count(), run);
      }
      boolean isWhole = column.data().type().isInteger() && !isFloating(right);
      if (isWhole && (operator.equals("//") || operator.equals("%") || operator.equals("**"))) {
        boolean isSafe = right instanceof Constant(Long number) && number > 0 && !isFlipped;
        if (!isSafe) {
          return Column.unknown(column.label(), column.count(), run);
        }
      }
      Value result =
          isFlipped
              ? run.binary(operator, right, column.data())
              : run.binary(operator, column.data(), right);
      return result instanceof Tensor tensor
              && tensor.shape().isRanked()
              && tensor.shape().rank() == 1
          ? Column.of(column.label(), tensor, run)
          : Column.unknown(column.label(), column.count(), run);
    }

    private Tensor compared(Column column, Value other) {
      Tensor made = Column.made(DataType.BOOL, column.data().shape(), List.of(column.data()), run);
      if (column.data().content().isEmpty() || !(other instanceof Constant constant)) {
        return made;
      }
      List<Object> equal = new ArrayList<>();
      for (Object element : column.data().content().get()) {
        equal.add(new Constant(element).isEqual(constant) == operator.equals("=="));
      }
      return made.withContent(equal);
    }

    private static boolean isFloating(Value value) {
      return value instanceof Constant(Double number)
          || value == Scalar.FLOAT
          || value instanceof Tensor tensor && tensor.type().isFloating();
    }

    private static boolean isNumber(Value value) {
      return value instanceof Constant(Object constant)
              && (constant instanceof Number || constant instanceof Boolean)
          || value instanceof Scalar scalar && scalar != Scalar.STR
          || value instanceof Tensor tensor
              && (tensor.type() == DataType.BOOL
                  || tensor.type().isInteger()
                  || tensor.type().isFloating());
    }
  }

  private static Value ofSeries(Operation operation, Series series, Value other, Execution run) {
    Column column = series.column();
    if (other instanceof Series second) {
      boolean isAligned = series.labels().isSame(second.labels()).orElse(false);
      if (!isAligned) {
        return unaligned(operation, series, second, run);
      }
      Column made = operation.of(column, new Column.Operand(second.column()));
      boolean isSameName = column.label().equals(second.column().label());
      return series.of(isSameName ? made : made.named(Constant.NONE), run);
    }
    int length = Building.length(other, run);
    if (other instanceof Tensor tensor && (!tensor.shape().isRanked() || tensor.shape().rank() > 1)
        || other instanceof ListValue list && !list.isKnown()) {
      return run.unknown("a Series and an array");
    }
    if (length >= 0 && series.rows() >= 0 && length != series.rows()) {
      if (length != 1 || isComparison(operation.operator())) {
        throw run.error("ValueError", null);
      }
    }
    Value operand =
        other instanceof ListValue
            ? run.call(new Reference("numpy.asarray"), Arguments.of(other))
            : other;
    return series.of(operation.of(column, operand), run);
  }

  private static Value unaligned(Operation operation, Series series, Series second, Execution run) {
    boolean isBool = isComparison(operation.operator());
    boolean isReal =
        series.column().data().type().isFloating() && second.column().isNumber()
            || second.column().data().type().isFloating() && series.column().isNumber();
    int count = isBool ? series.rows() : Shape.ANY;
    Column made =
        isBool
            ? Column.of(Constant.NONE, DataType.BOOL, count, run)
            : isReal
                ? Column.of(Constant.NONE, DataType.FLOAT64, count, run)
                : Column.unknown(Constant.NONE, count, run);
    return new Series(new Table(List.of(made), RowLabels.unknown(count)), run);
  }

  private static Value ofFrame(Operation operation, Frame frame, Value other, Execution run) {
    Table table = frame.table();
    if (!table.isKnown()) {
      return other instanceof Constant || other instanceof Scalar
          ? frame.like(table, run)
          : Frame.unknown(run);
    }
    return switch (other) {
      case Constant constant -> frame.like(table.map(each -> operation.of(each, other)), run);
      case Scalar scalar -> frame.like(table.map(each -> operation.of(each, other)), run);
      case Series series -> rowWise(operation, frame, series, run);
      case Frame second -> pairWise(operation, frame, second, run);
      case Tensor array when array.shape().isRanked() && array.shape().rank() == 0 ->
          frame.like(table.map(each -> operation.of(each, array)), run);
      case Tensor array when array.shape().isRanked() && array.shape().rank() == 2 -> {
        boolean isKnown = array.shape().isFull() && frame.rows() >= 0;
        boolean fits =
            isKnown
                && array.shape().size(0) == frame.rows()
                && array.shape().size(1) == table.width();
        yield fits
            ? frame.like(
                table.map(
                    each ->
                        operation.of(
                            each,
                            Column.made(array.type(), Shape.of(frame.rows()), List.of(), run))),
                run)
            : run.unknown("a frame and an array");
      }
      default -> run.unknown("a frame and " + other.typeName());
    };
  }

  /** A Series beside a frame stands for one row, its labels for the columns. */
  private static Value rowWise(Operation operation, Frame frame, Series series, Execution run) {
    Table table = frame.table();
    List<Object> labels = series.labels().all().orElse(null);
    if (!table.isKnown() || labels == null) {
      return Frame.unknown(run);
    }
    boolean isSame = labels.size() == table.width();
    for (int i = 0; isSame && i < labels.size(); i++) {
      isSame =
          table.columns().get(i).label() instanceof Constant(Object label)
              && label.equals(labels.get(i));
    }
    if (!isSame) {
      return new Frame(new Table(null, table.rows()), run);
    }
    DataType type = series.column().data().type();
    Tensor element = Column.made(type, Shape.of(1), List.of(), run);
    boolean isNumber = series.column().isNumber();
    return frame.like(
        table.map(
            each ->
                isNumber && each.isNumber()
                    ? operation.of(each, element)
                    : Column.unknown(each.label(), each.count(), run)),
        run);
  }

  private static Value pairWise(Operation operation, Frame frame, Frame second, Execution run) {
    Table one = frame.table();
    Table other = second.table();
    boolean isAligned =
        other.isKnown()
            && one.width() == other.width()
            && one.rows().isSame(other.rows()).orElse(false);
    for (int i = 0; isAligned && i < one.width(); i++) {
      isAligned = Table.isSame(one.columns().get(i).label(), other.columns().get(i).label());
    }
    if (!isAligned) {
      return Frame.unknown(run);
    }
    List<Column> made = new ArrayList<>();
    for (int i = 0; i < one.width(); i++) {
      made.add(operation.of(one.columns().get(i), new Column.Operand(other.columns().get(i))));
    }
    return frame.like(one.with(made), run);
  }

  /** {@code -x}, {@code ~x}, {@code abs(x)}. */
  static Value unary(String operator, Labelled given, Execution run) {
    String name =
        switch (operator) {
          case "-" -> "negative";
          case "~" -> "invert";
          default -> "absolute";
        };
    return each(name, given, run);
  }

  /** A function of NumPy on every column. */
  static Labelled each(String function, Labelled given, Execution run) {
    return given.like(
        given
            .table()
            .map(
                column -> {
                  Value result =
                      column.isNumber()
                          ? run.call(
                              new Reference("numpy." + function), Arguments.of(column.data()))
                          : null;
                  return result instanceof Tensor tensor
                          && tensor.shape().equals(column.data().shape())
                      ? Column.of(column.label(), tensor, run)
                      : Column.unknown(column.label(), column.count(), run);
                }),
        run);
  }
}
