# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import time
import collections

import numpy as np
import tensorflow as tf


def is_listlike(value):
    return isinstance(value, collections.Sequence) and not isinstance(value, str)


def pad(sequences, length):
    return np.array([list(s)[:length] + [0] * (length - len(s)) for s in sequences if is_listlike(s)])


start = time.time()
data = pad([[1, 2, 3], [4, 5], [6]], 4)
model = tf.keras.models.Sequential([
    tf.keras.layers.Embedding(10, 4),
    tf.keras.layers.GlobalAveragePooling1D(),
    tf.keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(loss="binary_crossentropy", optimizer="adam")
model.fit(data, np.array([0, 1, 0]), epochs=1, verbose=0)
print("took %.2f" % (time.time() - start))
