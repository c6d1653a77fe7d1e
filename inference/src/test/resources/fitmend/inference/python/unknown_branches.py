import random
flag = random.random() > 0.5
x = 1
if flag:
    y = 2
else:
    y = 2
def f():
    if flag:
        return 3
    return 3
z = f()
items = []
for i in range(random.randint(1, 3)):
    items.append(i)
def g():
    if flag:
        raise ValueError("maybe")
try:
    g()
    w = 1
except ValueError:
    w = 1
k = 0
while random.random() > 0.9:
    k = 0
def h(v):
    for j in range(3):
        if flag:
            break
    else:
        return 7
    return 7
q = h(1)
1 / 0
