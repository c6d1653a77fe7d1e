"""Python itself: slicing, sizes, containers, strings, comprehensions."""
from grid import Family

FAMILY = Family()
rows = FAMILY.rows
program = FAMILY.program

SEQUENCES = ["list(range(10))", "tuple(range(5))", "'hello world'", "range(7)", "[]", "[[1, 2], [3, 4], [5, 6]]"]
SLICES = ["[0]", "[-1]", "[1:]", "[:-1]", "[::2]", "[::-1]", "[-3:]", "[:3]", "[2:4]", "[5:2]",
          "[100:]", "[-100:2]", "[::-2]", "[4:1:-1]", "[:]", "[10]", "[-11]", "[1:8:3]", "['a']", "[1.0]",
          "[::0]", "[None:2]", "[True]"]
rows("python.subscript", "x = $x\nresult = x$index", most=140, x=SEQUENCES, index=SLICES)
rows("python.subscript", "x = {'a': 1, 'b': (2, 3), 3: [4]}\nresult = x$index",
     index=["['a']", "['b']", "['b'][1]", "[3][0]", "['c']", "[0]", "[3][1]", "['a'][0]", "['b'][0:1]"])

OPERANDS = ["7", "2", "-3", "0", "2.5", "True", "'ab'", "[1, 2]", "(1, 2)", "None"]
rows("python.operator", "a = $a\nb = $b\nresult = a $operator b", most=420,
     a=OPERANDS, b=OPERANDS, operator=["+", "-", "*", "/", "//", "%", "**", "==", "!=", "<", ">=", "and", "or", "is", "&", "|", "<<"])
rows("python.unary", "a = $a\nresult = $operator a", a=OPERANDS, operator=["-", "not", "+", "~"])
rows("python.in", "result = $a in $b", a=["1", "'a'", "None", "(1, 2)"],
     b=["[1, 2]", "(3,)", "{'a': 1}", "'abc'", "{1, 2}", "range(5)", "5"])
rows("python.comparison", "a = $a\nresult = $expression", a=["1", "3", "-2", "2.5", "'b'"],
     expression=["0 < a < 3", "a == 1 or a > 2", "not a > 1", "1 if a else 2", "a != 3 and 'yes'", "a is not None"])

for name, arguments in [
        ("int", ["3.7", "-3.7", "'12'", "'3.5'", "'abc'", "True", "None", "[1]", "10 / 3", "'0x1f', 16", "", "1e20"]),
        ("float", ["3", "'2.5'", "'abc'", "True", "None", "'nan'", "[1]", "''", "2 ** 70"]),
        ("str", ["3", "2.5", "None", "[1, 'a']", "(1,)", "{'a': 1}", "True", "'x'", "1e10", "0.1"]),
        ("bool", ["0", "1", "[]", "[0]", "''", "'False'", "None", "{}", "0.0"]),
        ("len", ["[1, 2, 3]", "'abc'", "(1,)", "{'a': 1}", "5", "None", "range(3, 10, 2)", "{1, 1, 2}", "[[1, 2], [3]]", "(i for i in [1])"]),
        ("abs", ["-3", "2.5", "-1.5", "'a'", "True", "[1]"]),
        ("round", ["2.5", "3.5", "2.675, 2", "-1.5", "7", "1234, -2", "'a'", "2.4", "3.14159, 3", "2.5, 0"]),
        ("min", ["3, 1, 2", "[3, 1, 2]", "[]", "'b', 'a'", "1, 'a'", "[1, 2.0]", "5", "[], default=0", "['aa', 'b'], key=len"]),
        ("max", ["3, 1, 2", "[3, 1, 2]", "()", "2, 3.0", "[1, None]", "(1, 2), (1, 3)", "['aa', 'b'], key=len", "5"]),
        ("sum", ["[1, 2, 3]", "[1.5, 2]", "[]", "['a']", "[[1], [2]], []", "(i * i for i in range(4))", "5", "[True, True]", "[1, 2], 10"]),
        ("range", ["5", "2, 5", "5, 2", "0, 10, 3", "10, 0, -3", "2.0", "0, 10, 0", "'5'", "-3", "10 // 3"]),
        ("list", ["range(3)", "'abc'", "(1, 2)", "{'a': 1, 'b': 2}", "5", "map(str, [1, 2])", "zip([1, 2], 'ab')", "enumerate('ab')", "None", ""]),
        ("tuple", ["[1, 2]", "'ab'", "range(2)", "5", "", "{3: 4}", "x for x in [1, 2]"]),
        ("set", ["[1, 1, 2]", "'aab'", "", "[[1]]", "5", "range(3)"]),
        ("dict", ["a=1, b=2", "[('a', 1)]", "{'a': 1}, b=2", "zip('ab', [1, 2])", "[1]", "", "5"]),
        ("sorted", ["[3, 1, 2]", "'bca'", "[3, 1], reverse=True", "[1, 'a']", "{'b': 1, 'a': 2}", "['bb', 'a'], key=len", "5", "[(2, 'a'), (1, 'b')]"]),
        ("isinstance", ["1, int", "True, int", "1.0, (int, float)", "'a', str", "[], list", "1, 'int'", "np.zeros(2), np.ndarray", "np.float64(1), float", "np.int64(1), int", "(1,), (list, tuple)"]),
        ("divmod", ["7, 2", "-7, 2", "7, 0", "7.5, 2"]),
        ("pow", ["2, 3", "2, -1", "2, 3, 5", "0, -1"]),
        ("any", ["[0, 1]", "[]", "5", "[None, '']"]),
        ("all", ["[0, 1]", "[]", "(x > 0 for x in [1, 2])"]),
        ("type", ["1", "'a'", "None", "np.zeros(2)", "[1]"]),
        ("getattr", ["'a', 'upper'", "1, 'foo', 3", "1, 'foo'"]),
        ("hasattr", ["1, 'real'", "1, 'shape'", "np.zeros(2), 'shape'"]),
        ("callable", ["len", "3", "lambda: 0"]),
        ("chr", ["97", "-1"]), ("ord", ["'a'", "'ab'"]),
]:
    rows("python." + name, "result = %s($arguments)" % name, arguments=arguments)

rows("python.list", "result = list($f($a))", f=["enumerate", "reversed", "zip"],
     a=["[1, 2, 3]", "'ab'", "range(3)", "5", "{'a': 1}"])
rows("python.zip", "result = list(zip($a))", a=["[1, 2], 'ab'", "[1, 2], [3]", "[1], 5", "*[[1, 2], [3, 4]]", "", "range(3), range(3, 6), 'xyz'"])
rows("python.enumerate", "result = [$e for i, v in enumerate($a)]", e=["i", "(i, v)", "v * i"], a=["[4, 5]", "'ab'", "[4, 5], 1", "[4, 5], start=2"])
rows("python.map", "result = list(map($a))", a=["int, ['1', '2']", "lambda x: x * 2, [1, 2]", "lambda a, b: a + b, [1, 2], [3, 4]", "len, ['a', 'bb']", "int, ['x']", "len, [1]"])
rows("python.filter", "result = list(filter($a))", a=["None, [0, 1, 2]", "lambda x: x > 1, [1, 2, 3]", "len, ['', 'a']"])

rows("python.comprehension", "x = $x\nresult = $e", x=["[1, 2, 3, 4]", "range(5)", "(3, 4)", "[]"],
     e=["[i for i in x]", "[i * 2 for i in x if i % 2]", "{i: i ** 2 for i in x}", "{i % 2 for i in x}",
        "[(i, j) for i in x for j in range(2)]", "[[0] * i for i in x]", "sum(i for i in x)", "[i + 1.0 for i in x]",
        "tuple(str(i) for i in x)", "[i if i > 2 else -i for i in x]", "[x[0] for _ in range(2)]"])

rows("python.loop", "$setup\n$loop", setup=["total = 0", "total = 1"], loop=[
    "for i in range(4):\n    total += i\nresult = total",
    "for i in range(10):\n    if i == 3:\n        break\n    total += 1\nelse:\n    total = -1\nresult = total",
    "for i in range(3):\n    continue\nelse:\n    total = 9\nresult = (total, i)",
    "while total < 20:\n    total = total * 2 + 1\nresult = total",
    "for a, b in [(1, 2), (3, 4)]:\n    total += a * b\nresult = total",
    "for a, b in [(1, 2, 3)]:\n    total += a\nresult = total",
    "for i, (a, b) in enumerate([(1, 2)]):\n    total += a * b + i\nresult = total",
    "for key, value in {'a': 1, 'b': 2}.items():\n    total += value\nresult = (key, total)",
    "for i in 5:\n    total += i\nresult = total",
    "for i in range(3):\n    for j in range(i):\n        total += j\nresult = total",
    "for c in 'abc':\n    total += ord(c)\nresult = total",
    "while True:\n    total += 1\n    if total > 5:\n        break\nresult = total"])

for text in """
a, b = 1, 2|result = (a, b)
a, b = [1, 2, 3]|result = a
a, *b = [1, 2, 3]|result = (a, b)
*a, b = (1, 2, 3)|result = (a, b)
a, *b, c = range(2)|result = b
a, *b, c = [1]|result = b
(a, b), c = (1, 2), 3|result = a + b + c
a = b = [1]|a.append(2)|result = b
a = [1, 2]|b = a[:]|b.append(3)|result = a
a, b = b, 1|result = a
a = 1|a += 2|a *= 3|a -= 1|a //= 2|result = a
a = 1|a /= 4|result = a
a = [1]|a += (2, 3)|result = a
a = [1]|a = a + (2,)|result = a
a = 'x'|a += 1|result = a
a = 5|a = -a // 2|result = a
a = 5|result = -a % 3
a = [0] * 3|a[1] = 5|result = a
a = [0] * 3|a[3] = 5|result = a
a = (1, 2)|a[0] = 5|result = a
a = 'abc'|a[0] = 'x'|result = a
a = [1, 2, 3, 4]|a[1:3] = [9]|result = a
a = [1, 2, 3]|del a[0]|result = a
a = 1|del a|result = a
a = {'x': 1}|a['y'] = 2|result = a
a = {'x': 1}|del a['z']|result = a
a = {'x': 1}|a['x'] += 1|result = a
a = [[0] * 2] * 2|a[0][0] = 1|result = a
a = {**{'x': 1}, 'y': 2}|result = a
a = [*range(2), 5, *'ab']|result = a
a = 1,|result = a
a = (1)|result = a
result = undefined_name
result = [1, 2](0)
result = 5()
result = 'abc'.foo
result = (1, 2).append(3)
import math|result = math.ceil(7 / 2)
import math|result = math.floor(-1.5)
import math|result = math.sqrt(16)
import math|result = math.sqrt(-1)
import math|result = math.log2(8)
import math|result = math.prod([2, 3])
import os|result = os.path.join('a', 'b.h5')
import os|result = os.path.splitext('model.h5')
import os|result = os.path.basename('/a/b.txt')
import random|result = len(random.sample(range(10), 3))
import random|x = [1, 2, 3]|result = random.shuffle(x)
import collections|result = collections.Counter('aab')
import collections|d = collections.defaultdict(list)|d['a'].append(1)|result = d['a']
import collections|P = collections.namedtuple('P', 'x y')|result = P(1, 2)
import functools|f = functools.partial(pow, 2)|result = f(5)
import functools|result = functools.reduce(lambda a, b: a * b, [2, 3, 4])
import itertools|result = list(itertools.product([1, 2], 'ab'))
import itertools|result = list(itertools.chain([1], [2, 3]))
import copy|a = [[1]]|b = copy.deepcopy(a)|b[0].append(2)|result = a
from math import no_such_name|result = 1
x = 10|result = x if x > 5 else None
x = None|result = x.shape
x = None|result = x[0]
x = None|result = x + 1
result = 'a' 'b'
result = lambda: 1
result = (lambda a, b=2: a * b)(3)
result = (lambda *a, **k: (a, k))(1, 2, x=3)
result = [1, 2, 3].__len__()
result = 1 if [] else 2
result = [] or 'default'
result = 0 and 1
result = 3 in [1, 2] or None
result = not None
result = 5 // 0
result = 5 % 0
result = 5.0 / 0
result = -7 // 2
result = -7 % 3
result = 7 // -2
result = 7.5 // 2
result = 2 ** -1
result = 2 ** 0.5
result = 1e3
result = 10 / 5
result = int(224 / 2 ** 5)
result = (28 - 3) // 2 + 1
result = round(0.8 * 101)
result = int(0.8 * 150)
result = int(0.29 * 100)
""".strip().split("\n"):
    program("python.statement", text.replace("|", "\n"))

STRINGS = ["'Hello World'", "'a,b,c'", "''", "'  x '", "'model_{}.h5'"]
rows("python.str", "s = $s\nresult = s$call", most=110, s=STRINGS, call=[
    ".split()", ".split(',')", ".upper()", ".lower()", ".strip()", ".replace('a', 'b')", ".startswith('a')", ".endswith('.h5')",
    ".format(3)", ".find('o')", ".index('z')", ".count('a')", ".join(['1', '2'])", ".isdigit()", ".title()", ".zfill(5)",
    ".encode()", ".partition(',')", ".splitlines()", ".foo()", " % 3", " * 2", " + 1", "[0]", ".join([1, 2])", ".lstrip('H')"])
for text in """
n = 3|result = f'{n}'
n = 3|result = f'model_{n:02d}.h5'
n = 2.5|result = f'{n:.2f}'
n = 'a'|result = f'{n!r}'
n = 'a'|result = f'{n:d}'
result = '%d-%s' % (1, 'a')
result = '%d' % 'a'
result = '%s' % (1, 2)
result = '%.3f' % 2
result = '{} {}'.format(1)
result = '{0}{1}{0}'.format('a', 'b')
result = '{name}'.format(name='x')
result = '{name}'.format(nom='x')
result = f'{[1, 2]}'
result = f'{{}}'
result = 'a' + str(1)
result = 'epoch ' + 1
""".strip().split("\n"):
    program("python.format", text.replace("|", "\n"))

LISTS = ["[3, 1, 2]", "[]", "['b', 'a']", "[[1], [2, 3]]"]
rows("python.list", "a = $a\nr = a.$call\nresult = (a, r)", most=80, a=LISTS, call=[
    "append(4)", "extend([5, 6])", "extend(5)", "insert(0, 9)", "pop()", "pop(0)", "pop(5)", "remove(1)", "index(1)", "count(1)",
    "sort()", "sort(reverse=True)", "reverse()", "copy()", "clear()", "append(1, 2)", "add(1)", "sort(key=len)"])
rows("python.dict", "d = $d\nr = d.$call\nresult = (d, r)", d=["{'a': 1, 'b': 2}", "{}", "{1: 'x'}"], call=[
    "get('a')", "get('z')", "get('z', 0)", "pop('a')", "pop('z')", "pop('z', None)", "update(c=3)", "update({'a': 9})", "setdefault('a', 5)",
    "copy()", "popitem()", "append(1)", "clear()"])
rows("python.dict", "d = $d\nresult = list(d$view)", d=["{'a': 1, 'b': 2}", "{}"], view=["", ".keys()", ".values()", ".items()"])
rows("python.dict", "d = {'a': 1, 'b': 2}\nresult = $e", e=["d.keys()[0]", "d.items()[0]", "len(d)", "'a' in d", "sorted(d)", "max(d, key=d.get)", "dict(d, c=3)", "d + {'c': 1}", "d == {'b': 2, 'a': 1}", "d.values() > 1"])
rows("python.set", "s = {1, 2, 3}\nresult = $e", e=["s | {4}", "s & {2}", "s - {1}", "s + {1}", "len(s)", "2 in s", "s[0]", "s.add(5)", "sorted(s)", "s == {3, 2, 1}", "s.union([7])", "s.remove(9)", "list(s)"])

for text in """
def f(a, b=2):|    return a * b|result = f(3)
def f(a, b=2):|    return a * b|result = f(3, b=4)
def f(a, b=2):|    return a * b|result = f()
def f(a, b=2):|    return a * b|result = f(1, 2, 3)
def f(a, b=2):|    return a * b|result = f(1, c=3)
def f(a, b=2):|    return a * b|result = f(1, a=3)
def f(*args):|    return args|result = f(1, 2)
def f(**kwargs):|    return kwargs|result = f(a=1, b=2)
def f(a, *args, b=1, **kwargs):|    return (a, args, b, kwargs)|result = f(1, 2, 3, b=4, c=5)
def f(a, *, b):|    return a + b|result = f(1, 2)
def f(a, *, b):|    return a + b|result = f(1)
def f(a, *, b):|    return a + b|result = f(1, b=2)
def f(a, b):|    return a - b|result = f(*[5, 2])
def f(a, b):|    return a - b|result = f(**{'b': 5, 'a': 2})
def f(a, b):|    return a - b|result = f(*[5, 2, 1])
def f():|    pass|result = f()
def f():|    return 1, 2|a, b = f()|result = b
def f():|    return 1, 2|a, b, c = f()|result = b
def f(n):|    return 1 if n < 2 else n * f(n - 1)|result = f(5)
def f(n):|    return f(n + 1)|result = f(0)
def f(x=[]):|    x.append(1)|    return x|f()|result = f()
def outer(a):|    def inner(b):|        return a + b|    return inner|result = outer(1)(2)
def outer():|    n = 0|    def inner():|        nonlocal n|        n += 1|        return n|    inner()|    return inner()|result = outer()
n = 1|def f():|    global n|    n = 5|f()|result = n
n = 1|def f():|    n = 5|f()|result = n
n = 1|def f():|    n += 1|    return n|result = f()
def f():|    return undefined|result = 1
def f():|    return undefined|result = f()
def f():|    return g()|def g():|    return 3|result = f()
def f(a):|    if a > 1:|        return 'big'|    return 'small'|result = (f(1), f(2))
def f(a: int = 3) -> int:|    return a|result = f()
def f():|    yield 1|    yield 2|result = list(f())
def f(n):|    for i in range(n):|        yield i, i * 2|result = [b for a, b in f(3)]
def f():|    yield 1|g = f()|next(g)|result = next(g)
def f():|    yield 1|result = next(f())
def f():|    yield 1|result = f()[0]
def f():|    yield 1|result = len(f())
def twice(f):|    def g(x):|        return f(f(x))|    return g|@twice|def h(x):|    return x + 3|result = h(1)
fs = [lambda x, i=i: x + i for i in range(3)]|result = [f(1) for f in fs]
fs = [lambda x: x + i for i in range(3)]|result = [f(1) for f in fs]
def f(a):|    a.append(1)|x = []|f(x)|result = x
def f(a):|    a = a + [1]|x = []|f(x)|result = x
def f(a, b):|    return a / b|result = f(1, 0)
""".strip().split("\n"):
    program("python.function", text.replace("|", "\n"))

for text in """
class A:|    def __init__(self, n):|        self.n = n|    def double(self):|        return self.n * 2|result = A(3).double()
class A:|    n = 5|result = A().n
class A:|    n = 5|    def f(self):|        return self.n|a = A()|a.n = 7|result = (a.f(), A.n)
class A:|    def __init__(self, n):|        self.n = n|result = A()
class A:|    def __init__(self, n):|        self.n = n|result = A(1, 2)
class A:|    def f(self):|        return self.missing|result = A().f()
class A:|    def f():|        return 1|result = A().f()
class A:|    def f(self):|        return 1|result = A.f()
class A:|    def f(self):|        return 'A'|class B(A):|    pass|result = B().f()
class A:|    def f(self):|        return 'A'|class B(A):|    def f(self):|        return super().f() + 'B'|result = B().f()
class A:|    def __init__(self):|        self.x = 1|class B(A):|    def __init__(self):|        super().__init__()|        self.y = 2|b = B()|result = (b.x, b.y)
class A:|    def __init__(self):|        self.x = 1|class B(A):|    def __init__(self):|        self.y = 2|result = B().x
class A:|    def __init__(self):|        self.x = 1|class B(A):|    def __init__(self):|        super(B, self).__init__()|result = B().x
class A:|    def __init__(self, n):|        self.n = n|class B(A):|    def __init__(self):|        A.__init__(self, 4)|result = B().n
class A:|    @property|    def n(self):|        return 3|result = A().n
class A:|    @property|    def n(self):|        return 3|result = A().n()
class A:|    @staticmethod|    def f(x):|        return x + 1|result = A.f(1)
class A:|    @classmethod|    def make(cls):|        return cls()|    def f(self):|        return 1|result = A.make().f()
class A:|    def __call__(self, x):|        return x * 2|result = A()(4)
class A:|    pass|result = A()(4)
class A:|    def __len__(self):|        return 4|    def __getitem__(self, i):|        return i * 10|a = A()|result = (len(a), a[2])
class A:|    pass|result = len(A())
class A:|    pass|result = A()[0]
class A:|    pass|for x in A():|    pass|result = 1
class A:|    def __iter__(self):|        return iter([1, 2])|result = list(A())
class A:|    def __enter__(self):|        return 5|    def __exit__(self, *a):|        return False|with A() as a:|    result = a
class A:|    def __add__(self, o):|        return 'sum'|result = A() + 1
class A:|    def __eq__(self, o):|        return True|result = A() == 3
class A:|    pass|result = isinstance(A(), A)
class A:|    count = 0|    def __init__(self):|        A.count += 1|A()|A()|result = A.count
class A:|    def __init__(self):|        return 5|result = A()
class A:|    def __init__(self):|        self.items = []|    def add(self, x):|        self.items.append(x)|        return self|result = A().add(1).add(2).items
class A:|    def __getattr__(self, name):|        return name|result = A().foo
class A(object):|    def f(self, a, b=1):|        return a + b|result = A().f(1, b=5)
from dataclasses import dataclass|@dataclass|class A:|    x: int|    y: int = 2|result = A(1).y
""".strip().split("\n"):
    program("python.class", text.replace("|", "\n"))

for text in """
try:|    result = 1 / 0|except ZeroDivisionError:|    result = 'caught'
try:|    result = int('x')|except ZeroDivisionError:|    result = 'caught'
try:|    result = int('x')|except (TypeError, ValueError) as e:|    result = str(e)
try:|    result = [][0]|except Exception as e:|    result = type(e)
try:|    x = 1|except ValueError:|    x = 2|else:|    x = 3|finally:|    x += 10|result = x
try:|    import no_such_module|except ImportError:|    no_such_module = None|result = no_such_module
try:|    result = undefined|except NameError:|    result = 0
try:|    raise ValueError('a')|except KeyError:|    pass|result = 1
try:|    result = {}['a']|finally:|    y = 1
raise ValueError('bad value: %d' % 3)
raise ValueError
raise KeyError('k')
raise RuntimeError('a', 'b')
raise NotImplementedError()
raise 'text'
assert 1 == 1|result = 1
assert 1 == 2|result = 1
assert [1, 2] == [1, 2], 'differ'|result = 1
assert np.zeros((2, 3)).shape == (2, 4), 'wrong shape'|result = 1
assert (1, 'always true')|result = 1
with open('/no/such/file.csv') as f:|    result = f.read()
open('x.txt', 'w').write('a b')|with open('x.txt') as f:|    result = f.read().split()
if __name__ == '__main__':|    result = 'main'
if True:|    a = 1|else:|    b = 2|result = b
if [] :|    result = 1|elif 3 > 2:|    result = 2|else:|    result = 3
import argparse|p = argparse.ArgumentParser()|p.add_argument('--epochs', type=int, default=3)|p.add_argument('--name', default='x')|args = p.parse_args([])|result = (args.epochs, args.name)
import argparse|p = argparse.ArgumentParser()|p.add_argument('--batch-size', type=int, default='8')|args = p.parse_args([])|result = args.batch_size
import argparse|p = argparse.ArgumentParser()|p.add_argument('--verbose', action='store_true')|p.add_argument('--lr', type=float)|args = p.parse_args([])|result = (args.verbose, args.lr)
import argparse|p = argparse.ArgumentParser()|p.add_argument('--units', nargs='+', type=int, default=[3, 4])|args = p.parse_args([])|result = args.units
import argparse|p = argparse.ArgumentParser()|p.add_argument('--epochs', type=int, default=3)|args = p.parse_args([])|result = args.epoch
import argparse|p = argparse.ArgumentParser()|p.add_argument('--n', type=int, default=3)|args = vars(p.parse_args([]))|result = args['n']
x = 5|print(x)|result = print('a')
print 'a'
result = 1 +
""".strip().split("\n"):
    program("python.control", text.replace("|", "\n"))
