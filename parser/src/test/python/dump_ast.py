"""Prints, for each path read from standard input, a digest of what CPython's `ast` makes of it.

With --full the dump itself is printed. AstDump.java writes the same text from fitmend's tree.
"""
import ast
import hashlib
import struct
import sys

SKIPPED = {"ctx", "type_comment", "type_ignores", "kind", "simple"}


def text(value):
    # Java knows no pair of surrogates that is not one character.
    value = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return '"' + "".join(c if " " <= c <= "~" and c not in '"\\' else "\\%x;" % ord(c) for c in value) + '"'


def constant(value):
    if value is None or value is True or value is False:
        return str(value)
    if value is Ellipsis:
        return "..."
    if isinstance(value, str):
        return text(value)
    if isinstance(value, bytes):
        return "b" + value.hex()
    if isinstance(value, int):
        return "%x" % value
    if isinstance(value, float):
        return "f" + struct.pack(">d", value).hex()
    return "j" + struct.pack(">d", value.imag).hex()


def dump(node, out, in_string=False):
    out.append("\n(" + type(node).__name__)
    if hasattr(node, "lineno"):
        out.append("@%d:%d" % (node.lineno, node.col_offset))
        if not in_string:
            out.append("-%d:%d" % (node.end_lineno, node.end_col_offset))
    inner = in_string or isinstance(node, ast.JoinedStr)
    for field in node._fields:
        if field in SKIPPED:
            continue
        value = getattr(node, field, None)
        out.append(" ")
        if isinstance(node, ast.Constant):
            out.append(constant(value))
        elif isinstance(value, list):
            out.append("[")
            for item in value:
                if isinstance(item, ast.AST):
                    dump(item, out, inner)
                else:
                    out.append(" ~" if item is None else " " + text(item))
            out.append("]")
        elif isinstance(value, ast.AST):
            dump(value, out, inner)
        elif value is None:
            out.append("~")
        elif isinstance(value, str):
            out.append(text(value))
        else:
            out.append(str(value))
    out.append(")")


def main():
    import warnings

    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    full = "--full" in sys.argv
    for line in sys.stdin:
        path = line.rstrip("\n")
        try:
            with open(path, "rb") as file:
                tree = ast.parse(file.read())
        except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
            print("refused", path, flush=True)
            if full:
                print(error)
            continue
        out = []
        dump(tree, out)
        result = "".join(out)
        if full:
            print(result)
        else:
            print(hashlib.md5(result.encode("utf-8", "surrogatepass")).hexdigest(), path, flush=True)


main()
