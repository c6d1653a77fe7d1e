package fitmend.inference;

import java.util.Map;

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

  private static final String LAYERS = "keras.layers.";

  private LayerRanks() {}

  /** The least rank that the layer of that qualified name takes; 0 when it takes any. */
  public static int leastRank(String className) {
    return className.startsWith(LAYERS)
        ? AT_LEAST.getOrDefault(className.substring(LAYERS.length()), 0)
        : 0;
  }

  /** Whether the layer refuses inputs of different ranks. */
  public static boolean needsEqualRanks(String className) {
    return className.equals(LAYERS + "Concatenate");
  }

  /** Whether the layer gives a tensor of its input's rank and never asks for more axes. */
  public static boolean keepsRank(String className) {
    return className.startsWith(LAYERS)
        && leastRank(className) == 0
        && LayerShapes.KEEP.contains(className.substring(LAYERS.length()));
  }
}
