package fitmend.inference.twin;

import fitmend.inference.keras.Network;
import fitmend.inference.library.Method;
import fitmend.inference.python.Observer;
import fitmend.inference.tensor.Structures;
import fitmend.inference.twin.Trace.Feed;
import fitmend.inference.twin.Trace.NamedArray;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import fitmend.python.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes down the arrays that get names and those that models are given. */
final class Recorder implements Observer {
  private static final Set<String> FEEDING =
      Set.of("fit", "evaluate", "predict", "train_on_batch", "test_on_batch", "predict_on_batch");

  private static final Set<String> DATA =
      Set.of("x", "y", "validation_data", "sample_weight", "class_weight");

  private final Map<Integer, NamedArray> arrays = new TreeMap<>();
  private final List<Feed> feeds = new ArrayList<>();

  List<NamedArray> arrays() {
    return List.copyOf(arrays.values());
  }

  List<Feed> feeds() {
    return List.copyOf(feeds);
  }

  @Override
  public void assigned(Node name, Value value) {
    if (!(value instanceof Tensor tensor) || tensor.holder().isDeferred()) {
      return;
    }
    String text = text(tensor);
    NamedArray before = arrays.get(name.start());
    boolean isOther = before != null && !before.text().equals(text);
    String said = isOther ? "several shapes or types" : text;
    arrays.put(name.start(), new NamedArray(name, name.text(), said));
  }

  @Override
  public void reached(Node statement) {}

  @Override
  public void evaluated(Node node, Value value) {}

  @Override
  public void called(Node at, Value callee, Arguments arguments) {
    if (!(callee instanceof Method method)
        || !FEEDING.contains(method.name())
        || !(method.receiver() instanceof Network)) {
      return;
    }
    List<NamedArray> given = new ArrayList<>();
    List<Value> positional = arguments.positional();
    for (int i = 0; i < Math.min(2, positional.size()); i++) {
      given.add(new NamedArray(at, i == 0 ? "x" : "y", text(positional.get(i))));
    }
    arguments
        .keywords()
        .forEach(
            (name, value) -> {
              if (DATA.contains(name)) {
                given.add(new NamedArray(at, name, text(value)));
              }
            });
    Feed feed = new Feed(at, method.name(), List.copyOf(given));
    if (!feeds.contains(feed)) {
      feeds.add(feed);
    }
  }

  private static String text(Value value) {
    if (value instanceof Tensor tensor) {
      return tensor.type().text() + " " + tensor.shape();
    }
    List<Tensor> tensors = Structures.tensors(value);
    if (tensors.isEmpty()) {
      return value instanceof Unknown unknown ? "unknown: " + unknown.reason() : value.typeName();
    }
    List<String> texts = new ArrayList<>();
    tensors.forEach(tensor -> texts.add(text(tensor)));
    return "[" + String.join(", ", texts) + "]";
  }
}
