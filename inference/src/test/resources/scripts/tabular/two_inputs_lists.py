# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

num_tags = 12  # Number of unique issue tags
num_words = 100  # Size of vocabulary
num_departments = 4

title_input = keras.Input(shape=(None,), name="title")
body_input = keras.Input(shape=(None,), name="body")
tags_input = keras.Input(shape=(num_tags,), name="tags")

# Embed each word in the title and in the text
title_features = layers.Embedding(num_words, 8)(title_input)
body_features = layers.Embedding(num_words, 8)(body_input)

# Reduce sequences into a single vector
title_features = layers.LSTM(8)(title_features)
body_features = layers.LSTM(4)(body_features)

# Merge all available features
x = layers.concatenate([title_features, body_features, tags_input])

priority_pred = layers.Dense(1, name="priority")(x)
department_pred = layers.Dense(num_departments, activation="softmax", name="department")(x)

model = keras.Model(
    inputs=[title_input, body_input, tags_input],
    outputs=[priority_pred, department_pred],
)

model.compile(
    optimizer=keras.optimizers.RMSprop(1e-3),
    loss=["mse", "categorical_crossentropy"],
    loss_weights=[1.0, 0.2],
)

# Dummy input data
title_data = np.random.randint(num_words, size=(32, 6))
body_data = np.random.randint(num_words, size=(32, 14))
tags_data = np.random.randint(2, size=(32, num_tags)).astype("float32")

# Dummy target data
priority_targets = np.random.random(size=(32, 1))
dept_targets = np.eye(num_departments)[np.random.randint(0, num_departments, size=32)]

model.fit(
    [title_data, body_data, tags_data],
    [priority_targets, dept_targets],
    epochs=1,
    batch_size=16,
    verbose=0,
)
priority, department = model.predict([title_data[:4], body_data[:4], tags_data[:4]])
print(priority.shape, department.argmax(axis=1))
