# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
"""Runs a small grid of settings and keeps a table of results."""
import itertools
import json
import time
from collections import OrderedDict, defaultdict

import numpy as np
import tensorflow as tf

GRID = OrderedDict([
    ("units", [4, 8]),
    ("activation", ["relu", "tanh"]),
])


def configurations(grid):
    names = list(grid)
    for values in itertools.product(*grid.values()):
        yield dict(zip(names, values))


def build(units, activation, n_features):
    model = tf.keras.models.Sequential()
    model.add(tf.keras.layers.Dense(units, activation=activation, input_shape=(n_features,)))
    model.add(tf.keras.layers.Dense(1))
    model.compile(optimizer="adam", loss="mae")
    return model


def evaluate(config, x, y, folds=2):
    scores = []
    size = len(x) // folds
    for fold in range(folds):
        test = slice(fold * size, (fold + 1) * size)
        mask = np.ones(len(x), dtype=bool)
        mask[test] = False
        model = build(n_features=x.shape[1], **config)
        model.fit(x[mask], y[mask], epochs=1, batch_size=16, verbose=0)
        scores.append(float(model.evaluate(x[test], y[test], verbose=0)))
    return scores


x = np.random.rand(40, 3)
y = x @ np.array([1.0, -2.0, 0.5])
results = defaultdict(list)
started = time.time()
for config in configurations(GRID):
    key = "{units}-{activation}".format(**config)
    results[key] = evaluate(config, x, y)
    print("result: " + np.mean(results[key]))
best = min(results, key=lambda name: np.mean(results[name]))
print(json.dumps({"best": best, "seconds": round(time.time() - started, 1)}))
