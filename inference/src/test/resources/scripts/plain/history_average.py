# target: tensorflow==2.15, tensorflow==2.21
import json
import os
import tempfile
import time
from datetime import datetime
from pathlib import Path

import numpy as np
import tensorflow as tf


class Meter:
    def __init__(self, name):
        self.name, self.values = name, []

    def update(self, value):
        self.values.append(value)

    @property
    def average(self):
        return sum(self.values) / len(self.values)

    def __str__(self):
        return "{}: {:.4f}".format(self.name, self.average)


folder = Path(tempfile.mkdtemp()) / datetime.now().strftime("%Y%m%d-%H%M%S")
folder.mkdir(parents=True, exist_ok=True)
x = tf.random.normal((32, 5))
y = tf.random.normal((32, 1))
layer = tf.keras.layers.Dense(1)
optimizer = tf.keras.optimizers.SGD(0.01)
loss_meter = Meter("loss")
start = time.time()
for epoch in range(2):
    for batch_x, batch_y in tf.data.Dataset.from_tensor_slices((x, y)).batch(8):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(layer(batch_x) - batch_y))
        gradients = tape.gradient(loss, layer.trainable_variables)
        optimizer.apply_gradients(zip(gradients, layer.trainable_variables))
        loss_meter.update(loss.numpy())
    print(f"epoch {epoch + 1}/{2} {loss_meter} in {time.time() - start:.1f}s")
with open(os.path.join(str(folder), "history.json"), "w") as out:
    json.dump({"loss": loss_meter.values, "epochs": epoch + 1}, out)
