package fitmend.inference.sklearn;

import fitmend.inference.library.Library;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Value;
import java.util.List;

/** What training scripts use of scikit-learn: splits, scalers, encoders, data sets, scores. */
public final class SklearnLibrary implements Library {
  @Override
  public boolean has(String root) {
    return root.equals("sklearn");
  }

  @Override
  public Value member(String path, Execution run) {
    switch (path) {
      case "sklearn.cross_validation", "sklearn.grid_search", "sklearn.learning_curve" ->
          throw run.error("ModuleNotFoundError", "No module named '" + path + "'");
      default -> {
        return null;
      }
    }
  }

  @Override
  public Value call(String path, Arguments arguments, Execution run) {
    if (!path.startsWith("sklearn.")) {
      return null;
    }
    String name = path.substring(path.lastIndexOf('.') + 1);
    Value result =
        path.startsWith("sklearn.datasets.") ? Datasets.call(name, arguments, run) : null;
    if (result != null) {
      return result;
    }
    if (Transformer.has(name)) {
      return new Transformer(path, arguments, run);
    }
    return switch (name) {
      case "train_test_split" -> Selection.split(arguments, run);
      case "shuffle" -> Selection.shuffle(arguments, run);
      case "KFold", "StratifiedKFold" -> new Folds(path, arguments, run);
      case "LabelEncoder", "LabelBinarizer" ->
          arguments.keywords().isEmpty() && arguments.positional().isEmpty()
              ? new LabelTransformer(path, run)
              : run.unknown(path);
      case "accuracy_score", "f1_score", "precision_score", "recall_score", "roc_auc_score" ->
          score(arguments, run);
      case "mean_squared_error", "mean_absolute_error", "r2_score", "log_loss" ->
          score(arguments, run);
      default -> {
        run.escape(arguments.all());
        yield run.unknown(path + " is not modelled");
      }
    };
  }

  private static Value score(Arguments arguments, Execution run) {
    if (arguments.positional().size() == 2) {
      Selection.common(arguments.positional(), run);
    }
    if (!arguments.keywords().isEmpty()) {
      return run.unknown("a score");
    }
    return run.target().isGraphMode()
        ? Samples.made(DataType.FLOAT64, Shape.SCALAR, "score", List.of(), run)
        : Scalar.FLOAT;
  }
}
