import numpy as np
import tensorflow as tf
from tensorflow import keras


class Head(keras.layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.dense = keras.layers.Dense(units)

    def build(self, input_shape):
        self.out = keras.layers.Dense(1)

    def call(self, inputs, training=None):
        inputs  # is: tensorflow float32 (?, 4)
        first = inputs[:, 0]  # is: tensorflow float32 (?)
        hidden = self.dense(inputs)  # is: tensorflow float32 (?, 8)
        return self.out(hidden)  # is: tensorflow float32 (?, 1)


class Net(tf.keras.Model):
    def __init__(self):
        super(Net, self).__init__()
        self.layer = keras.layers.Dense(5)

    def call(self, x):
        x = self.helper(x)
        return x  # is: tensorflow float32 (?, 5)

    def helper(self, x):
        return self.layer(x)


class Never(keras.layers.Layer):
    def call(self, inputs):
        inputs  # is: keras unknown ?
        return inputs[:, 0]  # is: keras unknown ?


class Twice(keras.layers.Layer):
    def call(self, inputs):
        return inputs  # is: tensorflow float32 ?


class Base(keras.layers.Layer):
    def call(self, inputs):
        return self.work(inputs)


class Derived(Base):
    def work(self, inputs):
        return inputs[:, 0:1]  # is: tensorflow float32 (?, 1)


class Store:
    kind = "plain"

    def __init__(self):
        self.data = np.ones((2, 2))

    def get(self):
        return self.data


out = Head(8)(keras.Input(shape=(4,)))  # is: keras float32 (?, 1)
net = Net()  # is: model Net
net.fit(np.random.rand(30, 6), np.zeros(30))
p = net.predict(np.random.rand(30, 6))  # is: numpy float32 (30, 5)
t = Twice()
t(keras.Input((3,)))
t(keras.Input((3, 2)))
z = Derived()(keras.Input((3,)))  # is: keras float32 (?, 1)
Store().get()  # is: numpy float64 (2, 2)


class Doubler:
    def __call__(self, values):
        return values * 2


class Holder:
    def __init__(self):
        self.double = Doubler()


Holder().double(np.ones(3))  # is: numpy float64 (3)
