# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
from tensorflow.keras.layers import (AveragePooling2D, Concatenate, Conv2D, Dense, Flatten, Input,
                                     MaxPooling2D)
from tensorflow.keras.models import Model


def inception(x, a, b, c, d):
    one = Conv2D(a, (1, 1), padding="same", activation="relu")(x)
    three = Conv2D(b, (1, 1), padding="same", activation="relu")(x)
    three = Conv2D(b * 2, (3, 3), padding="same", activation="relu")(three)
    five = Conv2D(c, (1, 1), padding="same", activation="relu")(x)
    five = Conv2D(c * 2, (5, 5), padding="same", activation="relu")(five)
    pool = MaxPooling2D((3, 3), strides=(1, 1), padding="same")(x)
    pool = Conv2D(d, (1, 1), padding="same", activation="relu")(pool)
    return Concatenate(axis=-1)([one, three, five, pool])


image = Input(shape=(24, 24, 3))
net = Conv2D(8, 7, strides=2, padding="same")(image)
net = inception(net, 4, 6, 2, 3)
net = inception(net, 8, 8, 4, 4)
net = AveragePooling2D(4)(net)
net = Flatten()(net)
main = Dense(7, activation="softmax", name="main")(net)
model = Model(inputs=image, outputs=main)
model.compile(loss="categorical_crossentropy", optimizer="sgd")
labels = np.eye(7)[np.arange(14) % 7]
model.fit(np.random.rand(14, 24, 24, 3), labels, epochs=1, batch_size=7, verbose=0)
model.summary()
