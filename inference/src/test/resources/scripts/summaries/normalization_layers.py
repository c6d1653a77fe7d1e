# target: tensorflow==2.15, tensorflow==2.21
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

data = np.random.rand(40, 6).astype("float32")
normalizer = layers.Normalization(axis=-1)
normalizer.adapt(data)
model = tf.keras.Sequential([
    tf.keras.Input((6,)),
    normalizer,
    layers.Dense(12),
    layers.LayerNormalization(),
    layers.Activation("relu"),
    layers.GroupNormalization(groups=3),
    layers.BatchNormalization(scale=False),
    layers.UnitNormalization(),
    layers.Dense(1),
])
model.compile("adam", "mse")
model.fit(data, np.random.rand(40), verbose=0)
model.summary()
