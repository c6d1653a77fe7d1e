# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
import pandas as pd
from sklearn.preprocessing import MinMaxScaler
from tensorflow.keras.layers import LSTM, Dense, Dropout
from tensorflow.keras.models import Sequential

# closing prices of an imaginary share
dates = pd.date_range("2020-01-01", periods=140, freq="D")
prices = 100 + np.cumsum(np.random.randn(140))
dataset = pd.DataFrame({"Date": dates, "Open": prices, "Close": prices + 1.0})

training_set = dataset.iloc[:110, 1:2].values
test_set = dataset.iloc[110:, 1:2].values

sc = MinMaxScaler(feature_range=(0, 1))
training_set_scaled = sc.fit_transform(training_set)

X_train = []
y_train = []
for i in range(20, 110):
    X_train.append(training_set_scaled[i - 20:i, 0])
    y_train.append(training_set_scaled[i, 0])
X_train, y_train = np.array(X_train), np.array(y_train)
X_train = np.reshape(X_train, (X_train.shape[0], X_train.shape[1], 1))

regressor = Sequential()
regressor.add(LSTM(units=8, return_sequences=True, input_shape=(X_train.shape[1], 1)))
regressor.add(Dropout(0.2))
regressor.add(LSTM(units=8))
regressor.add(Dropout(0.2))
regressor.add(Dense(units=1))
regressor.compile(optimizer="adam", loss="mean_squared_error")
regressor.fit(X_train, y_train, epochs=1, batch_size=30, verbose=0)

dataset_total = dataset["Open"]
inputs = dataset_total[len(dataset_total) - len(test_set) - 20:].values
inputs = inputs.reshape(-1, 1)
inputs = sc.transform(inputs)
X_test = []
for i in range(20, 20 + len(test_set)):
    X_test.append(inputs[i - 20:i, 0])
X_test = np.array(X_test)
X_test = np.reshape(X_test, (X_test.shape[0], X_test.shape[1], 1))
predicted = regressor.predict(X_test)
predicted = sc.inverse_transform(predicted)
print(predicted.shape, np.sqrt(np.mean((predicted - test_set) ** 2)))
