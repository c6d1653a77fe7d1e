"""Writes one-token mutants of Python files and says of each what CPython makes of it.

usage: mutate.py FOLDER COUNT SEED < paths      prints "accepted FILE" or "rejected FILE"
"""
import ast
import io
import os
import random
import sys
import tokenize
import warnings

warnings.simplefilter("ignore")
INSERTED = ["(", ")", "[", "]", "{", "}", ",", ":", "=", "==", ".", "+", "*", "**", "not", "in", "is",
            "if", "else", "for", "lambda", "x", "1", "'s'", "f'{a}'", "yield", "await", "async", "def",
            "return", "import", "as", "@", "->", ":=", ";", "\n", "...", "None", "|", "del", "match"]


def positions(text):
    starts = [0]
    for line in io.StringIO(text, newline=""):
        starts.append(starts[-1] + len(line))
    found = []
    for token in tokenize.generate_tokens(io.StringIO(text, newline="").readline):
        start = starts[token.start[0] - 1] + token.start[1]
        end = starts[token.end[0] - 1] + token.end[1]
        if token.type != tokenize.COMMENT and start < end <= len(text):
            found.append((start, end))
    return found


def mutant(text, spans, chance):
    at = chance.randrange(len(spans) - 1)
    start, end = spans[at]
    kind = chance.choice(["delete", "double", "swap", "insert"])
    if kind == "delete":
        return text[:start] + text[end:]
    if kind == "double":
        return text[:end] + " " + text[start:end] + text[end:]
    if kind == "swap":
        second, last = spans[at + 1]
        if second < end:
            return text[:start] + text[end:]
        return text[:start] + text[second:last] + text[end:second] + text[start:end] + text[last:]
    return text[:start] + chance.choice(INSERTED) + " " + text[start:]


def main():
    folder, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    chance = random.Random(seed)
    paths = [line.rstrip("\n") for line in sys.stdin]
    made = 0
    while made < count:
        path = chance.choice(paths)
        try:
            with open(path, encoding="utf-8", newline="") as file:
                text = file.read(40_000)
            text = text[: text.rfind("\n\n") + 1]
            ast.parse(text)
            spans = positions(text)
        except (SyntaxError, ValueError, tokenize.TokenError, RecursionError, IndexError):
            continue
        if len(spans) < 3:
            continue
        for _ in range(5):
            changed = mutant(text, spans, chance)
            name = os.path.join(folder, "mutant%05d.py" % made)
            with open(name, "w", encoding="utf-8", newline="") as file:
                file.write(changed)
            try:
                ast.parse(changed.encode("utf-8"))
                verdict = "accepted"
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                verdict = "rejected"
            print(verdict, name, flush=True)
            made += 1


main()
