# target: tensorflow==2.15, tensorflow==2.21
"""Training loop written by hand."""
import numpy as np
import tensorflow as tf
from tensorflow import keras

BATCH = 16
EPOCHS = 2

features = np.random.rand(64, 20).astype("float32")
targets = np.random.randint(0, 3, size=64)

dataset = tf.data.Dataset.from_tensor_slices((features, targets))
dataset = dataset.shuffle(buffer_size=64).batch(BATCH)

inputs = keras.Input(shape=(20,), name="features")
x = keras.layers.Dense(32, activation="relu")(inputs)
x = keras.layers.Dense(16, activation="relu")(x)
outputs = keras.layers.Dense(3, name="logits")(x)
model = keras.Model(inputs, outputs)

optimizer = keras.optimizers.Adam(learning_rate=1e-3)
loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
train_acc = keras.metrics.SparseCategoricalAccuracy()


def train_step(x, y):
    with tf.GradientTape() as tape:
        logits = model(x, training=True)
        loss_value = loss_fn(y, logits)
    grads = tape.gradient(loss_value, model.trainable_weights)
    optimizer.apply_gradients(zip(grads, model.trainable_weights))
    print("mean logit", logits.numpy().mean(), grads[0].numpy().shape)
    train_acc.update_state(y, logits)
    return loss_value


for epoch in range(EPOCHS):
    print("\nStart of epoch %d" % (epoch,))
    for step, (x_batch, y_batch) in enumerate(dataset):
        loss = train_step(x_batch, y_batch)
        if step % 2 == 0:
            print("loss at step %d: %.4f" % (step, float(loss)))
    print("accuracy", float(train_acc.result()))
