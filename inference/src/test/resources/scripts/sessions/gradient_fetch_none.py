# target: tensorflow==1.15
from __future__ import division
import tensorflow as tf
import numpy as np
import math

flags = tf.app.flags
flags.DEFINE_integer("hidden", 12, "units of the hidden layer")
flags.DEFINE_float("learning_rate", 0.05, "step")
flags.DEFINE_integer("steps", 4, "number of steps")
FLAGS = flags.FLAGS


def weight_variable(shape, name):
    initial = tf.truncated_normal(shape, stddev=1.0 / math.sqrt(shape[0]))
    return tf.Variable(initial, name=name)


def network(x, n_in, n_out):
    with tf.name_scope("hidden"):
        w1 = weight_variable([n_in, FLAGS.hidden], "w1")
        b1 = tf.Variable(tf.zeros([FLAGS.hidden]), name="b1")
        h = tf.nn.sigmoid(tf.nn.xw_plus_b(x, w1, b1))
    with tf.name_scope("output"):
        w2 = weight_variable([FLAGS.hidden, n_out], "w2")
        b2 = tf.Variable(tf.zeros([n_out]), name="b2")
        return tf.add(tf.matmul(h, w2), b2)


def main(argv=None):
    data = np.random.randn(40, 3).astype(np.float32)
    target = np.sum(data ** 2, axis=1).reshape(-1, 1)

    x = tf.placeholder(tf.float32, (None, 3))
    y = tf.placeholder(tf.float32, (None, 1))
    keep = tf.placeholder_with_default(1.0, shape=())
    out = network(tf.nn.dropout(x, rate=1 - keep), 3, 1)
    loss = tf.losses.mean_squared_error(y, out)
    global_step = tf.train.get_or_create_global_step()
    rate = tf.train.exponential_decay(FLAGS.learning_rate, global_step, 10, 0.9, staircase=True)
    optimizer = tf.train.MomentumOptimizer(rate, 0.9)
    grads_and_vars = optimizer.compute_gradients(loss)
    capped = [(tf.clip_by_value(grad, -1., 1.), var) for grad, var in grads_and_vars]
    train = optimizer.apply_gradients(capped, global_step=global_step)
    merged = tf.summary.merge_all()

    with tf.Session(config=tf.ConfigProto(allow_soft_placement=True)) as sess:
        tf.global_variables_initializer().run()
        for step in range(FLAGS.steps):
            rows = np.random.choice(len(data), 10, replace=False)
            _, summary, value = sess.run([train, merged, loss],
                                         feed_dict={x: data[rows], y: target[rows], keep: 0.9})
            print("step %d: %.4f" % (sess.run(global_step), value))
        print(sess.run(out, feed_dict={x: data[:2]}).ravel())


if __name__ == "__main__":
    tf.app.run(main)
