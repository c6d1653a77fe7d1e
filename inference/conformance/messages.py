"""Exception messages without what differs from run to run or from machine to machine."""
import re

LONGEST = 1200
CUT = " [cut]"

_RULES = [(re.compile(pattern, flags), replacement) for pattern, replacement, flags in [
    (r"\x1b\[[0-9;]*m", "", 0),
    (r"0x[0-9a-f]{8,}", "0x0", re.I),
    # The frames of a traceback inside a message: only what was raised at their end is the message.
    (r"in user code:\n.*\n    (?=\w+: )", "in user code:\n\n    ", re.S),
    (r"Detected at node .*? defined at \(most recent call last\):\n.*?(?=\nNode: )",
     "Detected at node", re.S),
    (r"\n\nStack trace for op definition:.*", "", re.S),
    (r"\n\nOriginal stack trace for .*", "", re.S),
    (r"\n\t \[\[\{\{node [^\n]*\]\]", "", 0),
    (r"\n\t \[\[[\w/]+\{\{node [^\n]*\]\]", "", 0),
    (r"\[\[(\{\{)?node [^\n]*?\]\]", "[[node]]", 0),
    (r"\{\{function_node (\w+)_device_[^}]*\}\}", r"{{function_node \1}}", 0),
    (r" \[Op:(\w+)\]\s*name: *$", r" [Op:\1] name: ", 0),
    (r"(/[\w.+-]+)+/([\w.-]+\.(?:py|so)\b)", r"\2", 0),
    (r"(cannot import name .*) \([\w.]+\.py\)$", r"\1", 0),
    (r"(\.py)(:|\", line |\", lineno )\d+", r"\1\2N", 0),
    (r"(/[\w.+-]+)+/site-packages/", "", 0),
    # What the frames are depends on who asks for the program to be run.
    (r"(?:\n+  File \"[^\n]*)+\n", "\n", 0),
    # Generated names count up over a process.
    (r"\b(_*[A-Za-z]\w*?)(?:_\d+)+\b", r"\1", 0),
    (r"[ \t]+(?=\n|$)", "", 0),
]]


def normalised(message):
    for pattern, replacement in _RULES:
        message = pattern.sub(replacement, message)
    message = message.strip()
    return message if len(message) <= LONGEST else message[:LONGEST] + CUT
