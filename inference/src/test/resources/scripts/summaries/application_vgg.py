# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
from tensorflow.keras.applications import VGG16
from tensorflow.keras.layers import Dense, Flatten
from tensorflow.keras.models import Model, Sequential

vgg = VGG16(weights=None, include_top=False, input_shape=(32, 32, 3))
for layer in vgg.layers:
    layer.trainable = False
x = Flatten()(vgg.output)
x = Dense(8, activation="relu")(x)
predictions = Dense(2, activation="softmax")(x)
model = Model(inputs=vgg.input, outputs=predictions)
model.compile(loss="categorical_crossentropy", optimizer="sgd", metrics=["accuracy"])
model.fit(np.random.rand(2, 32, 32, 3), np.eye(2), verbose=0)
model.summary()
