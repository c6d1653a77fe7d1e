import numpy as np
import pandas as pd
from sklearn.datasets import load_iris, make_classification
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from tensorflow import keras
from tensorflow.keras.datasets import mnist

frame = pd.read_csv("houses.csv")
frame  # is: pandas unknown (?, ?)
frame["price"]  # is: pandas unknown (?)
frame[["rooms", "area"]].values  # is: numpy unknown (?, 2)
frame[["rooms", "area"]].values.astype("float32")  # is: numpy float32 (?, 2)
frame["price"].to_numpy(dtype=np.float32)  # is: numpy float32 (?)
frame.iloc[:, 0]  # is: pandas unknown (?)
frame.iloc[:, :-1].values  # is: numpy unknown (?, ?)
made = pd.DataFrame(np.random.rand(20, 2), columns=["a", "b"])
made.values  # is: numpy float64 (20, 2)
made["a"].values  # is: numpy float64 (20)
made["c"] = "x"
made.values  # is: numpy object (20, 3)

people = pd.DataFrame({"age": [22, 35], "pay": [1.5, 2.5], "name": ["a", "b"], "old": [True, False]})
people["age"]  # is: pandas int64 (2)
people["pay"].values  # is: numpy float64 (2)
people[["age", "pay"]].to_numpy()  # is: numpy float64 (2, 2)
people[["age", "old"]].values  # is: numpy object (2, 2)
people.values  # is: numpy object (2, 4)
people.iloc[:, 0]  # is: pandas int64 (2)
people.iloc[:, :2].values  # is: numpy float64 (2, 2)
people.drop(columns=["name", "old"]).values  # is: numpy float64 (2, 2)
people.drop("pay", axis=1)["pay"]  # is: unknown
StandardScaler().fit_transform(people[["age", "pay"]])  # is: numpy float64 (2, 2)
people["ratio"] = people["pay"] / people["age"]
people["ratio"]  # is: pandas float64 (2)
people["age"] = people["age"].astype("float32")
people["age"]  # is: pandas float32 (2)


def relabel(table):
    table["pay"] = "none"


relabel(people)
people["pay"]  # is: pandas object (2)
cities = pd.DataFrame({"size": np.arange(3)})
cities.pop("size")
cities["size"]  # is: unknown

X, y = load_iris(return_X_y=True)
X  # is: numpy float64 (150, 4)
y  # is: numpy int64 (150)
iris = load_iris()
iris.data  # is: numpy float64 (150, 4)
iris["target"]  # is: numpy int64 (150)
X, y = make_classification(n_samples=60, n_features=4)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2)
X_test  # is: numpy float64 (12, 4)
y_train  # is: numpy int64 (48)
scaler = StandardScaler()
scaler.fit_transform(X_train)  # is: numpy float64 (48, 4)
scaler.transform(X_test.astype("float32"))  # is: numpy float32 (12, 4)
MinMaxScaler().fit_transform(y.reshape(-1, 1))  # is: numpy float64 (60, 1)

(x_train, labels), (x_test, _) = mnist.load_data()
x_train  # is: numpy uint8 (60000, 28, 28)
x_train / 255.0  # is: numpy float64 (60000, 28, 28)
x_train.reshape(-1, 784).astype("float32") / 255  # is: numpy float32 (60000, 784)
(bx, by), _ = keras.datasets.boston_housing.load_data()
bx  # is: numpy float64 (404, 13)
