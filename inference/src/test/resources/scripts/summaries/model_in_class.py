# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
import tensorflow as tf


class Trainer:
    def __init__(self, width, classes, rate=0.01):
        self.width, self.classes = width, classes
        self.model = self._build()
        self.model.compile(optimizer=tf.keras.optimizers.SGD(rate),
                           loss="categorical_crossentropy")

    def _build(self):
        inputs = tf.keras.layers.Input(shape=(self.width,))
        hidden = tf.keras.layers.Dense(self.width * 2, activation="relu")(inputs)
        hidden = tf.keras.layers.Dropout(0.5)(hidden)
        outputs = tf.keras.layers.Dense(self.classes, activation="softmax")(hidden)
        return tf.keras.models.Model(inputs=inputs, outputs=outputs, name="trainer_net")

    def train(self, x, y):
        return self.model.fit(x, y, epochs=1, verbose=0)


if __name__ == "__main__":
    trainer = Trainer(width=9, classes=3)
    trainer.train(np.random.rand(12, 9), np.eye(3)[np.random.randint(0, 3, 12)])
    trainer.model.summary()
