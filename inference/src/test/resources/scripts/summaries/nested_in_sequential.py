# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
import tensorflow as tf

features = tf.keras.Sequential()
features.add(tf.keras.layers.Conv2D(6, 3, input_shape=(16, 16, 1), activation="relu"))
features.add(tf.keras.layers.BatchNormalization())
features.add(tf.keras.layers.MaxPooling2D())
features.trainable = False

head = tf.keras.Sequential([
    features,
    tf.keras.layers.Flatten(),
    tf.keras.layers.Dropout(0.3),
    tf.keras.layers.Dense(5, activation="softmax"),
])
head.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy")
head.fit(np.random.rand(12, 16, 16, 1), np.random.randint(0, 5, 12), verbose=0)
head.summary()
print(len(head.trainable_weights), len(head.non_trainable_weights))
