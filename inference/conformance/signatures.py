"""Writes the public names of NumPy, TensorFlow and Keras, as this interpreter has them, to a folder.

    python signatures.py ../src/main/resources/fitmend/inference/api/2.21

One file a library, one line a name: path, the path that stands for all its aliases, what it is (module, function, class,
constant, other), and the signature of a function, or of a class's constructor. What a layer's call takes stands as a
function below the layer's class. `members.tsv` holds the attributes that layers and models may have.
"""

import ast
import functools
import inspect
import os
import re
import sys
import textwrap
import types
import warnings

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
warnings.simplefilter("ignore")

import numpy
import pandas
import tensorflow

try:
    import keras
except ImportError:
    keras = None

# What is importable and not meant to be, and what repeats everything under another path.
INTERNAL = {"python", "core", "compiler", "src", "api", "tests", "testing", "distutils", "f2py", "doc",
            "compat", "raw_ops", "contrib", "engine", "legacy", "protobuf", "matlib", "ctypeslib",
            "lite", "tpu", "tools", "xla", "dtensor", "profiler", "autodiff"}


def names(module):
    found = [name for name in dir(module) if not name.startswith("_")]
    wrapped = getattr(module, "_tfmw_wrapped_module", None)
    if wrapped is not None:
        found = sorted(set(found) | {n for n in dir(wrapped) if not n.startswith("_")})
    return found


def walk(root, module, visited, rows):
    """Breadth first, so that a module that has several paths is listed below the shortest."""
    waiting = [(module, root)]
    visited[id(module)] = root
    while waiting:
        module, path = waiting.pop(0)
        for name in names(module):
            child = path + "." + name
            if name in INTERNAL and child != "tensorflow.compat":
                continue
            try:
                value = getattr(module, name)
            except Exception:
                continue
            if not isinstance(value, types.ModuleType):
                rows[child] = (kind(value), value, signature(value))
            elif id(value) in visited:
                rows[child] = ("module", value, "")
            elif belongs(value, root):
                rows[child] = ("module", value, "")
                visited[id(value)] = child
                waiting.append((value, child))


def members(path, owner, rows):
    """What stands directly in a module or class."""
    for name in names(owner):
        value = getattr(owner, name, None)
        rows[path + "." + name] = (kind(value), value, signature(value))


def belongs(module, root):
    try:
        package = module.__name__.split(".")[0]
    except AttributeError:
        return False
    if root == "tensorflow":
        return package in ("tensorflow", "tensorflow_core", "tensorflow_estimator", "keras")
    return package == root.split(".")[-1]


def kind(value):
    if inspect.isclass(value):
        return "class"
    return "function" if callable(value) else "constant"


def signature(value):
    if not callable(value):
        return ""
    try:
        parameters = list(inspect.signature(value).parameters.values())
    except (TypeError, ValueError):
        return "?"
    text = []
    star = False
    for parameter in parameters:
        if parameter.kind == parameter.VAR_POSITIONAL:
            text.append("*" + parameter.name)
            star = True
        elif parameter.kind == parameter.VAR_KEYWORD:
            text.append("**" + parameter.name)
        else:
            if parameter.kind == parameter.KEYWORD_ONLY and not star:
                text.append("*")
                star = True
            text.append(parameter.name + default(parameter.default))
    return ", ".join(text)


def default(value):
    if value is inspect.Parameter.empty:
        return ""
    if value is None or isinstance(value, (bool, int, float)):
        return "=" + repr(value)
    if isinstance(value, str) and not re.search(r"[,'\\\s]", value):
        return "=" + repr(value)
    name = getattr(value, "name", "")
    return "=<" + (name if isinstance(name, str) and re.match(r"^\w+$", name) else type(value).__name__) + ">"


def rank(path):
    return (path.startswith("tensorflow.keras"), ".compat." in path, ".experimental." in path,
            path.count("."), len(path), path)


def members():
    """By class the names that its objects may have, those of every layer left out where they are no news."""
    found = {"Model": trained()}
    for library in {id(each): each for each in (keras, tensorflow.keras) if each}.values():
        for name, value in sorted(vars(library.layers).items()):
            if inspect.isclass(value) and hasattr(value, "count_params"):
                found.setdefault(name, set()).update(of_class(value))
        found["Model"].update(of_class(library.Model))
        found.setdefault("Sequential", set()).update(of_class(library.Sequential))
        point = library.Input((1,))
        found.setdefault("Functional", set()).update(of_class(type(library.Model(point, point))))
    every = found["Layer"]
    lines = []
    for name, some in sorted(found.items()):
        own = sorted(each for each in (some if some is every else some - every) if not each.startswith("_"))
        lines.append(name + "\t" + " ".join(own) + "\n")
    return lines


def of_class(value):
    """What the class and its bases have, and what their code sets."""
    return set(dir(value)).union(*(mentioned(base) for base in value.__mro__[:-1]))


@functools.lru_cache(None)
def mentioned(value):
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(value)))
    except (TypeError, OSError, SyntaxError):
        return frozenset()
    return frozenset(each.attr for each in ast.walk(tree) if isinstance(each, ast.Attribute)
                     and isinstance(each.value, ast.Name) and each.value.id == "self")


def trained():
    """Training leaves more in a model."""
    layers = tensorflow.keras.layers
    model = tensorflow.keras.Sequential([layers.Dense(1, input_shape=(2,))])
    model.compile("sgd", "mse", metrics=["mae"])
    model.fit(numpy.zeros((2, 2)), numpy.zeros((2, 1)), verbose=0)
    model.evaluate(numpy.zeros((2, 2)), numpy.zeros((2, 1)), verbose=0)
    model.predict(numpy.zeros((2, 2)))
    return set(dir(model)) | {"history"}


def main():
    with open(os.path.join(sys.argv[1], "members.tsv"), "w") as out:
        out.writelines(members())
    rows = {}
    visited = {}
    walk("numpy", numpy, visited, rows)
    if keras is not None:
        walk("keras", keras, visited, rows)
    members("pandas", pandas, rows)
    for part in (pandas.DataFrame, pandas.Series, pandas.Index):
        members("pandas." + part.__name__, part, rows)
    walk("tensorflow", tensorflow, visited, rows)
    if id(tensorflow.keras) not in visited:
        walk("tensorflow.keras", tensorflow.keras, visited, rows)
    for path, (what, value, _) in list(rows.items()):
        if what == "class" and re.match(r"keras\.layers\.\w+$", path) and hasattr(value, "call"):
            rows[path + ".call"] = ("function", object(), signature(value.call))
    by_object = {}
    for path, (what, value, _) in rows.items():
        if what in ("function", "class") and not path.startswith("tensorflow.keras."):
            by_object.setdefault((path.split(".")[0], id(value)), []).append(path)
    files = {}
    for path in sorted(rows):
        what, value, text = rows[path]
        canonical = visited.get(id(value), path) if what == "module" else path
        # Modules of the same name differ: tf.keras.backend has what keras.backend has no more.
        if what != "module" and path.startswith("tensorflow.keras.") and path[len("tensorflow."):] in rows:
            path_in_keras = path[len("tensorflow."):]
            canonical = path_in_keras
            value_root = "keras"
            value = rows[canonical][1]
        else:
            value_root = path.split(".")[0]
        same = by_object.get((value_root, id(value)), [])
        if what in ("function", "class") and same:
            canonical = min(same, key=rank)
        line = "\t".join([path, "" if canonical == path else canonical, what, text])
        if not path.startswith("tensorflow.compat.v2"):
            name = "tensorflow.compat" if path.startswith("tensorflow.compat.") else path.split(".")[0]
            files.setdefault(name, []).append(line + "\n")
    for name, lines in files.items():
        with open(os.path.join(sys.argv[1], name + ".tsv"), "w") as out:
            out.writelines(lines)


main()
