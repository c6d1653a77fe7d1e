package fitmend.inference.facts;

import java.util.Map;
import java.util.Set;

/**
 * How many axes, the batch included, Keras layers ask for at least. Measured on TensorFlow 1.15,
 * 2.15 and 2.21: each refuses a tensor with fewer with a ValueError.
 */
public final class LayerRanks {
  private static final Map<String, Integer> AT_LEAST =
      Map.ofEntries(
          Map.entry("Dense", 2),
          Map.entry("RepeatVector", 2),
          Map.entry("LSTM", 3),
          Map.entry("GRU", 3),
          Map.entry("SimpleRNN", 3),
          Map.entry("Bidirectional", 3),
          Map.entry("TimeDistributed", 3),
          Map.entry("Conv1D", 3),
          Map.entry("SeparableConv1D", 3),
          Map.entry("MaxPooling1D", 3),
          Map.entry("AveragePooling1D", 3),
          Map.entry("GlobalMaxPooling1D", 3),
          Map.entry("GlobalAveragePooling1D", 3),
          Map.entry("SpatialDropout1D", 3),
          Map.entry("ZeroPadding1D", 3),
          Map.entry("Cropping1D", 3),
          Map.entry("Conv2D", 4),
          Map.entry("SeparableConv2D", 4),
          Map.entry("DepthwiseConv2D", 4),
          Map.entry("Conv2DTranspose", 4),
          Map.entry("MaxPooling2D", 4),
          Map.entry("AveragePooling2D", 4),
          Map.entry("GlobalMaxPooling2D", 4),
          Map.entry("GlobalAveragePooling2D", 4),
          Map.entry("UpSampling2D", 4),
          Map.entry("ZeroPadding2D", 4));

  /** Functions of TensorFlow 1 that make a layer and call it at once. */
  private static final Map<String, Integer> FUNCTIONS =
      Map.of(
          "tensorflow.layers.dense", 2,
          "tensorflow.layers.conv1d", 3,
          "tensorflow.layers.conv2d", 4,
          "tensorflow.layers.max_pooling1d", 3,
          "tensorflow.layers.max_pooling2d", 4);

  private static final Set<String> EQUAL_RANKS =
      Set.of(
          "keras.layers.Concatenate",
          "keras.layers.concatenate",
          "keras.ops.concatenate",
          "keras.backend.concatenate",
          "tensorflow.concat");

  private static final Set<String> MERGES =
      Set.of(
          "keras.layers.Add",
          "keras.layers.Subtract",
          "keras.layers.Multiply",
          "keras.layers.Average",
          "keras.layers.Maximum",
          "keras.layers.Minimum",
          "keras.layers.add",
          "keras.layers.subtract",
          "keras.layers.multiply",
          "keras.layers.average",
          "keras.layers.maximum",
          "keras.layers.minimum");

  private static final Set<String> KEEPING =
      Set.of(
          "Dropout",
          "SpatialDropout1D",
          "SpatialDropout2D",
          "SpatialDropout3D",
          "GaussianNoise",
          "GaussianDropout",
          "AlphaDropout",
          "Activation",
          "ReLU",
          "LeakyReLU",
          "PReLU",
          "ELU",
          "ThresholdedReLU",
          "Softmax",
          "BatchNormalization",
          "SyncBatchNormalization",
          "LayerNormalization",
          "GroupNormalization",
          "UnitNormalization",
          "Normalization",
          "Masking",
          "ActivityRegularization",
          "Rescaling",
          "Identity");

  private static final String LAYERS = "keras.layers.";

  private LayerRanks() {}

  /** The least rank that the layer or function of that qualified name takes; 0 for any. */
  public static int leastRank(String name) {
    return name.startsWith(LAYERS)
        ? AT_LEAST.getOrDefault(name.substring(LAYERS.length()), 0)
        : FUNCTIONS.getOrDefault(name, 0);
  }

  /** Whether the layer or function refuses a list of inputs of different ranks. */
  public static boolean needsEqualRanks(String name) {
    return EQUAL_RANKS.contains(name);
  }

  /** Whether the layer or function works element by element on a list of inputs. */
  public static boolean merges(String name) {
    return MERGES.contains(name);
  }

  /** Whether the layer gives a tensor of its input's shape, whatever that is. */
  public static boolean keepsShape(String name) {
    return name.startsWith(LAYERS)
        && leastRank(name) == 0
        && KEEPING.contains(name.substring(LAYERS.length()));
  }
}
