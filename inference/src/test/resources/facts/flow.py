import numpy as np
from tensorflow import keras


def scale(values, by=2.0):
    return values / by


def build(width, depth=2):
    inputs = keras.Input(shape=(width,))
    x = inputs
    for _ in range(depth):
        x = keras.layers.Dense(16)(x)  # is: keras float32 (?, 16)
    return inputs, x


a = scale(np.random.rand(6, 2))  # is: numpy float64 (6, 2)
b = scale(np.ones(3, dtype=np.float32), by=4)  # is: numpy float32 (3)
inputs, outputs = build(5)
inputs  # is: keras float32 (?, 5)
outputs  # is: keras float32 (?, 16)

if len(a) > 3:
    c = np.zeros((2, 2))
    d = np.zeros((2, 2), dtype=np.float32)
    e = np.zeros((4, 2))
else:
    c = np.zeros((2, 3))
    d = np.ones((2, 2), dtype="float32")
    e = None
c  # is: numpy float64 (2, 2)
d  # is: numpy float32 (2, 2)
e  # is: numpy float64 (4, 2)

total = np.zeros((2, 2))
for step in range(3):
    total = total + np.ones((2, 2))
total  # is: numpy float64 (2, 2)
for value in np.zeros((3, 4)):
    value  # is: numpy float64 (4)
for i, (u, v) in enumerate(zip(np.zeros((3, 4)), np.arange(3))):
    u  # is: numpy float64 (4)
    v  # is: numpy int64 ()

try:
    t = np.ones((2, 2))
except ValueError:
    raise
t  # is: numpy float64 (2, 2)


def early(flag):
    if flag:
        return np.ones((1, 2))
    return np.ones((1, 3), dtype="float32")


early(True)  # is: numpy float64 (1, 2)
parts = [np.ones((2, 2))]
parts.append(np.zeros((3, 2)))
np.concatenate(parts)  # is: numpy float64 (5, 2)
first, *rest = np.ones((2, 2)), 1, 2
first  # is: numpy float64 (2, 2)
(w := np.ones(2))  # is: numpy float64 (2)
s = np.ones(2) if len(a) else np.ones(2, dtype="float32")  # is: numpy float64 (2)


def recursive(n):
    return recursive(n - 1) if n else np.ones(2)


recursive(3)  # is: numpy float64 (2)


def batches():
    for start in range(0, 6, 2):
        yield a[start:start + 2], np.ones(2)


for rows, weights in batches():
    rows  # is: numpy float64 (2, 2)
    weights  # is: numpy float64 (2)
chunks = [a[i:i + 2] for i in range(3)]
chunks[0]  # is: numpy float64 (2, 2)
np.stack(chunks)  # is: numpy float64 (3, 2, 2)
np.concatenate(chunks)  # is: numpy float64 (6, 2)
half, other = np.split(a, 2)
half  # is: numpy float64 (3, 2)
next(iter(np.array_split(a, 2, axis=1)))  # is: numpy float64 (6, 1)
