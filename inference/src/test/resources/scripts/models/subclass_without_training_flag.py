# target: tensorflow==2.15, tensorflow==2.21
import argparse

import numpy as np
import tensorflow as tf


def get_parser():
    parser = argparse.ArgumentParser(description="small subclassed network")
    parser.add_argument("--hidden", type=int, default=16)
    parser.add_argument("--classes", type=int, default=4)
    parser.add_argument("--batch-size", type=int, default=8)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--lr", type=float, default=0.001)
    return parser


class Classifier(tf.keras.Model):
    def __init__(self, hidden, classes):
        super(Classifier, self).__init__()
        self.dense1 = tf.keras.layers.Dense(hidden, activation="relu")
        self.norm = tf.keras.layers.BatchNormalization()
        self.drop = tf.keras.layers.Dropout(0.3)
        self.dense2 = tf.keras.layers.Dense(classes)

    def call(self, inputs):
        x = inputs
        for layer in (self.dense1, self.norm, self.drop):
            x = layer(x)
        return self.dense2(x)


def synthetic(n, features, classes):
    x = np.random.normal(size=(n, features)).astype(np.float32)
    y = np.random.randint(0, classes, size=n)
    return x, y


def main(args):
    x, y = synthetic(40, 10, args.classes)
    model = Classifier(args.hidden, args.classes)
    model.compile(
        optimizer=tf.keras.optimizers.Adam(args.lr),
        loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    model.fit(x, y, batch_size=args.batch_size, epochs=args.epochs, verbose=0)
    logits = model.predict(x[:5], verbose=0)
    print("predicted classes:", logits.argmax(axis=-1))
    model.summary()


if __name__ == "__main__":
    main(get_parser().parse_args())
