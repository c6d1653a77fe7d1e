package fitmend.inference.pandas;

import fitmend.inference.library.HasItems;
import fitmend.inference.library.LibraryObject;
import fitmend.inference.library.PublicNames;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.HasElements;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Shape;
import fitmend.inference.value.SliceValue;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;

/** An {@code Index}: the labels of columns or rows as scripts see them. */
final class LabelIndex extends LibraryObject implements HasItems, HasElements {
  private final List<Value> labels;
  private final int count;

  /**
   * @param labels null when they are not known
   * @param count negative when that is not known
   */
  LabelIndex(List<Value> labels, int count, Execution run) {
    super("pandas.Index", run);
    this.labels = labels;
    this.count = labels == null ? count : labels.size();
  }

  static LabelIndex of(Table table, Execution run) {
    return new LabelIndex(
        table.isKnown() ? table.columns().stream().map(Column::label).toList() : null,
        Shape.ANY,
        run);
  }

  static LabelIndex of(RowLabels rows, Execution run) {
    return new LabelIndex(
        rows.all().map(all -> all.stream().<Value>map(Constant::new).toList()).orElse(null),
        rows.count(),
        run);
  }

  /** The labels; null when they are not known. */
  List<Value> labels() {
    return labels;
  }

  int count() {
    return count;
  }

  @Override
  public Elements elements(Execution run) {
    return labels == null ? Elements.unknown(run.unknown("a label")) : Elements.all(labels);
  }

  @Override
  public Value item(Value index, Execution run) {
    if (labels == null) {
      return index instanceof SliceValue
          ? new LabelIndex(null, Shape.ANY, run)
          : run.unknown("a label");
    }
    if (index instanceof Constant(Long at)) {
      long place = at < 0 ? at + labels.size() : at;
      if (place < 0 || place >= labels.size()) {
        throw run.error(
            "IndexError",
            "index %d is out of bounds for axis 0 with size %d".formatted(at, labels.size()));
      }
      return labels.get((int) place);
    }
    Value part = index instanceof SliceValue ? run.subscript(new Tuple(labels), index) : null;
    return part instanceof Tuple tuple
        ? new LabelIndex(tuple.elements(), Shape.ANY, run)
        : run.unknown("labels");
  }

  @Override
  public void setItem(Value index, Value value, Execution run) {
    throw run.error("TypeError", "Index does not support mutable operations");
  }

  @Override
  public Value attribute(String name, Execution run) {
    return switch (name) {
      case "size" -> Labelled.size(count);
      case "shape" -> Tuple.of(Labelled.size(count));
      case "values" -> array(run);
      case "str", "dtype", "name", "names" -> run.unknown("attribute " + name + " of an index");
      default ->
          hasMethod(name) || name.startsWith("_")
              ? super.attribute(name, run)
              : PublicNames.of(run.target()).find("pandas.Index." + name).isPresent()
                      || labels == null
                      || !(labels.stream().allMatch(each -> each instanceof Constant))
                  ? run.unknown("attribute " + name + " of an index")
                  : null;
    };
  }

  @Override
  public void setAttribute(String name, Value value, Execution run) {
    // Names of an index are not followed.
  }

  @Override
  protected boolean hasMethod(String name) {
    return switch (name) {
      case "tolist", "to_list", "to_numpy", "drop", "difference", "get_loc", "__len__" -> true;
      case "__array__", "__contains__" -> true;
      default -> false;
    };
  }

  @Override
  public Value method(String name, Arguments arguments, Execution run) {
    return switch (name) {
      case "__len__" -> Labelled.size(count);
      case "__array__", "to_numpy" -> array(run);
      case "__contains__" -> contains(arguments.positional().getFirst());
      case "tolist", "to_list" ->
          labels == null
              ? ListValue.unknown(run.journal(), "labels")
              : new ListValue(run.journal(), labels);
      case "drop", "difference" -> without(name, arguments, run);
      default -> {
        boolean isKnown = labels != null && arguments.positional().size() == 1;
        if (isKnown && contains(arguments.positional().getFirst()) == Constant.FALSE) {
          throw run.error("KeyError", Selecting.repr(arguments.positional().getFirst()));
        }
        yield run.unknown("a place");
      }
    };
  }

  private Value without(String name, Arguments arguments, Execution run) {
    List<Value> gone =
        arguments.positional().size() == 1 && arguments.keywords().isEmpty()
            ? Selecting.labels(arguments.positional().getFirst())
            : null;
    if (labels == null || gone == null) {
      return new LabelIndex(null, Shape.ANY, run);
    }
    List<Value> kept = new ArrayList<>(labels);
    List<Value> missing = new ArrayList<>(gone);
    for (Value each : gone) {
      if (kept.removeIf(label -> Table.isSame(label, each))) {
        missing.remove(each);
      }
    }
    if (name.equals("drop") && !missing.isEmpty()) {
      throw run.error("KeyError", null);
    }
    if (name.equals("difference")) {
      if (!kept.stream().allMatch(each -> each instanceof Constant(String text))) {
        return new LabelIndex(null, kept.size(), run);
      }
      kept.sort((one, other) -> Selecting.repr(one).compareTo(Selecting.repr(other)));
    }
    return new LabelIndex(kept, Shape.ANY, run);
  }

  private Value contains(Value label) {
    if (labels == null || !(label instanceof Constant)) {
      return fitmend.inference.value.Scalar.BOOL;
    }
    return Constant.of(labels.stream().anyMatch(each -> Table.isSame(each, label)));
  }

  Tensor array(Execution run) {
    boolean areKnown = labels != null && labels.stream().allMatch(each -> each instanceof Constant);
    List<Object> content =
        areKnown ? labels.stream().map(each -> ((Constant) each).value()).toList() : List.of();
    DataType type =
        !areKnown
            ? DataType.UNKNOWN
            : content.stream().allMatch(Long.class::isInstance)
                ? DataType.INT64
                : content.stream().allMatch(String.class::isInstance)
                    ? DataType.OBJECT
                    : DataType.UNKNOWN;
    Tensor made = Column.made(type, Shape.of(count), List.of(), run);
    return type == DataType.UNKNOWN ? made : made.withContent(content);
  }
}
