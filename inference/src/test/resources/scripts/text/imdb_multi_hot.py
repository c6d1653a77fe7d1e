# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
'''Sentiment classification on padded integer sequences (IMDB style).'''
from __future__ import print_function
import numpy as np
from tensorflow.keras.preprocessing import sequence
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense, Embedding, LSTM

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

def vectorize(sequences, dimension):
    results = np.zeros((len(sequences), dimension))
    for i, words in enumerate(sequences):
        results[i, words] = 1.
    return results


x_train = vectorize(x_train, max_features)
x_test = vectorize(x_test, max_features)
y_train = np.asarray(y_train).astype('float32')
y_test = np.asarray(y_test).astype('float32')
print('x_train shape:', x_train.shape)
print('x_test shape:', x_test.shape)

print('Build model...')
model = Sequential()
model.add(Dense(8, activation='relu', input_shape=(max_features,)))
model.add(Dense(8, activation='relu'))
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
