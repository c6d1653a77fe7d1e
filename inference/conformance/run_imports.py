"""Runs the import statements of a list again, here, and writes what each came to beside it.

    python run_imports.py ../src/test/resources/fitmend/inference/imports/2.21.tsv

The file that an ImportError names is left out.
"""

import re
import sys


def outcome(statement):
    try:
        exec(statement, {})
    except Exception as error:
        text = re.sub(r" \([^()]*\.py\)$", "", str(error).splitlines()[0])
        return type(error).__name__ + ": " + text
    return "runs"


with open(sys.argv[1]) as rows:
    statements = [row.split("\t")[0] for row in rows]
with open(sys.argv[1], "w") as rows:
    for statement in statements:
        rows.write(statement + "\t" + outcome(statement) + "\n")
