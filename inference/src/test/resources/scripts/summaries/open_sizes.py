# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
import tensorflow as tf

image = tf.keras.Input(shape=(None, None, 3))
x = tf.keras.layers.Conv2D(4, 3, activation="relu")(image)
x = tf.keras.layers.MaxPooling2D()(x)
x = tf.keras.layers.Conv2D(8, 3, padding="same")(x)
pooled = tf.keras.layers.GlobalAveragePooling2D()(x)
model = tf.keras.Model(image, tf.keras.layers.Dense(5)(pooled))
words = tf.keras.Input(shape=(None,), dtype="int32")
y = tf.keras.layers.Embedding(50, 6, mask_zero=True)(words)
y = tf.keras.layers.LSTM(8)(y)
reader = tf.keras.Model(words, tf.keras.layers.Dense(1)(y))
model.compile("adam", "mse")
model.fit(np.random.rand(3, 20, 22, 3), np.random.rand(3, 5), verbose=0)
reader.compile("adam", "mse")
reader.fit(np.random.randint(1, 50, (6, 9)).astype("int32"), np.random.rand(6), verbose=0)
