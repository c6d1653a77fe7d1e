"""Measures fitmend and its peers and prints a table; bench/run starts it.

Parsers are given the files that CPython compiles, in memory, on one core; what counts is the
processor time of the parsing thread, so other work on the machine disturbs little.
"""
import ast
import os
import platform
import subprocess
import sys
import sysconfig
import tempfile
import time
import warnings

import libcst
import tree_sitter
import tree_sitter_python

STARTS = 21
# LibCST takes minutes for everything.
LIBCST_SHARE = 20


def main():
    home, java = sys.argv[1:]
    folder = sysconfig.get_paths()["stdlib"]
    files = python_files(folder)
    contents = {path: content for path, content in read(files).items() if compiles(content)}
    size = sum(map(len, contents.values()))
    print("CPython %s standard library: %d files that compile, %.1f MB" % (
        platform.python_version(), len(contents), size / 1e6))
    print("load of this machine: %.1f on %d cores\n" % (os.getloadavg()[0], os.cpu_count()))

    with tempfile.TemporaryDirectory() as scratch:
        listing = os.path.join(scratch, "files")
        with open(listing, "w") as file:
            file.write("\n".join(contents))
        compare_parsers(home, java, list(contents.values()), listing)
        time_processes(home, folder)
        bound_memory(home, java, folder, listing, len(contents))


def python_files(folder):
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "site-packages")
        found += [os.path.join(place, name) for name in sorted(names) if name.endswith(".py")]
    return found


def read(files):
    contents = {}
    for path in files:
        with open(path, "rb") as file:
            contents[path] = file.read()
    return contents


def compiles(content):
    try:
        ast.parse(content)
        return True
    except (SyntaxError, ValueError):
        return False


def compare_parsers(home, java, contents, listing):
    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_python.language()))
    speeds = {
        "fitmend": float(java_speed(home, java, ["-XX:+UseSerialGC"], "9", listing)),
        "ast.parse": speed(ast.parse, contents),
        "tree-sitter": speed(parser.parse, contents),
        "LibCST": speed(libcst.parse_module, contents[::LIBCST_SHARE]),
    }
    print("%-34s %8s %12s" % ("parser, warm, one core", "MB/s", "x ast.parse"))
    for name, value in speeds.items():
        print("%-34s %8.1f %12.1f" % (name, value / 1e6, value / speeds["ast.parse"]))
    print()


def speed(parse, contents):
    """Bytes a second; the garbage collector stays on, as it is for every user."""
    start = time.process_time()
    for content in contents:
        parse(content)
    return sum(map(len, contents)) / (time.process_time() - start)


def java_speed(home, java, options, passes, listing):
    classpath = os.path.join(home, "cli", "target", "fitmend.jar")
    source = os.path.join(home, "bench", "ParserSpeed.java")
    command = [java, "-Xss16m", *options, "-cp", classpath, source, passes, listing]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def time_processes(home, folder):
    fitmend = os.path.join(home, "fitmend")
    script = os.path.join(home, "bench", "hundred_lines.py")
    print("%-34s %8s %12s" % ("whole process, ms", "median", "best"))
    rows = (
        ("start: --version", [fitmend, "--version"], STARTS),
        ("check, one script of 100 lines", [fitmend, "check", script], STARTS),
        ("check, the standard library", [fitmend, "check", "--quiet", folder], 5),
    )
    for name, command, times in rows:
        taken = sorted(milliseconds(command) for _ in range(times))
        print("%-34s %8.0f %12.0f" % (name, taken[times // 2], taken[0]))
    print()


def milliseconds(command):
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return (time.perf_counter() - start) * 1000


def bound_memory(home, java, folder, listing, files):
    parsed = java_speed(home, java, ["-XX:+UseSerialGC", "-Xmx64m"], "0", listing)
    print("with -Xmx64m: %s of %d files parsed" % (parsed, files))
    run = subprocess.run(
        [os.path.join(home, "fitmend"), "check", "--quiet", folder],
        env=dict(os.environ, JDK_JAVA_OPTIONS="-Xmx64m"),
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    problem = "out of memory" if "OutOfMemory" in run.stderr else "exit code %d" % run.returncode
    print("with -Xmx64m: check of the standard library: %s" % problem)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(10000)
    main()
