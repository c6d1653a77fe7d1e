# target: tensorflow==2.15, tensorflow==2.21
import numpy as np
import tensorflow as tf
from tensorflow import keras

inputs = keras.Input((8,), name="inputs")
hidden = keras.layers.Dense(8, activation="relu")(inputs)
mixed = hidden * 0.5 + inputs
part = mixed[:, :4]
gate = keras.layers.Dense(4, activation="sigmoid")(part)
outputs = keras.layers.Dense(1)(gate * part)
model = keras.Model(inputs, outputs)
model.compile("adam", "mse")
model.fit(np.random.rand(8, 8), np.random.rand(8, 1), verbose=0)
model.summary()
