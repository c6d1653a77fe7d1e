# target: tensorflow==2.15, tensorflow==2.21
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

augment = tf.keras.Sequential([
    layers.RandomFlip("horizontal", input_shape=(24, 24, 3)),
    layers.RandomRotation(0.1),
    layers.RandomZoom(0.1),
], name="augment")
model = tf.keras.Sequential([
    augment,
    layers.Rescaling(1.0 / 255),
    layers.Conv2D(8, 3, padding="same", activation="relu"),
    layers.MaxPooling2D(),
    layers.Dropout(0.2),
    layers.Flatten(),
    layers.Dense(16, activation="relu"),
    layers.Dense(5, name="outputs"),
])
model.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(np.random.randint(0, 255, (6, 24, 24, 3)).astype("float32"), np.arange(6) % 5, verbose=0)
model.summary()
