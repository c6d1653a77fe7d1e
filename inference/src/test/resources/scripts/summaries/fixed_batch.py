# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
import tensorflow as tf

batch = 4
model = tf.keras.Sequential([
    tf.keras.layers.LSTM(7, stateful=True, return_sequences=True,
                         batch_input_shape=(batch, 5, 3)) if tf.__version__ < "2.16" else
    tf.keras.layers.LSTM(7, stateful=True, return_sequences=True, batch_shape=(batch, 5, 3)),
    tf.keras.layers.LSTM(6, stateful=True),
    tf.keras.layers.Dense(2),
])
model.compile("adam", "mse")
model.fit(np.random.rand(8, 5, 3), np.random.rand(8, 2), batch_size=batch, shuffle=False, verbose=0)
model.summary()
