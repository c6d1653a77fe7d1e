# target: tensorflow==2.15, tensorflow==2.21
import numpy as np
import tensorflow as tf

model = tf.keras.Sequential([
    tf.keras.layers.Dense(32, activation="relu"),
    tf.keras.layers.BatchNormalization(),
    tf.keras.layers.Dense(3, activation="softmax"),
])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(np.random.rand(48, 9), np.random.randint(0, 3, 48), batch_size=16, verbose=0)
model.summary()
other = tf.keras.Sequential()
other.add(tf.keras.layers.Dense(4))
other.add(tf.keras.layers.Dense(2))
other.build((None, 6))
other.summary()
