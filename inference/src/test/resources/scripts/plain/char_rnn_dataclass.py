# target: tensorflow==2.15, tensorflow==2.21
"""Character-level text generation."""
import re
import string
from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import tensorflow as tf
from tensorflow import keras

TEXT = ("It was the best of times, it was the worst of times, it was the age of wisdom, "
        "it was the age of foolishness.") * 3


@dataclass
class Settings:
    maxlen: int = 10
    step: int = 3
    units: int = 8
    alphabet: str = field(default=string.ascii_lowercase + " ")


class Corpus:
    def __init__(self, text, settings):
        self.settings = settings
        text = re.sub(r"[^a-z ]", "", text.lower())
        self.text = text
        self.counts = Counter(text)
        self.char_to_index = {c: i for i, c in enumerate(settings.alphabet)}

    def __len__(self):
        return (len(self.text) - self.settings.maxlen) // self.settings.step

    def windows(self):
        for i in range(0, len(self.text) - self.settings.maxlen, self.settings.step):
            yield self.text[i:i + self.settings.maxlen], self.text[i + self.settings.maxlen]

    def arrays(self):
        pairs = list(self.windows())
        x = np.zeros((len(pairs), self.settings.maxlen, len(self.settings.alphabet)), dtype="float32")
        y = np.zeros((len(pairs), len(self.settings.alphabet)), dtype="float32")
        for i, (sentence, following) in enumerate(pairs):
            for t, char in enumerate(sentence):
                x[i, t, self.char_to_index[char]] = 1
            y[i, self.char_to_index[following]] = 1
        return x, y


settings = Settings()
corpus = Corpus(TEXT, settings)
x, y = corpus.arrays()
print(f"{len(corpus):d} windows, {len(corpus.counts)} characters, most common {corpus.counts.most_common(2)}")

model = keras.Sequential([
    keras.layers.LSTM(settings.units, input_shape=(settings.maxlen, len(settings.alphabet))),
    keras.layers.Dense(len(settings.alphabet), activation="softmax"),
])
model.compile("adam", "categorical_crossentropy")
model.fit(x, y, epochs=1, batch_size=16, verbose=0)
