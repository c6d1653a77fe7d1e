# target: tensorflow==2.15, tensorflow==2.21
import numpy as np
from tensorflow import keras

query = keras.Input((6, 8), name="query")
value = keras.Input((10, 8), name="value")
plain = keras.layers.Attention()([query, value])
added = keras.layers.AdditiveAttention()([query, value])
heads = keras.layers.MultiHeadAttention(3, 5, value_dim=4, name="heads")(query, value)
both = keras.layers.Concatenate()([plain, added, heads])
both = keras.layers.LayerNormalization()(both)
pooled = keras.layers.GlobalMaxPooling1D()(both)
model = keras.Model([query, value], keras.layers.Dense(1)(pooled))
model.compile("adam", "mse")
model.fit([np.random.rand(4, 6, 8), np.random.rand(4, 10, 8)], np.random.rand(4, 1), verbose=0)
model.summary()
