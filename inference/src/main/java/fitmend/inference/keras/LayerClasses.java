package fitmend.inference.keras;

import fitmend.inference.value.Execution;

/** Which class of layers behaves in which way. */
final class LayerClasses {
  private LayerClasses() {}

  /** A layer or model of that class, before its constructor; null for no such class. */
  static Layer make(String path, Naming naming, Execution execution) {
    return of(path.contains("Pool") ? unshortened(path) : path, naming, execution);
  }

  private static String unshortened(String path) {
    return path.replaceAll("(Avg|Average|Max)Pool(\\dD)$", "$1Pooling$2")
        .replace("AvgPooling", "AveragePooling");
  }

  private static Layer of(String path, Naming naming, Execution execution) {
    return switch (path) {
      case "keras.Model" -> new Model(path, naming, execution);
      case "keras.Sequential" -> new SequentialModel(path, naming, execution);
      case "keras.Layer", "keras.layers.Layer" -> new ScriptLayer(path, naming, execution);
      default ->
          path.startsWith("keras.layers.") && path.lastIndexOf('.') == 12
              ? layer(path, path.substring(13), naming, execution)
              : null;
    };
  }

  private static Layer layer(String path, String name, Naming naming, Execution execution) {
    return switch (name) {
      case "Dense" -> new DenseLayer(path, naming, execution);
      case "Conv1D",
          "Conv2D",
          "Conv3D",
          "Conv1DTranspose",
          "Conv2DTranspose",
          "Conv3DTranspose",
          "DepthwiseConv1D",
          "DepthwiseConv2D",
          "SeparableConv1D",
          "SeparableConv2D" ->
          new ConvolutionLayer(path, naming, execution);
      case "Flatten", "Reshape", "Permute", "RepeatVector" ->
          new ReshapingLayer(path, naming, execution);
      case "UpSampling1D", "UpSampling2D", "UpSampling3D" ->
          new ReshapingLayer(path, naming, execution);
      case "ZeroPadding1D", "ZeroPadding2D", "ZeroPadding3D" ->
          new ReshapingLayer(path, naming, execution);
      case "Cropping1D", "Cropping2D", "Cropping3D" -> new ReshapingLayer(path, naming, execution);
      case "Activation",
          "ActivityRegularization",
          "AlphaDropout",
          "BatchNormalization",
          "Dropout",
          "ELU",
          "GaussianDropout",
          "GaussianNoise",
          "GroupNormalization",
          "Identity",
          "LayerNormalization",
          "LeakyReLU",
          "Masking",
          "PReLU",
          "RMSNormalization",
          "ReLU",
          "Rescaling",
          "Softmax",
          "SpatialDropout1D",
          "SpatialDropout2D",
          "SpatialDropout3D",
          "ThresholdedReLU",
          "UnitNormalization" ->
          new ElementLayer(path, naming, execution);
      case "Embedding" -> new EmbeddingLayer(path, naming, execution);
      case "LSTM", "GRU", "SimpleRNN", "CuDNNLSTM", "CuDNNGRU", "RNN" ->
          new RecurrentLayer(path, naming, execution);
      case "LSTMCell", "GRUCell", "SimpleRNNCell" -> new CellLayer(path, naming, execution);
      case "StackedRNNCells" -> new CellLayer.Stacked(path, naming, execution);
      case "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D" ->
          new ConvolutionalRecurrentLayer(path, naming, execution);
      case "Attention",
          "AdditiveAttention",
          "MultiHeadAttention",
          "GroupQueryAttention",
          "GroupedQueryAttention" ->
          new AttentionLayer(path, naming, execution);
      case "Normalization" -> new NormalizationLayer(path, naming, execution);
      case "EinsumDense" -> new EinsumLayer(path, naming, execution);
      case "StringLookup",
          "IntegerLookup",
          "TextVectorization",
          "Hashing",
          "CategoryEncoding",
          "Discretization" ->
          new EncodingLayer(path, naming, execution);
      case "Resizing",
          "CenterCrop",
          "AugMix",
          "AutoContrast",
          "CutMix",
          "Equalization",
          "MaxNumBoundingBoxes",
          "MixUp",
          "RandAugment",
          "Solarization" ->
          new ImageLayer(path, naming, execution);
      case "Bidirectional", "TimeDistributed" -> new WrapperLayer(path, naming, execution);
      case "Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate", "Dot" ->
          new MergeLayer(path, naming, execution);
      case "Lambda" -> new ScriptLayer(path, naming, execution);
      case "InputLayer", "Input", "InputSpec" -> null;
      default ->
          name.contains("Pooling") || name.contains("Pool") && name.endsWith("D")
              ? new PoolingLayer(path, naming, execution)
              : name.startsWith("Random")
                  ? new ImageLayer(path, naming, execution)
                  : Character.isUpperCase(name.charAt(0))
                      ? new OpaqueLayer(path, naming, execution)
                      : null;
    };
  }

  /** The class behind a function such as {@code concatenate}; null for none. */
  static String behind(String path) {
    return switch (path) {
      case "keras.layers.add" -> "keras.layers.Add";
      case "keras.layers.subtract" -> "keras.layers.Subtract";
      case "keras.layers.multiply" -> "keras.layers.Multiply";
      case "keras.layers.average" -> "keras.layers.Average";
      case "keras.layers.maximum" -> "keras.layers.Maximum";
      case "keras.layers.minimum" -> "keras.layers.Minimum";
      case "keras.layers.concatenate" -> "keras.layers.Concatenate";
      case "keras.layers.dot" -> "keras.layers.Dot";
      default -> null;
    };
  }
}
