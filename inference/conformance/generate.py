#!/usr/bin/env python3
"""Runs the programs of `operations/` on this interpreter's TensorFlow and writes what happened.

    ENVIRONMENT/bin/python inference/conformance/generate.py              # every family of rows
    ENVIRONMENT/bin/python inference/conformance/generate.py numpy models # two of them
    ENVIRONMENT/bin/python inference/conformance/generate.py --check 100  # are rows still true?

Works on Python 3.7 with TensorFlow 1.15, on 2.15 and on 2.21.
"""
import argparse
import collections
import gc
import importlib
import linecache
import os
import random
import re
import sys
import tempfile
import time
import types
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
ROWS = os.path.join(HERE, "..", "src", "test", "resources", "conformance")
PRELUDE = os.path.join(ROWS, "prelude.py")
MOST_ALIKE = 3


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("families", nargs="*", help="all when none is named")
    parser.add_argument("--check", type=int, metavar="N",
                        help="run every N-th recorded row again and print those that differ")
    parser.add_argument("--seconds", type=int, default=86400,
                        help="record as fair a choice of the programs as can be run in that time")
    parser.add_argument("--stride", type=int, default=1, metavar="N",
                        help="record every N-th program only")
    options = parser.parse_args()
    settle()
    console = quieten()
    names = options.families or sorted(
        name[:-3] for name in os.listdir(os.path.join(HERE, "operations")) if name.endswith(".py"))
    runner = Runner()
    for name in names:
        if options.check:
            check(runner, name, options.check, console)
        else:
            record(runner, name, options, console)
        console.flush()


def record(runner, name, options, console):
    started = time.time()
    family = importlib.import_module("operations." + name).FAMILY
    programs = family.of(runner.target)
    random.Random(0).shuffle(programs)
    rows = []
    for program in programs[::options.stride]:
        if time.time() > started + options.seconds:
            break
        rows.append(runner.row(*program.key()))
    rows = thinned(sorted(rows))
    if not rows:
        return
    if not os.path.isdir(runner.folder()):
        os.makedirs(runner.folder())
    with open(os.path.join(runner.folder(), name + ".tsv"), "w", encoding="utf-8", newline="\n") as file:
        file.writelines(row + "\n" for row in rows)
    raised = sum(row.split("\t")[2].startswith("raises ") for row in rows)
    console.write("%s %s: %d rows, %d operations, %d exceptions, %.0f s\n" % (
        runner.target, name, len(rows), len({row.split("\t")[0] for row in rows}), raised,
        time.time() - started))


def check(runner, name, every, console):
    path = os.path.join(runner.folder(), name + ".tsv")
    if not os.path.exists(path):
        return
    with open(path, encoding="utf-8", newline="\n") as file:
        recorded = file.read().split("\n")[:-1]
    for row in recorded[::every]:
        operation, program = row.split("\t")[:2]
        again = runner.row(operation, plain(program))
        if again != row:
            console.write("recorded: %s\nnow:      %s\n" % (row, again))


def settle():
    """Hashes, and so the order of sets, must be the same in every run."""
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.environ.update(
            PYTHONHASHSEED="0", CUDA_VISIBLE_DEVICES="-1", TF_CPP_MIN_LOG_LEVEL="3",
            TF_ENABLE_ONEDNN_OPTS="0", MPLBACKEND="Agg", COLUMNS="80",
            KERAS_HOME=tempfile.gettempdir())
        os.execv(sys.executable, [sys.executable] + sys.argv)


def quieten():
    """What the programs and the libraries print is dropped; rows go to the console returned."""
    console = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    if not os.environ.get("CONFORMANCE_LOUD"):
        os.dup2(nowhere, 2)
    warnings.simplefilter("ignore")
    sys.dont_write_bytecode = True
    os.chdir(tempfile.mkdtemp(prefix="conformance-"))
    return console


class Runner:
    """Runs programs one after another, each as if it were alone."""

    def __init__(self):
        self.prelude = {}
        with open(PRELUDE) as file:
            exec(file.read(), self.prelude)
        self.tf = self.prelude["tf"]
        self.keras = self.prelude["keras"]
        self.target = ".".join(self.tf.__version__.split(".")[:2])
        if self.target == "1.15":
            self.tf.compat.v1.logging.set_verbosity("FATAL")
        else:
            self.tf.get_logger().setLevel("FATAL")
        from describe import describe
        from messages import normalised
        self.describe = describe
        self.normalised = normalised
        self.count = 0
        self.reset()
        # clear_session collects garbage; what was imported need not be looked through each time.
        gc.collect()
        gc.freeze()

    def folder(self):
        return os.path.join(ROWS, self.target)

    def row(self, operation, text):
        self.reset()
        outcome, line = self.run(text)
        return "\t".join([operation, escaped(text), escaped(outcome), line])

    def reset(self):
        keras = self.keras
        keras.backend.clear_session()
        keras.backend.set_floatx("float32")
        keras.backend.set_image_data_format("channels_last")
        np = self.prelude["np"]
        random.seed(1)
        np.random.seed(1)
        if self.target == "1.15":
            self.tf.compat.v1.set_random_seed(1)
        else:
            keras.mixed_precision.set_global_policy("float32")
            self.tf.random.set_seed(1)

    def run(self, text):
        """The outcome, and for a failure the line of the program it came from."""
        # In a file of its own, as autograph reads the source of functions and leaves others alone.
        self.count += 1
        name = os.path.join(os.getcwd(), "program%d.py" % self.count)
        with open(name, "w") as file:
            file.write(text + "\n")
        module = types.ModuleType("__main__")
        module.__dict__.update(self.prelude, __name__="__main__", __file__=name)
        sys.modules["__main__"] = module
        try:
            exec(compile(text, name, "exec", dont_inherit=True), module.__dict__)
            return "value " + self.describe(module.__dict__["result"]), ""
        except Exception as failure:
            message = self.normalised(str(failure).replace(name, "program.py"))
            return ("raises %s %s" % (type(failure).__name__, message)).strip(), line(failure, name)
        finally:
            linecache.cache.pop(name, None)
            os.remove(name)


def thinned(rows):
    """Of exceptions of one operation that differ in numbers only, a few say all."""
    alike = collections.Counter()
    kept = []
    for row in rows:
        operation, _, outcome, _ = row.split("\t")
        key = operation, re.sub(r"[\d()\[\], ]+|None", "", outcome)
        alike[key] += outcome.startswith("raises ")
        if alike[key] <= MOST_ALIKE:
            kept.append(row)
    return kept


def line(failure, name):
    if isinstance(failure, SyntaxError) and failure.filename == name:
        return str(failure.lineno)
    found = ""
    trace = failure.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == name:
            found = str(trace.tb_lineno)
        trace = trace.tb_next
    return found


def escaped(text):
    return (text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
            .replace("\r", "\\r"))


def plain(text):
    letters = {"n": "\n", "t": "\t", "r": "\r"}
    return re.sub(r"\\(.)", lambda match: letters.get(match.group(1), match.group(1)), text)


if __name__ == "__main__":
    sys.path.insert(0, HERE)
    main()
