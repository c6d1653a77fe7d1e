# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
import tensorflow as tf

WINDOW = 12


def make_series(n=120):
    t = np.arange(n)
    return np.sin(t * 0.1) + 0.1 * np.cos(t)


def windowed(series, window):
    X, y = [], []
    for i in range(len(series) - window):
        X.append(series[i:i + window])
        y.append(series[i + window])
    return np.array(X), np.array(y)


def main():
    series = make_series()
    split = int(len(series) * 0.8)
    train, test = series[:split], series[split:]

    X_train, y_train = windowed(train, WINDOW)
    X_test, y_test = windowed(test, WINDOW)
    # [samples, time steps, features]
    X_train = X_train.reshape((X_train.shape[0], X_train.shape[1], 1))
    X_test = X_test.reshape((X_test.shape[0], X_test.shape[1], 1))

    model = tf.keras.models.Sequential([
        tf.keras.layers.Flatten(input_shape=(WINDOW, 1)),
        tf.keras.layers.Dense(4, activation="relu"),
        tf.keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse", metrics=["mae"])
    model.fit(X_train, y_train, epochs=1, batch_size=16, verbose=0)

    forecast = model.predict(X_test)
    error = np.mean(np.abs(forecast[:, 0] - y_test))
    print("forecast", forecast.shape, "mean absolute error", error)


if __name__ == "__main__":
    main()
