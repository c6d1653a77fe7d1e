import random
if random.random() > 2:
    raise RuntimeError
def check(v):
    assert v > 0, "positive"
    return v
check(1)
check(-1)
