# target: tensorflow==2.15, tensorflow==2.21
import numpy as np
import tensorflow as tf


def init_params(sizes, seed=0):
    rng = np.random.default_rng(seed)
    params = []
    for n_in, n_out in zip(sizes[:-1], sizes[1:]):
        w = tf.Variable(rng.normal(scale=0.1, size=(n_in, n_out)).astype("float32"))
        b = tf.Variable(tf.zeros([n_out]))
        params.append((w, b))
    return params


def forward(params, x):
    for i, (w, b) in enumerate(params):
        x = tf.matmul(x, w) + b
        if i < len(params) - 1:
            x = tf.nn.relu(x)
    return x


def accuracy(logits, labels):
    hits = tf.equal(tf.argmax(logits, axis=1), tf.convert_to_tensor(labels))
    return tf.reduce_mean(tf.cast(hits, tf.float32))


def run(epochs=3, lr=0.5, batch=25):
    images = np.random.rand(100, 8, 8).astype(np.float32)
    labels = np.random.randint(0, 4, 100).astype(np.int32)
    params = init_params([64, 32, 4])
    flat_params = [p for pair in params for p in pair]
    for epoch in range(epochs):
        order = np.random.permutation(len(images))
        for start in range(0, len(images), batch):
            index = order[start:start + batch]
            xb = tf.reshape(images[index], [-1, 64])
            yb = labels[index]
            with tf.GradientTape() as tape:
                logits = forward(params, xb)
                loss = tf.reduce_mean(
                    tf.nn.sparse_softmax_cross_entropy_with_logits(labels=yb, logits=logits))
            for variable, gradient in zip(flat_params, tape.gradient(loss, flat_params)):
                variable.assign_sub(lr * gradient)
        logits = forward(params, tf.reshape(images, [-1, 64]))
        print(epoch, float(loss), float(accuracy(logits, labels)))


run()
