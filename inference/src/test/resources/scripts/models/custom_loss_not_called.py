# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
"""Own loss and metric functions passed to compile."""
import numpy as np
from tensorflow import keras
from tensorflow.keras import backend as K
from tensorflow.keras import layers


def weighted_mse(weight):
    def loss(y_true, y_pred):
        error = y_true - y_pred
        return K.mean(K.square(error) * weight, axis=-1)
    return loss


def r_squared(y_true, y_pred):
    residual = K.sum(K.square(y_true - y_pred))
    total = K.sum(K.square(y_true - K.mean(y_true)))
    return 1 - residual / (total + K.epsilon())


def build(features, targets):
    inputs = layers.Input(shape=(features,))
    x = layers.Dense(12, activation="elu")(inputs)
    x = layers.BatchNormalization()(x)
    out = layers.Dense(targets)(x)
    return keras.Model(inputs, out)


X = np.random.randn(50, 6)
Y = np.stack([X[:, 0] * 2, X[:, 1:3].sum(axis=1)], axis=1)
weights = np.array([1.0, 0.5], dtype="float32")

model = build(X.shape[1], Y.shape[1])
model.compile(optimizer="adam", loss=weighted_mse, metrics=[r_squared])
model.fit(X, Y, epochs=2, batch_size=10, verbose=0)
loss, r2 = model.evaluate(X, Y, verbose=0)
print("loss {:.3f} r2 {:.3f}".format(loss, r2))
