"""Programs from templates: what a user could write, over chosen shapes, types and arguments."""
import hashlib
import itertools
import string

TARGETS = ("1.15", "2.15", "2.21")


class Program:
    """A few statements whose last one assigns `result`, and the operation they are about."""

    def __init__(self, operation, text, targets):
        self.operation = operation
        self.text = text
        self.targets = targets

    def key(self):
        return self.operation, self.text


class Family:
    """The programs of one file of rows."""

    def __init__(self):
        self._programs = {}

    def rows(self, operation, template, targets=TARGETS, most=60, **choices):
        """Adds a program a combination: `$x` in the template is each value of `x=[...]`.

        A name such as `x__y` stands for two placeholders that are chosen together. Values may hold
        placeholders themselves. With more than `most` combinations every pair of values comes
        first, then others until there are enough.
        """
        templates = [template] if isinstance(template, str) else template
        for text in templates:
            used = {name: values for name, values in choices.items()
                    if any("$" + part in text or mentions(choices, part)
                           for part in name.split("__"))}
            for chosen in combinations(used, most, operation + text):
                self.program(operation, fill(text, chosen), targets)

    def program(self, operation, text, targets=TARGETS):
        text = text.strip("\n")
        known = self._programs.get((operation, text))
        targets = tuple(targets) + (known.targets if known else ())
        self._programs[operation, text] = Program(operation, text, targets)

    def of(self, target):
        programs = [each for each in self._programs.values() if target in each.targets]
        return sorted(programs, key=Program.key)


def mentions(choices, name):
    return any("$" + name in str(value) for values in choices.values() for value in values)


def combinations(choices, most, salt):
    names = sorted(choices)
    every = list(itertools.product(*(range(len(choices[name])) for name in names)))
    if len(every) > most:
        every = pairs_first(mixed(every, salt), most)
    for indices in every:
        yield {name: choices[name][index] for name, index in zip(names, indices)}


def mixed(every, salt):
    """An order that is the same on every Python."""
    def digest(indices):
        return hashlib.md5((salt + repr(indices)).encode()).digest()
    return sorted(every, key=digest)[:4000]


def pairs_first(every, most):
    covered = set()
    chosen = []
    later = []
    for indices in every:
        pairs = {(i, indices[i], j, indices[j])
                 for i in range(len(indices)) for j in range(i)}
        pairs |= {(i, index) for i, index in enumerate(indices)}
        fresh = pairs - covered
        if len(fresh) * 3 >= len(pairs):
            covered |= pairs
            chosen.append(indices)
        else:
            later.append(indices)
    return sorted((chosen + later)[:most])


def fill(text, chosen):
    values = {}
    for name, value in chosen.items():
        parts = name.split("__")
        values.update(zip(parts, value) if len(parts) > 1 else [(name, value)])
    for _ in range(4):
        if "$" not in text:
            break
        text = string.Template(text).substitute(values)
    return text


def shape_text(shape):
    return repr(shape) if isinstance(shape, tuple) else str(shape)


def zeros(*shapes, **options):
    """NumPy arrays of these shapes, as text."""
    dtype = ", %r" % options["dtype"] if "dtype" in options else ""
    return ["np.zeros(%s%s)" % (shape_text(shape), dtype) for shape in shapes]


def tensors(*shapes, **options):
    dtype = ", tf.%s" % options["dtype"] if "dtype" in options else ""
    return ["tf.zeros(%s%s)" % (shape_text(shape), dtype) for shape in shapes]


def inputs(*shapes, **options):
    """Keras inputs; the batch is not part of a shape."""
    dtype = ", dtype=%r" % options["dtype"] if "dtype" in options else ""
    return ["keras.Input(%s%s)" % (shape_text(shape), dtype) for shape in shapes]


def placeholders(*shapes, **options):
    dtype = options.get("dtype", "float32")
    return ["tf.placeholder(tf.%s, %s)" % (dtype, shape_text(shape)) for shape in shapes]
