# target: tensorflow==2.15, tensorflow==2.21
from keras.models import Sequential
from keras.layers import Conv2D, MaxPooling2D, Flatten, Dense
from keras import optimizers
import keras.backend as K
import numpy as np
import math
import random

samples = []
for i in range(40):
    samples.append(("image_%02d.jpg" % i, (i % 10) / 10.0 - 0.5))


def read_image(path):
    seed = int(path.split("_")[1].split(".")[0])
    return np.random.RandomState(seed).randint(0, 255, (20, 40, 3)).astype(np.float32)


def generator(samples, batch_size=8):
    num_samples = len(samples)
    while True:  # Loop forever so the generator never terminates
        random.shuffle(samples)
        for offset in range(0, num_samples, batch_size):
            batch_samples = samples[offset:offset + batch_size]
            images = []
            angles = []
            for path, angle in batch_samples:
                image = read_image(path)
                images.append(image)
                angles.append(angle)
                # flipped copy
                images.append(np.fliplr(image))
                angles.append(-angle)
            X_train = np.array(images) / 127.5 - 1.0
            y_train = np.array(angles)
            yield X_train, y_train


split = int(0.8 * len(samples))
train_samples, validation_samples = samples[:split], samples[split:]
batch_size = 8
train_generator = generator(train_samples, batch_size=batch_size)
validation_generator = generator(validation_samples, batch_size=batch_size)

model = Sequential()
model.add(Conv2D(6, (5, 5), strides=(2, 2), activation="relu", input_shape=(20, 40, 3)))
model.add(MaxPooling2D())
model.add(Flatten())
model.add(Dense(10))
model.add(Dense(1))
model.compile(loss='mse', optimizer=optimizers.Adam())

steps = len(train_samples) / batch_size
model.fit(train_generator, steps_per_epoch=steps, epochs=1, verbose=0)
print("parameters:", model.count_params())
