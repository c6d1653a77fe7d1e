"""Records what the models of the scripts look like that run on this TensorFlow.

    ENVIRONMENT/bin/python run_summaries.py                       # every script
    ENVIRONMENT/bin/python run_summaries.py SCRIPT.py ...         # these; the other rows stay

Which scripts run says the record of run_scripts.py; the summaries are summaries.TARGET.tsv beside
it, a row a model in the order in which they were made: the script, the first line of the statement
that made the model, its class, how many numbers its weights are and how many of these are trained,
and a column a layer: name, class, output shape and number of weights. What Keras does not know of a
model that was never built is "?".
"""

import glob
import io
import os
import sys

from run_scripts import SCRIPTS, TARGET, ast, is_for_this_target, outcome, run, statement

MODELS = []


def script_line(path):
    """The line of the script that is making a model; None if Keras makes it for another model."""
    frame = sys._getframe(2)
    while frame is not None and frame.f_code.co_filename != path:
        if frame.f_code.co_name == "build":
            return None
        frame = frame.f_back
    return frame and frame.f_lineno


def watch(owner, name, path):
    """Writes down each model with the line that made it when the function makes or gets one."""
    original = getattr(owner, name)

    def watched(first, *arguments, **keywords):
        made = original(first, *arguments, **keywords)
        model = first if name == "__init__" else made
        line = script_line(path)
        if line and isinstance(model, owner) and all(each is not model for each, _ in MODELS):
            MODELS.append((model, line))
        return made

    setattr(owner, name, watched)


def watch_all(path):
    if TARGET.startswith("1."):
        import keras.engine.network
        from tensorflow.python.keras.engine import network

        watch(keras.engine.network.Network, "__init__", path)
        watch(network.Network, "__init__", path)
    else:
        import keras

        watch(keras.Model, "__new__", path)


def count(weights):
    total = 0
    for weight in weights:
        size = 1
        for axis in weight.shape:
            size *= int(axis)
        total += size
    return total


def numbers(layer, trained=False):
    if not layer.built:
        return "?"
    try:
        return str(count(layer.trainable_weights if trained else layer.weights))
    except ValueError:
        return "?"


def shape(layer):
    """The shape that summary() shows; Keras 2 says "multiple" of layers in classes of a script."""
    try:
        if hasattr(layer, "batch_shape"):
            return text(layer.batch_shape)
        if TARGET != "2.21":
            return text(layer.output_shape)
        if layer._inbound_nodes:
            return text([each.shape for each in flat(layer._inbound_nodes[0].output_tensors)])
        if layer._build_shapes_dict:
            return text(layer.compute_output_shape(**layer._build_shapes_dict))
        return "?"
    except AttributeError:
        return "multiple"
    except (RuntimeError, NotImplementedError):
        return "?"


def flat(value):
    if isinstance(value, dict):
        return [leaf for key in value for leaf in flat(value[key])]
    if isinstance(value, (list, tuple)):
        return [leaf for each in value for leaf in flat(each)]
    return [value]


def text(value):
    shapes = []

    def collect(each):
        if isinstance(each, dict):
            each = list(each.values())
        if isinstance(each, (list, tuple)) and any(isinstance(x, (list, tuple, dict)) for x in each):
            for inner in each:
                collect(inner)
        else:
            shapes.append("(%s)" % ", ".join(map(str, each)) if len(each) != 1 else "(%s,)" % each)

    collect(value)
    return shapes[0] if len(shapes) == 1 else "[%s]" % ", ".join(shapes)


def summaries(path):
    watch_all(path)
    if outcome(path) != "runs":
        return ""
    with io.open(path, encoding="utf-8") as source:
        tree = ast.parse(source.read())
    rows = []
    for model, line in MODELS:
        columns = [str(statement(tree, line)), type(model).__name__]
        columns += [numbers(model), numbers(model, trained=True)]
        for layer in model.layers:
            facts = (layer.name, type(layer).__name__, shape(layer), numbers(layer))
            columns.append(" ".join(facts))
        rows.append("\t".join(columns))
    return "\n".join(rows) + "\n"


def main():
    with io.open(os.path.join(SCRIPTS, TARGET + ".tsv"), encoding="utf-8") as record:
        runs = {line.split("\t")[0] for line in record if line.split("\t")[1].strip() == "runs"}
    record = os.path.join(SCRIPTS, "summaries.%s.tsv" % TARGET)
    rows = []
    paths = [os.path.abspath(path) for path in sys.argv[1:]]
    if paths:
        names = [os.path.relpath(path, os.path.abspath(SCRIPTS)) for path in paths]
        if os.path.exists(record):
            with io.open(record, encoding="utf-8") as before:
                rows = [line for line in before if line.split("\t")[0] not in names]
    else:
        paths = map(os.path.abspath, glob.glob(os.path.join(SCRIPTS, "*", "*.py")))
    for path in sorted(paths):
        name = os.path.relpath(path, os.path.abspath(SCRIPTS))
        if name not in runs or not is_for_this_target(path):
            continue
        written = run(path, summaries)
        if written is None:
            print("%s took too long or ended the process" % name)
            continue
        rows += ["%s\t%s\n" % (name, row) for row in written.splitlines() if row]
        print("%s: %d" % (name, len(written.splitlines())), flush=True)
    rows.sort(key=lambda row: row.split("\t")[0])
    with io.open(record, "w", encoding="utf-8") as out:
        out.writelines(rows)


main()
