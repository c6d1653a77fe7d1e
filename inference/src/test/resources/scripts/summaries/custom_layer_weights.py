# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
import tensorflow as tf


class Scale(tf.keras.layers.Layer):
    def __init__(self, **kwargs):
        super(Scale, self).__init__(**kwargs)

    def build(self, input_shape):
        self.gain = self.add_weight(name="gain", shape=(int(input_shape[-1]),), initializer="ones")
        self.count = self.add_weight(name="count", shape=(), initializer="zeros", trainable=False)
        super(Scale, self).build(input_shape)

    def call(self, inputs):
        return inputs * self.gain


class Linear(tf.keras.layers.Layer):
    def __init__(self, units=8, **kwargs):
        super(Linear, self).__init__(**kwargs)
        self.units = units

    def build(self, input_shape):
        self.w = self.add_weight(name="w", shape=(int(input_shape[-1]), self.units))
        self.b = self.add_weight(name="b", shape=(self.units,), initializer="zeros")

    def call(self, inputs):
        return tf.matmul(inputs, self.w) + self.b


model = tf.keras.Sequential([
    tf.keras.layers.Dense(6, input_shape=(4,)),
    Scale(name="scale"),
    Linear(5),
    tf.keras.layers.Dense(1),
])
model.compile("adam", "mse")
model.fit(np.random.rand(20, 4), np.random.rand(20, 1), verbose=0)
model.summary()
