# target: tensorflow==2.15, tensorflow==2.21
import numpy as np
import tensorflow as tf
from tensorflow.keras import Model, layers


class ConvNet(Model):
    def __init__(self):
        super().__init__()
        self.conv1 = layers.Conv2D(8, 3, padding="same", activation="relu")
        self.pool = layers.MaxPooling2D(2)
        self.norm = layers.BatchNormalization()
        self.flatten = layers.Flatten()
        self.d1 = layers.Dense(16, activation="relu")
        self.d2 = layers.Dense(10)

    def call(self, x):
        x = self.norm(self.pool(self.conv1(x)))
        return self.d2(self.d1(self.flatten(x)))


model = ConvNet()
loss_object = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
optimizer = tf.keras.optimizers.Adam()
images = tf.random.normal((8, 28, 28, 1))
labels = tf.random.uniform((8,), 0, 10, dtype=tf.int32)
for step in range(2):
    with tf.GradientTape() as tape:
        loss = loss_object(labels, model(images))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
model.summary()
print(model.count_params())
