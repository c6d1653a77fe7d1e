package fitmend.inference;

import fitmend.inference.Value.Array;
import fitmend.inference.Value.Constant;
import fitmend.inference.Value.Holder;
import fitmend.inference.Value.Sequence;
import fitmend.python.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What Python's operators make of numbers, arrays and tensors. */
final class Arithmetic {
  private static final Set<String> BITWISE = Set.of("&", "|", "^", "<<", ">>");
  private final Target target;

  Arithmetic(Target target) {
    this.target = target;
  }

  /** The value of {@code left operator right}; {@code at} is the expression. */
  Value binary(String operator, Value left, Value right, Node at) {
    Optional<DataType> a = Lattice.scalarType(left);
    Optional<DataType> b = Lattice.scalarType(right);
    if (a.isPresent() && b.isPresent()) {
      return numbers(operator, left, right);
    }
    if (left instanceof Sequence x && right instanceof Sequence y && operator.equals("+")) {
      List<Value> elements = new ArrayList<>(x.elements());
      elements.addAll(y.elements());
      return new Sequence(elements);
    }
    if (left instanceof Sequence x
        && right instanceof Constant(Long times)
        && operator.equals("*")) {
      return repeated(x, times);
    }
    if (left instanceof Array x && (right instanceof Array || b.isPresent())) {
      return arrays(operator, x, asArray(right), at);
    }
    if (right instanceof Array y && a.isPresent()) {
      return arrays(operator, asArray(left), y, at);
    }
    return tensorWithUnknown(left, right);
  }

  private static Value repeated(Sequence sequence, long times) {
    if (times < 0 || times * sequence.elements().size() > 64) {
      return Lattice.UNKNOWN;
    }
    List<Value> elements = new ArrayList<>();
    for (long i = 0; i < times; i++) {
      elements.addAll(sequence.elements());
    }
    return new Sequence(elements);
  }

  private static Array asArray(Value value) {
    return value instanceof Array array
        ? array
        : Lattice.scalar(Lattice.scalarType(value).orElse(DataType.UNKNOWN));
  }

  /** A tensor stays a tensor of its type, whatever the other side is. */
  private static Value tensorWithUnknown(Value left, Value right) {
    Value one = left instanceof Array ? left : right;
    boolean isTensor =
        one instanceof Array array
            && (array.holder() == Holder.KERAS || array.holder() == Holder.TENSORFLOW);
    return isTensor
        ? new Array(((Array) one).holder(), DataType.UNKNOWN, Shape.UNKNOWN, ((Array) one).madeAt())
        : Lattice.UNKNOWN;
  }

  private static Value numbers(String operator, Value left, Value right) {
    if (left instanceof Constant(Long x) && right instanceof Constant(Long y)) {
      Optional<Long> exact = integers(operator, x, y);
      if (exact.isPresent()) {
        return new Constant(exact.get());
      }
    }
    DataType a = Lattice.scalarType(left).orElseThrow();
    DataType b = Lattice.scalarType(right).orElseThrow();
    if (operator.equals("/") || a == DataType.FLOAT64 || b == DataType.FLOAT64) {
      return Lattice.scalar(DataType.FLOAT64);
    }
    return operator.equals("**") && !(right instanceof Constant)
        ? Lattice.UNKNOWN
        : Lattice.scalar(DataType.INT64);
  }

  private static Optional<Long> integers(String operator, long x, long y) {
    return switch (operator) {
      case "+" -> Optional.of(x + y);
      case "-" -> Optional.of(x - y);
      case "*" -> Optional.of(x * y);
      case "//" -> y == 0 ? Optional.empty() : Optional.of(Math.floorDiv(x, y));
      case "%" -> y == 0 ? Optional.empty() : Optional.of(Math.floorMod(x, y));
      case "**" -> y < 0 || y > 32 ? Optional.empty() : Optional.of((long) Math.pow(x, y));
      default -> Optional.empty();
    };
  }

  private Value arrays(String operator, Array left, Array right, Node at) {
    Array main = rank(left.holder()) >= rank(right.holder()) ? left : right;
    Array other = main == left ? right : left;
    Holder holder = main.holder() == Holder.PYTHON ? Holder.NUMPY : main.holder();
    if (left.holder() == Holder.PYTHON && right.holder() == Holder.PYTHON) {
      return Lattice.UNKNOWN; // lists of numbers: + is concatenation
    }
    Shape shape =
        operator.equals("@")
            ? Shapes.matrixProduct(left.shape(), right.shape())
            : Shapes.broadcast(left.shape(), right.shape());
    return switch (holder) {
      case NUMPY, PANDAS -> {
        DataType type = numpyType(operator, left, right);
        boolean aligned = holder == Holder.PANDAS && other.holder() == Holder.PANDAS;
        yield new Array(
            holder,
            type,
            aligned ? Shape.UNKNOWN : shape,
            holder == Holder.PANDAS ? at : madeAt(type, operator, left, right, at));
      }
      default -> new Array(holder, tensorType(operator, main, other), shape, main.madeAt());
    };
  }

  private static int rank(Holder holder) {
    return switch (holder) {
      case PYTHON -> 0;
      case NUMPY -> 1;
      case PANDAS -> 2;
      case TENSORFLOW -> 3;
      case KERAS -> 4;
    };
  }

  private DataType numpyType(String operator, Array left, Array right) {
    DataType type = commonType(left, right);
    if (operator.equals("/")) {
      return type.isInteger() || type == DataType.BOOL ? DataType.FLOAT64 : type;
    }
    return BITWISE.contains(operator) || DataTypes.isNumber(type) ? type : DataType.UNKNOWN;
  }

  /** A number beside an array yields to the array's type unless its kind is a higher one. */
  private DataType commonType(Array left, Array right) {
    boolean leftYields = yields(left, right);
    boolean rightYields = yields(right, left);
    if (leftYields == rightYields) {
      return DataTypes.promote(left.dataType(), right.dataType());
    }
    DataType strong = leftYields ? right.dataType() : left.dataType();
    DataType weak = leftYields ? left.dataType() : right.dataType();
    if (strong.isFloating()) {
      return DataTypes.isNumber(weak) ? strong : DataType.UNKNOWN;
    }
    if (weak.isFloating()) {
      return strong.isInteger() || strong == DataType.BOOL ? DataType.FLOAT64 : DataType.UNKNOWN;
    }
    return strong == DataType.BOOL ? DataTypes.promote(strong, weak) : strong;
  }

  /** NumPy 1 lets its own scalars yield as well. */
  private boolean yields(Array value, Array other) {
    boolean isPythonNumber = value.holder() == Holder.PYTHON && value.shape().equals(Shape.of());
    boolean isOldScalar =
        target != Target.TENSORFLOW_2_21
            && value.shape().equals(Shape.of())
            && other.shape().isRanked()
            && other.shape().rank() > 0;
    return isPythonNumber || isOldScalar;
  }

  /** The place where one cast would narrow the result too, else the operation itself. */
  private Node madeAt(DataType type, String operator, Array left, Array right, Node at) {
    if (type == left.dataType() && narrowsWith(operator, left, right)) {
      return left.madeAt();
    }
    if (type == right.dataType() && narrowsWith(operator, right, left)) {
      return right.madeAt();
    }
    return at;
  }

  private boolean narrowsWith(String operator, Array cast, Array other) {
    DataType narrow = cast.dataType() == DataType.FLOAT64 ? DataType.FLOAT32 : cast.dataType();
    Array narrowed = new Array(cast.holder(), narrow, cast.shape(), cast.madeAt());
    return cast.madeAt() != null && numpyType(operator, narrowed, other) == narrow;
  }

  private static DataType tensorType(String operator, Array main, Array other) {
    boolean yields = other.holder() == Holder.PYTHON || other.holder() == Holder.NUMPY;
    if (!yields && main.dataType() != other.dataType()) {
      return DataType.UNKNOWN;
    }
    return operator.equals("/") && !main.dataType().isFloating()
        ? DataType.UNKNOWN
        : main.dataType();
  }

  /** {@code - + ~ not}. */
  static Value unary(String operator, Value operand) {
    return switch (operand) {
      case Constant(Long number) when operator.equals("-") -> new Constant(-number);
      case Constant(Double number) when operator.equals("-") -> new Constant(-number);
      case Array array when !operator.equals("not") -> array;
      case Constant number when operator.equals("+") -> number;
      default -> operator.equals("not") ? Lattice.scalar(DataType.BOOL) : Lattice.UNKNOWN;
    };
  }

  /** {@code < == in is}: an array of truth values beside arrays, else one truth value. */
  static Value comparison(String operator, Value left, Value right, Node at) {
    boolean isWhole = operator.startsWith("is") || operator.endsWith("in");
    if (isWhole) {
      return Lattice.scalar(DataType.BOOL);
    }
    if (left instanceof Array x && !(right instanceof Sequence)) {
      Shape other =
          right instanceof Array y
              ? y.shape()
              : right instanceof Constant ? Shape.of() : Shape.UNKNOWN;
      Holder holder =
          right instanceof Array y && rank(y.holder()) > rank(x.holder()) ? y.holder() : x.holder();
      return new Array(holder, DataType.BOOL, Shapes.broadcast(x.shape(), other), at);
    }
    return Lattice.UNKNOWN;
  }
}
