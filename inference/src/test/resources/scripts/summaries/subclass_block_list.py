# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
import tensorflow as tf


class Block(tf.keras.layers.Layer):
    def __init__(self, units, rate=0.1):
        super(Block, self).__init__()
        self.dense = tf.keras.layers.Dense(units, activation="relu")
        self.drop = tf.keras.layers.Dropout(rate)

    def call(self, inputs, training=False):
        return self.drop(self.dense(inputs), training=training)


class Net(tf.keras.Model):
    def __init__(self, widths, classes):
        super(Net, self).__init__()
        self.blocks = [Block(width) for width in widths]
        self.out = tf.keras.layers.Dense(classes)

    def call(self, inputs, training=False):
        x = inputs
        for block in self.blocks:
            x = block(x, training=training)
        return self.out(x)


net = Net([16, 12, 8], 3)
net.compile(optimizer="adam", loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))
net.fit(np.random.rand(24, 7).astype("float32"), np.random.randint(0, 3, 24), batch_size=6, verbose=0)
net.summary()
