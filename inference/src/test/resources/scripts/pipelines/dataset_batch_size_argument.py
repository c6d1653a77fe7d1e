# target: tensorflow==2.15, tensorflow==2.21
import tensorflow as tf
import numpy as np

AUTOTUNE = tf.data.AUTOTUNE
IMG_SIZE = 24
BATCH_SIZE = 8

rng = np.random.default_rng(7)
images = rng.integers(0, 255, size=(40, 32, 32, 3), dtype=np.uint8)
labels = rng.integers(0, 5, size=(40,))


def preprocess(image, label):
    image = tf.cast(image, tf.float32) / 255.0
    image = tf.image.resize(image, (IMG_SIZE, IMG_SIZE))
    return image, label


def augment(image, label):
    image = tf.image.random_flip_left_right(image)
    image = tf.image.random_brightness(image, 0.1)
    return image, label


full = tf.data.Dataset.from_tensor_slices((images, labels))
train_ds = full.take(32).map(preprocess, num_parallel_calls=AUTOTUNE)
train_ds = train_ds.map(augment, num_parallel_calls=AUTOTUNE)
train_ds = train_ds.shuffle(32).batch(BATCH_SIZE).prefetch(AUTOTUNE)

val_ds = full.skip(32).map(preprocess).batch(BATCH_SIZE)

model = tf.keras.Sequential([
    tf.keras.layers.Conv2D(8, 3, activation="relu", input_shape=(IMG_SIZE, IMG_SIZE, 3)),
    tf.keras.layers.MaxPooling2D(),
    tf.keras.layers.Conv2D(8, 3, activation="relu"),
    tf.keras.layers.GlobalAveragePooling2D(),
    tf.keras.layers.Dense(5, activation="softmax"),
])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train_ds, validation_data=val_ds, epochs=1, batch_size=BATCH_SIZE, verbose=0)

for batch_images, batch_labels in val_ds.take(1):
    print(batch_images.shape, batch_labels.shape)
    predictions = model.predict(batch_images, verbose=0)
    print(np.argmax(predictions, axis=1) == batch_labels.numpy())
