x = [1, 2]
def outer():
    def inner(i):
        return x[i]
    return [inner(k) for k in range(3)]
outer()
