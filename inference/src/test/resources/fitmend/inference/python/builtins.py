import math, os, sys, random, itertools, collections
from functools import partial, reduce
x = [1, 2, 3]
y = x
y.append(4)
a, (b, *c), d = 1, (2, 3, 4), 5
s = 0
for i in range(5):
    if i == 3:
        break
    s += i
else:
    s = -1
t = tuple(i * i for i in range(4))
u = {k: v for k, v in zip("abc", range(3))}
v = [i for i in range(20) if i % 3 == 0]
w = sorted([3, 1, 2])
z = list(reversed(w))
m = max(3, 7, 5)
n = min([4, 2, 8])
p = sum([1, 2, 3.5])
q = "a-b-c".split("-")
r = "-".join(q)
aa = abs(-4)
ab = divmod(17, 5)
ac = 2 ** 10
ad = 7 // -2
ae = -7 % 3
af = round(2.5)
ag = int("42")
ah = float("1.5")
ai = str(3)
aj = bool([])
ak = x[-1]
al = x[1:3]
am = x[::-1]
an = "hello"[1:4]
ao = len("hello")
ap = [[0] * 3 for _ in range(2)]
aq = 1 if s > 2 else 2
ar = not s
at = x and 5
au = [] or 7
av = 1 < 2 < 3
aw = 3 in x
ax = "k" in {"k": 1}
ay = x is y
az = None is None
ba = math.sqrt(16)
bb = math.ceil(2.1)
bc = math.floor(2.9)
bd = int(math.log2(8))
be = [1, 2] + [3]
bf = (1,) * 3
bg = "%d items" % 3
bh = "{} and {}".format(1, 2)
bi = f"{3:02d}"
bj = list(range(10, 0, -3))
bk = list(enumerate(["a", "b"], 1))
bl = dict(a=1, b=2)
bm = bl.get("c", 9)
bn = list(bl.items())
bo = bl.pop("a")
bp = any([0, 1])
bq = all([1, 1])
br = list(map(lambda e: e + 1, [1, 2]))
bs = list(filter(lambda e: e > 1, [1, 2]))
bt = reduce(lambda e, f: e * f, [1, 2, 3, 4])
