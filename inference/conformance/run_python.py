"""Runs scripts with this CPython and writes beside each what happened: NAME.expected.

    python run_python.py ../src/test/resources/fitmend/inference/python/*.py

The first line is RUNS, or FAILS with the line, the exception and its text; then the variables of the
module that are numbers, text, None, or lists, tuples and dictionaries of these.
"""

import sys
import traceback

NOT_SHOWN = None


def show(value):
    if value is None or isinstance(value, (bool, int, float, str)):
        return repr(value)
    if isinstance(value, dict):
        parts = [(show(key), show(item)) for key, item in value.items()]
        if any(key is NOT_SHOWN or item is NOT_SHOWN for key, item in parts):
            return NOT_SHOWN
        return "{" + ", ".join(key + ": " + item for key, item in parts) + "}"
    if type(value) not in (list, tuple):
        return NOT_SHOWN
    parts = [show(item) for item in value]
    if NOT_SHOWN in parts:
        return NOT_SHOWN
    text = ", ".join(parts)
    if isinstance(value, list):
        return "[" + text + "]"
    return "(" + text + ("," if len(parts) == 1 else "") + ")"


def run(path):
    with open(path) as source:
        code = compile(source.read(), path, "exec")
    variables = {"__name__": "__main__", "__file__": "script.py"}
    sys.argv = ["script.py"]
    try:
        exec(code, variables)
        lines = ["RUNS"]
    except SystemExit:
        lines = ["RUNS"]
    except Exception as error:
        places = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == path]
        lines = ["FAILS %d %s: %s" % (places[-1], type(error).__name__, error)]
    for name in sorted(variables):
        text = show(variables[name])
        if not name.startswith("__") and text is not NOT_SHOWN:
            lines.append("  %s = %s" % (name, text))
    with open(path[: -len(".py")] + ".expected", "w") as out:
        out.write("\n".join(lines) + "\n")


for argument in sys.argv[1:]:
    run(argument)
