d = {"a": 1}
try:
    d["b"]
except IndexError:
    pass
