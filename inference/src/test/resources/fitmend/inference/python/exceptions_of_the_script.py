
class Base(Exception):
    pass
class Mine(Base, ValueError):
    def __init__(self, code):
        super().__init__("code %d" % code)
        self.code = code
def fails():
    raise Mine(3)
for handler in (Base, Mine, ValueError, Exception):
    try:
        fails()
    except handler as e:
        print(e.code, str(e))
try:
    open("nothing_here")
except EnvironmentError as e:
    print(e.errno)
try:
    raise FileNotFoundError("x")
except IOError as e:
    print(e)
try:
    try:
        fails()
    except Mine:
        print("again")
        raise
except ValueError:
    pass
class Ctx:
    def __enter__(self): return self
    def __exit__(self, *a): return True
with Ctx():
    raise KeyError(1)
import contextlib
@contextlib.contextmanager
def guard():
    try:
        yield 1
    except ValueError:
        print("guarded")
with guard():
    raise ValueError("a")
try:
    raise
except RuntimeError as e:
    print(e)
try:
    [].index(3) if 0 else {}[1]
except (KeyError, LookupError):
    pass
def deco(f):
    def inner(*a):
        try:
            return f(*a)
        except Exception:
            return None
    return inner
@deco
def boom():
    raise RuntimeError("x")
boom()
try:
    boom2()
except NameError as e:
    last = e
else:
    1/0
try:
    raise last
except NameError:
    pass
raise SystemExit
