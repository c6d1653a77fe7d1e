"""Runs the scripts that name this TensorFlow as a target and records what happened.

    ENVIRONMENT/bin/python run_scripts.py                       # every script
    ENVIRONMENT/bin/python run_scripts.py SCRIPT.py ...         # these; the other rows stay

The scripts are src/test/resources/scripts/*/*.py, the record is TARGET.tsv beside their folders: a
row a script, its name and "runs", or its name, "fails", the first line of the statement that
failed, the exception's class and the first line of its text. The statement is the script's innermost:
TensorFlow names it in the text where the failure was inside a traced function.

Importing TensorFlow takes longer than most scripts do, so it is imported once, and each script runs
in a process of its own that is forked from there.
"""

import ast
import glob
import io
import os
import random
import re
import signal
import sys
import tempfile
import traceback
import types

os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import numpy
import tensorflow
import pandas, sklearn.model_selection, sklearn.preprocessing

SCRIPTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../src/test/resources/scripts")
TARGET = ".".join(tensorflow.__version__.split(".")[:2])
SECONDS = 180
PLACE = re.compile(r" \(/[^)]*\)")
TRACED = {
    "in user code:": re.compile(r'File "([^"]*)", line (\d+), in '),
    "in converted code:": re.compile(r"(\S*\.py):(\d+) "),
}


def is_for_this_target(path):
    with open(path) as source:
        return "tensorflow==%s" % TARGET in source.readline().replace("\n", ",")


def statement(tree, line):
    """The first line of the last statement that begins at or before a line."""
    lines = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.stmt)]
    return max(each for each in lines if each <= line)


def failing_line(path, error):
    lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == path]
    for heading, place in TRACED.items():
        text = str(error)
        if heading in text:
            places = place.findall(text[text.index(heading) :])
            lines += [int(line) for file, line in places if path.endswith(file)]
    return lines[-1]


def message(error):
    """The first line of the text, without the lines that say where TensorFlow was."""
    lines = [line.strip() for line in str(error).split("\n") if line.strip()]
    if lines and lines[0] in TRACED:
        name = type(error).__name__ + ": "
        lines = [line.replace(name, "", 1) for line in lines if line.startswith(name)]
    return PLACE.sub("", lines[0]) if lines else ""


def outcome(path):
    with open(path) as source:
        text = source.read()
    code = compile(text, path, "exec")
    sys.argv = [os.path.basename(path)]
    sys.path.insert(0, os.path.dirname(path))
    random.seed(0)
    numpy.random.seed(0)
    # Some libraries look for the script there: tf.app.run calls its main.
    module = types.ModuleType("__main__")
    module.__file__ = path
    sys.modules["__main__"] = module
    try:
        exec(code, module.__dict__)
    except SystemExit:
        return "runs"
    except BaseException as error:
        line = statement(ast.parse(text), failing_line(path, error))
        shown = message(error).replace("\\", "\\\\").replace("\t", "\\t")
        return "fails\t%d\t%s\t%s" % (line, type(error).__name__, shown)
    return "runs"


def child(path, result, work):
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        signal.alarm(SECONDS)
        text = work(os.path.abspath(path))
        with io.open(result, "w", encoding="utf-8") as out:
            out.write(text)
        os.chdir("/")


def run(path, work=outcome):
    handle, result = tempfile.mkstemp()
    os.close(handle)
    process = os.fork()
    if process == 0:
        try:
            child(path, result, work)
        finally:
            os._exit(0)
    os.waitpid(process, 0)
    with io.open(result, encoding="utf-8") as written:
        text = written.read()
    os.remove(result)
    return text or None


def main():
    record = os.path.join(SCRIPTS, TARGET + ".tsv")
    rows = {}
    if len(sys.argv) > 1:
        paths = sys.argv[1:]
        if os.path.exists(record):
            with io.open(record, encoding="utf-8") as before:
                rows = dict(line.rstrip("\n").split("\t", 1) for line in before)
    else:
        paths = glob.glob(os.path.join(SCRIPTS, "*", "*.py"))
    for path in sorted(map(os.path.abspath, paths)):
        name = os.path.relpath(path, os.path.abspath(SCRIPTS))
        rows.pop(name, None)
        if not is_for_this_target(path):
            continue
        row = run(path)
        if row is None:
            print("%s took too long or ended the process" % name)
            continue
        rows[name] = row
        print("%s\t%s" % (name, row), flush=True)
    with io.open(record, "w", encoding="utf-8") as out:
        for name in sorted(rows):
            out.write("%s\t%s\n" % (name, rows[name]))


if __name__ == "__main__":
    main()
