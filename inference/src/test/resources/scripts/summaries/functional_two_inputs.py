# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

text = tf.keras.Input(shape=(20,), name="text", dtype="int32")
price = tf.keras.Input(shape=(3,), name="price")
x = layers.Embedding(500, 16)(text)
x = layers.GlobalAveragePooling1D()(x)
merged = layers.concatenate([x, price])
hidden = layers.Dense(24, activation="relu")(merged)
score = layers.Dense(1, name="score")(hidden)
kind = layers.Dense(4, activation="softmax", name="kind")(hidden)
model = tf.keras.Model(inputs=[text, price], outputs=[score, kind], name="offers")
model.compile(optimizer="adam", loss={"score": "mse", "kind": "categorical_crossentropy"})
model.summary()
words = np.random.randint(0, 500, size=(40, 20)).astype("int32")
prices = np.random.rand(40, 3).astype("float32")
kinds = np.eye(4, dtype="float32")[np.random.randint(0, 4, 40)]
model.fit({"text": words, "price": prices}, {"score": np.random.rand(40, 1), "kind": kinds},
          epochs=1, batch_size=8, verbose=0)
print(model.count_params())
