# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import math
import numpy as np
import tensorflow as tf
from tensorflow.keras.utils import Sequence


class DataGenerator(Sequence):
    'Generates data for Keras'
    def __init__(self, list_IDs, labels, batch_size=4, dim=(8, 8, 8), n_channels=1,
                 n_classes=3, shuffle=True):
        'Initialization'
        super(DataGenerator, self).__init__()
        self.dim = dim
        self.batch_size = batch_size
        self.labels = labels
        self.list_IDs = list_IDs
        self.n_channels = n_channels
        self.n_classes = n_classes
        self.shuffle = shuffle
        self.on_epoch_end()

    def __len__(self):
        'Denotes the number of batches per epoch'
        return int(np.floor(len(self.list_IDs) / self.batch_size))

    def __getitem__(self, index):
        'Generate one batch of data'
        indexes = self.indexes[index*self.batch_size:(index+1)*self.batch_size]
        list_IDs_temp = [self.list_IDs[k] for k in indexes]
        X, y = self.__data_generation(list_IDs_temp)
        return X, y

    def on_epoch_end(self):
        'Updates indexes after each epoch'
        self.indexes = np.arange(len(self.list_IDs))
        if self.shuffle == True:
            np.random.shuffle(self.indexes)

    def __data_generation(self, list_IDs_temp):
        'Generates data containing batch_size samples'
        X = np.empty((self.batch_size, *self.dim, self.n_channels))
        y = np.empty((self.batch_size), dtype=int)
        for i, ID in enumerate(list_IDs_temp):
            X[i,] = np.random.rand(*self.dim, self.n_channels)
            y[i] = self.labels[ID]
        return X, tf.keras.utils.to_categorical(y, num_classes=self.n_classes)


params = {'dim': (8, 8, 8), 'batch_size': 4, 'n_classes': 3, 'n_channels': 1, 'shuffle': True}
partition = {'train': ['id-%d' % i for i in range(16)], 'validation': ['id-%d' % i for i in range(16, 24)]}
labels = {'id-%d' % i: i % 3 for i in range(24)}

training_generator = DataGenerator(partition['train'], labels, **params)
validation_generator = DataGenerator(partition['validation'], labels, **params)

model = tf.keras.Sequential([
    tf.keras.layers.Conv3D(4, 3, activation='relu', input_shape=(8, 8, 8, 1)),
    tf.keras.layers.Flatten(),
    tf.keras.layers.Dense(3, activation='softmax'),
])
model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])
if hasattr(model, 'fit_generator') and tf.__version__.startswith('1.'):
    model.fit_generator(generator=training_generator, validation_data=validation_generator, epochs=1, verbose=0)
else:
    model.fit(training_generator, validation_data=validation_generator, epochs=1, verbose=0)
print('done', len(training_generator))
