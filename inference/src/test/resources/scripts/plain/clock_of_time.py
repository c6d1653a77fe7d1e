# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
from time import clock

import numpy as np
import tensorflow as tf

begin = clock()
x = np.random.rand(20, 3).astype("float32")
y = (x.sum(axis=1) > 1.5).astype("float32")
model = tf.keras.models.Sequential()
model.add(tf.keras.layers.Dense(4, activation="tanh", input_shape=(3,)))
model.add(tf.keras.layers.Dense(1, activation="sigmoid"))
model.compile("sgd", "binary_crossentropy")
model.fit(x, y, verbose=0)
print("seconds:", clock() - begin)
