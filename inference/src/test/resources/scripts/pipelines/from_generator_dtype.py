# target: tensorflow==2.15, tensorflow==2.21
import tensorflow as tf
import numpy as np


def samples(count=24):
    rng = np.random.default_rng(0)
    for i in range(count):
        length = 10
        signal = rng.normal(size=(length, 2)).astype("float32")
        yield signal.astype("float64"), "even" if i % 2 == 0 else "odd"


def make_dataset(batch_size):
    ds = tf.data.Dataset.from_generator(
        samples,
        output_signature=(
            tf.TensorSpec(shape=(10, 2), dtype=tf.float32),
            tf.TensorSpec(shape=(), dtype=tf.int32),
        ),
    )
    return ds.batch(batch_size).prefetch(1)


def normalise(signal, label):
    mean = tf.reduce_mean(signal, axis=1, keepdims=True)
    return signal - mean, label


model = tf.keras.Sequential([
    tf.keras.layers.Input(shape=(10, 2)),
    tf.keras.layers.Conv1D(4, 3, activation="relu"),
    tf.keras.layers.GlobalMaxPooling1D(),
    tf.keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])

dataset = make_dataset(6).map(normalise)
print(dataset.element_spec)
model.fit(dataset, epochs=1, verbose=0)
for signals, labels in dataset.take(1):
    print(signals.shape, labels.numpy())
