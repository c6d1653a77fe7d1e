def f(a):
    return a["x"]
try:
    f({})
except KeyError:
    z = 1
class A:
    def __init__(self):
        self.x = 1
def g():
    a = A()
    return a.y
g()
