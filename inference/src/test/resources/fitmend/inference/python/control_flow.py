# more control flow
def early(n):
    for i in range(10):
        if i == n:
            return i * 2
    return -1
a = early(4)
b = early(40)
def nested():
    out = []
    for i in range(3):
        for j in range(3):
            if j == 1:
                continue
            if i == 2:
                break
            out.append((i, j))
    return out
c = nested()
def tryloop():
    log = []
    for i in [1, 0, 2]:
        try:
            log.append(4 // i)
        except ZeroDivisionError:
            log.append("zero")
            continue
        else:
            log.append("ok")
        finally:
            log.append("end")
    return log
d = tryloop()
e = [x for row in [[1, 2], [3]] for x in row]
f = {k: [v] for k, v in {"a": 1}.items()}
i = 10
while i > 0:
    i -= 3
else:
    g = "done"
h = lambda *a, **k: (a, k)
j = h(1, 2, z=3)
def deco(fn):
    def inner(*args):
        return fn(*args) + 1
    return inner
@deco
def add(x, y):
    return x + y
k = add(1, 2)
l = [1, 2, 3, 4]
l[1:3] = [9]
l2 = [1, 2, 3]
del l2[0]
m = l2
n = "abc" * 2
o = [*range(3), *"ab"]
p = {**{"a": 1}, "b": 2}
def kw(*, a, b=2):
    return a + b
q = kw(a=1)
r = 5
r **= 2
r //= 3
s = (1, 2) + (3,)
t = [[1, 2], [3, 4]][1][0]
u = None or "x"
v = 0 or None
w = bool("") or bool([0])
x = "x" if not [] else "y"
y = not None
z = 1 if 0.0 else 2
aa = -3 // 2, -3 % 2, 3.5 // 2
bb = 10 / 4, 10 // 4
cc = 1e3
dd = True + True
ee = "a" < "b"
ff = [1, 2] == [1, 2]
gg = (1, 2) < (1, 3)
hh = list(zip(range(3), "abc"))
ii = [len(w2) for w2 in "a bb ccc".split()]
jj = sum(x2 * x2 for x2 in range(4))
kk = [None] * 2
ll = "Hello".lower().upper()
mm = "a,b".replace(",", ";")
nn = {1, 2} == {2, 1}
oo = list({"a": 1, "b": 2})
pp = [1, 2, 3].index(2)
qq = [3, 1, 2]
qq.sort()
rr = qq[0]
ss = max([1, 5, 2], key=lambda e2: -e2)
tt = sorted([(2, "b"), (1, "a")])
uu = [1, 2, 3, 4, 5][-3:-1]
vv = [1, 2, 3, 4][::2]
