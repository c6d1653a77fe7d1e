# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
import tensorflow as tf
from tensorflow.keras.layers import Dense, Input, Subtract
from tensorflow.keras.models import Model


def tower(width):
    inputs = Input((width,))
    x = Dense(20, activation="tanh")(inputs)
    x = Dense(6)(x)
    return Model(inputs, x, name="tower")


shared = tower(12)
left, right = Input((12,), name="left"), Input((12,), name="right")
difference = Subtract()([shared(left), shared(right)])
same = Dense(1, activation="sigmoid")(difference)
siamese = Model([left, right], same)
siamese.compile(loss="binary_crossentropy", optimizer="sgd")
a, b = np.random.rand(30, 12), np.random.rand(30, 12)
siamese.fit([a, b], np.random.randint(0, 2, (30, 1)), epochs=2, batch_size=10, verbose=0)
siamese.summary()
