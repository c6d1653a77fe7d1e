# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
from tensorflow.keras import layers, models, regularizers


def residual_unit(x, filters, stride=1):
    shortcut = x
    y = layers.Conv2D(filters, 3, strides=stride, padding="same",
                      kernel_regularizer=regularizers.l2(1e-4), use_bias=False)(x)
    y = layers.BatchNormalization()(y)
    y = layers.ReLU()(y)
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    if stride != 1 or x.shape[-1] != filters:
        shortcut = layers.Conv2D(filters, 1, strides=stride, use_bias=False)(x)
        shortcut = layers.BatchNormalization()(shortcut)
    y = layers.add([shortcut, y])
    return layers.Activation("relu")(y)


def squeeze_excite(x, ratio=2):
    filters = int(x.shape[-1])
    s = layers.GlobalAveragePooling2D()(x)
    s = layers.Reshape((1, 1, filters))(s)
    s = layers.Dense(filters // ratio, activation="relu")(s)
    s = layers.Dense(filters, activation="sigmoid")(s)
    return layers.multiply([x, s])


def resnet(shape, classes, stages=((4, 1), (8, 2))):
    image = layers.Input(shape=shape)
    x = layers.ZeroPadding2D(1)(image)
    x = layers.Conv2D(4, 3)(x)
    for filters, stride in stages:
        x = residual_unit(x, filters, stride)
        x = residual_unit(x, filters)
        x = squeeze_excite(x)
    x = layers.GlobalAveragePooling2D()(x)
    return models.Model(image, layers.Dense(classes, activation="softmax")(x), name="tiny_resnet")


net = resnet((16, 16, 3), 6)
net.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["sparse_categorical_accuracy"])
images = np.random.random((20, 16, 16, 3))
labels = np.random.randint(6, size=(20, 1))
net.fit(images, labels, batch_size=5, epochs=1, verbose=0)
print(net.name, net.count_params(), net.output_shape)
