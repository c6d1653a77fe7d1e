package fitmend.inference.keras;

import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Labels;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.List;

/**
 * The data sets that come with Keras: shapes, types and ranges of labels.
 *
 * @see <a href="https://keras.io/api/datasets/">Built-in small datasets</a>
 */
final class ExampleData {
  private ExampleData() {}

  /** What {@code load_data} gives: training and test data. */
  static Value of(String path, Signature.Bound bound, Execution execution) {
    String name = path.split("\\.")[2];
    return switch (name) {
      case "mnist", "fashion_mnist" -> images(60000, Shape.of(28, 28), false, 9, name, execution);
      case "cifar10" -> images(50000, Shape.of(32, 32, 3), true, 9, name, execution);
      case "cifar100" ->
          bound.get("label_mode") instanceof Constant(String mode)
              ? images(
                  50000,
                  Shape.of(32, 32, 3),
                  true,
                  mode.equals("coarse") ? 19 : 99,
                  name,
                  execution)
              : execution.unknown(path);
      case "boston_housing" -> houses(bound, execution);
      case "imdb" -> texts(25000, 25000, 1, bound, name, execution);
      case "reuters" -> texts(8982, 2246, 45, bound, name, execution);
      default -> execution.unknown(path);
    };
  }

  private static Value images(
      int count, Shape image, boolean isColumn, int last, String name, Execution execution) {
    boolean isWide = isColumn && !execution.target().hasKeras3() && name.equals("cifar100");
    DataType type = isWide ? DataType.INT64 : DataType.UINT8;
    return new Tuple(
        List.of(
            part(count, image, isColumn, type, last, name, execution),
            part(10000, image, isColumn, type, last, name, execution)));
  }

  private static Value part(
      int count,
      Shape image,
      boolean isColumn,
      DataType type,
      int last,
      String name,
      Execution execution) {
    return new Tuple(
        List.of(
            Tensors.made(
                    Holder.NUMPY,
                    DataType.UINT8,
                    Shape.of(count).concat(image),
                    "keras.datasets." + name,
                    List.of(),
                    execution)
                .withLabels(Labels.between(0, 255)),
            Tensors.made(
                    Holder.NUMPY,
                    name.equals("cifar10") || !isColumn ? DataType.UINT8 : type,
                    isColumn ? Shape.of(count, 1) : Shape.of(count),
                    "keras.datasets." + name,
                    List.of(),
                    execution)
                .withLabels(Labels.between(0, last))));
  }

  private static Value houses(Signature.Bound bound, Execution execution) {
    if (!(bound.get("test_split") instanceof Constant(Double split))) {
      return execution.unknown("the split of the data");
    }
    int count = (int) (506 * (1 - split));
    return new Tuple(List.of(house(count, execution), house(506 - count, execution)));
  }

  private static Value house(int count, Execution execution) {
    return new Tuple(
        List.of(
            Tensors.made(
                Holder.NUMPY,
                DataType.FLOAT64,
                Shape.of(count, 13),
                "keras.datasets.boston_housing",
                List.of(),
                execution),
            Tensors.made(
                Holder.NUMPY,
                DataType.FLOAT64,
                Shape.of(count),
                "keras.datasets.boston_housing",
                List.of(),
                execution)));
  }

  /** Texts as lists of numbers: arrays of lists, of which only the count is told. */
  private static Value texts(
      int train, int test, int last, Signature.Bound bound, String name, Execution execution) {
    boolean isWhole =
        bound.get("maxlen") instanceof Constant none
            && none.isNone()
            && (!bound.values().containsKey("test_split")
                || bound.get("test_split").equals(Constant.of(0.2)));
    int first = isWhole ? train : Shape.ANY;
    int second = isWhole ? test : Shape.ANY;
    return new Tuple(
        List.of(text(first, last, name, execution), text(second, last, name, execution)));
  }

  private static Value text(int count, int last, String name, Execution execution) {
    String origin = "keras.datasets." + name;
    return new Tuple(
        List.of(
            Tensors.made(
                Holder.NUMPY, DataType.OBJECT, Shape.of(count), origin, List.of(), execution),
            Tensors.made(
                    Holder.NUMPY, DataType.INT64, Shape.of(count), origin, List.of(), execution)
                .withLabels(Labels.between(0, last))));
  }
}
