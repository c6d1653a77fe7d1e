# target: tensorflow==2.15, tensorflow==2.21
import random
from collections import deque, namedtuple

import numpy as np
import tensorflow as tf

Transition = namedtuple("Transition", ["state", "action", "reward", "next_state", "done"])


class ReplayMemory:
    def __init__(self, capacity):
        self.memory = deque(maxlen=capacity)

    def push(self, *args):
        self.memory.append(Transition(*args))

    def sample(self, batch_size):
        batch = random.sample(self.memory, batch_size)
        return Transition(*zip(*batch))

    def __len__(self):
        return len(self.memory)


def build_network(states, actions):
    model = tf.keras.Sequential()
    model.add(tf.keras.layers.Input((states,)))
    model.add(tf.keras.layers.Dense(16, activation="relu"))
    model.add(tf.keras.layers.Dense(actions))
    model.compile(optimizer="adam", loss="mse")
    return model


memory = ReplayMemory(16)
network = build_network(4, 2)
for step in range(24):
    memory.push(np.random.rand(4), random.randrange(2), 1.0, np.random.rand(4), step % 7 == 0)

batch = memory.sample(32)
states = np.array(batch.state)
targets = network.predict(states, verbose=0)
network.fit(states, targets, verbose=0)
