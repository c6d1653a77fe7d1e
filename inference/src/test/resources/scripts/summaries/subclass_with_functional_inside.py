# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
import tensorflow as tf


def backbone():
    inputs = tf.keras.Input((8, 8, 3))
    x = tf.keras.layers.Conv2D(4, 3, activation="relu")(inputs)
    x = tf.keras.layers.GlobalAveragePooling2D()(x)
    return tf.keras.Model(inputs, x, name="backbone")


class Detector(tf.keras.Model):
    def __init__(self):
        super(Detector, self).__init__()
        self.backbone = backbone()
        self.box = tf.keras.layers.Dense(4)

    def call(self, images):
        return self.box(self.backbone(images))


detector = Detector()
detector.compile("sgd", "mse")
detector.fit(np.random.rand(6, 8, 8, 3), np.random.rand(6, 4), verbose=0)
detector.summary()
