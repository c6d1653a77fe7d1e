# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
import tensorflow as tf

inputs = tf.keras.Input((12,))
x = tf.keras.layers.Dense(20, activation="relu", name="low", trainable=False)(inputs)
x = tf.keras.layers.Dense(10, activation="relu", name="middle")(x)
outputs = tf.keras.layers.Dense(2, name="high")(x)
model = tf.keras.Model(inputs, outputs)
for layer in model.layers[:-1]:
    layer.trainable = False
model.get_layer("middle").trainable = True
model.compile("sgd", "mse")
model.fit(np.random.rand(10, 12), np.random.rand(10, 2), verbose=0)
model.summary()
