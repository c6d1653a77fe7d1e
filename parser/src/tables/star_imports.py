"""Prints what `from MODULE import *` binds, one line a module: name, tab, names.

Run it with each Python that has a TensorFlow, and merge what they print:

    python star_imports.py > 2.21.tsv
    python star_imports.py --merge 1.15.tsv 2.15.tsv 2.21.tsv > star-imports.tsv
"""
import sys

PARTS = """activations applications backend callbacks constraints datasets initializers layers losses
metrics models optimizers optimizers.schedules preprocessing preprocessing.image
preprocessing.sequence preprocessing.text regularizers utils wrappers.scikit_learn""".split()
MODULES = [
    *("tensorflow.keras." + part for part in PARTS),
    *("keras." + part for part in PARTS),
    *("tensorflow", "tensorflow.keras", "keras", "math", "numpy", "random"),
]
NOT_NAMES = {"__builtins__", "absolute_import", "division", "print_function"}


def collect():
    for module in MODULES:
        namespace = {}
        try:
            exec("from %s import *" % module, namespace)
        except Exception:  # this version does not have it
            continue
        print(module + "\t" + " ".join(sorted(set(namespace) - NOT_NAMES)))


def merge(paths):
    table = {}
    for path in paths:
        with open(path) as lines:
            for line in lines:
                module, names = line.rstrip("\n").split("\t")
                table.setdefault(module, set()).update(names.split())
    print("# What star imports bind in TensorFlow 1.15, 2.15 or 2.21; made by star_imports.py.")
    for module in sorted(table):
        if table[module]:
            print(module + "\t" + " ".join(sorted(table[module])))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--merge"]:
        merge(sys.argv[2:])
    else:
        collect()
