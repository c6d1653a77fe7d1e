# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
import tensorflow as tf


def build(units, layers):
    model = tf.keras.Sequential()
    model.add(tf.keras.layers.Dense(units, input_shape=(5,), activation="relu"))
    for _ in range(layers - 1):
        model.add(tf.keras.layers.Dense(units, activation="relu"))
    model.add(tf.keras.layers.Dense(1))
    model.compile("adam", "mse")
    return model


x, y = np.random.rand(16, 5), np.random.rand(16)
results = {}
for units in (4, 8):
    for layers in (1, 2, 3):
        model = build(units, layers)
        history = model.fit(x, y, epochs=1, verbose=0)
        results[units, layers] = history.history["loss"][-1], model.count_params()
best = min(results, key=lambda key: results[key][0])
print(best, results[best])
