# target: tensorflow==1.15
"""tf.layers and a session, the way of 2018."""
import numpy as np
import tensorflow as tf


class Network(object):

    def __init__(self, image_size, n_classes, lr=1e-3):
        self.x = tf.placeholder(tf.float32, shape=[None, image_size, image_size, 3], name="images")
        self.y = tf.placeholder(tf.int32, shape=[None], name="labels")
        self.is_training = tf.placeholder(tf.bool, name="is_training")
        self.n_classes = n_classes
        self.logits = self.inference(self.x)
        with tf.name_scope("loss"):
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=self.y, logits=self.logits)
            self.loss = tf.reduce_mean(losses)
        with tf.name_scope("train"):
            update_ops = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
            with tf.control_dependencies(update_ops):
                self.train_op = tf.train.AdamOptimizer(lr).minimize(self.loss)
        correct = tf.equal(tf.cast(tf.argmax(self.logits, 1), tf.int32), self.y)
        self.accuracy = tf.reduce_mean(tf.cast(correct, tf.float32))

    def inference(self, x):
        with tf.variable_scope("conv1"):
            x = tf.layers.conv2d(x, filters=8, kernel_size=3, padding="same", activation=tf.nn.relu)
            x = tf.layers.batch_normalization(x, training=self.is_training)
            x = tf.layers.max_pooling2d(x, pool_size=2, strides=2)
        with tf.variable_scope("conv2"):
            x = tf.layers.conv2d(x, filters=16, kernel_size=3, padding="same", activation=tf.nn.relu)
            x = tf.layers.max_pooling2d(x, pool_size=2, strides=2)
        x = tf.layers.flatten(x)
        x = tf.layers.dense(x, 32, activation=tf.nn.relu)
        x = tf.layers.dropout(x, rate=0.4, training=self.is_training)
        return tf.layers.dense(x, self.n_classes)


def batches(x, y, size):
    for start in range(0, len(x), size):
        yield x[start:start + size], y[start:start + size]


def main(_):
    images = np.random.rand(32, 16, 16, 3)
    labels = np.random.randint(0, 4, size=32)
    net = Network(image_size=16, n_classes=4)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for epoch in range(2):
            for xb, yb in batches(images, labels, 8):
                feed = {net.x: xb, net.y: yb}
                _, loss = sess.run([net.train_op, net.loss], feed_dict=feed)
            acc = sess.run(net.accuracy, {net.x: images, net.y: labels, net.is_training: False})
            print("epoch {} loss {:.4f} accuracy {:.3f}".format(epoch, loss, acc))


if __name__ == "__main__":
    tf.app.run()
