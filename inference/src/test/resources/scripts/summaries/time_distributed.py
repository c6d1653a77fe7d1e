# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
from tensorflow import keras
from tensorflow.keras import layers as kl

frames = keras.Input(shape=(5, 20, 20, 1), name="frames")
x = kl.TimeDistributed(kl.Conv2D(4, 3, activation="relu"))(frames)
x = kl.TimeDistributed(kl.MaxPooling2D(2))(x)
x = kl.TimeDistributed(kl.Flatten())(x)
x = kl.LSTM(12, return_sequences=True)(x)
x = kl.TimeDistributed(kl.Dense(3, activation="softmax"), name="steps")(x)
video = keras.Model(frames, x, name="video")
video.compile("adam", "categorical_crossentropy")
video.fit(np.random.rand(4, 5, 20, 20, 1), np.random.rand(4, 5, 3), verbose=0)
video.summary()
