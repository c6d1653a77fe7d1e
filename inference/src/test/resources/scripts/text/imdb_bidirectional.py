# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
'''Sentiment classification on padded integer sequences (IMDB style).'''
from __future__ import print_function
import numpy as np
from tensorflow.keras.preprocessing import sequence
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense, Embedding, LSTM, Bidirectional, GRU, SpatialDropout1D

max_features = 500
# cut texts after this number of words (among top max_features most common words)
maxlen = 20
batch_size = 16


def fake_reviews(count, seed):
    generator = np.random.RandomState(seed)
    reviews = []
    for _ in range(count):
        length = generator.randint(5, 40)
        reviews.append(generator.randint(1, max_features, length).tolist())
    labels = generator.randint(0, 2, count)
    return reviews, labels


print('Loading data...')
x_train, y_train = fake_reviews(48, 0)
x_test, y_test = fake_reviews(16, 1)
print(len(x_train), 'train sequences')
print(len(x_test), 'test sequences')

print('Pad sequences (samples x time)')
x_train = sequence.pad_sequences(x_train, maxlen=maxlen)
x_test = sequence.pad_sequences(x_test, maxlen=maxlen)
print('x_train shape:', x_train.shape)
print('x_test shape:', x_test.shape)

print('Build model...')
model = Sequential()
model.add(Embedding(max_features, 8))
model.add(SpatialDropout1D(0.2))
model.add(Bidirectional(LSTM(8, return_sequences=True)))
model.add(Bidirectional(GRU(4), merge_mode='sum'))
model.add(Dense(1, activation='sigmoid'))

# try using different optimizers and different optimizer configs
model.compile(loss='binary_crossentropy',
              optimizer='adam',
              metrics=['accuracy'])

print('Train...')
model.fit(x_train, y_train,
          batch_size=batch_size,
          epochs=1,
          verbose=0,
          validation_data=(x_test, y_test))
score, acc = model.evaluate(x_test, y_test, batch_size=batch_size, verbose=0)
print('Test score:', score)
print('Test accuracy:', acc)
