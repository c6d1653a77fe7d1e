# target: tensorflow==2.15, tensorflow==2.21
import tensorflow as tf


class Regressor(tf.keras.Model):
    def __init__(self, hidden=(32, 16), name="regressor"):
        super().__init__(name=name)
        self.hidden_layers = [tf.keras.layers.Dense(n, activation="relu") for n in hidden]
        self.mean = tf.keras.layers.Dense(1, name="mean")
        self.deviation = tf.keras.layers.Dense(1, activation="softplus", name="deviation")

    def call(self, inputs):
        x = inputs
        for layer in self.hidden_layers:
            x = layer(x)
        return self.mean(x), self.deviation(x)


model = Regressor()
mean, deviation = model(tf.zeros((4, 5)))
print(mean.shape, deviation.shape)
model.summary()
print(sum(int(tf.size(weight)) for weight in model.trainable_weights))
