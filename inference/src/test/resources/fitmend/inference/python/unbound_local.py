def f():
    if len(y) > 0:
        print(y)
    y = 3
    return y
try:
    f()
except UnboundLocalError:
    k = 1
x = 10
def g():
    x += 1
g()
