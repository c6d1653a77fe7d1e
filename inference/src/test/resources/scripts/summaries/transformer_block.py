# target: tensorflow==2.15, tensorflow==2.21
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers


class TransformerBlock(layers.Layer):
    def __init__(self, embed_dim, num_heads, ff_dim, rate=0.1):
        super().__init__()
        self.att = layers.MultiHeadAttention(num_heads=num_heads, key_dim=embed_dim)
        self.ffn = tf.keras.Sequential([layers.Dense(ff_dim, activation="relu"), layers.Dense(embed_dim)])
        self.norm1 = layers.LayerNormalization(epsilon=1e-6)
        self.norm2 = layers.LayerNormalization(epsilon=1e-6)
        self.dropout1 = layers.Dropout(rate)
        self.dropout2 = layers.Dropout(rate)

    def call(self, inputs, training=False):
        attended = self.att(inputs, inputs)
        out1 = self.norm1(inputs + self.dropout1(attended, training=training))
        return self.norm2(out1 + self.dropout2(self.ffn(out1), training=training))


class Positions(layers.Layer):
    def __init__(self, maxlen, vocabulary, width):
        super().__init__()
        self.tokens = layers.Embedding(vocabulary, width)
        self.positions = layers.Embedding(maxlen, width)
        self.maxlen = maxlen

    def call(self, x):
        return self.tokens(x) + self.positions(tf.range(0, self.maxlen))


inputs = layers.Input(shape=(12,))
x = Positions(12, 300, 8)(inputs)
x = TransformerBlock(8, 2, 16)(x)
x = layers.GlobalAveragePooling1D()(x)
outputs = layers.Dense(2, activation="softmax")(layers.Dropout(0.1)(x))
model = tf.keras.Model(inputs, outputs)
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(np.random.randint(0, 300, (10, 12)), np.random.randint(0, 2, 10), verbose=0)
model.summary()
