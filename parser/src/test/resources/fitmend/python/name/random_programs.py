"""Writes random programs about two names, and which values CPython has seen where.

    python random_programs.py COUNT FOLDER

Each program N.py has calls `show(PLACE, NAME)`; N.seen has a line for each place that was reached:
the place, then the numbers of the values seen there. Every binding has a number of its own, -1 is
for values without a number.
"""
import contextlib
import os
import random
import sys
import types


class Program:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.bindings = self.places = self.functions = 0
        self.lines = []
        for _ in range(4):
            self.block(0, False, False, False, 3)

    def number(self):
        self.bindings += 1
        return self.bindings

    def name(self):
        return self.random.choice("xxy")

    def show(self):
        self.places += 1
        return "show(%d, %s)" % (self.places, self.name())

    def emit(self, indent, text):
        self.lines.append("    " * indent + text)

    def block(self, indent, *around):
        for _ in range(self.random.randint(1, 4)):
            self.statement(indent, *around)

    def statement(self, indent, in_function, in_loop, in_class, depth):
        inner = (indent + 1, in_function, in_loop, in_class, depth - 1)
        looping = (indent + 1, in_function, True, in_class, depth - 1)

        def part(head, around=inner):
            self.emit(indent, head)
            self.block(*around)

        def perhaps(probability, head):
            if self.random.random() < probability:
                part(head)

        if depth <= 0 or self.random.random() < 0.55:
            self.emit(indent, self.simple(in_function and not in_class, in_loop))
            return
        choice = self.random.randint(0, 9)
        if choice <= 1:
            part("if maybe():")
            perhaps(0.3, "elif maybe():")
            perhaps(0.5, "else:")
        elif choice == 2:
            part("for %s in some(%d):" % (self.name(), self.number()), looping)
            perhaps(0.3, "else:")
        elif choice == 3:
            walrus = "while (x := value_or_none(%d)):" % self.number()
            part(self.random.choice(["while maybe():", walrus]), looping)
            perhaps(0.3, "else:")
        elif choice <= 5:
            part("try:")
            cleans_up = self.random.random() < 0.4
            if not cleans_up or self.random.random() < 0.5:
                heads = ["except KeyError:", "except Exception:", "except Exception as x:"]
                part(self.random.choice(heads))
                perhaps(0.3, "else:")
            if cleans_up:
                part("finally:")
        elif choice == 6:
            managed = "with manager(%d) as %s:" % (self.number(), self.name())
            part(self.random.choice([managed, "with suppress(Exception):"]))
        elif choice <= 8:
            self.functions += 1
            default = self.random.choice(["", "", "x=value(%d)" % self.number()])
            self.emit(indent, "def f%d(%s):" % (self.functions, default))
            if not default and self.random.random() < 0.25:
                self.emit(indent + 1, "global x")
            self.block(indent + 1, True, False, False, depth - 1)
            self.emit(indent, "functions.append(f%d)" % self.functions)
        else:
            part("class C%d:" % self.number(), (indent + 1, in_function, False, True, depth - 1))

    def simple(self, may_return, in_loop):
        choices = [
            self.show,
            self.show,
            self.show,
            lambda: "%s = value(%d)" % (self.name(), self.number()),
            lambda: "import m%d as %s" % (self.number(), self.name()),
            lambda: "fail()",
            lambda: "call()",
            lambda: "del " + self.name(),
            lambda: "maybe() and (%s := value(%d))" % (self.name(), self.number()),
            lambda: "[%s for %s in some(%d)]" % (self.show(), self.name(), self.number()),
            lambda: "functions.append(lambda: %s)" % self.show(),
            lambda: "later(%s for z in [1])" % self.show(),
        ]
        if in_loop:
            choices.append(lambda: self.random.choice(["break", "continue"]))
        if may_return:
            choices.append(lambda: "return")
        return self.random.choice(choices)()


class Enough(BaseException):
    """The run has taken enough steps."""


class Value:
    def __init__(self, number):
        self.number = number


def run(code, seed, seen):
    chance = random.Random(seed)
    functions = []
    left = [300]

    def step():
        left[0] -= 1
        if left[0] < 0:
            raise Enough()

    def maybe():
        step()
        return chance.random() < 0.5

    def fail():
        step()
        if maybe():
            raise chance.choice([KeyError, ValueError])

    def some(number):
        step()
        return [Value(number)] * chance.randint(0, 2)

    def value_or_none(number):
        return Value(number) if maybe() else None

    @contextlib.contextmanager
    def manager(number):
        yield Value(number)

    def show(place, value):
        step()
        if value is not None:
            seen.setdefault(place, set()).add(getattr(value, "number", -1))

    def call():
        if functions and maybe():
            chance.choice(functions)()

    def later(generator):
        functions.append(lambda: next(generator, None))

    names = {"value": Value, "suppress": contextlib.suppress, "__name__": "program"}
    names.update((f.__name__, f) for f in (maybe, fail, some, value_or_none, manager, show, call, later))
    names["functions"] = functions
    with contextlib.suppress(Enough, Exception):
        exec(code, names)
    for function in list(functions):
        with contextlib.suppress(Enough, Exception):
            function()


def main(count, folder):
    sys.setrecursionlimit(300)
    for number in range(1000):
        module = sys.modules["m%d" % number] = types.ModuleType("m%d" % number)
        module.number = number
    seed = made = 0
    while made < count:
        seed += 1
        program = Program(seed)
        source = "\n".join(program.lines) + "\n"
        try:
            code = compile(source, "program", "exec")
        except SyntaxError:  # such as a global declared behind its use
            continue
        if not program.places or len(program.lines) > 70:
            continue
        made += 1
        seen = {}
        for choices in range(40):
            run(code, choices, seen)
        with open(os.path.join(folder, "%d.py" % seed), "w") as out:
            out.write(source)
        with open(os.path.join(folder, "%d.seen" % seed), "w") as out:
            for place, values in sorted(seen.items()):
                out.write(" ".join(map(str, [place, *sorted(values)])) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
