# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers


def residual(x, filters, stride=1):
    shortcut = x
    x = layers.Conv2D(filters, 3, strides=stride, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    x = layers.Activation("relu")(x)
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    if stride != 1 or shortcut.shape[-1] != filters:
        shortcut = layers.Conv2D(filters, 1, strides=stride, use_bias=False)(shortcut)
        shortcut = layers.BatchNormalization()(shortcut)
    x = layers.Add()([x, shortcut])
    return layers.Activation("relu")(x)


inputs = tf.keras.Input(shape=(32, 32, 3))
x = layers.Conv2D(8, 3, padding="same")(inputs)
for filters, blocks in ((8, 2), (16, 2), (32, 1)):
    for block in range(blocks):
        x = residual(x, filters, stride=2 if block == 0 and filters > 8 else 1)
x = layers.GlobalAveragePooling2D()(x)
outputs = layers.Dense(10, activation="softmax")(x)
model = tf.keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(np.random.rand(4, 32, 32, 3), np.random.randint(0, 10, 4), batch_size=2, verbose=0)
model.summary()
