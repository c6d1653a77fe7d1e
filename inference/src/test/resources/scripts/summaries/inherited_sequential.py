# target: tensorflow==2.15, tensorflow==2.21
import numpy as np
import tensorflow as tf


class Stack(tf.keras.Sequential):
    def __init__(self, widths, **kwargs):
        super().__init__(**kwargs)
        for width in widths:
            self.add(tf.keras.layers.Dense(width, activation="relu"))
        self.add(tf.keras.layers.Dense(1))


stack = Stack([8, 6], name="stack")
stack.compile("adam", "mse")
stack.fit(np.random.rand(20, 4), np.random.rand(20, 1), batch_size=10, verbose=0)
stack.summary()
