# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
# standalone keras, as in many Kaggle kernels
import numpy as np
import pandas as pd
from keras.models import Sequential
from keras.layers import Dense, Dropout, Activation, BatchNormalization
from keras.utils import to_categorical
from keras.callbacks import EarlyStopping
from sklearn.preprocessing import LabelEncoder, StandardScaler


def load_data(n=90):
    np.random.seed(1337)
    frame = pd.DataFrame(np.random.poisson(2.0, size=(n, 12)),
                         columns=["feat_%d" % i for i in range(1, 13)])
    frame["target"] = np.random.choice(["Class_1", "Class_2", "Class_3"], n)
    return frame


def preprocess_data(X, scaler=None):
    if not scaler:
        scaler = StandardScaler()
        scaler.fit(X)
    X = scaler.transform(X)
    return X, scaler


def preprocess_labels(labels, encoder=None, categorical=True):
    if not encoder:
        encoder = LabelEncoder()
        encoder.fit(labels)
    y = encoder.transform(labels).astype(np.int32)
    if categorical:
        y = to_categorical(y)
    return y, encoder


print("Loading data...")
train = load_data()
X = train.drop(columns=["target"]).values.astype(np.float32)
labels = train["target"].values
X, scaler = preprocess_data(X)
y, encoder = preprocess_labels(labels)

nb_classes = y.shape[1]
print(nb_classes, 'classes')
dims = X.shape[1]
print(dims, 'dims')

print("Building model...")
model = Sequential()
model.add(Dense(16, input_shape=(dims,)))
model.add(BatchNormalization())
model.add(Activation('relu'))
model.add(Dropout(0.5))
model.add(Dense(nb_classes))
model.add(Activation('softmax'))
model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])

early = EarlyStopping(monitor='val_loss', patience=2)
model.fit(X, y, epochs=2, batch_size=16, validation_split=0.2, callbacks=[early], verbose=0)

proba = model.predict(X)
submission = pd.DataFrame(proba, columns=encoder.classes_)
submission.insert(0, 'id', np.arange(1, len(submission) + 1))
print(submission.shape, submission[encoder.classes_].sum(axis=1).round(2).unique())
