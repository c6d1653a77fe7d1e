# target: tensorflow==2.15, tensorflow==2.21
import abc
import enum
import functools

import numpy as np
import tensorflow as tf


class Kind(enum.Enum):
    DENSE = "dense"
    CONV = "conv"


REGISTRY = {}


def register(name):
    def wrap(builder):
        REGISTRY[name] = builder
        return builder
    return wrap


class Builder(abc.ABC):
    def __init__(self, units, activation="relu"):
        self.units = units
        self.activation = activation

    @abc.abstractmethod
    def __call__(self, inputs):
        ...

    def __repr__(self):
        return f"{type(self).__name__}({self.units})"


@register(Kind.DENSE.value)
class DenseBuilder(Builder):
    def __call__(self, inputs):
        return tf.keras.layers.Dense(self.units, activation=self.activation)(inputs)


@register(Kind.CONV.value)
class ConvBuilder(Builder):
    def __init__(self, units, kernel_size=3, **kwargs):
        super().__init__(units, **kwargs)
        self.kernel_size = kernel_size

    def __call__(self, inputs):
        return tf.keras.layers.Conv1D(self.units, self.kernel_size, padding="same",
                                      activation=self.activation)(inputs)


def build(blocks, input_shape, classes):
    inputs = tf.keras.Input(input_shape)
    steps = [REGISTRY[kind](**options) for kind, options in blocks]
    outputs = functools.reduce(lambda tensor, step: step(tensor), steps, inputs)
    outputs = tf.keras.layers.Flatten()(outputs)
    return tf.keras.Model(inputs, tf.keras.layers.Dense(classes)(outputs))


model = build([("conv", {"units": 4, "kernel_size": 5}), ("dense", {"units": 3})], (12, 2), 3)
model.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(np.random.rand(8, 12, 2), np.random.randint(0, 3, 8), verbose=0)
