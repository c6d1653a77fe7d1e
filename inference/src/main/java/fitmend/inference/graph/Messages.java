package fitmend.inference.graph;

import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;

/** How exceptions read that come when a graph is run. */
final class Messages {
  private static final String NODE = "\n\t [[node]]";

  private Messages() {}

  /** The exception of a kernel, as a session words what eager execution would have said. */
  static PythonError whenRun(PythonError eager, Execution execution) {
    String text = eager.getMessage();
    boolean isSame =
        text != null
            && (text.contains("Incompatible shapes: ")
                || text.contains("Input to reshape is a tensor")
                || text.contains("logits and labels must be broadcastable"));
    if (!execution.target().isGraphMode() || !isSame) {
      return execution.error(eager.type(), null);
    }
    int start = text.indexOf("}} ");
    int end = text.indexOf(" [Op:");
    return execution.error(
        eager.type(),
        text.substring(start < 0 ? 0 : start + 3, end < 0 ? text.length() : end) + NODE);
  }

  /** The exception where a placeholder gets no value. */
  static PythonError notFed(Tensor placeholder, String name, Execution execution) {
    if (!execution.target().isGraphMode() || name == null) {
      return execution.error("InvalidArgumentError", null);
    }
    boolean hasShape = placeholder.shape().isRanked();
    return execution.error(
        "InvalidArgumentError",
        "You must feed a value for placeholder tensor '%s' with dtype %s%s%s"
            .formatted(
                name,
                kernelName(placeholder.type()),
                hasShape ? " and shape " + placeholder.shape().kernelText() : "",
                NODE));
  }

  /** The exception where a variable is read before it has a value. */
  static PythonError notInitialized(String name, boolean isFetched, Execution execution) {
    return execution.error(
        "FailedPreconditionError",
        execution.target().isGraphMode() && name != null
            ? "Attempting to use uninitialized value " + name + (isFetched ? "" : NODE)
            : null);
  }

  /** A shape as {@code str} gives it. */
  static String shape(Shape shape, Execution execution) {
    if (!shape.isRanked()) {
      return "<unknown>";
    }
    return execution.target().isGraphMode()
        ? shape.tupleText().replace("None", "?")
        : shape.tupleText();
  }

  private static String kernelName(DataType type) {
    return switch (type) {
      case FLOAT16 -> "half";
      case FLOAT32 -> "float";
      case FLOAT64 -> "double";
      default -> type.text();
    };
  }
}
