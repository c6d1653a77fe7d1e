# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
"""Wide and deep on bucketed columns with embeddings."""
import numpy as np
import pandas as pd
import tensorflow as tf
from tensorflow.keras.layers import Concatenate, Dense, Dropout, Embedding, Flatten, Input
from tensorflow.keras.models import Model

CATEGORICAL = {"store": 5, "weekday": 7, "promo": 2}
NUMERIC = ["temperature", "distance"]


def make_frame(n, seed):
    rng = np.random.RandomState(seed)
    data = {name: rng.randint(0, size, n) for name, size in CATEGORICAL.items()}
    for name in NUMERIC:
        data[name] = rng.normal(size=n)
    frame = pd.DataFrame(data)
    frame["sales"] = frame["promo"] * 2.0 + frame["temperature"] + rng.normal(size=n)
    return frame


def split_inputs(frame):
    return frame[list(CATEGORICAL) + NUMERIC].values


def build():
    inputs, parts = [], []
    for name, size in CATEGORICAL.items():
        column = Input(shape=(1,), name=name)
        width = min(3, (size + 1) // 2)
        embedded = Embedding(size, width, name="embed_" + name)(column)
        parts.append(Flatten()(embedded))
        inputs.append(column)
    numbers = Input(shape=(len(NUMERIC),), name="numbers")
    inputs.append(numbers)
    parts.append(Dense(4, activation="relu")(numbers))
    deep = Concatenate()(parts)
    for units in (16, 8):
        deep = Dense(units, activation="relu")(deep)
        deep = Dropout(0.1)(deep)
    joined = Concatenate()([deep, numbers])
    return Model(inputs=inputs, outputs=Dense(1)(joined))


train, test = make_frame(60, 0), make_frame(20, 1)
model = build()
model.compile("adam", "mse", metrics=["mae"])
model.fit(split_inputs(train), train["sales"].values, epochs=1, batch_size=12,
          validation_data=(split_inputs(test), test["sales"].values), verbose=0)
predicted = model.predict(split_inputs(test))[:, 0]
print("correlation", np.corrcoef(predicted, test["sales"].values)[0, 1])
