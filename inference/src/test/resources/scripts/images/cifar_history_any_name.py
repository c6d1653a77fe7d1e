# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
# CIFAR-10 like images, functional API
import numpy as np
from tensorflow.keras.layers import Input, Conv2D, MaxPooling2D, Dense, Flatten, Dropout, BatchNormalization, Activation
from tensorflow.keras.models import Model
from tensorflow.keras.optimizers import SGD
from tensorflow.keras.utils import to_categorical


def load_data():
    rng = np.random.RandomState(1)
    x_train = rng.randint(0, 255, (60, 32, 32, 3))
    y_train = rng.randint(0, 10, (60, 1))
    x_test = rng.randint(0, 255, (20, 32, 32, 3))
    y_test = rng.randint(0, 10, (20, 1))
    return (x_train, y_train), (x_test, y_test)


def conv_block(x, filters, name):
    x = Conv2D(filters, (3, 3), padding="same", name=name + "_conv1")(x)
    x = BatchNormalization(name=name + "_bn1")(x)
    x = Activation("relu", name=name + "_relu1")(x)
    x = Conv2D(filters, (3, 3), padding="same", name=name + "_conv2")(x)
    x = BatchNormalization(name=name + "_bn2")(x)
    x = Activation("relu", name=name + "_relu2")(x)
    x = MaxPooling2D((2, 2), name=name + "_pool")(x)
    return Dropout(0.2, name=name + "_drop")(x)


def build_model(shape, classes):
    inputs = Input(shape=shape)
    x = conv_block(inputs, 4, "block1")
    x = conv_block(x, 8, "block2")
    x = conv_block(x, 8, "block3")
    x = Flatten()(x)
    x = Dense(16, activation="relu", kernel_initializer="he_uniform")(x)
    outputs = Dense(classes, activation="softmax")(x)
    return Model(inputs=inputs, outputs=outputs)


(trainX, trainY), (testX, testY) = load_data()
trainY = to_categorical(trainY)
testY = to_categorical(testY)
trainX = trainX.astype("float32") / 255.0
testX = testX.astype("float32") / 255.0

model = build_model(trainX.shape[1:], trainY.shape[1])
model.compile(optimizer=SGD(0.01, momentum=0.9), loss="categorical_crossentropy", metrics=["accuracy"])
history = model.fit(trainX, trainY, epochs=1, batch_size=20, validation_data=(testX, testY), verbose=0)
_, acc = model.evaluate(testX, testY, verbose=0)
print("> %.3f" % (acc * 100.0))
key = "acc" if "acc" in history.history else "accuracy"
print(history.history[key][-1], history.history["val_" + key][-1])
try:
    print(history.history["lr"])
except KeyError as missing:
    print("no", missing)
