# target: tensorflow==1.15
import numpy as np
from keras.layers import LSTM, Conv2D, Dense, Dropout, Flatten, Input, MaxPooling2D, concatenate
from keras.models import Model, Sequential

image = Input(shape=(20, 20, 3), name="image")
x = Conv2D(6, (3, 3), activation="relu")(image)
x = MaxPooling2D((2, 2))(x)
x = Flatten()(x)
series = Input(shape=(10, 4), name="series")
y = LSTM(9)(series)
z = concatenate([x, y])
z = Dropout(0.4)(z)
output = Dense(1, activation="sigmoid")(z)
model = Model(inputs=[image, series], outputs=[output])
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit([np.random.rand(6, 20, 20, 3), np.random.rand(6, 10, 4)], np.random.randint(0, 2, 6),
          epochs=1, batch_size=3, verbose=0)
model.summary()
small = Sequential()
small.add(Dense(12, input_dim=4, activation="relu"))
small.add(Dense(3))
small.compile(loss="mse", optimizer="sgd")
small.fit(np.random.rand(5, 4), np.random.rand(5, 3), verbose=0)
print(small.count_params())
