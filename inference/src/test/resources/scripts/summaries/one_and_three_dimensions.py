# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
from tensorflow.keras import layers, models

signal = models.Sequential([
    layers.Conv1D(8, 5, strides=2, activation="relu", input_shape=(100, 2)),
    layers.MaxPooling1D(2),
    layers.Conv1D(16, 3, padding="causal"),
    layers.GlobalMaxPooling1D(),
    layers.Dense(1),
])
volume = models.Sequential([
    layers.Conv3D(4, (3, 3, 3), input_shape=(8, 12, 12, 1)),
    layers.MaxPooling3D((1, 2, 2)),
    layers.BatchNormalization(axis=-1),
    layers.Flatten(),
    layers.Dense(3, activation="softmax"),
])
for model in (signal, volume):
    model.summary()
signal.compile("sgd", "mae")
signal.fit(np.random.rand(6, 100, 2), np.random.rand(6, 1), verbose=0)
volume.compile("sgd", "sparse_categorical_crossentropy")
volume.fit(np.random.rand(3, 8, 12, 12, 1), np.array([0, 1, 2]), verbose=0)
