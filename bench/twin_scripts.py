"""Writes scripts to measure the twin with: long ones, and ones made to be slow.

    python twin_scripts.py FOLDER
"""
import os
import sys

SIZES = (100, 1000, 2000, 5000, 10000)

HEAD = """\
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers
"""

BLOCKS = (
    """\
rows_{i} = {n}
images_{i} = np.random.rand(rows_{i}, 28, 28, 1).astype("float32")
labels_{i} = np.random.randint(0, 10, size=(rows_{i},))
inputs_{i} = keras.Input(shape=(28, 28, 1), name="images_{i}")
x_{i} = layers.Conv2D({w}, 3, activation="relu")(inputs_{i})
x_{i} = layers.MaxPooling2D()(x_{i})
x_{i} = layers.Flatten()(x_{i})
x_{i} = layers.Dropout(0.3)(x_{i})
outputs_{i} = layers.Dense(10, activation="softmax")(x_{i})
model_{i} = keras.Model(inputs_{i}, outputs_{i})
model_{i}.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model_{i}.fit(images_{i}, labels_{i}, epochs=2, batch_size=16, verbose=0)
""",
    """\
def prepare_{i}(data, scale={n}.0):
    \"\"\"Centres and scales the columns.\"\"\"
    mean = data.mean(axis=0)
    deviation = data.std(axis=0) + 1e-7
    result = (data - mean) / deviation
    if scale != 1.0:
        result = result * scale
    return result.astype("float32")


table_{i} = np.random.normal(size=({n}, {w}))
ready_{i} = prepare_{i}(table_{i})
target_{i} = ready_{i}[:, 0] * 2.0 + ready_{i}[:, 1]
train_{i}, test_{i} = ready_{i}[: {n} // 2], ready_{i}[{n} // 2 :]
print("shapes", train_{i}.shape, test_{i}.shape, target_{i}.mean())
""",
    """\
class Block_{i}(layers.Layer):
    def __init__(self, units={w}, **kwargs):
        super().__init__(**kwargs)
        self.dense = layers.Dense(units, activation="relu")
        self.norm = layers.LayerNormalization()

    def call(self, inputs):
        return self.norm(self.dense(inputs))


net_{i} = keras.Sequential([keras.Input((6,)), Block_{i}(), layers.Dense(1)])
net_{i}.compile(optimizer=keras.optimizers.Adam(1e-3), loss="mse")
net_{i}.fit(np.random.rand({n}, 6), np.random.rand({n}, 1), verbose=0)
""",
    """\
settings_{i} = {{"units": {w}, "rate": 0.1, "names": ["a", "b", "c"]}}
total_{i} = 0
for name_{i} in settings_{i}["names"]:
    total_{i} += len(name_{i}) * settings_{i}["units"]
windows_{i} = []
series_{i} = np.sin(np.arange({n}) / 10.0)
for start_{i} in range(0, 20):
    windows_{i}.append(series_{i}[start_{i} : start_{i} + 5])
stacked_{i} = np.array(windows_{i})[..., np.newaxis]
if stacked_{i}.shape[0] > 10:
    print("windows of {i}", stacked_{i}.shape, total_{i})
""",
    """\
data_{i} = tf.data.Dataset.from_tensor_slices(
    (np.random.rand({n}, 8).astype("float32"), np.random.rand({n}).astype("float32"))
)
data_{i} = data_{i}.shuffle(32).batch(8).prefetch(2)
weights_{i} = tf.Variable(tf.random.normal((8, 1)))
optimizer_{i} = tf.keras.optimizers.SGD(0.01)
for features_{i}, wanted_{i} in data_{i}:
    with tf.GradientTape() as tape_{i}:
        guess_{i} = tf.squeeze(tf.matmul(features_{i}, weights_{i}), axis=1)
        loss_{i} = tf.reduce_mean(tf.square(guess_{i} - wanted_{i}))
    optimizer_{i}.apply_gradients([(tape_{i}.gradient(loss_{i}, weights_{i}), weights_{i})])
""",
)


def long_script(lines):
    text = HEAD
    i = 0
    while text.count("\n") < lines:
        block = BLOCKS[i % len(BLOCKS)]
        text += block.format(i=i, n=32 + i % 7 * 8, w=4 + i % 5)
        i += 1
    return text


def adversarial():
    calls = "\n".join("def f%d(x):\n    return f%d(x) + f%d(x)" % (n, n + 1, n + 1) for n in range(30))
    branches = "\n".join("if flags[%d]:\n    x = x + %d\nelse:\n    x = x * %d" % (n, n, n + 2) for n in range(200))
    nested = "\n".join("    " * n + "for i%d in range(100):" % n for n in range(8))
    maybe = "\n".join("    " * n + "for i%d in unknown[%d]:" % (n, n) for n in range(12))
    return {
        "deep_inlining": calls + "\ndef f30(x):\n    return x\nprint(f0(1))\n",
        "deep_inlining_arrays": HEAD + calls + "\ndef f30(x):\n    return np.tanh(x)\nprint(f0(np.ones((3, 4))))\n",
        "nested_loops": "total = 0\n" + nested + "\n" + "    " * 8 + "total += i0 * i7\n",
        "nested_unknown_loops": "import json\nunknown = json.load(open('a'))\ntotal = 0\n" + maybe
        + "\n" + "    " * 12 + "total += i0\n",
        "huge_constants": "x = 10 ** 10 ** 7\ny = 2 ** 100000000\nz = 1 << 10 ** 9\nw = 9 ** 9 ** 9 % 7\n"
        "v = 7\nfor i in range(60):\n    v = v * v\n",
        "doubling_sum": "x = 1\n" + "x = x + x\n" * 300 + "y = 'ab'\n" + "y = y + y\n" * 100
        + "z = [1, 2]\n" + "z = z + z\n" * 100 + "t = (1,)\n" + "t = t + t\n" * 100,
        "doubling_arrays": HEAD + "x = np.arange(4)\n" + "x = np.concatenate([x, x])\n" * 100
        + "y = tf.ones((2, 2))\n" + "y = y + y\n" * 500,
        "nested_doubling": "x = [1]\n" + "x = [x, x]\n" * 100 + "print(x == x, len(str(x)))\ny = (1,)\n"
        + "y = (y, y)\n" * 100 + "z = {y: y}\nprint(y == y, hash(y))\n",
        "mutual_recursion": "def even(n):\n    return True if n == 0 else odd(n - 1) or even(n - 2)\n"
        "def odd(n):\n    return False if n == 0 else even(n - 1) or odd(n - 2)\nprint(even(500))\n"
        "def ackermann(m, n):\n    if m == 0:\n        return n + 1\n    if n == 0:\n"
        "        return ackermann(m - 1, 1)\n    return ackermann(m - 1, ackermann(m, n - 1))\n"
        "print(ackermann(4, 3))\ndef fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\nprint(fib(40))\n",
        "unknown_recursion": "import json\nn = json.load(open('a'))\ndef f(n):\n    if n > 2:\n"
        "        return g(n - 1) + g(n - 2)\n    return 1\ndef g(n):\n    if n > 3:\n"
        "        return f(n - 1) + f(n - 2)\n    return 1\nprint(f(n))\n",
        "comprehensions": "a = [x * y for x in range(3000) for y in range(3000)]\n"
        "b = {x: [z for z in range(x)] for x in range(2000)}\nc = {i % 7 for i in range(10 ** 6)}\n"
        "d = [[j for j in range(1000)] for i in range(1000)]\ne = sum(i * i for i in range(10 ** 7))\n",
        "huge_ranges": "for i in range(10 ** 12):\n    j = i\na = list(range(10 ** 9))\nb = sum(range(10 ** 10))\n"
        "c = [0] * 10 ** 10\nd = max(range(10 ** 9))\ne = list(zip(range(10 ** 8), range(10 ** 8)))\n"
        "f = sorted(range(10 ** 7))\ng = tuple(map(str, range(10 ** 7)))\nh = 5 in range(10 ** 12)\n",
        "huge_arrays": HEAD + "a = np.zeros((10 ** 6, 10 ** 6))\nb = a[: 10 ** 6 // 2, 1:]\n"
        "c = np.arange(10 ** 10)\nd = c[::2][5:]\ne = np.linspace(0, 1, 10 ** 9)\nf = list(np.arange(10 ** 6))\n"
        "for row in np.zeros((10 ** 7, 3)):\n    s = row.sum()\n",
        "exponential_branches": "import json\nflags = json.load(open('a'))\nx = 1\n" + branches + "\nprint(x)\n",
        "exponential_branches_returns": "import json\nflags = json.load(open('a'))\ndef pick(flags):\n"
        + "\n".join("    if flags[%d]:\n        if flags[%d]:\n            return %d\n        x = %d" % (n, n + 1, n, n)
                    for n in range(100)) + "\n    return x\nfor i in range(30):\n    y = pick(flags)\n",
        "lambda_chain": "f = lambda x: x\n" + "f = (lambda g: lambda x: g(x) + 1)(f)\n" * 500 + "print(f(1))\n"
        "g = lambda x: x\n" + "g = (lambda h: lambda x: h(h(x)))(g)\n" * 40 + "print(g(1))\n",
        "many_layers": HEAD + "model = keras.Sequential([keras.Input((16,))])\nfor i in range(500):\n"
        "    model.add(layers.Dense(16, activation='relu'))\nmodel.compile('adam', 'mse')\n"
        "model.fit(np.zeros((8, 16)), np.zeros((8, 16)))\nmodel.summary()\n",
        "many_layers_written": HEAD + "model = keras.Sequential()\nmodel.add(keras.Input((16,)))\n"
        + "model.add(layers.Dense(16))\n" * 500 + "model.compile('adam', 'mse')\n"
        "model.fit(np.zeros((8, 16)), np.zeros((8, 16)))\n",
        "many_layers_functional": HEAD + "x = inputs = keras.Input((16,))\nfor i in range(500):\n"
        "    y = layers.Dense(16)(x)\n    x = layers.Add()([x, y])\nmodel = keras.Model(inputs, x)\n"
        "model.compile('adam', 'mse')\nmodel.fit(np.zeros((8, 16)), np.zeros((8, 16)))\n"
        + "".join("part%d = keras.Model(inputs, model.layers[%d].output)\n" % (n, n + 1) for n in range(50)),
        "densely_connected": HEAD + "parts = [keras.Input((4,))]\nfor i in range(120):\n"
        "    x = parts[0] if i == 0 else layers.Concatenate()(parts)\n    parts.append(layers.Dense(4)(x))\n"
        "model = keras.Model(parts[0], parts[-1])\nmodel.compile('adam', 'mse')\n"
        "model.fit(np.zeros((8, 4)), np.zeros((8, 4)))\n",
        "diamond_graph": HEAD + "x = inputs = keras.Input((4,))\n" + "x = x + x\n" * 200
        + "model = keras.Model(inputs, x)\nmodel.compile('adam', 'mse')\n"
        "model.fit(np.zeros((8, 4)), np.zeros((8, 4)))\n",
        "giant_list": "import numpy as np\nx = [" + ", ".join(str(n % 1000) for n in range(100000))
        + "]\ny = np.array(x)\nz = [v * 2 for v in x]\nprint(sum(x), len(x), max(x), sorted(x)[0])\n",
        "giant_nested_list": "import numpy as np\nx = [" + ", ".join("[%d, %d.5]" % (n, n) for n in range(30000))
        + "]\ny = np.array(x)\nprint(y.shape, y[:, 0].sum())\n",
        "giant_dictionary": "x = {" + ", ".join("'key%d': %d" % (n, n) for n in range(50000))
        + "}\nfor k, v in x.items():\n    w = v\nprint(len(x), x['key7'])\n",
        "text_multiplication": "x = 'a' * 10 ** 9\ny = 'ab' * 10 ** 12\nz = x + x\nw = x.upper().replace('A', 'bb')\n"
        "v = ('abc' * 1000000).split('b')\nu = '%1000000000d' % 5\nt = 'x'.ljust(10 ** 9)\ns = f\"{5:1000000000}\"\n"
        "r = ' '.join(['ab'] * 10 ** 8)\nq = 'a,' * 10 ** 6\np = len(q.split(','))\n",
        "while_true": "n = 0\nwhile True:\n    n += 1\n    if n > 10 ** 9:\n        break\n"
        "m = 27\nwhile m != 1:\n    m = m // 2 if m % 2 == 0 else 3 * m + 1\n",
        "appended": "x = []\nfor i in range(10 ** 6):\n    x.append(x)\ny = []\nwhile len(y) < 10 ** 6:\n    y.append(len(y))\n",
        "deep_expression": "x = " + "(" * 60 + "1" + " + 1)" * 60 + "\ny = " + " + ".join(["1"] * 5000) + "\n"
        "z = " + "not " * 500 + "True\nw = " + "-" * 500 + "1\n",
        "attribute_chain": "class A:\n    def step(self):\n        return self\na = A()\nb = a" + ".step()" * 2000 + "\n",
        "classes": "class A0:\n    pass\n" + "".join("class A%d(A%d):\n    def m%d(self):\n        return %d\n" % (n, n - 1, n, n)
                                                for n in range(1, 400)) + "a = A399()\nprint(a.m1())\n",
        "exceptions": "x = 0\n" + "try:\n    x = int('q')\nexcept ValueError:\n    x = x + 1\nfinally:\n    y = x\n" * 500,
        "einsum": HEAD + "x = np.ones((2,) * 30)\ny = np.zeros([1] * 32)\n" + "y = y + y.T\n" * 200
        + "z = np.arange(4096).reshape((2,) * 12)\n" + "z = z.transpose()[::-1]\n" * 100,
    }


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    scripts = {"long_%05d" % lines: long_script(lines) for lines in SIZES}
    scripts.update(adversarial())
    for name, text in scripts.items():
        with open(os.path.join(folder, name + ".py"), "w", encoding="utf-8") as out:
            out.write(text)


main()
