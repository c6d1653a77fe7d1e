# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
import tensorflow as tf

model = tf.keras.models.Sequential([
    tf.keras.layers.Embedding(200, 12, input_length=15) if tf.__version__ < "2.16"
    else tf.keras.layers.Embedding(200, 12, input_shape=(15,)),
    tf.keras.layers.Bidirectional(tf.keras.layers.LSTM(10, return_sequences=True)),
    tf.keras.layers.Dropout(0.2),
    tf.keras.layers.GRU(6, return_sequences=True),
    tf.keras.layers.SimpleRNN(5),
    tf.keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
x = np.random.randint(0, 200, (20, 15))
y = np.random.randint(0, 2, (20,))
model.fit(x, y, epochs=1, batch_size=5, verbose=0)
model.summary()
