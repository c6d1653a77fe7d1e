class Base:
    kind = "base"
    registry = []
    def __init__(self, a, b=2):
        self.a = a
        self.b = b
    def area(self):
        return self.a * self.b
    @classmethod
    def make(cls, n):
        return cls(n)
    @staticmethod
    def helper(x):
        return x + 1
    @property
    def double(self):
        return 2 * self.a
    def __call__(self, v):
        return self.a + v
    def __len__(self):
        return self.b
    def __getitem__(self, i):
        return i * self.a
    def __add__(self, other):
        return self.a + other
class Child(Base):
    kind = "child"
    def __init__(self, a):
        super().__init__(a, b=5)
        self.c = super().area()
    def area(self):
        return super().area() + 1
o = Child.make(3)
r1 = o.area()
r2 = o.c
r3 = o.double
r4 = Child.helper(4)
r5 = o(10)
r6 = len(o)
r7 = o[4]
r8 = o + 1
r9 = o.kind
r10 = Base.kind
r11 = isinstance(o, Base)
Base.registry.append(1)
r12 = Child.registry
def counter():
    n = 0
    def inc():
        nonlocal n
        n += 1
        return n
    return inc
c = counter()
c()
r13 = c()
def f(*args, **kwargs):
    return len(args), sorted(kwargs)
r14 = f(1, 2, x=3, y=4)
def g(a, b=[]):
    b.append(a)
    return b
g(1)
r15 = g(2)
G = 1
def h():
    global G
    G = 5
h()
r16 = G
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
r17 = fib(10)
def gen():
    x = yield 1
    yield 2
    yield from [3, 4]
r18 = list(gen())
it = gen()
r19 = next(it)
r20 = next(it)
def t():
    try:
        return 1
    finally:
        pass
r21 = t()
def u(n):
    try:
        if n:
            raise ValueError("bad")
        return "ok"
    except (KeyError, ValueError) as e:
        return str(e)
r22 = u(1)
r23 = u(0)
r24 = getattr(o, "a")
r25 = getattr(o, "zz", 7)
r26 = hasattr(o, "zz")
setattr(o, "zz", 8)
r27 = o.zz
r28 = type(o).__name__
with_list = []
class CM:
    def __enter__(self):
        with_list.append("in")
        return 5
    def __exit__(self, *a):
        with_list.append("out")
with CM() as cm:
    r29 = cm
i = 0
while True:
    i += 1
    if i > 7:
        break
k = [(a, b) for a in range(2) for b in range(2) if a != b]
matrix = [[1, 2], [3, 4]]
tr = [list(row) for row in zip(*matrix)]
first, *_ = matrix
(m := 5)
del first
