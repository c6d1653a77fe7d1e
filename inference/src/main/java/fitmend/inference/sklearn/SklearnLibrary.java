package fitmend.inference.sklearn;

import fitmend.inference.library.Library;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Value;

/** What training scripts use of scikit-learn: splits, scalers, encoders, data sets, scores. */
public final class SklearnLibrary implements Library {
  @Override
  public boolean has(String root) {
    return root.equals("sklearn");
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
    return arguments.keywords().isEmpty() ? Scalar.FLOAT : run.unknown("a score");
  }
}
