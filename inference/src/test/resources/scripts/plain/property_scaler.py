# target: tensorflow==2.15, tensorflow==2.21
import numpy as np
import tensorflow as tf


class Scaler:
    def __init__(self):
        self._mean = None
        self._std = None

    @property
    def mean(self):
        return self._mean

    @property
    def std(self):
        return self._std

    def fit(self, x):
        self._mean = x.mean(axis=0)
        self._std = x.std(axis=0) + 1e-8
        return self

    def transform(self, x):
        return (x - self.mean) / self.std


x = np.random.rand(40, 3)
y = x @ np.array([1.0, 2.0, 3.0])
scaled = Scaler().fit(x).transform(x)
model = tf.keras.Sequential([tf.keras.layers.Dense(1)])
model.compile(loss="mae")
model.fit(scaled, y, verbose=0)
