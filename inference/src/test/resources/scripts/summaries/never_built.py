# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import tensorflow as tf

waiting = tf.keras.Sequential([tf.keras.layers.Dense(3), tf.keras.layers.Dense(1)], name="waiting")
ready = tf.keras.Sequential([tf.keras.layers.Dense(3, input_shape=(2,)), tf.keras.layers.Dense(1)])
print(waiting.name, len(waiting.layers), ready.count_params())
