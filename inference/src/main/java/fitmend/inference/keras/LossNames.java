package fitmend.inference.keras;

import fitmend.inference.Target;
import java.util.Set;

/** The names by which {@code compile} knows losses and metrics. */
final class LossNames {
  private LossNames() {}

  /** The function that a loss's name stands for; null when there is none of that name. */
  static String loss(String name) {
    return switch (name) {
      case "mse", "MSE", "mean_squared_error", "MeanSquaredError" -> "mean_squared_error";
      case "mae", "MAE", "mean_absolute_error", "MeanAbsoluteError" -> "mean_absolute_error";
      case "mape", "MAPE", "mean_absolute_percentage_error", "MeanAbsolutePercentageError" ->
          "mean_absolute_percentage_error";
      case "msle", "MSLE", "mean_squared_logarithmic_error", "MeanSquaredLogarithmicError" ->
          "mean_squared_logarithmic_error";
      case "bce", "BCE", "binary_crossentropy", "BinaryCrossentropy" -> "binary_crossentropy";
      case "kld", "KLD", "kl_divergence", "kullback_leibler_divergence", "KLDivergence" ->
          "kl_divergence";
      case "categorical_crossentropy", "CategoricalCrossentropy" -> "categorical_crossentropy";
      case "sparse_categorical_crossentropy", "SparseCategoricalCrossentropy" ->
          "sparse_categorical_crossentropy";
      case "binary_focal_crossentropy", "BinaryFocalCrossentropy" -> "binary_focal_crossentropy";
      case "categorical_focal_crossentropy", "CategoricalFocalCrossentropy" ->
          "categorical_focal_crossentropy";
      case "hinge", "Hinge" -> "hinge";
      case "squared_hinge", "SquaredHinge" -> "squared_hinge";
      case "categorical_hinge", "CategoricalHinge" -> "categorical_hinge";
      case "huber", "huber_loss", "Huber" -> "huber";
      case "log_cosh", "logcosh", "LogCosh" -> "log_cosh";
      case "poisson", "Poisson" -> "poisson";
      case "cosine_similarity", "cosine_proximity", "CosineSimilarity" -> "cosine_similarity";
      default -> null;
    };
  }

  private static final Set<String> LOSSES_3 =
      words(
          """
          ctc circle dice tversky CTC Circle Dice Tversky Loss LossFunctionWrapper crossentropy ce
          """);

  private static final Set<String> METRICS_3 =
      words(
          """
          AUC Accuracy BCE BinaryAccuracy BinaryCrossentropy BinaryIoU CategoricalAccuracy
          CategoricalCrossentropy CategoricalHinge ConcordanceCorrelation CosineSimilarity F1Score
          FBetaScore FalseNegatives FalsePositives Hinge IoU KLDivergence LogCoshError MAE MAPE MSE
          MSLE Mean MeanAbsoluteError MeanAbsolutePercentageError MeanIoU MeanMetricWrapper
          MeanSquaredError MeanSquaredLogarithmicError Metric OneHotIoU OneHotMeanIoU
          PearsonCorrelation Poisson Precision PrecisionAtRecall R2Score Recall RecallAtPrecision
          RootMeanSquaredError SensitivityAtSpecificity SparseCategoricalAccuracy
          SparseCategoricalCrossentropy SparseTopKCategoricalAccuracy SpecificityAtSensitivity
          SquaredHinge Sum TopKCategoricalAccuracy TrueNegatives TruePositives accuracy auc bce
          binary_accuracy binary_crossentropy binary_io_u categorical_accuracy
          categorical_crossentropy categorical_hinge concordance_correlation cosine_similarity
          f1_score f_beta_score false_negatives false_positives hinge io_u kl_divergence
          log_cosh_error mae mape mean mean_absolute_error mean_absolute_percentage_error mean_io_u
          mean_metric_wrapper mean_squared_error mean_squared_logarithmic_error metric mse msle
          one_hot_io_u one_hot_mean_io_u pearson_correlation poisson precision precision_at_recall
          r2_score recall recall_at_precision root_mean_squared_error sensitivity_at_specificity
          sparse_categorical_accuracy sparse_categorical_crossentropy
          sparse_top_k_categorical_accuracy specificity_at_sensitivity squared_hinge sum
          top_k_categorical_accuracy true_negatives true_positives
          """);

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }

  /** Whether {@code losses.get} of Keras 3 knows the name. */
  static boolean isLossOf3(String name) {
    return switch (name) {
      case "huber_loss", "logcosh", "kullback_leibler_divergence", "cosine_proximity" -> false;
      default -> LOSSES_3.contains(name) || loss(name) != null;
    };
  }

  private static final Set<String> METRICS_2 =
      words(
          """
          AUC Accuracy BinaryAccuracy BinaryCrossentropy BinaryIoU CategoricalAccuracy
          CategoricalCrossentropy CategoricalHinge CosineSimilarity F1Score FBetaScore
          FalseNegatives FalsePositives Hinge KLDivergence LogCoshError MAE MAPE MSE MSLE Mean
          MeanAbsoluteError MeanAbsolutePercentageError MeanSquaredError
          MeanSquaredLogarithmicError MeanTensor Poisson Precision R2Score Recall
          RootMeanSquaredError SparseCategoricalAccuracy SparseCategoricalCrossentropy
          SparseTopKCategoricalAccuracy SquaredHinge Sum TopKCategoricalAccuracy TrueNegatives
          TruePositives acc accuracy binary_accuracy binary_crossentropy categorical_accuracy
          categorical_crossentropy categorical_hinge cosine_proximity cosine_similarity deserialize
          get hinge kullback_leibler_divergence log_cosh logcosh mae mape mean_absolute_error
          mean_absolute_percentage_error mean_squared_error mean_squared_logarithmic_error mse msle
          poisson serialize sparse_categorical_accuracy sparse_categorical_crossentropy
          sparse_top_k_categorical_accuracy squared_hinge top_k_categorical_accuracy
          """);

  /** Whether {@code metrics.get} knows the name; {@code accuracy} is asked for before. */
  static boolean isMetric(String name, boolean is3) {
    return (is3 ? METRICS_3 : METRICS_2).contains(name);
  }

  /** Whether {@code losses.get} of Keras 2 may know the name. */
  static boolean mayBeLossOf2(String name, Target target) {
    return switch (name) {
      case "bce", "BCE", "huber", "log_cosh" -> !target.isGraphMode();
      case "kl_divergence" -> !target.isGraphMode();
      case "binary_focal_crossentropy",
          "BinaryFocalCrossentropy",
          "categorical_focal_crossentropy",
          "CategoricalFocalCrossentropy" ->
          !target.isGraphMode();
      case "cosine_proximity" -> target.isGraphMode();
      case "get", "deserialize", "serialize", "Loss" -> true;
      default -> loss(name) != null;
    };
  }

  /** What Keras 2 says of a name that it does not know. */
  static String unknown(String kind, String name, Target target) {
    return target.isGraphMode()
        ? "Unknown " + kind + ":" + name
        : "Unknown %s: '%s'. Please ensure you are using a `keras.utils.custom_object_scope` and that this object is included in the scope. See https://www.tensorflow.org/guide/keras/save_and_serialize#registering_the_custom_object for details."
            .formatted(kind, name);
  }
}
