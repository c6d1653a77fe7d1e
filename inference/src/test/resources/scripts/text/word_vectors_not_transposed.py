# target: tensorflow==2.15, tensorflow==2.21
import collections
import numpy as np
import tensorflow as tf

corpus = "the quick brown fox jumped over the lazy dog while the quiet cat slept near the warm stove".split()
VOCABULARY_SIZE = 12
EMBEDDING_SIZE = 6
WINDOW = 2

counts = [("UNK", -1)]
counts.extend(collections.Counter(corpus).most_common(VOCABULARY_SIZE - 1))
dictionary = {}
for word, _ in counts:
    dictionary[word] = len(dictionary)
data = [dictionary.get(word, 0) for word in corpus]
reverse_dictionary = dict(zip(dictionary.values(), dictionary.keys()))


def pairs(indices, window):
    for position, center in enumerate(indices):
        start = max(0, position - window)
        for other in range(start, min(len(indices), position + window + 1)):
            if other != position:
                yield center, indices[other]


centers, contexts = map(np.array, zip(*pairs(data, WINDOW)))
print(len(centers), "pairs,", len(reverse_dictionary), "words")

embeddings = tf.Variable(tf.random.uniform([VOCABULARY_SIZE, EMBEDDING_SIZE], -1.0, 1.0))
nce_weights = tf.Variable(tf.random.truncated_normal([VOCABULARY_SIZE, EMBEDDING_SIZE], stddev=0.1))
nce_biases = tf.Variable(tf.zeros([VOCABULARY_SIZE]))
optimizer = tf.keras.optimizers.SGD(1.0)


def step(x, y):
    with tf.GradientTape() as tape:
        embed = tf.nn.embedding_lookup(embeddings, x)
        logits = tf.matmul(embed, nce_weights) + nce_biases
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
    variables = [embeddings, nce_weights, nce_biases]
    gradients = tape.gradient(loss, variables)
    optimizer.apply_gradients(zip(gradients, variables))
    return loss


for i in range(0, len(centers) - 8, 8):
    value = step(centers[i:i + 8], contexts[i:i + 8])
normalized = embeddings / tf.sqrt(tf.reduce_sum(tf.square(embeddings), axis=1, keepdims=True))
similarity = tf.matmul(normalized, normalized, transpose_b=True).numpy()
nearest = (-similarity[dictionary["fox"]]).argsort()[1:4]
print("near fox:", [reverse_dictionary[k] for k in nearest], "loss", float(value))
