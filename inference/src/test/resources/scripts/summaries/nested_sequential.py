# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

encoder = keras.Sequential([
    layers.Dense(32, activation="relu", input_shape=(10,)),
    layers.Dense(8, activation="relu"),
], name="encoder")
decoder = keras.Sequential([
    layers.Dense(32, activation="relu", input_shape=(8,)),
    layers.Dense(10),
], name="decoder")
inputs = keras.Input(shape=(10,))
outputs = decoder(encoder(inputs))
autoencoder = keras.Model(inputs, outputs, name="autoencoder")
autoencoder.compile("adam", "mse")
data = np.random.rand(50, 10).astype("float32")
autoencoder.fit(data, data, epochs=1, verbose=0)
print(encoder.predict(data).shape)
autoencoder.summary()
