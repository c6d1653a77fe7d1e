# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import argparse

import numpy as np
import tensorflow as tf


def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument("--batch_size", type=int, default=8)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--hidden", type=int, nargs="+", default=[8, 4])
    parser.add_argument("--dropout", type=float, default=0.2)
    return parser.parse_args()


def main():
    args = parse()
    model = tf.keras.Sequential()
    for i, units in enumerate(args.hidden):
        options = {"input_shape": (6,)} if i == 0 else {}
        model.add(tf.keras.layers.Dense(units, activation="relu", **options))
        model.add(tf.keras.layers.Dropout(args.dropout))
    model.add(tf.keras.layers.Dense(2, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    x, y = np.random.rand(24, 6), np.random.randint(0, 2, 24)
    model.fit(x, y, batch_size=args.batch_size, epochs=args.num_epochs, verbose=0)
    print("done after {epochs} epochs".format(**vars(args)))


if __name__ == "__main__":
    main()
