# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
import tensorflow as tf
from tensorflow.keras.callbacks import Callback, EarlyStopping, LearningRateScheduler, ReduceLROnPlateau
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential


class StopAtAccuracy(Callback):
    def __init__(self, threshold):
        super(StopAtAccuracy, self).__init__()
        self.threshold = threshold

    def on_batch_end(self, batch, logs=None):
        self.losses.append(logs.get("loss"))

    def on_epoch_end(self, epoch, logs=None):
        if logs.get("accuracy", logs.get("acc")) > self.threshold:
            print("\nReached threshold, cancelling training")
            self.model.stop_training = True


def schedule(epoch):
    if epoch < 2:
        return 0.01
    return 0.01 * np.exp(-0.1 * epoch)


data = np.random.rand(60, 5)
labels = (data.sum(axis=1) > 2.5).astype(int)

model = Sequential([
    Dense(8, activation="relu", input_shape=(5,)),
    Dense(1, activation="sigmoid"),
])
model.compile(optimizer="sgd", loss="binary_crossentropy", metrics=["accuracy"])

stopper = StopAtAccuracy(0.98)
callbacks = [
    stopper,
    EarlyStopping(monitor="val_loss", patience=3, restore_best_weights=True),
    LearningRateScheduler(schedule),
    ReduceLROnPlateau(monitor="val_loss", factor=0.2, patience=2, min_lr=0.0001),
]
model.fit(data, labels, validation_split=0.2, epochs=3, batch_size=12, callbacks=callbacks, verbose=0)
print(len(stopper.losses), "batches seen")
