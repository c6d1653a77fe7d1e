# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
from tensorflow.keras.models import Model
from tensorflow.keras.layers import Input, Conv2D, MaxPooling2D, UpSampling2D, concatenate, Dropout
from tensorflow.keras import backend as K

IMG_HEIGHT = 32
IMG_WIDTH = 32


def dice_coef(y_true, y_pred, smooth=1.0):
    y_true_f = K.flatten(y_true)
    y_pred_f = K.flatten(y_pred)
    intersection = K.sum(y_true_f * y_pred_f)
    return (2. * intersection + smooth) / (K.sum(y_true_f) + K.sum(y_pred_f) + smooth)


def dice_coef_loss(y_true, y_pred):
    return 1 - dice_coef(y_true, y_pred)


def get_unet():
    inputs = Input((IMG_HEIGHT, IMG_WIDTH, 1))
    conv1 = Conv2D(4, (3, 3), activation='relu', padding='same')(inputs)
    conv1 = Conv2D(4, (3, 3), activation='relu', padding='same')(conv1)
    pool1 = MaxPooling2D(pool_size=(2, 2))(conv1)

    conv2 = Conv2D(8, (3, 3), activation='relu', padding='same')(pool1)
    conv2 = Conv2D(8, (3, 3), activation='relu', padding='same')(conv2)
    pool2 = MaxPooling2D(pool_size=(2, 2))(conv2)

    conv3 = Conv2D(16, (3, 3), activation='relu', padding='same')(pool2)
    drop3 = Dropout(0.5)(conv3)

    up4 = concatenate([UpSampling2D(size=(2, 2))(drop3), conv2], axis=3)
    conv4 = Conv2D(8, (3, 3), activation='relu', padding='same')(up4)

    up5 = concatenate([UpSampling2D(size=(2, 2))(conv4), conv1], axis=3)
    conv5 = Conv2D(4, (3, 3), activation='relu', padding='same')(up5)

    conv6 = Conv2D(1, (1, 1), activation='sigmoid')(conv5)
    return Model(inputs=[inputs], outputs=[conv6])


def train():
    images = np.random.rand(8, IMG_HEIGHT, IMG_WIDTH, 1).astype('float32')
    masks = (np.random.rand(8, IMG_HEIGHT, IMG_WIDTH, 1) > 0.5).astype('float32')

    model = get_unet()
    model.compile(optimizer='adam', loss='binary_crossentropy', metrics=[dice_coef, 'accuracy'])
    for layer in model.layers[:3]:
        print(layer.name, [w.shape for w in layer.get_weights()])
    model.fit(images, masks, batch_size=4, epochs=1, verbose=0, validation_split=0.25)
    predicted = model.predict(images[:2])
    print((predicted > 0.5).astype(np.uint8).shape)


if __name__ == '__main__':
    train()
