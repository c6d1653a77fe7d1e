package fitmend.inference.sklearn;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.library.Signature;
import fitmend.inference.library.Signature.Bound;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.IteratorValue;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code KFold} and {@code StratifiedKFold}. */
final class Folds extends LibraryObject {
  private final Optional<Long> count;

  Folds(String path, Arguments arguments, Execution run) {
    super(path, run);
    Bound bound =
        Signature.of("KFold", "n_splits=5, *, shuffle=False, random_state=None")
            .bind(arguments, run);
    count = Tensors.integer(bound.get("n_splits"));
    if (count.isPresent() && count.get() < 2) {
      throw run.error(
          "ValueError",
          "k-fold cross-validation requires at least one train/test split by setting n_splits=2 or more, got n_splits=%d."
              .formatted(count.get()));
    }
  }

  @Override
  protected boolean hasMethod(String name) {
    return name.equals("split") || name.equals("get_n_splits");
  }

  @Override
  public Value method(String name, Arguments arguments, Execution run) {
    if (name.equals("get_n_splits")) {
      return count.<Value>map(Constant::of).orElse(Scalar.INT);
    }
    Bound bound = Signature.of("split", "X, y=None, groups=None").bind(arguments, run);
    List<Value> given = new ArrayList<>(List.of(bound.get("X")));
    if (!(bound.get("y") instanceof Constant constant && constant.isNone())) {
      given.add(bound.get("y"));
    }
    return new IteratorValue(run.journal(), () -> folds(given, run));
  }

  private Elements folds(List<Value> given, Execution run) {
    int samples = Selection.common(given, run);
    boolean isStratified = path().endsWith("StratifiedKFold");
    if (samples < 0 || count.isEmpty() || count.get() > 64 || isStratified) {
      return Elements.unknown(
          Tuple.of(Selection.places(Shape.ANY, run), Selection.places(Shape.ANY, run)));
    }
    long folds = count.get();
    if (folds > samples) {
      throw run.error(
          "ValueError",
          "Cannot have number of splits n_splits=%d greater than the number of samples: n_samples=%d."
              .formatted(folds, samples));
    }
    List<Value> pairs = new ArrayList<>();
    for (int i = 0; i < folds; i++) {
      int tested = (int) (samples / folds + (i < samples % folds ? 1 : 0));
      pairs.add(Tuple.of(Selection.places(samples - tested, run), Selection.places(tested, run)));
    }
    return Elements.all(pairs);
  }
}
