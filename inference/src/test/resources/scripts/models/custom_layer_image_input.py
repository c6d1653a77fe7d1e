# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
"""A linear layer and a block made of it."""
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers


class Linear(layers.Layer):
    def __init__(self, units=32, **kwargs):
        super(Linear, self).__init__(**kwargs)
        self.units = units

    def build(self, input_shape):
        self.w = self.add_weight(
            name="w",
            shape=(int(input_shape[-1]), self.units),
            initializer="random_normal",
            trainable=True,
        )
        self.b = self.add_weight(
            name="b", shape=(self.units,), initializer="zeros", trainable=True
        )
        super(Linear, self).build(input_shape)

    def call(self, inputs):
        return tf.matmul(inputs, self.w) + self.b

    def compute_output_shape(self, input_shape):
        return (input_shape[0], self.units)


class Block(layers.Layer):
    def __init__(self, **kwargs):
        super(Block, self).__init__(**kwargs)
        self.linear_1 = Linear(16)
        self.linear_2 = Linear(8)

    def call(self, inputs):
        x = self.linear_1(inputs)
        x = tf.nn.relu(x)
        return tf.nn.relu(self.linear_2(x))


inputs = tf.keras.Input(shape=(12,))
hidden = Block()(inputs)
outputs = Linear(1)(hidden)
model = tf.keras.Model(inputs, outputs)
model.compile(optimizer="sgd", loss="mse")

x = np.random.random((32, 4, 4))
y = x.sum(axis=(1, 2)).reshape(-1, 1)
model.fit(x, y, epochs=2, batch_size=8, verbose=0)
print("loss", model.evaluate(x, y, verbose=0))
