# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import os
import sys
import logging
from collections import namedtuple

import numpy as np
import tensorflow as tf

logging.basicConfig(level=logging.INFO)
log = logging.getLogger("train")

Split = namedtuple("Split", ["images", "labels"])

DEFAULTS = {
    "image_size": 16,
    "channels": 3,
    "filters": [4, 8],
    "classes": {"plane": 0, "ship": 1, "truck": 2},
    "optimizer": {"name": "rmsprop", "rate": 0.001},
}


class Settings:
    def __init__(self, **overrides):
        values = dict(DEFAULTS)
        values.update(overrides)
        for name, value in values.items():
            setattr(self, name, value)

    @property
    def input_shape(self):
        return self.image_size, self.image_size, self.channels

    def __repr__(self):
        return "Settings(%s)" % ", ".join(sorted(vars(self)))


def random_split(settings, rows):
    images = np.random.uniform(size=(rows,) + settings.input_shape)
    labels = np.random.randint(0, len(settings.classes), rows)
    return Split(images.astype("float32"), labels)


def network(settings):
    layers = [tf.keras.layers.InputLayer(input_shape=settings.input_shape)] \
        if tf.__version__.startswith(("1.", "2.15")) else [tf.keras.Input(settings.input_shape)]
    for filters in settings.filters:
        layers.append(tf.keras.layers.Conv2D(filters, 3, padding="same", activation="relu"))
        layers.append(tf.keras.layers.MaxPooling2D())
    layers.append(tf.keras.layers.Flatten())
    layers.append(tf.keras.layers.Dense(len(settings.classes), activation="softmax"))
    return tf.keras.models.Sequential(layers)


def main(arguments):
    settings = Settings(image_size=int(os.environ.get("IMAGE_SIZE", "12")))
    path = os.path.join(os.getcwd(), "%s.json" % "-".join(str(f) for f in settings.filters))
    if not os.path.exists(path):
        log.info("no settings in %s", os.path.basename(path))
    log.info("%r", settings)
    train = random_split(settings, 24)
    model = network(settings)
    rate = settings.optimizer["rate"]
    model.compile(optimizer=tf.keras.optimizers.RMSprop(rate),
                  loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(train.images, train.labels, epochs=1, batch_size=8, verbose=0)
    names = {index: name for name, index in settings.classes.items()}
    guesses = model.predict(train.images[:4]).argmax(axis=-1)
    log.info("guesses: %s", [names[int(each)] for each in guesses])
    return 0


if __name__ == "__main__":
    main(sys.argv[1:])
