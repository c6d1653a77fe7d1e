import numpy as np
from helpers import load, wrap
from tensorflow import keras


class Block(keras.layers.Layer):
    def call(self, inputs):
        return inputs  # is: keras unknown ?


def seen(x):
    return x  # is: unknown


data = load()
data  # is: unknown
data[:, 0]  # is: unknown
data.astype("float32")  # is: unknown
data / 2.0  # is: unknown
np.array(data)  # is: unknown
np.array(data, dtype="float32")  # is: unknown
np.zeros(data.shape)  # is: numpy float64 ?
np.ones(3) + data  # is: unknown
x = keras.layers.Dense(3)(data)  # is: unknown
wrap(Block())(keras.Input((3,)))
Block()(keras.Input((3,)))
seen(np.ones(3))
wrap(seen)
options = {"shape": (4,)}
keras.Input(**options)  # is: keras float32 (?, 4)
keras.Input(**load())  # is: unknown
np = load()
np.ones(3)  # is: unknown
