# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense, Dropout

np.random.seed(42)
n = 80
df = pd.DataFrame({
    "rooms": np.random.randint(1, 8, n),
    "area": np.random.uniform(30, 200, n),
    "age": np.random.randint(0, 90, n),
    "distance": np.random.rand(n) * 20,
})
df["price"] = df["rooms"] * 20 + df["area"] * 3 - df["age"] + np.random.randn(n)

X = df.iloc[:, :-1].to_numpy()
y = df.iloc[:, -1]

X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)

scaler = StandardScaler()
X_train = scaler.fit_transform(X_train)
X_test = scaler.transform(X_test)

model = Sequential()
model.add(Dense(16, input_dim=4, activation="relu"))
model.add(Dropout(0.1))
model.add(Dense(8, activation="relu"))
model.add(Dense(1))
model.compile(loss="mean_squared_error", optimizer="adam")

model.fit(X_train, y_train.values, epochs=2, batch_size=16, verbose=0)
mse = model.evaluate(X_test, y_test.values, verbose=0)
print("mse", mse)

pred = model.predict(X_test).flatten()
result = pd.DataFrame({"true": y_test.values, "pred": pred})
print(result.head())
print("rmse", np.sqrt(np.mean((result["true"] - result["pred"]) ** 2)))
