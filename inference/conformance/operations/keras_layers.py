"""Layers of Keras: on inputs, on tensors, their weights, what they refuse."""
from grid import Family

FAMILY = Family()
program = FAMILY.program

BY_RANK = {
    2: ["keras.Input((3,))", "tf.zeros((2, 3))"],
    3: ["keras.Input((8, 3))", "tf.zeros((2, 8, 3))", "keras.Input((None, 3))", "keras.Input((8, 3), batch_size=4)"],
    4: ["keras.Input((8, 8, 3))", "tf.zeros((2, 8, 8, 3))", "keras.Input((None, None, 3))", "keras.Input((28, 28, 1))"],
    5: ["keras.Input((8, 8, 8, 3))", "tf.zeros((2, 8, 8, 8, 3))"],
}
ODD = ["keras.Input((8, None))", "np.zeros((2, 3))", "tf.zeros((2, 3), tf.int32)", "keras.Input((3,), dtype='int32')", "tf.zeros(3)", "tf.zeros(())"]
ANY = [each for rank in (2, 3, 4) for each in BY_RANK[rank]] + BY_RANK[5][:1] + ODD


def layer(name, arguments, good, bad=(), most=60, weights=True, call=""):
    """Rows of a layer: its output for every input, its weights for the good ones."""
    operation = "keras.layers." + name
    made = "layers.%s($a)" % name
    FAMILY.rows(operation, "x = $x\nresult = %s(x%s)" % (made, call), most=most, x=list(good) + list(bad), a=arguments)
    if weights:
        FAMILY.rows(operation, "layer = %s\nlayer(%s%s)\nresult = layer" % (made, good[0], call), most=8, a=arguments)
        FAMILY.rows(operation, "layer = %s\nlayer(%s%s)\nresult = layer.count_params()" % (made, good[-1], call), most=6, a=arguments)
    FAMILY.rows(operation, "layer = %s\nresult = layer.compute_output_shape($s)" % made, most=6, a=arguments,
                s=["(None, 3)", "(None, 8, 3)", "(2, 8, 8, 3)"])
    program(operation, "result = layers.%s(foo=1)" % name)
    program(operation, "result = layers.%s()" % name)
    program(operation, "layer = layers.%s(%s)\nresult = layer.weights" % (name, arguments[0]))
    program(operation, "layer = layers.%s(%s)\nresult = layer.output" % (name, arguments[0]))


def up_to(rank):
    return [each for r in range(2, rank + 1) for each in BY_RANK[r]]


layer("Dense", ["4", "1, activation='sigmoid'", "units=4, use_bias=False", "4, activation='foo'", "0", "-1", "2.5", "4.0", "'a'", "None", "4, input_shape=(3,)", "4, input_dim=3", "4, kernel_initializer='he_normal'", "4, kernel_regularizer='l2'", "4, init='uniform'", "output_dim=4",
                "4, activation=tf.nn.relu", "4, input_shape=(5,)", "4, name='a b'", "4, dtype='float64'", "np.int64(4)", "4, activation='softmax'", "4, trainable=False", "4, 'relu'", "4, kernel_initializer='foo'", "10 / 2"],
      ["keras.Input((3,))", "tf.zeros((2, 3))", "keras.Input((8, 3))"], ANY + ["keras.Input((None,))", "keras.Input(())", "keras.Input(3)", "[1, 2, 3]", "'a'", "None", "keras.Input((3,), dtype='float64')", "tf.zeros((2, 3), tf.float64)", "tf.zeros((2, 3), tf.bool)", "[keras.Input((3,)), keras.Input((3,))]", "[[1.0, 2.0, 3.0]]"], most=240)
ACTIVATIONS = ["'relu'", "'softmax'", "'sigmoid'", "'tanh'", "'linear'", "'foo'", "tf.nn.relu", "None", "'elu'", "'gelu'", "'swish'", "'leaky_relu'", "lambda x: x * 2", "keras.activations.softplus", "'log_softmax'", "'mish'", "'hard_sigmoid'", "'selu'", "tf.nn.leaky_relu", "'softsign'", "'exponential'", "3"]
layer("Activation", ACTIVATIONS, ["keras.Input((3,))", "tf.zeros((2, 8, 3))"], ["keras.Input((8, 8, 3))", "tf.zeros(3)", "tf.zeros((2, 3), tf.int32)"], most=80)
for name, arguments in [
        ("ReLU", ["", "6.0", "max_value=6", "negative_slope=0.1", "max_value=-1", "'a'"]), ("LeakyReLU", ["", "alpha=0.1", "0.2", "negative_slope=0.1", "None", "-1.0"]),
        ("ELU", ["", "alpha=0.5", "0.2", "None"]), ("PReLU", ["", "shared_axes=[1, 2]", "shared_axes=1", "alpha_initializer='zeros'", "shared_axes=[3]"]),
        ("Softmax", ["", "axis=1", "-1", "axis=[1, 2]", "axis=5", "axis=0"]), ("ThresholdedReLU", ["", "theta=0.5", "1.0", "None", "-1"]),
        ("Dropout", ["0.5", "rate=0.2", "0", "1", "1.5", "-0.1", "50", "p=0.5", "'a'", "0.5, noise_shape=(None, 1)", "0.3, seed=1", "None"]),
        ("GaussianNoise", ["0.1", "stddev=1.0", "-1", "2"]), ("GaussianDropout", ["0.5", "rate=0.2", "1.5"]), ("AlphaDropout", ["0.5", "rate=0.2", "2"]),
        ("ActivityRegularization", ["", "l1=0.1", "l1=0.1, l2=0.2"]), ("Masking", ["", "mask_value=0.0", "-1"]),
        ("LayerNormalization", ["", "axis=1", "axis=[1, 2]", "center=False", "scale=False", "axis=5", "epsilon=1e-3", "axis=-1, center=False, scale=False"]),
        ("BatchNormalization", ["", "axis=1", "axis=-1", "axis=3", "axis=5", "scale=False", "center=False, scale=False", "momentum=0.9", "axis=[1, 2]", "renorm=True", "mode=2", "trainable=False", "name='bn'", "fused=True"]),
        ("GroupNormalization", ["", "groups=3", "groups=1", "groups=2", "groups=-1", "groups=4, axis=1"]),
        ("UnitNormalization", ["", "axis=1", "axis=[1, 2]", "axis=7"]), ("RMSNormalization", ["", "axis=1", "epsilon=1e-3"]),
        ("SpatialDropout1D", ["0.2", "rate=0.5", "2"]), ("SpatialDropout2D", ["0.2", "rate=0.5, data_format='channels_first'", "'a'"]), ("SpatialDropout3D", ["0.2"]),
        ("Flatten", ["", "data_format='channels_first'", "'channels_last'", "input_shape=(28, 28)", "3"]),
        ("Reshape", ["(3, 1)", "(-1,)", "(-1, 3)", "(4, -1)", "(24,)", "(8, 8, 3)", "target_shape=(3,)", "(2, 2)", "3", "[3, 1]", "(-1, -1)", "(None, 3)", "(8, 3, 1), input_shape=(24,)", "(1,)", "()", "(192,)"]),
        ("Permute", ["(1,)", "(2, 1)", "(1, 2)", "(3, 1, 2)", "(2, 1, 3)", "(0, 1)", "(1, 1)", "dims=(2, 1)", "[2, 1]", "2", "(1, 3)"]),
        ("RepeatVector", ["4", "n=2", "1", "2.5", "'a'", "0", "-1"]),
        ("Identity", ["", "name='x'"]), ("InputLayer", ["(3,)", "input_shape=(3,)", "shape=(3,)", "(8, 3), batch_size=2", "batch_input_shape=(2, 3)", "3"]),
        ("SpectralNormalization", ["layers.Dense(4)", "layers.Dense(4), power_iterations=2", "layers.Conv2D(2, 3)", "3", "layers.Flatten()", "layers.Dense(4), power_iterations=0"]),
        ("Lambda", ["lambda x: x * 2", "lambda x: tf.reduce_sum(x, axis=1)", "lambda x: K.sum(x, axis=-1)", "lambda x: x[:, 0]", "lambda x: tf.expand_dims(x, -1)", "lambda x: x + np.zeros(5)", "lambda x: tf.reshape(x, (-1, 2))", "lambda x: tf.matmul(x, x)", "lambda x: x, output_shape=(3,)", "lambda x: K.l2_normalize(x, axis=1)", "tf.nn.relu", "3", "lambda x: tf.concat([x, x], axis=-1)", "lambda x: tf.cast(x, 'int32')", "lambda x: tf.shape(x)[0]", "lambda x: x.numpy()", "lambda x: np.sum(x)", "lambda x, y: x", "function=lambda x: x / 255.0", "lambda x: x[:, -1, :]", "lambda x: tf.squeeze(x, 1)", "lambda x: tf.transpose(x, (0, 2, 1))", "lambda x: tf.one_hot(x, 4)", "lambda x: [x, x]", "lambda x: x if tf.reduce_sum(x) > 0 else -x", "lambda x: tf.image.resize(x, (4, 4))", "lambda x: K.mean(x, axis=(1, 2))"])]:
    good = {"SpatialDropout1D": BY_RANK[3], "SpatialDropout2D": BY_RANK[4], "SpatialDropout3D": BY_RANK[5]}.get(name, up_to(4)[:9:2] + BY_RANK[4][:1])
    layer(name, arguments, good, ODD + BY_RANK[2] + BY_RANK[4][:2] + ["keras.Input((1, 1, 12))", "keras.Input((24,))"], most=120 if len(arguments) > 9 else 50)

layer("Embedding", ["10, 4", "input_dim=10, output_dim=4", "10, 4, input_length=8", "10, 4, mask_zero=True", "10", "0, 4", "10, -1", "10, 4, input_shape=(8,)", "10.5, 4", "10, 4, weights=[np.zeros((10, 4))]", "10, 4, embeddings_initializer='zeros'", "10, 4, trainable=False", "len('abc') + 1, 4", "10, 4, weights=[np.zeros((9, 4))]", "10, 4, input_length=5", "np.int64(10), 4", "'a', 4", "10, 4, embeddings_initializer=keras.initializers.Constant(np.zeros((10, 4)))", "10, 4, embeddings_initializer=keras.initializers.Constant(np.zeros((3, 4)))"],
      ["keras.Input((8,))", "tf.zeros((2, 8), tf.int32)", "keras.Input((None,))", "keras.Input((8,), dtype='int32')"], ["keras.Input(())", "tf.zeros((2, 8))", "keras.Input((8, 3))", "np.array([[1, 2]])", "np.array([[1, 20]])", "np.array([[-1, 2]])", "[[1, 2]]", "np.zeros((2, 3))", "tf.zeros(3, tf.int32)", "np.array([10])"], most=140)

CONVOLUTION = ["4, $k", "4, $k, strides=$s", "4, $k, padding='same'", "4, $k, $s, 'same'", "4, $k, dilation_rate=2", "filters=4, kernel_size=$k, activation='relu'", "4, $k, use_bias=False", "4, $k, data_format='channels_first'", "4, $k, strides=$s, dilation_rate=2", "4, $k, padding='foo'", "4", "0, $k", "4.0, $k", "4, $k, input_shape=(8, 3)", "4, 0", "4, 9", "4, (2, 3, 4, 5)", "4, $k, strides=0", "4, $k, padding='valid', strides=$s", "4, $k, border_mode='same'", "4, $k, subsample=(2, 2)", "nb_filter=4, filter_length=3", "4, 3.0", "4, 'a'", "4, $k, groups=2", "3, $k, groups=3", "4, $k, padding='causal'", "4, $k, kernel_initializer='he_normal', name='c'", "4, 3, 3", "4, 3, 3, 'same'", "4, $k, kernel_regularizer=keras.regularizers.l2(0.1)", "4, $k, padding='SAME'", "4, $k, activation='foo'", "4, 1"]
for name, rank, kernels in [("Conv1D", 3, ["3", "2", "(3,)"]), ("Conv2D", 4, ["3", "(3, 2)", "[5, 5]"]), ("Conv3D", 5, ["3", "(1, 2, 3)"]),
                            ("Conv1DTranspose", 3, ["3", "2"]), ("Conv2DTranspose", 4, ["3", "(3, 2)", "2"]), ("Conv3DTranspose", 5, ["3"]),
                            ("SeparableConv1D", 3, ["3", "2"]), ("SeparableConv2D", 4, ["3", "(3, 2)"]),
                            ("LocallyConnected1D", 3, ["3"]), ("LocallyConnected2D", 4, ["3", "(3, 2)"]), ("Convolution2D", 4, ["3"]), ("Convolution1D", 3, ["3"])]:
    strides = ["2", "(%s)" % ", ".join(["2"] * (rank - 2) + ([""] if rank == 3 else [])), "1", "3"]
    arguments = [c.replace("$k", k).replace("$s", s) for i, c in enumerate(CONVOLUTION) for k, s in
                 ([(kernels[i % len(kernels)], strides[i % 4])] if i > 8 else [(k, strides[(i + j) % 4]) for j, k in enumerate(kernels)])]
    if "Transpose" in name:
        arguments += ["4, 3, strides=2, output_padding=1", "4, 3, strides=2, padding='same'", "4, 3, strides=2, padding='same', output_padding=0", "4, 3, strides=2, output_padding=2", "4, 2, 2", "4, 3, strides=1, padding='same'"]
    if "Separable" in name:
        arguments += ["4, 3, depth_multiplier=2", "4, 3, depth_multiplier=2, use_bias=False", "4, 3, depth_multiplier=0"]
    if name.startswith("Locally"):
        arguments += ["4, 3, implementation=2", "4, 3, padding='same', implementation=2"]
    layer(name, sorted(set(arguments)), BY_RANK[rank], [each for r in (2, 3, 4) if r != rank for each in BY_RANK[r][:2]] + ODD[:3] + ["keras.Input((2, 3))", "keras.Input((8, 8, None))", "keras.Input((1, 28, 28))", "keras.Input((2, 2, 3))", "keras.Input((28, 28))"],
          most=170 if name in ("Conv2D", "Conv1D") else 70)
for name, rank, arguments in [
        ("DepthwiseConv1D", 3, ["3", "2, strides=2", "3, padding='same'", "3, depth_multiplier=2", "3, dilation_rate=2", "9", "0", "3, use_bias=False"]),
        ("DepthwiseConv2D", 4, ["3", "(3, 2)", "3, strides=2", "3, strides=(2, 1)", "3, padding='same'", "3, depth_multiplier=2", "kernel_size=3, activation='relu'", "9", "3, 2, 'same'", "3, use_bias=False", "3, dilation_rate=2", "4, 3", "3, depth_multiplier=0", "3, data_format='channels_first'", ""])]:
    layer(name, arguments, BY_RANK[rank], BY_RANK[2][:1] + BY_RANK[7 - rank][:2] + ODD[:1] + ["keras.Input((8, 8, None))"], most=60)

for kind in ("Max", "Average"):
    for name, rank in [("%sPooling1D", 3), ("%sPooling2D", 4), ("%sPooling3D", 5), ("%sPool2D" if kind == "Max" else "%sPool1D", 4 if kind == "Max" else 3)]:
        n = rank - 2
        layer(name % kind, ["", "2", "3", "pool_size=%s" % repr((2,) * n), "2, 2", "2, strides=1", "2, 1, 'same'", "3, padding='same'", "9", "0", "2, padding='foo'", "2, data_format='channels_first'", "(2, 2)", "(2, 2, 2)", "pool_length=2", "2.5", "3, strides=2, padding='same'", "'a'", "-1", "pool_size=2, strides=None", "(2, 3), strides=(1, 2)", "3, 2", "border_mode='same'", "2, strides=0"],
              BY_RANK[rank], [each for r in (2, 3, 4) if r != rank for each in BY_RANK[r][:1]] + ["keras.Input((1, 3))", "keras.Input((1, 1, 3))", "keras.Input((7, 7, 512))", "keras.Input((7, 3))", "keras.Input((28, 28))"], most=110 if rank < 5 else 34, weights=False)
for kind in ("Max", "Average"):
    for n in (1, 2, 3):
        layer("Global%sPooling%dD" % (kind, n), ["", "keepdims=True", "data_format='channels_first'", "2", "'channels_last'", "data_format='foo'"],
              BY_RANK[n + 2], [each for r in (2, 3, 4) if r != n + 2 for each in BY_RANK[r][:1]] + ODD[:3], most=44, weights=False)
        layer("Adaptive%sPooling%dD" % (kind, n), ["2", "4", "output_size=3", "0", "(2,) * %d" % n, "9"], BY_RANK[n + 2], BY_RANK[2][:1], most=20, weights=False)
layer("GlobalMaxPool2D", ["", "keepdims=True"], BY_RANK[4], BY_RANK[3][:1], weights=False)
for name, rank, arguments in [
        ("UpSampling1D", 3, ["", "2", "size=3", "0", "(2,)", "2.5", "-1", "(2, 2)", "length=2"]), ("UpSampling2D", 4, ["", "2", "(2, 3)", "size=(2, 2), interpolation='bilinear'", "2, data_format='channels_first'", "interpolation='foo'", "(2,)", "0", "2, interpolation='nearest'", "2.5", "-1"]), ("UpSampling3D", 5, ["", "2", "(1, 2, 3)", "(2, 2)"]),
        ("ZeroPadding1D", 3, ["", "2", "(1, 2)", "padding=3", "(1, 2, 3)", "-1", "((1, 1), (2, 2))", "1.5"]), ("ZeroPadding2D", 4, ["", "2", "(1, 2)", "((1, 2), (3, 4))", "padding=(0, 1)", "(1, 2, 3)", "1, data_format='channels_first'", "-1", "((1, 2),)", "'a'", "[1, 1]", "[[1, 1], [2, 2]]"]), ("ZeroPadding3D", 5, ["", "2", "(1, 2, 3)", "((1, 1), (2, 2), (0, 0))", "(1, 2)"]),
        ("Cropping1D", 3, ["", "2", "(1, 2)", "4", "5", "cropping=(0, 1)", "(8, 1)"]), ("Cropping2D", 4, ["", "2", "(1, 2)", "((1, 2), (3, 4))", "4", "5", "(1, 2, 3)", "((0, 0), (8, 0))", "1, data_format='channels_first'"]), ("Cropping3D", 5, ["", "1", "(1, 2, 3)", "4"])]:
    layer(name, arguments, BY_RANK[rank], [each for r in (2, 3, 4) if r != rank for each in BY_RANK[r][:2]] + ODD[:1], most=60, weights=False)

RECURRENT = ["4", "units=4", "4, return_sequences=True", "4, return_state=True", "4, return_sequences=True, return_state=True", "4, stateful=True", "4, go_backwards=True", "4, activation='relu'", "0", "-1", "'a'", "4, input_shape=(8, 3)", "4, use_bias=False", "4, dropout=0.2, recurrent_dropout=0.2", "4, unroll=True", "4, input_dim=3", "output_dim=4", "4, batch_input_shape=(2, 8, 3)", "4, 'tanh', 'sigmoid'", "4, return_sequences='yes'", "4.0", "4, time_major=True", "4, implementation=1", "4, dropout_W=0.2", "4, activation='foo'", "4, return_sequences=True, stateful=True", "4, inner_activation='sigmoid'", "4, recurrent_activation='sigmoid'", "4, recurrent_initializer='glorot_uniform'", "4, reset_after=False"]
SEQUENCES = BY_RANK[3] + ["keras.Input((8, None))", "keras.Input((3,))", "tf.zeros((2, 3))", "keras.Input((8, 8, 3))", "np.zeros((2, 8, 3), 'float32')", "tf.zeros((2, 8, 3), tf.int32)", "keras.Input((1, 3))", "np.zeros((2, 8, 3))", "keras.Input((None, None))"]
for name in ("LSTM", "GRU", "SimpleRNN", "CuDNNLSTM", "CuDNNGRU"):
    layer(name, RECURRENT, SEQUENCES[:2] + SEQUENCES[2:4], SEQUENCES[4:], most=130 if name == "LSTM" else 80 if name in ("GRU", "SimpleRNN") else 20)
for name, extra in (("LSTM", "[tf.zeros((2, 4)), tf.zeros((2, 4))]"), ("GRU", "tf.zeros((2, 4))"), ("SimpleRNN", "tf.zeros((2, 4))")):
    FAMILY.rows("keras.layers." + name, "x = tf.zeros((2, 8, 3))\nresult = layers.%s($a)(x, initial_state=$i)" % name, a=["4", "4, return_state=True", "5"],
                i=[extra, "[tf.zeros((2, 4))]", "[tf.zeros((2, 3)), tf.zeros((2, 3))]", "tf.zeros((2, 5))", "[tf.zeros((2, 4))] * 3", "None"])
    FAMILY.rows("keras.layers." + name, "x = keras.Input((8, 3))\n$unpack = layers.%s(4, return_state=True)(x)\nresult = h" % name, unpack=["y, h, c", "y, h", "h", "h, *_"])
    program("keras.layers." + name, "x = keras.Input((8, 3))\nx = layers.%s(4)(x)\nresult = layers.%s(4)(x)" % (name, name))
    program("keras.layers." + name, "x = keras.Input((8, 3))\nx = layers.%s(4, return_sequences=True)(x)\nresult = layers.%s(5)(x)" % (name, name))
for name, rank in (("ConvLSTM1D", 4), ("ConvLSTM2D", 5), ("ConvLSTM3D", 6)):
    shape = {4: "(5, 8, 3)", 5: "(5, 8, 8, 3)", 6: "(5, 4, 4, 4, 3)"}[rank]
    layer(name, ["4, 3", "4, 3, return_sequences=True", "4, 3, padding='same'", "filters=4, kernel_size=2, strides=2", "4, 3, return_state=True", "4", "4, 9", "4, 3, padding='same', return_sequences=True, activation='relu'", "4, 3, data_format='channels_first'", "0, 3", "4, 3, padding='foo'", "4, 3, dilation_rate=2", "4, (2, 2, 2, 2)"],
          ["keras.Input(%s)" % shape, "tf.zeros((2, %s)" % shape[1:]], ["keras.Input((8, 3))", "keras.Input((None, %s)" % shape[4:], "keras.Input((8, 8, 3))"], most=34)
CELLS = ["layers.LSTMCell(4)", "layers.GRUCell(4)", "layers.SimpleRNNCell(4)", "[layers.LSTMCell(4), layers.LSTMCell(5)]", "layers.StackedRNNCells([layers.GRUCell(4), layers.GRUCell(5)])"]
layer("RNN", [c + a for c in CELLS for a in ("", ", return_sequences=True", ", return_state=True")] + ["layers.Dense(4)", "4", "layers.LSTM(4)"], SEQUENCES[:4], SEQUENCES[4:9], most=80)
for name in ("LSTMCell", "GRUCell", "SimpleRNNCell"):
    state = "[tf.zeros((2, 4)), tf.zeros((2, 4))]" if name == "LSTMCell" else "[tf.zeros((2, 4))]"
    FAMILY.rows("keras.layers." + name, "cell = layers.%s($u)\nresult = cell($x, $s)" % name, most=24, u=["4", "5", "units=4, use_bias=False", "-1"], x=["tf.zeros((2, 3))", "keras.Input((3,))", "tf.zeros((2, 8, 3))"], s=[state, "tf.zeros((2, 4))", "[tf.zeros((2, 3))]"])
    FAMILY.rows("keras.layers." + name, "cell = layers.%s(4)\nresult = cell.$a" % name, a=["state_size", "units", "output_size", "weights", "get_initial_state(batch_size=2)", "get_initial_state(batch_size=2, dtype='float32')"])
program("keras.layers.StackedRNNCells", "cell = layers.StackedRNNCells([layers.LSTMCell(4), layers.LSTMCell(5)])\nresult = cell.state_size")
program("keras.layers.StackedRNNCells", "cell = layers.StackedRNNCells([layers.Dense(4)])\nresult = cell.state_size")
program("keras.layers.StackedRNNCells", "cell = layers.StackedRNNCells([])\nresult = layers.RNN(cell)(keras.Input((8, 3)))")
layer("Bidirectional", ["layers.%s%s" % (l, m) for l in ("LSTM(4)", "GRU(4, return_sequences=True)", "LSTM(4, return_state=True)", "SimpleRNN(4)") for m in ("", ", merge_mode='sum'", ", merge_mode=None", ", merge_mode='ave'", ", merge_mode='mul'")] + ["layers.Dense(4)", "4", "layers.LSTM(4), merge_mode='foo'", "layers.LSTM(4), input_shape=(8, 3)", "layers.LSTM(4), backward_layer=layers.LSTM(4, go_backwards=True)", "layers.LSTM(4), backward_layer=layers.LSTM(4)", "layer=layers.LSTM(4), merge_mode='concat'", "layers.RNN(layers.LSTMCell(4))", "layers.LSTM", "layers.LSTM(4, return_sequences=True, return_state=True)", "layers.LSTM(4)(keras.Input((8, 3)))", "layers.LSTM(4, stateful=True)", "layers.Embedding(3, 4)"], SEQUENCES[:4], SEQUENCES[4:9], most=120)
layer("TimeDistributed", ["layers.Dense(4)", "layers.Conv2D(4, 3)", "layers.Flatten()", "layers.LSTM(4)", "layers.Conv1D(4, 3)", "layers.MaxPooling2D()", "4", "layers.Dense(4), input_shape=(8, 3)", "layers.Dropout(0.5)", "layers.Embedding(10, 4)", "keras.Sequential([layers.Dense(4)])", "layers.BatchNormalization()", "layers.Dense", "layers.GlobalAveragePooling2D()", "layers.Reshape((3, 1))", "layers.Lambda(lambda x: x * 2)"], ["keras.Input((8, 3))", "tf.zeros((2, 8, 3))", "keras.Input((5, 8, 8, 3))", "keras.Input((None, 3))"], ["keras.Input((3,))", "tf.zeros((2, 3))", "keras.Input((5, 8, 3))", "keras.Input((None, 8, 8, 3))", "np.zeros((2, 8, 3))"], most=110)

PAIRS = ["keras.Input((3,))", "keras.Input((4,))", "keras.Input((8, 3))", "keras.Input((8, 4))", "keras.Input((8, 8, 3))", "tf.zeros((2, 3))", "tf.zeros((4, 3))", "tf.zeros((2, 8, 3))", "keras.Input((None, 3))", "keras.Input((1, 3))", "keras.Input((3,), dtype='int32')", "keras.Input((5, 3))"]
for name in ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate", "Dot"):
    arguments = {"Concatenate": ["", "axis=1", "axis=-1", "axis=2", "axis=0", "1", "axis=5"], "Dot": ["axes=1", "axes=-1", "axes=2", "axes=(1, 2)", "axes=(2, 1)", "1, normalize=True", "", "axes=0", "axes=3", "axes=(2, 2)"]}.get(name, [""])
    FAMILY.rows("keras.layers." + name, "a = $a\nb = $b\nresult = layers.%s($arg)([a, b])" % name, most=150 if name in ("Concatenate", "Dot") else 90 if name == "Add" else 40, a=PAIRS, b=PAIRS, arg=arguments)
    FAMILY.rows("keras.layers." + name, "a = keras.Input((3,))\nresult = layers.%s($arg)($x)" % name, x=["a", "[a]", "[]", "a, a", "(a, a)", "[a, a, a]", "[a, 1]", "[[a, a]]", "{'x': a}"], arg=[arguments[0]])
    lower = name.lower()
    FAMILY.rows("keras.layers." + lower, "a = $a\nb = $b\nresult = layers.%s($x)" % lower, most=24, a=PAIRS[:4], b=PAIRS[:4], x=["[a, b]" + (", axes=1" if name == "Dot" else ""), "[a, b], axis=1" if name == "Concatenate" else "[a, b]", "[a]", "a, b"])
FAMILY.rows("keras.layers.merge", "a = keras.Input((3,))\nresult = layers.merge($x)", x=["[a, a]", "[a, a], mode='concat'"])

for name, good in [("Attention", "[keras.Input((5, 4)), keras.Input((8, 4))]"), ("AdditiveAttention", "[keras.Input((5, 4)), keras.Input((8, 4))]")]:
    FAMILY.rows("keras.layers." + name, "q = $q\nv = $v\nresult = layers.%s($a)($x)" % name, most=60, a=["", "use_scale=True", "causal=True", "dropout=0.1", "score_mode='concat'"], q=["keras.Input((5, 4))", "tf.zeros((2, 5, 4))", "keras.Input((4,))"], v=["keras.Input((8, 4))", "tf.zeros((2, 8, 4))", "keras.Input((8, 3))", "tf.zeros((3, 8, 4))"], x=["[q, v]", "[q, v, v]", "q", "q, v", "[q, v], return_attention_scores=True", "[q, v], use_causal_mask=True"])
FAMILY.rows("keras.layers.MultiHeadAttention", "q = $q\nv = $v\nresult = layers.MultiHeadAttention($a)($x)", most=90, a=["2, 3", "num_heads=2, key_dim=3", "2, 3, value_dim=5", "2, 3, output_shape=7", "2", "0, 3", "2, 3, dropout=0.1", "2, 3, use_bias=False", "8, key_dim=-1", "2, 3, attention_axes=1", "heads=2, key_dim=3"], q=["keras.Input((5, 4))", "tf.zeros((2, 5, 4))", "keras.Input((4,))", "keras.Input((None, 4))"], v=["keras.Input((8, 4))", "tf.zeros((2, 8, 4))", "keras.Input((8, 3))", "tf.zeros((3, 8, 4))"], x=["q, v", "q, q", "q", "[q, v]", "q, v, v", "q, v, return_attention_scores=True", "q, v, use_causal_mask=True", "query=q, value=v, key=v"])
program("keras.layers.MultiHeadAttention", "layer = layers.MultiHeadAttention(2, 3)\nlayer(tf.zeros((2, 5, 4)), tf.zeros((2, 8, 4)))\nresult = layer.count_params()")
program("keras.layers.MultiHeadAttention", "layer = layers.MultiHeadAttention(2, 3)\nlayer(tf.zeros((2, 5, 4)), tf.zeros((2, 8, 4)))\nresult = layer.weights")
FAMILY.rows("keras.layers.GroupQueryAttention", "q = keras.Input((5, 4))\nresult = layers.GroupQueryAttention($a)($x)", a=["3, 4, 2", "head_dim=3, num_query_heads=4, num_key_value_heads=3", "3, 2, 1", "3"], x=["q, q", "q", "q, q, q, return_attention_scores=True"])
FAMILY.rows("keras.layers.GroupedQueryAttention", "q = keras.Input((5, 4))\nresult = layers.GroupedQueryAttention($a)($x)", a=["3, 4, 2", "head_dim=3, num_query_heads=4, num_key_value_heads=3"], x=["q, q", "q"])
FAMILY.rows("keras.layers.EinsumDense", "x = $x\nresult = layers.EinsumDense($a)(x)", most=60, a=["'ab,bc->ac', output_shape=4", "'ab,bc->ac', output_shape=4, bias_axes='c'", "'abc,cd->abd', output_shape=(None, 4)", "'...x,xy->...y', output_shape=4", "'...x,xy->...y', output_shape=4, bias_axes='y'", "'abc,cde->abde', output_shape=(None, 2, 3), bias_axes='de'", "'ab,bc->ac'", "'ab->ac', output_shape=4", "'ab,bc->ac', output_shape=4, bias_axes='z'", "'ab,bc->ac', (4,), activation='relu'", "'ab,cd->abcd', output_shape=(None, 3, 4)"], x=["keras.Input((3,))", "tf.zeros((2, 3))", "keras.Input((8, 3))", "keras.Input((None, 3))", "tf.zeros((2, 8, 3))"])
FAMILY.rows("keras.layers.Input", "result = layers.Input($a)", a=["(3,)", "3", "shape=(3,)", "(None, 3)", "shape=(3,), batch_size=2", "batch_shape=(2, 3)", "()", "(3,), dtype='int32'", "[3, 4]", "(3.0,)", "'a'", "None", "", "shape=(8,), name='x'", "tensor=tf.zeros((2, 3))", "(3,), sparse=True", "(-1,)", "batch_shape=(None, 3)", "shape=784", "(3)", "input_shape=(3,)", "shape=[None]", "(2, 3), 4", "(28, 28, 1), dtype=tf.float32", "(0,)", "(3,), dtype='foo'", "np.zeros((2, 3)).shape[1:]", "np.zeros((2, 3)).shape[1]", "(np.int64(3),)", "tf.zeros((2, 3)).shape[1:]", "(3,), ragged=True", "type_spec=tf.TensorSpec((2, 3))", "(1,), dtype=tf.string", "('a',)"])
FAMILY.rows("keras.Input", "x = keras.Input($a)\nresult = x.$b", most=50, a=["(3,)", "(8, None)", "(3,), batch_size=2", "()", "(8, 8, 3), name='image'"], b=["shape", "dtype", "shape[0]", "shape[1]", "shape[-1]", "name", "ndim", "get_shape()", "shape.as_list()", "numpy()", "shape.rank", "get_shape().as_list()", "_keras_shape", "set_shape((2, 3))", "op", "foo"])

# Arithmetic, indexing and NumPy on symbolic tensors.
FAMILY.rows("keras.KerasTensor", "x = $x\nresult = $e", most=260, x=["keras.Input((3,))", "keras.Input((8, 3))", "keras.Input((8, 8, 3))", "keras.Input((None, 3))", "keras.Input((3,), dtype='int32')"], e=[
    "x + 1", "x * 2.0", "x + x", "1 - x", "x / 255.0", "x ** 2", "-x", "x > 0", "x[0]", "x[:, 0]", "x[:, -1]", "x[:, 0:1]", "x[:, 5]", "x[..., None]", "x[:, 1:]", "x[:, :, 0]", "x[:, ::2]", "x[:, -1, :]", "x + np.zeros(3)", "x + np.zeros((4, 5))", "np.zeros(3) + x", "x + tf.zeros(3)",
    "x @ x", "len(x)", "float(x)", "1 if x else 2", "[v for v in x]", "np.sum(x)", "np.array(x)", "x.numpy()", "x.reshape(-1)", "x.T", "x == x", "x % 2", "x // 2", "x + 'a'", "x + None", "x + keras.Input((4,))", "abs(x)", "x[:, [0, 1]]", "x[x > 0]", "x.sum()", "str(x.shape)", "x.shape[1] * 2", "int(x.shape[1])", "x.shape[0] * 2", "range(x.shape[1])", "2 ** x", "x & 1", "x[None]", "x[0, 0]", "x[:, 'a']", "x.foo", "x.assign(1)"])

for name, arguments in [("Normalization", ["", "axis=None", "mean=0.0, variance=1.0", "axis=1", "mean=[0.0, 0.0, 0.0], variance=[1.0, 1.0, 1.0]", "mean=1.0", "axis=-1, invert=True"]),
                        ("Rescaling", ["1.0 / 255", "scale=2.0, offset=-1", "", "1 / 127.5, -1", "'a'", "1.0 / 255, input_shape=(8, 8, 3)"]), ("Resizing", ["4, 4", "height=4, width=6", "4", "4, 4, interpolation='nearest'", "4, 4, interpolation='foo'", "0, 4", "16, 16, crop_to_aspect_ratio=True", "(4, 4)", "4, 4, pad_to_aspect_ratio=True"]),
                        ("CenterCrop", ["4, 4", "height=4, width=6", "16, 16", "4"]), ("RandomCrop", ["4, 4", "16, 16", "4"]), ("RandomFlip", ["", "'horizontal'", "mode='vertical'", "'foo'"]), ("RandomRotation", ["0.2", "(-0.1, 0.1)", "", "'a'", "2.0"]), ("RandomZoom", ["0.2", "0.2, 0.3", "", "(-0.2, 0.1)"]), ("RandomTranslation", ["0.1, 0.1", "0.1", "2, 2"]), ("RandomContrast", ["0.2", "2", "", "-1"]), ("RandomBrightness", ["0.2", "2", ""]), ("RandomHeight", ["0.2", ""]), ("RandomWidth", ["0.2", ""]),
                        ("RandomGrayscale", ["", "0.5"]), ("RandomHue", ["0.2"]), ("RandomSaturation", ["0.2", ""]), ("RandomSharpness", ["0.2"]), ("RandomShear", ["0.2"]), ("RandomGaussianBlur", [""]), ("RandomInvert", [""]), ("RandomPosterization", ["4", "9"]), ("RandomColorJitter", [""]), ("RandomColorDegeneration", ["0.5"]), ("RandomErasing", [""]), ("RandomPerspective", [""]), ("RandomElasticTransform", [""]), ("AutoContrast", [""]), ("Solarization", ["", "0.5"]), ("Equalization", [""]), ("RandAugment", [""]), ("AugMix", [""]), ("CutMix", [""]), ("MixUp", [""]), ("MaxNumBoundingBoxes", ["5"]), ("ReversibleEmbedding", ["10, 4"])]:
    layer(name, arguments, ["keras.Input((8, 8, 3))", "tf.zeros((2, 8, 8, 3))", "tf.zeros((8, 8, 3))"], ["keras.Input((3,))", "tf.zeros((2, 3))", "np.zeros((2, 8, 8, 3), 'uint8')", "keras.Input((None, None, 3))", "np.zeros((8, 8))"], most=24, weights=name in ("Normalization", "Rescaling", "ReversibleEmbedding"))
for name, arguments in [
        ("CategoryEncoding", ["4", "num_tokens=4, output_mode='one_hot'", "4, output_mode='count'", "", "4, 'multi_hot'", "0", "4, 'foo'"]), ("Discretization", ["[0.0, 1.0]", "bin_boundaries=[0.5]", "num_bins=4", "", "[0.0, 1.0], output_mode='one_hot'"]), ("Hashing", ["4", "num_bins=4, output_mode='one_hot'", "0", ""]),
        ("IntegerLookup", ["vocabulary=[1, 2, 3]", "vocabulary=[1, 2], output_mode='one_hot'", "", "max_tokens=10", "vocabulary=[1, 2], num_oov_indices=0"]), ("HashedCrossing", ["4", ""])]:
    layer(name, arguments, ["keras.Input((1,), dtype='int32')", "np.array([1, 2])", "np.array([[1], [2]])"], ["np.array([[1, 2, 3]])", "np.array([9])", "np.array([0.5, 1.5])", "tf.zeros((2, 3))", "[1, 2]", "keras.Input((3,))", "tf.constant(['a'])", "np.array([-1])"], most=44, weights=False)
for name, arguments in [("StringLookup", ["vocabulary=['a', 'b']", "vocabulary=['a', 'b'], output_mode='one_hot'", "", "vocabulary=['a'], mask_token=''", "vocabulary=['a', 'b'], num_oov_indices=0", "vocabulary=['a', 'a']", "vocabulary=['a', 'b'], output_mode='multi_hot'", "['a', 'b']", "max_tokens=5, vocabulary=['a'], invert=True"]),
                        ("TextVectorization", ["", "max_tokens=10", "10, output_sequence_length=5", "vocabulary=['a', 'b']", "vocabulary=['a', 'b'], output_mode='multi_hot'", "output_mode='foo'", "vocabulary=['a', 'b'], output_sequence_length=4", "vocabulary=['a', 'b'], output_mode='tf_idf'", "vocabulary=['a'], output_mode='int', split=None"])]:
    layer(name, arguments, ["keras.Input((1,), dtype='string')", "tf.constant(['a', 'b c'])", "tf.constant([['a'], ['b']])"], ["np.array(['a', 'x'])", "['a', 'b']", "'a b c'", "keras.Input((3,))", "np.array([1, 2])", "keras.Input((1,), dtype=tf.string)", "tf.constant([['a', 'b']])", "keras.Input((), dtype='string')"], most=60, weights=False)
    FAMILY.rows("keras.layers." + name, "layer = layers.%s($a)\nlayer.adapt($d)\nresult = $r" % name, most=36, a=["", "max_tokens=5", "output_mode='multi_hot'"], d=["['a b', 'b c']", "np.array(['a', 'b'])", "tf.data.Dataset.from_tensor_slices(['a', 'b']).batch(2)", "[1, 2]", "tf.constant([['a'], ['b']])"], r=["len(layer.get_vocabulary())", "layer(['a', 'z'])", "layer.get_vocabulary()", "layer(tf.constant([['a b c']]))", "layer.vocabulary_size()"])
FAMILY.rows("keras.layers.Normalization", "layer = layers.Normalization($a)\nlayer.adapt($d)\nresult = layer($x)", most=36, a=["", "axis=None", "axis=-1", "axis=0", "axis=1"], d=["np.zeros((4, 3))", "np.arange(6.0)", "tf.data.Dataset.from_tensor_slices(np.zeros((4, 3), 'float32')).batch(2)", "np.zeros((4, 3, 2))", "pd.DataFrame({'a': [1.0, 2.0]})"], x=["np.zeros((2, 3))", "keras.Input((3,))", "np.zeros((2, 5))", "np.zeros(2)"])
FAMILY.rows("keras.layers.IntegerLookup", "layer = layers.IntegerLookup()\nlayer.adapt($d)\nresult = $r", d=["np.array([1, 2, 2])", "[3, 4]", "np.array([0.5])"], r=["len(layer.get_vocabulary())", "layer(np.array([1, 9]))", "layer.get_vocabulary()"])
FAMILY.rows("keras.layers.Discretization", "layer = layers.Discretization(num_bins=$n)\nlayer.adapt(np.arange(10.0))\nresult = layer($x)", n=["3", "1"], x=["np.array([1.0, 5.0])", "keras.Input((1,))"])
program("keras.layers.MelSpectrogram", "result = layers.MelSpectrogram()(tf.zeros((2, 16000)))")
program("keras.layers.MelSpectrogram", "result = layers.MelSpectrogram()(keras.Input((16000,)))")
FAMILY.rows("keras.layers.STFTSpectrogram", "result = layers.STFTSpectrogram($a)($x)", a=["frame_length=256", "", "frame_length=256, fft_length=128", "mode='foo'"], x=["tf.zeros((2, 1600, 1))", "keras.Input((1600, 1))", "tf.zeros((2, 1600))"])
FAMILY.rows("keras.layers.FlaxLayer", "result = layers.FlaxLayer()")
FAMILY.rows("keras.layers.TFSMLayer", "result = layers.TFSMLayer('no_such_folder')")
FAMILY.rows("keras.layers.DenseFeatures", "result = layers.DenseFeatures($a)", a=["[]", "[tf.feature_column.numeric_column('a')]"])
FAMILY.rows("keras.layers.DenseFeatures", "result = layers.DenseFeatures([tf.feature_column.numeric_column('a')$s])({'a': $x})", s=["", ", tf.feature_column.numeric_column('b')"], x=["tf.zeros((2, 1))", "tf.zeros((2, 3))", "tf.zeros(2)"])
program("keras.layers.Wrapper", "result = layers.Wrapper(layers.Dense(3))")
program("keras.layers.Layer", "result = layers.Layer()(tf.zeros((2, 3)))")
program("keras.layers.AbstractRNNCell", "result = layers.AbstractRNNCell()")
for name in ("MaxoutDense", "Highway", "Merge", "AtrousConvolution2D", "Deconvolution2D", "TimeDistributedDense"):
    FAMILY.rows("keras.layers." + name, "result = layers.%s(4)" % name)
FAMILY.rows("keras.layers.HashedCrossing", "result = layers.HashedCrossing(5)(($a, $b))", a=["tf.constant(['a', 'b'])", "keras.Input((1,), dtype='string')"], b=["tf.constant([1, 2])", "tf.constant([[1], [2]])", "keras.Input((1,), dtype='int32')"])
FAMILY.rows("keras.layers.training", "x = tf.ones((2, 8, 8, 3))\nresult = layers.$l(x, $t)", l=["Dropout(0.5)", "BatchNormalization()", "Dense(4)", "GaussianNoise(0.1)", "Flatten()", "Conv2D(2, 3)", "LayerNormalization()"], t=["training=True", "training=False", "True", "mask=None"])
FAMILY.rows("keras.layers.reuse", "layer = layers.$l\nlayer($a)\nresult = layer($b)", most=90, l=["Dense(4)", "Conv2D(4, 3)", "LSTM(4)", "Embedding(10, 4)", "BatchNormalization()", "Flatten()", "Conv1D(4, 3)", "LayerNormalization()"], a=["keras.Input((8, 3))", "tf.zeros((2, 8, 3))", "keras.Input((8, 8, 3))", "tf.zeros((2, 3))"], b=["keras.Input((8, 4))", "tf.zeros((5, 8, 3))", "tf.zeros((2, 6, 3))", "keras.Input((3,))", "tf.zeros((2, 4))", "keras.Input((6, 6, 3))"])
FAMILY.rows("keras.layers.attribute", "layer = layers.$l\n$c\nresult = layer.$a", most=110, l=["Dense(4)", "Conv2D(4, 3)", "LSTM(4)", "Flatten()"], c=["layer.build((None, 8, 8, 3))", "layer(tf.zeros((2, 8, 3)))", "layer(keras.Input((8, 8, 3)))", "layer.trainable = False"], a=["weights", "get_weights()", "kernel", "bias", "name", "trainable_weights", "non_trainable_weights", "output_shape", "input_shape", "output.shape", "count_params()", "built", "trainable", "get_config()['name']", "units", "input.shape", "W", "variables", "losses", "dtype", "foo", "set_weights([np.zeros((3, 4)), np.zeros(4)])", "set_weights([])"])
FAMILY.rows("keras.layers.chain", "x = $x\nx = layers.$a(x)\nresult = layers.$b(x)", most=240, x=["keras.Input((8, 8, 3))", "keras.Input((8, 3))", "keras.Input((3,))", "keras.Input((None, None, 3))"], a=["Dense(4)", "Conv2D(4, 3)", "Flatten()", "LSTM(4)", "MaxPooling2D()", "GlobalAveragePooling2D()", "Reshape((-1, 3))", "Conv1D(4, 3)", "LSTM(4, return_sequences=True)", "Embedding(10, 4)", "Dropout(0.5)", "GlobalAveragePooling1D()", "TimeDistributed(layers.Flatten())", "RepeatVector(2)", "Conv2D(4, 3, strides=2, padding='same')"], b=["Dense(4)", "Conv2D(4, 3)", "Flatten()", "LSTM(4)", "MaxPooling2D(3)", "Conv1D(4, 3)", "GlobalMaxPooling1D()", "Bidirectional(layers.GRU(4))", "Embedding(10, 4)", "Conv2DTranspose(4, 3)", "Reshape((2, 2))", "UpSampling2D()", "GlobalAveragePooling2D()"])
