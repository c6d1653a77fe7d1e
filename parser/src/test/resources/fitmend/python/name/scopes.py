"""Prints how CPython's compiler reads the names of a file, one scope a line.

    python scopes.py FILE...

A line is the scope's name, a line number for functions and classes, then name=kind for each name
that the scope itself mentions. Files are separated by a line with their path.
"""
import symtable
import sys

NAMELESS = {"lambda", "listcomp", "setcomp", "dictcomp", "genexpr"}


def kind(symbol):
    if symbol.is_free():
        return "free"
    return "local" if symbol.is_local() else "global"


def visit(table, top, lines):
    names = []
    for symbol in table.get_symbols():
        name = symbol.get_name()
        mentioned = symbol.is_referenced() or symbol.is_assigned() or symbol.is_parameter()
        mentioned = mentioned or symbol.is_imported() or symbol.is_namespace()
        # Dotted names are CPython's own; two underscores are mangled in classes.
        if mentioned and not name.startswith((".", "_")):
            names.append(name + "=" + ("global" if table is top else kind(symbol)))
    line = "" if table is top or table.get_name() in NAMELESS else str(table.get_lineno())
    lines.append(" ".join([table.get_name(), line, *sorted(names)]).strip())
    for child in table.get_children():
        visit(child, top, lines)


for path in sys.argv[1:]:
    lines = []
    try:
        with open(path, encoding="utf-8") as file:
            source = file.read()
        table = symtable.symtable(source, path, "exec")
    except (SyntaxError, UnicodeDecodeError):
        continue
    visit(table, table, lines)
    print("file", path)
    print("\n".join(sorted(lines)))
