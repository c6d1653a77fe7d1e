# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers as l

entry = tf.keras.Input((24,), name="entry")
grid = l.Reshape((4, 6))(entry)
turned = l.Permute((2, 1))(grid)
squared = l.Lambda(lambda t: t * t, name="squared")(turned)
flat = l.Flatten()(squared)
again = l.RepeatVector(3)(flat)
summed = l.Lambda(lambda t: tf.reduce_sum(t, axis=1), name="summed")(again)
out = l.Dense(2, activation="linear")(summed)
model = tf.keras.Model(entry, out)
model.compile("adam", "mse")
model.fit(np.random.rand(6, 24), np.random.rand(6, 2), verbose=0)
model.summary()
