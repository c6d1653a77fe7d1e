# target: tensorflow==2.15, tensorflow==2.21
"""REINFORCE on a toy environment, written without a library."""
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers, models, optimizers


class Corridor:
    actions = 2

    def __init__(self, length=5):
        self.length = length
        self.reset()

    def reset(self):
        self.position = self.length // 2
        return self._observe()

    def _observe(self):
        observation = np.zeros(self.length, dtype=np.float32)
        observation[min(max(self.position, 0), self.length - 1)] = 1.0
        return observation

    def step(self, action):
        self.position += 1 if action == 1 else -1
        done = self.position <= 0 or self.position >= self.length - 1
        reward = 1.0 if self.position >= self.length - 1 else 0.0
        return self._observe(), reward, done, {}


def discounted(rewards, gamma=0.9):
    result = np.zeros(len(rewards), dtype=np.float32)
    total = 0.0
    for t in reversed(range(len(rewards))):
        total = rewards[t] + gamma * total
        result[t] = total
    return result


env = Corridor()
policy = models.Sequential([
    layers.Dense(8, activation="tanh", input_shape=(env.length,)),
    layers.Dense(env.actions),
])
optimizer = optimizers.Adam(0.01)
for episode in range(3):
    state, done = env.reset(), False
    states, actions, rewards = [], [], []
    while not done and len(rewards) < 12:
        logits = policy(state)
        action = int(tf.random.categorical(logits, 1)[0, 0])
        states.append(state)
        actions.append(action)
        state, reward, done, _ = env.step(action)
        rewards.append(reward)
    returns = discounted(rewards)
    with tf.GradientTape() as tape:
        logits = policy(np.array(states))
        log_probs = tf.nn.log_softmax(logits)
        chosen = tf.reduce_sum(log_probs * tf.one_hot(actions, env.actions), axis=1)
        loss = -tf.reduce_mean(chosen * returns)
    grads = tape.gradient(loss, policy.trainable_variables)
    optimizer.apply_gradients(zip(grads, policy.trainable_variables))
    print(episode, sum(rewards), float(loss))
