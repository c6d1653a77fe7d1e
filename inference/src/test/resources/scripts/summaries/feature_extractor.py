# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
from tensorflow.keras.layers import Activation, Conv2D, Dense, Flatten, Input, MaxPooling2D
from tensorflow.keras.models import Model, Sequential

model = Sequential()
model.add(Conv2D(4, (3, 3), input_shape=(14, 14, 1), name="conv_a"))
model.add(Activation("relu"))
model.add(MaxPooling2D(pool_size=(2, 2), name="pool_a"))
model.add(Conv2D(6, (3, 3), name="conv_b"))
model.add(Flatten())
model.add(Dense(9, name="code"))
model.add(Dense(2, activation="softmax"))
model.compile(loss="sparse_categorical_crossentropy", optimizer="adam")
x = np.random.rand(5, 14, 14, 1)
model.fit(x, np.random.randint(0, 2, 5), verbose=0)
extractor = Model(inputs=model.inputs, outputs=model.get_layer("code").output)
print(extractor.predict(x).shape)
maps = Model(model.inputs, [model.get_layer("conv_a").output, model.get_layer("conv_b").output])
print([each.shape for each in maps.predict(x)])
