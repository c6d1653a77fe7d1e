# target: tensorflow==2.15, tensorflow==2.21
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

latent = 10


def make_generator():
    model = tf.keras.Sequential(name="generator")
    model.add(tf.keras.Input((latent,)))
    model.add(layers.Dense(4 * 4 * 8, use_bias=False))
    model.add(layers.BatchNormalization())
    model.add(layers.LeakyReLU())
    model.add(layers.Reshape((4, 4, 8)))
    model.add(layers.Conv2DTranspose(4, 5, strides=2, padding="same", use_bias=False))
    model.add(layers.Conv2DTranspose(1, 5, strides=2, padding="same", activation="tanh"))
    return model


def make_discriminator():
    return tf.keras.Sequential([
        tf.keras.Input((16, 16, 1)),
        layers.Conv2D(6, 5, strides=2, padding="same"),
        layers.LeakyReLU(),
        layers.Dropout(0.3),
        layers.Flatten(),
        layers.Dense(1),
    ], name="discriminator")


generator, discriminator = make_generator(), make_discriminator()
discriminator.compile("adam", tf.keras.losses.BinaryCrossentropy(from_logits=True))
noise = tf.keras.Input((latent,))
discriminator.trainable = False
combined = tf.keras.Model(noise, discriminator(generator(noise)), name="combined")
combined.compile("adam", tf.keras.losses.BinaryCrossentropy(from_logits=True))
combined.train_on_batch(np.random.normal(size=(4, latent)), np.ones((4, 1)))
combined.summary()
