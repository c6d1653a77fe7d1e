# target: tensorflow==1.15
"""tf.data with a one-shot iterator feeding a tf.keras-free model."""
import numpy as np
import tensorflow as tf

tf.logging.set_verbosity(tf.logging.ERROR)


def input_fn(features, labels, batch_size, training=True):
    dataset = tf.data.Dataset.from_tensor_slices((features, labels))
    if training:
        dataset = dataset.shuffle(100).repeat(2)
    dataset = dataset.map(lambda x, y: (tf.cast(x, tf.float32) / 255.0, y))
    dataset = dataset.batch(batch_size)
    return dataset.make_one_shot_iterator().get_next()


def model_fn(images, n_classes):
    x = tf.reshape(images, [-1, 6, 6, 1])
    kernel = tf.get_variable("kernel", [3, 3, 1, 4], initializer=tf.random_normal_initializer(stddev=0.1))
    x = tf.nn.conv2d(x, kernel, strides=[1, 1, 1, 1], padding="VALID")
    x = tf.nn.max_pool(tf.nn.relu(x), ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding="SAME")
    flat = tf.reshape(x, [-1, 2 * 2 * 4])
    weights = tf.get_variable("weights", [2 * 2 * 4, n_classes])
    bias = tf.get_variable("bias", [n_classes], initializer=tf.zeros_initializer())
    return tf.matmul(flat, weights) + bias


graph = tf.Graph()
with graph.as_default():
    images = np.random.randint(0, 255, (20, 36)).astype(np.uint8)
    labels = np.random.randint(0, 3, 20).astype(np.int64)
    x, y = input_fn(images, labels, 5)
    logits = model_fn(x, 3)
    test_logits = model_fn(x, 3)
    one_hot = tf.one_hot(y, 3)
    loss = tf.losses.softmax_cross_entropy(onehot_labels=one_hot, logits=logits)
    step = tf.train.AdamOptimizer().minimize(loss)
    init = tf.global_variables_initializer()

with tf.Session(graph=graph) as sess:
    sess.run(init)
    count = 0
    try:
        while True:
            _, value = sess.run([step, loss])
            count += 1
    except tf.errors.OutOfRangeError:
        print("end of data after", count, "steps, loss", value)
