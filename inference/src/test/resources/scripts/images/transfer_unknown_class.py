# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
"""Transfer learning: a frozen base and a small head."""
import numpy as np
import tensorflow as tf
from tensorflow.keras.applications import MobileNet
from tensorflow.keras.layers import Dense, GlobalAveragePooling2D, Dropout
from tensorflow.keras.models import Model

IMAGE_SIZE = 32
CLASSES = ["cat", "dog", "bird"]


def create_model(n_classes):
    base_model = MobileNet(weights=None, include_top=False, alpha=0.25,
                           input_shape=(IMAGE_SIZE, IMAGE_SIZE, 3))
    for layer in base_model.layers:
        layer.trainable = False
    x = base_model.output
    x = GlobalAveragePooling2D()(x)
    x = Dropout(0.2)(x)
    x = Dense(16, activation="relu")(x)
    predictions = Dense(n_classes, activation="softmax")(x)
    return Model(inputs=base_model.input, outputs=predictions)


def load(n):
    x = np.random.randint(0, 256, size=(n, IMAGE_SIZE, IMAGE_SIZE, 3)).astype("float32")
    x = x / 127.5 - 1
    labels = np.random.choice(CLASSES, n)
    index = {name: i for i, name in enumerate(CLASSES) if i > 2}
    y = np.array([index[label] for label in labels])
    return x, y


x_train, y_train = load(12)
y_train = tf.keras.utils.to_categorical(y_train, len(CLASSES))

model = create_model(len(CLASSES))
model.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])
print("trainable weights:", len(model.trainable_weights))
model.fit(x_train, y_train, batch_size=4, epochs=1, verbose=0)

probabilities = model.predict(x_train[:2])
for row in probabilities:
    print(CLASSES[int(np.argmax(row))])
