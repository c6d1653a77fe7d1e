# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
# Titanic style: categories, missing values, a small network
import pandas as pd
import numpy as np
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler
from tensorflow.keras import Sequential
from tensorflow.keras.layers import Dense, Dropout

rows = 60
rng = np.random.RandomState(3)
train = pd.DataFrame({
    'Survived': rng.randint(0, 2, rows),
    'Pclass': rng.randint(1, 4, rows),
    'Sex': rng.choice(['male', 'female'], rows),
    'Age': rng.uniform(1, 80, rows),
    'Fare': rng.exponential(30, rows),
    'Embarked': rng.choice(['S', 'C', 'Q'], rows),
})
train.loc[::7, 'Age'] = np.nan

train['Age'] = train['Age'].fillna(train['Age'].median())
train['Sex'] = train['Sex'].map({'male': 0, 'female': 1})
train = pd.get_dummies(train, columns=['Embarked', 'Pclass'])
print(train.columns.tolist())

y = train['Survived'].values
X = train.drop('Survived', axis=1).values.astype('float32')
X = MinMaxScaler().fit_transform(X)
X_train, y_train, X_test, y_test = train_test_split(X, y, test_size=0.2, random_state=0)

model = Sequential()
model.add(Dense(16, activation='relu', input_shape=(X_train.shape[1],)))
model.add(Dropout(0.2))
model.add(Dense(8, activation='relu'))
model.add(Dense(1, activation='sigmoid'))
model.compile(optimizer='adam', loss='binary_crossentropy', metrics=['accuracy'])
model.fit(X_train, y_train, batch_size=16, epochs=2, verbose=0)

predictions = (model.predict(X_test) > 0.5).astype(int).reshape(X_test.shape[0])
output = pd.DataFrame({'Survived': predictions, 'True': y_test})
print((output['Survived'] == output['True']).mean())
