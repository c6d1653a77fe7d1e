# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
from tensorflow.keras.layers import Input, Conv2D, MaxPooling2D, UpSampling2D, Conv2DTranspose, concatenate
from tensorflow.keras.models import Model


class Denoiser:
    """Encoder and decoder over gray images."""

    def __init__(self, side, channels=1):
        self.side = side
        self.channels = channels
        self.model = self._build()

    def _build(self):
        image = Input(shape=(self.side, self.side, self.channels))
        x = Conv2D(8, (3, 3), activation="relu", padding="same")(image)
        x = MaxPooling2D((2, 2), padding="same")(x)
        x = Conv2D(4, (3, 3), activation="relu", padding="same")(x)
        encoded = MaxPooling2D((2, 2), padding="same")(x)

        x = Conv2D(4, (3, 3), activation="relu", padding="same")(encoded)
        x = UpSampling2D((2, 2))(x)
        x = Conv2D(8, (3, 3), activation="relu", padding="same")(x)
        x = UpSampling2D((2, 2))(x)
        decoded = Conv2D(self.channels, (3, 3), activation="sigmoid", padding="same")(x)
        model = Model(image, decoded)
        model.compile(optimizer="adam", loss="mse")
        return model

    def train(self, clean, noise=0.3, epochs=1):
        noisy = clean + noise * np.random.normal(loc=0.0, scale=1.0, size=clean.shape)
        noisy = np.clip(noisy, 0.0, 1.0)
        return self.model.fit(noisy, clean, epochs=epochs, batch_size=8, verbose=0)

    def clean(self, images):
        return self.model.predict(images)


images = np.random.rand(24, 28, 28)
images = images[..., np.newaxis].astype("float32")
denoiser = Denoiser(side=images.shape[1])
history = denoiser.train(images)
print(history.history["loss"])
restored = denoiser.clean(images[0])
print(restored.shape)
