# target: tensorflow==2.15, tensorflow==2.21
import itertools

import numpy as np
import tensorflow as tf


class Batches:
    def __init__(self, x, y, size):
        self.x, self.y, self.size = x, y, size
        self.position = 0

    def __iter__(self):
        self.position = 0
        return self

    def __next__(self):
        if self.position >= len(self.x):
            raise StopIteration
        part = slice(self.position, self.position + self.size)
        self.position += self.size
        return self.x[part], self.y[part]


x = np.random.rand(30, 4).astype(np.float32)
y = np.random.rand(30, 2).astype(np.float32)
w = tf.Variable(tf.zeros((4, 3)))
for epoch, (bx, by) in itertools.product(range(1), Batches(x, y, 8)):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum((tf.matmul(bx, w) - by) ** 2)
    w.assign_sub(0.01 * tape.gradient(loss, w))
