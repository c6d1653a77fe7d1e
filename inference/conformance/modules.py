"""Writes the public names of modules of Python's own library, as this interpreter has them, to a file.

    python modules.py ../src/main/resources/fitmend/inference/api/2.21/modules.tsv

One line a module: its path, then its names, those of its own modules among them. What differs from one operating system
to another (os, sys, signal, socket, subprocess) is left out.
"""

import importlib
import pkgutil
import sys

MODULES = (
    "abc argparse array ast base64 bisect calendar codecs collections collections.abc contextlib copy csv dataclasses "
    "datetime decimal enum fractions functools gc getpass glob gzip hashlib heapq inspect io itertools json logging math "
    "numbers operator pathlib pickle platform pprint queue random re shutil statistics string struct tarfile tempfile "
    "textwrap threading time timeit traceback types typing unittest urllib urllib.parse urllib.request uuid warnings "
    "weakref zipfile"
).split()


def names(path):
    try:
        module = importlib.import_module(path)
    except ImportError:
        return None
    found = {name for name in dir(module) if not name.startswith("_")}
    if path == "collections":
        # Until Python 3.9 it gives those of its module when they are asked for.
        found |= {name for name in dir(importlib.import_module("collections.abc")) if hasattr(module, name)}
        found = {name for name in found if not name.startswith("_")}
    found |= {each.name for each in pkgutil.iter_modules(getattr(module, "__path__", []))}
    return sorted(found)


with open(sys.argv[1], "w") as out:
    for module in MODULES:
        found = names(module)
        if found is not None:
            out.write("%s\t%s\n" % (module, " ".join(found)))
