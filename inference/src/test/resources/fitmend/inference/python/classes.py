class Meta:
    def __init__(self, **kw):
        for k, v in kw.items():
            setattr(self, k, v)
class Stack(list):
    pass
class P:
    def __repr__(self):
        return "P"
    def __eq__(self, o):
        return True
    def __contains__(self, x):
        return x == 1
    def __iter__(self):
        return iter([1, 2])
m = Meta(a=1)
a = m.a
b = P() == 3
c = 1 in P()
d = list(P())
class Config:
    lr = 0.1
    class Inner:
        x = 2
e = Config.Inner.x
cfg = Config()
cfg.lr = 1
f = Config.lr
class A:
    def m(self): return "A"
class B(A):
    def m(self): return "B" + super().m()
class C(A):
    def m(self): return "C" + super().m()
class D(B, C):
    def m(self): return "D" + super().m()
g = D().m()
class Counter:
    total = 0
    def __init__(self):
        Counter.total += 1
Counter(); Counter()
h = Counter.total
class Node:
    def __init__(self, v, nxt=None):
        self.v, self.nxt = v, nxt
n = Node(1, Node(2))
i = n.nxt.v
n.nxt.v += 5
j = n.nxt.v
def make(k):
    class Local:
        val = k
    return Local
q = make(3)
r = q.val
def outer():
    x = 1
    def inner():
        return x
    x = 2
    return inner()
s = outer()
fs = [lambda: i2 for i2 in range(3)]
t = fs[0]()
fs2 = []
for i3 in range(3):
    fs2.append(lambda: i3)
u = fs2[0]()
class Old(A):
    def __init__(self):
        super(Old, self).__init__()
        self.tail = super(Old, self).m()
v = Old().tail
