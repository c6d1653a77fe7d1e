import numpy as np
import tensorflow as tf

X = np.random.rand(20, 3)
t = tf.constant([1.0, 2.0])  # is: tensorflow float32 (2)
t = tf.constant([[1, 2]])  # is: tensorflow int32 (1, 2)
t = tf.constant(X)  # is: tensorflow float64 (20, 3)
t = tf.constant(X, dtype=tf.float32)  # is: tensorflow float32 (20, 3)
t = tf.convert_to_tensor(X, tf.float32)  # is: tensorflow float32 (20, 3)
t = tf.convert_to_tensor(X)  # is: tensorflow float64 (20, 3)
t = tf.cast(X, tf.float32)  # is: tensorflow float32 (20, 3)
t = tf.cast(X, "float32")  # is: tensorflow float32 (20, 3)
v = tf.Variable(0.5)  # is: tensorflow float32 ()
v = tf.Variable(tf.random.normal([3, 1]))  # is: tensorflow float32 (3, 1)
t = tf.zeros((2, 3))  # is: tensorflow float32 (2, 3)
t = tf.ones([2], dtype=tf.float64)  # is: tensorflow float64 (2)
t = tf.random.uniform((4, 4))  # is: tensorflow float32 (4, 4)
t = tf.one_hot(np.arange(5), 3)  # is: tensorflow float32 (5, 3)
t = tf.reduce_mean(t, axis=1)  # is: tensorflow float32 (5)
t = tf.reduce_sum(tf.ones((2, 3)), axis=-1, keepdims=True)  # is: tensorflow float32 (2, 1)
t = tf.expand_dims(tf.ones((2, 3)), 1)  # is: tensorflow float32 (2, 1, 3)
t = tf.squeeze(tf.ones((2, 1)), axis=-1)  # is: tensorflow float32 (2)
t = tf.reshape(X, [-1, 6])  # is: tensorflow float64 (10, 6)
t = tf.concat([tf.ones((2, 3)), tf.ones((2, 1))], axis=1)  # is: tensorflow float32 (2, 4)
t = tf.stack([tf.ones(3), tf.ones(3)])  # is: tensorflow float32 (2, 3)
t = tf.matmul(X, np.ones((3, 2)))  # is: tensorflow float64 (20, 2)
t = tf.nn.relu(tf.ones((2, 3)))  # is: tensorflow float32 (2, 3)
t = tf.math.log(tf.ones(3)) * 2.0  # is: tensorflow float32 (3)
t = tf.ones((2, 3))[:, 0]  # is: tensorflow float32 (2)
n = tf.ones((2, 3)).numpy()  # is: numpy float32 (2, 3)

y = np.arange(20)
ds = tf.data.Dataset.from_tensor_slices((X, y))  # is: dataset
ds = ds.shuffle(20).batch(4)  # is: dataset
ds = ds.map(lambda a, b: (tf.cast(a, tf.float32), b))  # is: dataset
for features, label in ds:
    features  # is: tensorflow float32 (4, 3)
    label  # is: tensorflow int64 (4)
