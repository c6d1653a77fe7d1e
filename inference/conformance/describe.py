"""What a value is: kind, dtype and shape; Python's own constants by value."""
import numpy as np
import pandas as pd
import scipy.sparse
import tensorflow as tf
from tensorflow import keras

FEW = 8  # so many elements of a container or of a vector of integers are shown


def describe(value, depth=0):
    if depth > 6:
        return "..."
    for kind, description in DESCRIPTIONS:
        if isinstance(value, kind):
            return description(value, depth + 1)
    return "object " + type(value).__name__


def constant(value, depth):
    text = repr(value)
    return text if len(text) <= 200 else text[:200] + "... %d" % len(value)


def real(value, depth):
    """Long fractions are arbitrary: losses, random weights."""
    text = repr(value)
    return text if len(text) <= 8 else "float"


def scalar(value, depth):
    name = "numpy." + type(value).__name__.rstrip("_")
    shown = isinstance(value, (np.integer, np.bool_, np.str_))
    return name + "(%s)" % value if shown else name


def dtype_name(dtype):
    name = dtype if isinstance(dtype, str) else getattr(dtype, "name", str(dtype))
    return name[:-4] if name.endswith("_ref") else name


def shape(value):
    dims = value.as_list() if isinstance(value, tf.TensorShape) and value.ndims is not None else value
    if dims is None or isinstance(dims, tf.TensorShape):
        return "unknown"
    dims = [None if dim is None else int(dim) for dim in dims]
    return "(%s)" % (", ".join(map(str, dims)) + ("," if len(dims) == 1 else ""))


def array(value, depth):
    kind = type(value).__name__
    return "%s %s %s%s" % (kind, value.dtype, shape(value.shape), elements(value))


def elements(value):
    """Sizes and labels are computed with: the integers of short vectors."""
    if value.ndim == 1 and value.size <= FEW and value.dtype.kind in "iub":
        return " " + str(value.tolist())
    return ""


def tensor(value, depth):
    text = "Tensor %s %s" % (dtype_name(value.dtype), shape(value.shape))
    if is_eager(value) and value.dtype.is_integer and value.shape.rank <= 1:
        array_value = value.numpy()
        if array_value.size <= FEW:
            text += " " + str(array_value.tolist())
    return text


def is_eager(value):
    return hasattr(value, "numpy") and tf.executing_eagerly() and hasattr(value, "_numpy")


def typed(kind):
    return lambda value, depth: "%s %s %s" % (kind, dtype_name(value.dtype), shape(value.shape))


def spec(value, depth):
    dtype = dtype_name(getattr(value, "dtype", None) or getattr(value, "_dtype"))
    kind = type(value).__name__
    return "%s %s %s" % (kind, dtype, shape(getattr(value, "shape", None) or getattr(value, "_shape", None)))


def dataset(value, depth):
    element = getattr(value, "element_spec", None)
    if element is None:
        types = tf.compat.v1.data.get_output_types(value)
        shapes = tf.compat.v1.data.get_output_shapes(value)
        element = zip_structure(types, shapes)
    return "Dataset " + describe(element, depth)


def zip_structure(types, shapes):
    if isinstance(types, tuple):
        return tuple(zip_structure(a, b) for a, b in zip(types, shapes))
    if isinstance(types, dict):
        return {key: zip_structure(types[key], shapes[key]) for key in types}
    return tf.TensorSpec(shapes, types)


def frame(value, depth):
    columns = ", ".join("%r: %s" % (name, value.dtypes.iloc[i]) for i, name in enumerate(value.columns[:FEW]))
    more = ", ... %d" % len(value.columns) if len(value.columns) > FEW else ""
    return "DataFrame %s {%s%s}" % (shape(value.shape), columns, more)


def sequence(opening, closing):
    def describe_sequence(value, depth):
        items = [describe(each, depth) for each in list(value)[:FEW]]
        if len(value) > FEW:
            items.append("... %d" % len(value))
        text = ", ".join(items)
        if type(value) is tuple and len(items) == 1:
            text += ","
        name = "" if type(value) in (tuple, list) else type(value).__name__
        return name + opening + text + closing
    return describe_sequence


def mapping(value, depth):
    items = ["%s: %s" % (describe(key, depth), describe(each, depth))
             for key, each in list(value.items())[:2 * FEW]]
    if len(value) > 2 * FEW:
        items.append("... %d" % len(value))
    name = "" if type(value) is dict else type(value).__name__
    return name + "{" + ", ".join(items) + "}"


def unordered(value, depth):
    items = sorted(describe(each, depth) for each in value)
    return type(value).__name__ + "{" + ", ".join(items[:FEW]) + "}"


def output_shape(layer):
    try:
        found = layer.output_shape if hasattr(layer, "output_shape") else shapes_of(layer.output)
    except Exception:  # never called, or called more than once
        return "?"
    if isinstance(found, dict):
        found = list(found.values())
    if isinstance(found, list) and found and isinstance(found[0], (tuple, tf.TensorShape)):
        found = found[0] if len(found) == 1 else found
    return "[" + ", ".join(map(shape, found)) + "]" if isinstance(found, list) else shape(found)


def shapes_of(output):
    if isinstance(output, (list, tuple)):
        return [shapes_of(each) for each in output]
    if isinstance(output, dict):
        return [shapes_of(each) for each in output.values()]
    return tuple(output.shape)


def parameters(layer):
    try:
        return str(layer.count_params())
    except Exception:
        return "?"


def model(value, depth):
    layers = ["%s %s %s" % (type(each).__name__, output_shape(each), parameters(each))
              for each in value.layers[:4 * FEW]]
    if len(value.layers) > 4 * FEW:
        layers.append("... %d" % len(value.layers))
    return "%s [%s] output %s parameters %s" % (
        type(value).__name__, ", ".join(layers), output_shape(value), parameters(value))


def layer(value, depth):
    return "layer %s %s" % (type(value).__name__, describe([w.shape for w in value.weights], depth).replace("TensorShape ", ""))


def history(value, depth):
    return "History " + ", ".join("%s %d" % (name, len(each)) for name, each in sorted(value.history.items()))


def present(module, *names):
    found = [getattr(module, name, None) for name in names]
    return tuple(each for each in found if isinstance(each, type))


def keras_tensors():
    if hasattr(keras, "KerasTensor"):
        return (keras.KerasTensor,)
    try:
        from keras.src.engine.keras_tensor import KerasTensor
        return (KerasTensor,)
    except ImportError:
        return ()


def keras_variables():
    variable = getattr(keras, "Variable", None)
    return (variable,) if isinstance(variable, type) and variable is not tf.Variable else ()


DESCRIPTIONS = [
    (np.generic, scalar),
    ((type(None), bool, str, bytes), constant),
    (float, real),
    ((int, complex, type(Ellipsis), slice, range), constant),
    (np.ndarray, array),
    (keras_tensors(), typed("KerasTensor")),
    (keras_variables(), typed("KerasVariable")),
    (tf.Variable, typed("Variable")),
    (present(tf, "RaggedTensor"), typed("RaggedTensor")),
    (present(tf, "SparseTensor"), typed("SparseTensor")),
    (tf.Tensor, tensor),
    (tf.TensorShape, lambda value, depth: "TensorShape " + shape(value)),
    (present(tf.compat.v1, "Dimension"), lambda value, depth: "Dimension %s" % value.value),
    (tf.DType, lambda value, depth: "DType " + dtype_name(value)),
    (np.dtype, lambda value, depth: "dtype %s" % value),
    (present(tf, "TensorSpec", "RaggedTensorSpec", "SparseTensorSpec"), spec),
    (tf.data.Dataset, dataset),
    (pd.DataFrame, frame),
    (pd.Series, lambda value, depth: "Series %s %s" % (value.dtype, shape(value.shape))),
    (pd.Index, lambda value, depth: "Index %s %s" % (value.dtype, shape(value.shape))),
    (present(scipy.sparse, "spmatrix", "sparray"), lambda value, depth: "sparse %s %s" % (value.dtype, shape(value.shape))),
    (keras.Model, model),
    (keras.callbacks.History, history),
    (keras.layers.Layer, layer),
    (type, lambda value, depth: "class " + value.__name__),
    ((tuple,), sequence("(", ")")),
    ((list,), sequence("[", "]")),
    ((set, frozenset), unordered),
    ((dict,), mapping),
]
