# target: tensorflow==2.15, tensorflow==2.21
# GAN on random vectors, one discriminator step and one generator step per batch
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

latent_dim = 8
data_dim = 16


def make_generator():
    model = tf.keras.Sequential(name="generator")
    model.add(layers.Dense(32, input_shape=(latent_dim,)))
    model.add(layers.LeakyReLU())
    model.add(layers.Dense(data_dim, activation="tanh"))
    return model


def make_discriminator():
    model = tf.keras.Sequential(name="discriminator")
    model.add(layers.Dense(32, input_shape=(data_dim,)))
    model.add(layers.LeakyReLU())
    model.add(layers.Dropout(0.3))
    model.add(layers.Dense(1))
    return model


cross_entropy = tf.keras.losses.BinaryCrossentropy(from_logits=True)


def discriminator_loss(real_output, fake_output):
    real_loss = cross_entropy(tf.ones_like(real_output), real_output)
    fake_loss = cross_entropy(tf.zeros_like(fake_output), fake_output)
    return real_loss + fake_loss


def generator_loss(fake_output):
    return cross_entropy(tf.ones_like(fake_output), fake_output)


generator = make_generator()
discriminator = make_discriminator()
generator_optimizer = tf.keras.optimizers.Adam(1e-4)
discriminator_optimizer = tf.keras.optimizers.Adam(1e-4)


@tf.function
def train_step(real):
    noise = tf.random.normal([tf.shape(real)[0], latent_dim])
    with tf.GradientTape(persistent=True) as tape:
        generated = generator(noise, training=True)
        real_output = discriminator(real, training=True)
        fake_output = discriminator(generated, training=True)
        gen_loss = generator_loss(fake_output)
        disc_loss = discriminator_loss(real_output, fake_output)
    gen_grads = tape.gradient(gen_loss, generator.trainable_variables)
    disc_grads = tape.gradient(disc_loss, discriminator.trainable_variables)
    del tape
    generator_optimizer.apply_gradients(zip(gen_grads, generator.trainable_variables))
    discriminator_optimizer.apply_gradients(zip(disc_grads, discriminator.trainable_variables))
    return gen_loss, disc_loss


real_data = np.random.uniform(-1, 1, size=(40, data_dim)).astype("float32")
dataset = tf.data.Dataset.from_tensor_slices(real_data).shuffle(40).batch(10)
for epoch in range(1):
    for batch in dataset:
        g, d = train_step(batch)
    print("epoch", epoch, "generator", g.numpy(), "discriminator", d.numpy())
