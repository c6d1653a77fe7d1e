# target: tensorflow==2.15, tensorflow==2.21
"""A trainer that keeps metrics and learning rate by itself."""
from dataclasses import dataclass, field
from typing import Dict, List, Optional

import numpy as np
import tensorflow as tf


@dataclass
class History:
    losses: List[float] = field(default_factory=list)
    best: Optional[float] = None

    def add(self, value: float) -> bool:
        self.losses.append(value)
        improved = self.best is None or value < self.best
        if improved:
            self.best = value
        return improved


class Trainer:
    def __init__(self, model, loss, lr=0.01):
        self.model = model
        self.loss = loss
        self.lr = lr
        self.optimizer = tf.keras.optimizers.SGD(lr)
        self.metrics: Dict[str, tf.keras.metrics.Metric] = {
            "loss": tf.keras.metrics.Mean(),
            "mae": tf.keras.metrics.MeanAbsoluteError(),
        }

    @tf.function
    def _step(self, x, y):
        with tf.GradientTape() as tape:
            prediction = self.model(x, training=True)
            loss = self.loss(y, prediction)
        gradients = tape.gradient(loss, self.model.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.model.trainable_variables))
        return loss, prediction

    def fit(self, dataset, epochs):
        history = History()
        for epoch in range(1, epochs + 1):
            for metric in self.metrics.values():
                metric.reset_state()
            for x, y in dataset:
                loss, prediction = self._step(x, y)
                self.metrics["loss"].update_state(loss)
                self.metrics["mae"].update_state(y, prediction)
            summary = {name: float(metric.result()) for name, metric in self.metrics.items()}
            improved = history.add(summary["loss"])
            print(f"{epoch:3d} {summary['loss']:.4f} {'*' if improved else ''}")
        return history


x = np.random.rand(48, 5).astype(np.float32)
y = (x @ np.arange(5, dtype=np.float32))[:, None]
dataset = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(48).batch(12)
network = tf.keras.Sequential([tf.keras.layers.Dense(6, "relu"), tf.keras.layers.Dense(1)])
trainer = Trainer(network, tf.keras.losses.MeanSquaredError())
result = trainer.fit(dataset, epochs=2)
print(len(result.losses), result.best)
