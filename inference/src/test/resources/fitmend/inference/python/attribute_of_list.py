def f(x):
    return x.shape[0]
f([1, 2])
