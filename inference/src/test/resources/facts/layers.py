import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers as L
from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.models import Model, Sequential

x = keras.Input(shape=(10, 4))  # is: keras float32 (?, 10, 4)
i = Input((4,), dtype="int32")  # is: keras int32 (?, 4)
d = Dense(8, activation="relu")(x)  # is: keras float32 (?, 10, 8)
d = L.Dense(units=8)(x[:, 0])  # is: keras float32 (?, 8)
d = L.Dense(8)(x[:, 0, 0])  # is: unknown
r = L.LSTM(16)(x)  # is: keras float32 (?, 16)
r = L.GRU(16, return_sequences=True)(x)  # is: keras float32 (?, 10, 16)
r = L.Bidirectional(L.LSTM(16))(x)  # is: keras float32 (?, 32)
r = L.Bidirectional(L.LSTM(16, return_sequences=True))(x)  # is: keras float32 (?, 10, 32)
r, h, c = L.LSTM(16, return_state=True)(x)
h  # is: keras float32 (?, 16)
r = L.TimeDistributed(Dense(3))(x)  # is: keras float32 (?, 10, 3)
e = L.Embedding(100, 6)(i)  # is: keras float32 (?, 4, 6)
f = L.Flatten()(x)  # is: keras float32 (?, 40)
f = L.Reshape((5, 8))(x)  # is: keras float32 (?, 5, 8)
f = L.Reshape((-1, 2))(x)  # is: keras float32 (?, 20, 2)
f = L.Permute((2, 1))(x)  # is: keras float32 (?, 4, 10)
f = L.RepeatVector(3)(L.LSTM(5)(x))  # is: keras float32 (?, 3, 5)
k = L.Dropout(0.5)(x)  # is: keras float32 (?, 10, 4)
k = L.BatchNormalization()(x)  # is: keras float32 (?, 10, 4)
p = L.Conv1D(6, 3)(x)  # is: keras float32 (?, 8, 6)
p = L.Conv1D(6, 3, padding="same")(x)  # is: keras float32 (?, 10, 6)
p = L.MaxPooling1D(2)(x)  # is: keras float32 (?, 5, 4)
p = L.GlobalAveragePooling1D()(x)  # is: keras float32 (?, 4)
m = Input(shape=(28, 28, 1))
p = L.Conv2D(8, (3, 3), strides=2)(m)  # is: keras float32 (?, 13, 13, 8)
p = L.MaxPooling2D()(m)  # is: keras float32 (?, 14, 14, 1)
p = L.Conv2DTranspose(8, 3)(m)  # is: keras float32 (?, 30, 30, 8)
p = L.GlobalMaxPooling2D()(m)  # is: keras float32 (?, 1)
g = L.Concatenate()([x, x])  # is: keras float32 (?, 10, 8)
g = L.concatenate([x, x], axis=1)  # is: keras float32 (?, 20, 4)
g = L.Add()([x, x])  # is: keras float32 (?, 10, 4)
g = L.MultiHeadAttention(2, 2)(x, x)  # is: keras float32 (?, 10, 4)
z = L.Lambda(lambda t: t[:, 0:1])(x)  # is: keras float32 (?, 1, 4)
z = x[:, -1]  # is: keras float32 (?, 4)
z = x[..., 0]  # is: keras float32 (?, 10)
z = x * 2.0  # is: keras float32 (?, 10, 4)
model = Sequential([Input((6,)), Dense(3)])
z = model(tf.ones((2, 6)))  # is: tensorflow float32 (2, 3)
model = Model(x, L.LSTM(7)(x))  # is: model keras.Model
z = model(x)  # is: keras float32 (?, 7)
dense = Dense(4)  # is: layer keras.layers.Dense
