# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers


def double(x, n):
    for _ in range(2):
        x = layers.Conv2D(n, 3, padding="same", activation="relu")(x)
    return x


def unet(size, channels, depth=2, start=4):
    inputs = tf.keras.Input((size, size, channels))
    skips, x = [], inputs
    for level in range(depth):
        x = double(x, start * 2 ** level)
        skips.append(x)
        x = layers.MaxPool2D()(x)
    x = double(x, start * 2 ** depth)
    for level in reversed(range(depth)):
        x = layers.Conv2DTranspose(start * 2 ** level, 2, strides=2, padding="same")(x)
        x = layers.Concatenate()([x, skips[level]])
        x = double(x, start * 2 ** level)
    return tf.keras.Model(inputs, layers.Conv2D(1, 1, activation="sigmoid")(x), name="unet")


model = unet(16, 3)
model.compile(optimizer="adam", loss="binary_crossentropy")
masks = (np.random.rand(4, 16, 16, 1) > 0.5).astype("float32")
model.fit(np.random.rand(4, 16, 16, 3), masks, batch_size=2, verbose=0)
model.summary()
