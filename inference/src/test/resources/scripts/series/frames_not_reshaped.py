# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
"""Frames of sensors: convolution per frame, then a recurrent layer."""
import numpy as np
from tensorflow.keras.layers import (Conv1D, Dense, Flatten, GRU, Input, MaxPooling1D,
                                     RepeatVector, TimeDistributed)
from tensorflow.keras.models import Model

n_steps, n_length, n_features = 4, 8, 3
n_classes = 5


def load_group(rows):
    frames = [np.random.randn(rows, n_steps * n_length) for _ in range(n_features)]
    return np.dstack(frames)


def one_hot(labels, count):
    encoded = np.zeros((labels.shape[0], count))
    encoded[np.arange(labels.shape[0]), labels] = 1
    return encoded


def classifier():
    inputs = Input(shape=(n_steps, n_length, n_features))
    x = TimeDistributed(Conv1D(8, 3, activation="relu"))(inputs)
    x = TimeDistributed(MaxPooling1D(2))(x)
    x = TimeDistributed(Flatten())(x)
    x = GRU(10)(x)
    return Model(inputs, Dense(n_classes, activation="softmax")(x))


def forecaster(steps_out):
    inputs = Input(shape=(n_steps * n_length, n_features))
    x = GRU(6)(inputs)
    x = RepeatVector(steps_out)(x)
    x = GRU(6, return_sequences=True)(x)
    return Model(inputs, TimeDistributed(Dense(1))(x))


trainX = load_group(30)
trainy = one_hot(np.random.randint(0, n_classes, 30), n_classes)
print(trainX.shape, trainy.shape)

model = classifier()
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
reshaped = trainX.reshape((trainX.shape[0], n_steps, n_length, n_features))
model.fit(trainX, trainy, epochs=1, batch_size=10, verbose=0)

future = np.random.randn(30, 6, 1)
second = forecaster(6)
second.compile(loss="mse", optimizer="adam")
second.fit(trainX, future, epochs=1, batch_size=10, verbose=0)
print(second.predict(trainX[:2])[:, :, 0])
