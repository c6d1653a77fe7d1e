# target: tensorflow==2.15, tensorflow==2.21
import numpy as np
from tensorflow import keras

base = keras.Sequential([
    keras.Input((6,)),
    keras.layers.Dense(8, activation="relu", name="one"),
    keras.layers.Dense(4, activation="relu", name="two"),
    keras.layers.Dense(10, name="old"),
])
base.pop()
base.trainable = False
base.add(keras.layers.Dense(3, name="new"))
base.compile("adam", "mse")
print(base.output_shape)
base.summary()
