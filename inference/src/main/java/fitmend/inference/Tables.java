package fitmend.inference;

import fitmend.inference.Internals.Elements;
import fitmend.inference.Value.Array;
import fitmend.inference.Value.Constant;
import fitmend.inference.Value.Holder;
import fitmend.inference.Value.Sequence;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The columns of the frames that a script builds itself. A frame has an element type only if all
 * its columns have that one; which columns it has is kept here, by the place that made it.
 */
final class Tables {
  private final Map<Node, Map<String, DataType>> columns = new HashMap<>();

  /** A frame of these columns. */
  Array made(Map<String, Value> data, Node at) {
    Map<String, DataType> types = new LinkedHashMap<>();
    data.forEach((name, value) -> types.put(name, typeOf(value)));
    return frame(types, -1, at);
  }

  private Array frame(Map<String, DataType> types, int rows, Node at) {
    Map<String, DataType> known = columns.get(at);
    if (known == null) {
      columns.put(at, types);
    } else if (!known.equals(types)) {
      columns.put(at, Map.of()); // made with other columns each time
    }
    boolean isOneType = types.values().stream().distinct().count() == 1;
    DataType type = isOneType ? types.values().iterator().next() : DataType.UNKNOWN;
    return new Array(Holder.PANDAS, type, Shape.of(rows, types.size()), at);
  }

  private static DataType typeOf(Value column) {
    return column instanceof Elements elements
        ? ArrayFunctions.typeOfNest(elements.element())
        : ArrayFunctions.typeOfNest(column);
  }

  /** The columns of a frame, none if they are not known. */
  private Map<String, DataType> columnsOf(Array frame) {
    boolean isFrame = frame.shape().isRanked() && frame.shape().rank() == 2;
    return isFrame ? columns.getOrDefault(frame.madeAt(), Map.of()) : Map.of();
  }

  /** The frame as an array of NumPy: all columns in the type that holds them. */
  Array values(Array frame) {
    DataType type = isForgotten(frame) ? DataType.UNKNOWN : frame.dataType();
    List<DataType> types = List.copyOf(columnsOf(frame).values());
    if (type == DataType.UNKNOWN && !types.isEmpty() && !types.contains(DataType.BOOL)) {
      type = types.stream().reduce(DataTypes::promote).orElseThrow();
      type = types.contains(DataType.UNKNOWN) ? DataType.UNKNOWN : type;
    }
    return new Array(Holder.NUMPY, type, frame.shape(), frame.madeAt());
  }

  /** Columns of a frame by their names. */
  Value selected(Array frame, List<Indexing.Part> parts, Node at) {
    if (parts.size() != 1
        || !(parts.get(0) instanceof Indexing.At(Value key))
        || !frame.shape().isRanked()
        || frame.shape().rank() != 2) {
      return Lattice.UNKNOWN;
    }
    if (key instanceof Constant(String name)) {
      return one(frame, name, at);
    }
    List<String> names = names(key);
    return names == null ? Lattice.UNKNOWN : several(frame, names, at);
  }

  private static List<String> names(Value key) {
    List<String> names = new ArrayList<>();
    for (Value value : key instanceof Sequence several ? several.elements() : List.of(key)) {
      if (!(value instanceof Constant(String name))) {
        return null;
      }
      names.add(name);
    }
    return names;
  }

  private Array one(Array frame, String name, Node at) {
    Map<String, DataType> known = columnsOf(frame);
    Shape shape = Shape.of(frame.shape().dimensions().get(0));
    return known.isEmpty() && !isForgotten(frame)
        ? ArrayFunctions.with(frame, shape)
        : new Array(Holder.PANDAS, known.getOrDefault(name, DataType.UNKNOWN), shape, at);
  }

  private Array several(Array frame, List<String> names, Node at) {
    Map<String, DataType> known = columnsOf(frame);
    int rows = frame.shape().dimensions().get(0);
    if (known.isEmpty()) {
      Shape shape = Shape.of(rows, names.size());
      return isForgotten(frame) ? unknown(shape, at) : ArrayFunctions.with(frame, shape);
    }
    Map<String, DataType> chosen = new LinkedHashMap<>();
    names.forEach(name -> chosen.put(name, known.getOrDefault(name, DataType.UNKNOWN)));
    return frame(chosen, rows, at);
  }

  /** What {@code frame.iloc[…]} gives. */
  Array positioned(Array frame, List<Indexing.Part> parts, Node at) {
    Shape shape = Indexing.apply(frame.shape(), parts);
    List<String> names = List.copyOf(columnsOf(frame).keySet());
    if (parts.size() == 2 && !names.isEmpty()) {
      return switch (parts.get(1)) {
        case Indexing.At(Constant(Long index)) when Math.abs(index + 0.5) < names.size() ->
            ArrayFunctions.with(
                one(frame, names.get((int) (index < 0 ? index + names.size() : index)), at), shape);
        case Indexing.Range range ->
            sliced(names, range)
                .map(chosen -> ArrayFunctions.with(several(frame, chosen, at), shape))
                .orElse(unknown(shape, at));
        default -> unknown(shape, at);
      };
    }
    boolean isRow = parts.size() == 1 && parts.get(0) instanceof Indexing.At && !names.isEmpty();
    return isRow || isForgotten(frame) ? unknown(shape, at) : ArrayFunctions.with(frame, shape);
  }

  private static Array unknown(Shape shape, Node at) {
    return new Array(Holder.PANDAS, DataType.UNKNOWN, shape, at);
  }

  private static Optional<List<String>> sliced(List<String> names, Indexing.Range range) {
    boolean isPlain =
        range.step() == null
            && (range.lower() == null || range.lower() instanceof Constant(Long from))
            && (range.upper() == null || range.upper() instanceof Constant(Long to));
    if (!isPlain) {
      return Optional.empty();
    }
    int from = bound(range.lower(), 0, names.size());
    int to = bound(range.upper(), names.size(), names.size());
    return Optional.of(from < to ? names.subList(from, to) : List.of());
  }

  private static int bound(Value value, int absent, int size) {
    return value instanceof Constant(Long number)
        ? Math.clamp(number < 0 ? number + size : number, 0, size)
        : absent;
  }

  /**
   * The frame after a column was set. What else sees the frame is not known inside functions, so
   * there all forget what they knew.
   */
  Array with(Array frame, Value key, Value column, Node at) {
    Map<String, DataType> known = columnsOf(frame);
    Shape shape = Shapes.withoutSizes(frame.shape());
    if (known.isEmpty() || !(key instanceof Constant(String name))) {
      forget(frame);
      return new Array(Holder.PANDAS, DataType.UNKNOWN, shape, frame.madeAt());
    }
    Map<String, DataType> changed = new LinkedHashMap<>(known);
    changed.put(name, typeOf(column));
    if (at.enclosing(Kind.FUNCTION_DEF).isPresent()) {
      forget(frame);
    }
    return frame(changed, -1, at);
  }

  /** Says that the columns of a frame may be any from now on. */
  void forget(Array frame) {
    columns.put(frame.madeAt(), Map.of());
  }

  private boolean isForgotten(Array frame) {
    return columns.containsKey(frame.madeAt()) && columns.get(frame.madeAt()).isEmpty();
  }

  /** The frame without the columns that {@code drop} names. */
  Array without(Array frame, Value labels, Node at) {
    Map<String, DataType> left = new LinkedHashMap<>(columnsOf(frame));
    List<String> names = names(labels);
    if (left.isEmpty() || names == null) {
      return unknown(Shapes.withoutSizes(frame.shape()), at);
    }
    left.keySet().removeAll(names);
    return frame(left, frame.shape().dimensions().get(0), at);
  }
}
