# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
import tensorflow as tf


class Encoder(tf.keras.Model):
    def __init__(self, latent):
        super(Encoder, self).__init__(name="encoder")
        self.hidden = tf.keras.layers.Dense(24, activation="relu")
        self.latent = tf.keras.layers.Dense(latent)

    def call(self, inputs):
        return self.latent(self.hidden(inputs))


class Decoder(tf.keras.Model):
    def __init__(self, width):
        super(Decoder, self).__init__(name="decoder")
        self.hidden = tf.keras.layers.Dense(24, activation="relu")
        self.out = tf.keras.layers.Dense(width, activation="sigmoid")

    def call(self, inputs):
        return self.out(self.hidden(inputs))


class Autoencoder(tf.keras.Model):
    def __init__(self, width, latent=4):
        super(Autoencoder, self).__init__()
        self.encoder = Encoder(latent)
        self.decoder = Decoder(width)

    def call(self, inputs):
        return self.decoder(self.encoder(inputs))


data = np.random.rand(32, 18).astype("float32")
model = Autoencoder(18)
model.compile(optimizer="adam", loss="mse")
model.fit(data, data, epochs=1, batch_size=16, verbose=0)
print(model.predict(data).shape)
