# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
import tensorflow as tf
L = tf.keras.layers
model = tf.keras.Sequential(name="kinds")
model.add(L.InputLayer(input_shape=(20, 20, 4)))
model.add(L.ZeroPadding2D(2))
model.add(L.SeparableConv2D(6, 3, depth_multiplier=2, activation="relu"))
model.add(L.DepthwiseConv2D(3, padding="same"))
model.add(L.Conv2D(8, 3, dilation_rate=2))
model.add(L.PReLU(shared_axes=[1, 2]))
model.add(L.Cropping2D(((1, 1), (2, 2))))
model.add(L.UpSampling2D((2, 2)))
model.add(L.AveragePooling2D(3, strides=2))
model.add(L.LeakyReLU())
model.add(L.GlobalMaxPooling2D())
model.add(L.Dense(2))
model.compile("adam", "mse")
model.fit(np.random.rand(4, 20, 20, 4), np.random.rand(4, 2), verbose=0)
model.summary()
