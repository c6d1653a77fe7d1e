"""Trains a small classifier on synthetic measurements of three kinds of flowers."""
import argparse
import os

import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

FEATURES = 4
CLASSES = 3
NAMES = ["setosa", "versicolor", "virginica"]


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--batch-size", type=int, default=32)
    parser.add_argument("--samples", type=int, default=600)
    parser.add_argument("--learning-rate", type=float, default=1e-3)
    parser.add_argument("--export", default=None)
    return parser.parse_args()


def make_data(samples, seed=7):
    generator = np.random.default_rng(seed)
    labels = generator.integers(0, CLASSES, size=samples)
    centres = generator.normal(scale=3.0, size=(CLASSES, FEATURES))
    noise = generator.normal(size=(samples, FEATURES))
    features = (centres[labels] + noise).astype("float32")
    return features, labels.astype("int32")


def split(features, labels, share=0.8):
    count = int(len(features) * share)
    order = np.random.default_rng(1).permutation(len(features))
    train, test = order[:count], order[count:]
    return (features[train], labels[train]), (features[test], labels[test])


class Standardize(layers.Layer):
    """Brings every feature to mean zero and deviation one."""

    def __init__(self, mean, deviation, **kwargs):
        super().__init__(**kwargs)
        self.mean = tf.constant(mean, dtype=tf.float32)
        self.deviation = tf.constant(deviation, dtype=tf.float32)

    def call(self, inputs):
        return (inputs - self.mean) / self.deviation


def build_model(features, width=16):
    inputs = keras.Input(shape=(FEATURES,))
    x = Standardize(features.mean(axis=0), features.std(axis=0))(inputs)
    x = layers.Dense(width, activation="relu")(x)
    x = layers.Dropout(0.1)(x)
    x = layers.Dense(width, activation="relu")(x)
    outputs = layers.Dense(CLASSES, activation="softmax")(x)
    return keras.Model(inputs, outputs)


def report(model, features, labels):
    probabilities = model.predict(features, verbose=0)
    predicted = probabilities.argmax(axis=1)
    for index, name in enumerate(NAMES):
        mask = labels == index
        accuracy = (predicted[mask] == index).mean() if mask.any() else float("nan")
        print(f"{name:12s} {mask.sum():5d} {accuracy:.2f}")


def main():
    arguments = parse_arguments()
    tf.random.set_seed(3)
    features, labels = make_data(arguments.samples)
    (x_train, y_train), (x_test, y_test) = split(features, labels)

    model = build_model(x_train)
    model.compile(
        optimizer=keras.optimizers.Adam(arguments.learning_rate),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    model.fit(
        x_train,
        y_train,
        validation_data=(x_test, y_test),
        epochs=arguments.epochs,
        batch_size=arguments.batch_size,
    )
    report(model, x_test, y_test)

    # Only on demand: a file that nobody asked for is in the way.
    if arguments.export:
        os.makedirs(os.path.dirname(arguments.export) or ".", exist_ok=True)
        model.save(arguments.export)


if __name__ == "__main__":
    main()
