# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
from tensorflow.keras.preprocessing.text import Tokenizer
from tensorflow.keras.preprocessing.sequence import pad_sequences
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Embedding, Conv1D, GlobalMaxPooling1D, Dense, Dropout, Bidirectional, LSTM
import numpy as np

texts = [
    "this film was wonderful and moving",
    "boring plot and terrible acting",
    "great cast and a great story",
    "i would not watch this again",
    "one of the best films of the year",
    "a waste of time from start to end",
    "funny warm and beautifully shot",
    "the worst script i have ever seen",
]
labels = [1, 0, 1, 0, 1, 0, 1, 0]

MAX_NB_WORDS = 60
MAX_SEQUENCE_LENGTH = 10
EMBEDDING_DIM = 6

tokenizer = Tokenizer(num_words=MAX_NB_WORDS)
tokenizer.fit_on_texts(texts)
sequences = tokenizer.texts_to_sequences(texts)
word_index = tokenizer.word_index
print('Found %s unique tokens.' % len(word_index))

data = pad_sequences(sequences, maxlen=MAX_SEQUENCE_LENGTH)
labels = np.asarray(labels)
print('Shape of data tensor:', data.shape)
print('Shape of label tensor:', labels.shape)

# shuffle, then split
indices = np.arange(data.shape[0])
np.random.shuffle(indices)
data = data[indices]
labels = labels[indices]
nb_validation_samples = int(0.25 * data.shape[0])
x_train, y_train = data[:-nb_validation_samples], labels[:-nb_validation_samples]
x_val, y_val = data[-nb_validation_samples:], labels[-nb_validation_samples:]

model = Sequential()
model.add(Embedding(MAX_NB_WORDS, EMBEDDING_DIM))
model.add(Dropout(0.2))
model.add(Conv1D(8, 3, padding='valid', activation='relu', strides=1))
model.add(GlobalMaxPooling1D())
model.add(Bidirectional(LSTM(4)))
model.add(Dense(8, activation='relu'))
model.add(Dense(1, activation='sigmoid'))
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['acc'])
model.fit(x_train, y_train, validation_data=(x_val, y_val), epochs=1, batch_size=2, verbose=0)
print(model.predict(x_val))
