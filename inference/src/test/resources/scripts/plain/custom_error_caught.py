# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import logging
import sys

import numpy as np
import tensorflow as tf

logging.basicConfig(stream=sys.stdout, level=logging.INFO)
logger = logging.getLogger("train")


class DataError(ValueError):
    def __init__(self, name, expected, found):
        super(DataError, self).__init__("%s: expected %s, found %s" % (name, expected, found))
        self.name = name


def check(name, array, columns):
    if array.shape[1] != columns:
        raise DataError(name, columns, array.shape[1])
    return array


def load(columns):
    try:
        return check("train", np.ones((10, 4), "float32"), columns)
    except DataError as error:
        logger.warning("%s (%s)", error, error.name)
        return np.ones((10, columns), "float32")


data = load(6)
model = tf.keras.Sequential([tf.keras.layers.Dense(3, input_shape=(data.shape[-1],))])
model.compile("sgd", "mse")
model.fit(data, np.zeros((10, 3)), verbose=0)
check("test", np.ones((2, 5), "float32"), data.shape[-1])
