"""NumPy: creation, indexing, broadcasting, reductions, joining, promotion of types."""
from grid import Family, zeros

FAMILY = Family()
rows = FAMILY.rows
program = FAMILY.program

ONE = zeros(5) + ["np.arange(6)"]
MANY = zeros(4, (2, 3), (2, 3, 4), ()) + ["np.zeros((2, 3), 'float32')", "np.arange(6)", "np.arange(6).reshape(2, 3)",
                                           "np.ones((3, 1), bool)", "[1, 2, 3]", "[[1.0, 2.0], [3.0, 4.0]]", "np.zeros((0, 3))"]
AXES = ["", ", axis=0", ", axis=1", ", axis=-1", ", axis=2", ", axis=-3", ", axis=None", ", 0", ", axis=(0, 1)", ", axis=(0, 0)"]

for name in ["zeros", "ones", "empty"]:
    rows("numpy." + name, "result = np.%s($a)" % name, a=[
        "3", "(2, 3)", "[2, 3]", "2, 3", "()", "(2, -1)", "-1", "2.0", "(2, 3.0)", "'a'", "None", "(2, 3), 'float32'", "(2, 3), dtype=int",
        "(2, 3), dtype=np.float32", "(2, 3), np.uint8", "(2, 3), dtype=bool", "(2, 3), dtype='foo'", "(2, None)", "shape=(2, 3)", "(2,), dtype=str", "2 * 3", "(0, 4)", "np.int64(3)", "(np.int64(2), 3)"])
rows("numpy.full", "result = np.full($a)", a=["(2, 3), 7", "3, 1.5", "(2,), True", "(2, 3)", "(2, 3), 7, dtype='float32'", "(2, 2), [1, 2]", "(2, 2), [1, 2, 3]", "2, 'a'", "(2,), None", "-1, 0"])
rows("numpy.empty_like", "x = $x\nresult = np.empty_like(x$a)", x=zeros(4, (2, 3)), a=["", ", dtype='float32'", ", shape=(4,)"])
for name in ["zeros_like", "ones_like", "full_like"]:
    extra = ", 5" if name == "full_like" else ""
    rows("numpy." + name, "x = $x\nresult = np.%s(x%s$a)" % (name, extra), most=24, x=MANY, a=["", ", dtype='int32'", ", dtype=np.float16", ", shape=(4,)"])
rows("numpy.array", "result = np.array($a)", a=[
    "3", "2.5", "True", "'a'", "[1, 2]", "[1, 2.0]", "[1, True]", "[True, False]", "['a', 'bcd']", "[1, 'a']", "[[1, 2], [3, 4]]", "[[1, 2], [3]]", "[[1], 2]",
    "[]", "[[]]", "[[], []]", "(1, 2)", "[(1, 2), (3, 4)]", "[None, 1]", "None", "{'a': 1}", "range(4)", "[1, 2], dtype='float32'", "[1.7], dtype=int", "['1', '2'], dtype=float",
    "['a'], dtype=float", "[1, 2], 'float32'", "[[1, 2], [3]], dtype=object", "[np.zeros(2), np.zeros(2)]", "[np.zeros(2), np.zeros(3)]", "[np.zeros((2, 3)), np.zeros((2, 4))]",
    "[np.zeros(2), 1]", "np.zeros((2, 3))", "[np.float32(1), 2]", "[np.float32(1), 2.0]", "1, 2", "[1, 2], ndmin=2", "{1, 2}", "[2 ** 40]", "[2 ** 70]", "[1 + 2j]", "[b'a']", "[np.int8(1), np.int16(2)]",
    "[np.uint8(1), -1]", "[[[1]]]", "[1, None], dtype=float", "zip([1], [2])", "[x for x in range(3)]", "(x for x in range(3))", "[[1, 2], [3, 4]], np.int64", "[300], dtype='uint8'", "[-1], dtype=np.uint8"])
for name in ["asarray", "asanyarray", "ascontiguousarray"]:
    rows("numpy." + name, "result = np.%s($a)" % name, a=["[1, 2]", "[1, 2.5]", "np.zeros((2, 3))", "[[1, 2], [3]]", "5", "[1], 'float32'", "['a'], float", "[], dtype='int32'", "(1, 2), dtype=np.float32", "'text'", "None", "np.zeros(2, 'float32'), dtype='float64'"])
rows("numpy.arange", "result = np.arange($a)", a=["5", "5.0", "2, 5", "5, 2", "0, 10, 3", "0, 1, 0.1", "10, 0, -3", "0, 5, 0", "3, dtype='float32'", "2.5", "'a'", "-1", "0, 10, 2.5", "1, 6, 2, 'int32'", "stop=4", "True", "[3]", "0, 1, 0.25", "np.int32(4)"])
rows("numpy.linspace", "result = np.linspace($a)", a=["0, 1", "0, 1, 5", "0, 1, num=7", "0, 1, 5, endpoint=False", "0, 1, 5, retstep=True", "0, 1, 2.5", "0, 1, -1", "0, 1, 5, dtype='float32'", "0, 10, 11, dtype=int", "0", "[0, 1], [2, 3], 4", "[0, 1], [2, 3], 4, axis=-1", "0, 1, 0", "'a', 1"])
rows("numpy.logspace", "result = np.logspace($a)", a=["0, 1", "0, 1, 5", "0, 1, 5, base=2", "0"])
rows("numpy.eye", "result = np.eye($a)", a=["3", "3, 4", "3, 4, 1", "3, dtype='float32'", "3, k=-1", "2.0", "-1", "'a'", "0", "np.int64(2)"])
rows("numpy.identity", "result = np.identity($a)", a=["3", "3, 'float32'", "-1", "2.5"])
rows("numpy.eye", "y = $y\nresult = np.eye($n)[y]", most=50, n=["3", "4, dtype='float32'", "2"], y=["np.array([0, 2, 1])", "[0, 1]", "np.zeros((2, 1), int)", "np.zeros(3)", "np.array([1, -1])", "np.array([[0, 1], [1, 0]])", "1", "np.array([True, False, True])", "np.array([5])", "[0.0]", "['a']"])
for name in ["diag", "diagflat", "tril", "triu"]:
    rows("numpy." + name, "x = $x\nresult = np.%s(x$k)" % name, most=24, x=zeros(3, (3, 3), (2, 3), (2, 2, 2), ()), k=["", ", 1", ", k=-1", ", 1.5"])
rows("numpy.tri", "result = np.tri($a)", a=["3", "2, 3", "3, k=1", "2.5"])
rows("numpy.meshgrid", "result = np.meshgrid($a)", a=["[1, 2], [3, 4, 5]", "np.zeros(2), np.zeros(3), np.zeros(4)", "[1, 2], [3, 4, 5], indexing='ij'", "[1, 2]", "[1], [2], indexing='foo'", "np.zeros((2, 2)), [1]", "[1], [2], sparse=True"])
rows("numpy.fromfunction", "result = np.fromfunction($a)", a=["lambda i, j: i + j, (2, 3)", "lambda i: i * 2, (3,), dtype=int"])
rows("numpy.indices", "result = np.indices($a)", a=["(2, 3)", "(2,)", "3"])
rows("numpy.vander", "result = np.vander($a)", a=["[1, 2, 3]", "[1, 2], 4", "np.zeros((2, 2))"])

for name, args in [
        ("rand", ["", "3", "2, 3", "(2, 3)", "2.0", "-1", "0, 3"]),
        ("randn", ["", "3", "2, 3", "(2, 3)", "'a'", "100, 28, 28, 1"]),
        ("random", ["", "3", "(2, 3)", "2, 3", "[2, 2]", "size=(2, 2)"]),
        ("random_sample", ["", "(2, 3)", "2, 3"]), ("ranf", ["(2, 3)"]),
        ("randint", ["5", "2, 5", "5, size=3", "0, 5, 3", "0, 5, (2, 3)", "5, 2", "0", "2, size=(4, 1)", "0, 10, 3, dtype='int32'", "5.5", "", "0, 2, size=100", "0, 256, (2, 4, 4, 3), dtype=np.uint8", "0, 300, 3, dtype='uint8'", "low=1, high=3", "[2, 3]", "10, size=2.0", "-3"]),
        ("uniform", ["", "0, 1", "0, 1, 3", "0, 1, (2, 3)", "size=(2, 3)", "[0, 1], [2, 3]", "[0, 1], 1, (3, 2)", "[0, 1], 1, (2, 3)", "0, 1, 2.0", "low=-1, high=1, size=[4, 2]"]),
        ("normal", ["", "0, 1", "0, 1, 3", "0, 1, (2, 3)", "size=(2, 3)", "loc=0.0, scale=0.1, size=4", "0, -1", "[0, 1], 1", "(2, 3)", "[1, 2, 3], [1, 2]"]),
        ("standard_normal", ["", "3", "(2, 3)", "2, 3"]),
        ("choice", ["5", "5, 3", "[1, 2, 3]", "[1, 2, 3], 2", "['a', 'b'], 4", "5, (2, 3)", "5, 6, replace=False", "[0.5, 1.5], size=3", "5, 2, p=[0.1, 0.2, 0.3, 0.2, 0.2]", "5, 2, p=[0.5, 0.5]", "np.zeros((2, 2)), 1", "[], 1", "2, 2, p=[0.3, 0.3]", "0"]),
        ("permutation", ["5", "[1, 2, 3]", "np.zeros((4, 3))", "'a'", "2.5", "(1, 2)"]),
        ("binomial", ["1, 0.5", "1, 0.5, 3", "10, 0.3, (2, 3)", "1, 2.0", "-1, 0.5"]),
        ("poisson", ["3", "3, 4", "1.0, (2, 2)", "-1"]), ("exponential", ["", "1.0, 3", "2, (2, 3)"]),
        ("beta", ["1, 2", "1, 2, 3", "0, 1"]), ("gamma", ["2", "2, 1, (3,)"]), ("multinomial", ["3, [0.5, 0.5]", "3, [0.5, 0.5], 4", "3, [0.9, 0.9]"]),
        ("dirichlet", ["[1, 1, 1]", "[1, 1], 4", "[0, -1]"]), ("multivariate_normal", ["[0, 0], [[1, 0], [0, 1]]", "[0, 0], np.eye(2), 5", "[0, 0], np.eye(3)", "0, 1"]),
        ("laplace", ["0, 1, 3"]), ("logistic", ["size=3"]), ("truncnorm", ["0, 1"]), ("seed", ["1", "'a'", "-1", ""])]:
    rows("numpy.random." + name, "result = np.random.%s($a)" % name, a=args)
program("numpy.random.shuffle", "x = np.zeros((4, 3))\nresult = np.random.shuffle(x)")
program("numpy.random.shuffle", "x = [1, 2]\nnp.random.shuffle(x)\nresult = len(x)")
program("numpy.random.shuffle", "x = (1, 2)\nresult = np.random.shuffle(x)")
rows("numpy.random.default_rng", "rng = np.random.default_rng($s)\nresult = rng.$call", most=50, s=["0", "seed=7"], call=["random()", "random((2, 3))", "integers(0, 5, size=3)", "integers(5)", "normal(size=(2, 3))", "standard_normal((2, 3), dtype='float32')", "random((2, 2), dtype=np.float32)", "choice(5, 3)", "uniform(0, 1, (2,))", "permutation(4)", "randint(5)", "rand(3)", "randn(2)", "shuffle([1, 2])"])
rows("numpy.random.RandomState", "rng = np.random.RandomState(0)\nresult = rng.$call", call=["rand(2, 3)", "randn(3)", "randint(0, 2, 4)", "random_sample((2, 2))", "uniform(size=3)", "choice(3)", "permutation(3)", "integers(3)", "normal(0, 1, (2, 2))"])

REDUCTIONS = ["sum", "mean", "max", "min", "prod", "std", "var", "argmax", "argmin", "any", "all", "cumsum", "median", "ptp", "nanmean", "nansum", "nanmax", "nanmin", "count_nonzero", "average", "amax", "amin", "cumprod", "nanstd", "nanargmax"]
for name in REDUCTIONS:
    arguments = AXES + [", keepdims=True", ", axis=0, keepdims=True", ", axis='a'", ", axis=1.0"]
    if name in ("sum", "mean", "std", "var", "prod"):
        arguments = arguments + [", dtype='float32'", ", axis=(0, -1), keepdims=True"]
    rows("numpy." + name, "x = $x\nresult = np.%s(x$a)" % name, most=42 if name in REDUCTIONS[:10] else 26, x=MANY, a=arguments)
    rows("numpy.ndarray." + name, "x = $x\nresult = x.%s($a)" % name, most=14, x=zeros(4, (2, 3), (2, 3, 4)) + ["np.arange(6).reshape(2, 3)"],
         a=["", "0", "axis=1", "axis=-1", "axis=3", "axis=(0, 1)", "keepdims=True", "axis=0, keepdims=True"])
for name, extra in [("percentile", "50"), ("quantile", "0.5"), ("percentile", "[25, 75]"), ("quantile", "2"), ("nanpercentile", "50")]:
    rows("numpy." + name, "x = $x\nresult = np.%s(x, %s$a)" % (name, extra), most=14, x=MANY[:6], a=AXES[:6])

UNARY = ["exp", "log", "sqrt", "abs", "sin", "cos", "tan", "tanh", "square", "sign", "floor", "ceil", "rint", "negative", "isnan", "isinf", "isfinite", "logical_not", "log1p", "expm1", "log2", "log10", "absolute", "reciprocal", "arctan", "sinh", "cosh", "arcsin", "deg2rad", "fabs", "invert", "positive", "trunc", "cbrt", "exp2", "conj", "real", "imag", "angle", "nan_to_num", "round", "fix", "sinc"]
for name in UNARY:
    rows("numpy." + name, "x = $x\nresult = np.%s(x)" % name, x=[
        "np.ones((2, 3))", "np.ones(3, 'float32')", "np.arange(3)", "np.ones(2, 'uint8')", "np.ones(2, bool)", "2", "2.0", "[1, 2]", "'a'", "np.ones(2, 'float16')", "None", "np.float32(1)"] if name in UNARY[:12]
        else ["np.ones((2, 3))", "np.ones(3, 'float32')", "np.arange(3)", "np.ones(2, bool)", "2.5", "[1, 2]", "['a']"])
DTYPES = ["float64", "float32", "float16", "int64", "int32", "uint8", "int8", "bool"]
for name, symbol in [("add", "+"), ("multiply", "*"), ("subtract", "-"), ("divide", "/")]:
    rows("numpy.promotion", "x = np.ones(2, '$a')\ny = np.ones(2, '$b')\nresult = x %s y" % symbol, most=64 if symbol in "+/" else 30, a=DTYPES, b=DTYPES)
rows("numpy.promotion", "x = np.ones(2, '$a')\nresult = x $o $s", most=110, a=DTYPES, o=["+", "/", "*", "//", "**"], s=["1", "1.5", "True", "np.float32(1)", "np.float64(1)", "np.int64(1)", "300", "-1", "1j", "'a'", "None", "np.uint8(3)"])
rows("numpy.promotion", "x = $s\nresult = x $o $t", most=40, s=["np.float32(1)", "np.int64(2)", "np.uint8(200)", "np.float64(2)", "np.bool_(True)"], o=["+", "/", "//"], t=["1", "1.5", "np.float32(2)", "np.uint8(100)", "np.int32(3)", "True"])
SHAPES = ["3", "(2, 3)", "(3, 1)", "(1, 3)", "(2, 1, 3)", "(4, 3)", "()", "(2, 4)", "(2, 3, 4)", "(0, 3)", "(2, 2)"]
rows("numpy.broadcasting", "x = np.zeros($a)\ny = np.zeros($b)\nresult = x $o y", most=170, a=SHAPES, b=SHAPES, o=["+", "*", "-"])
rows("numpy.broadcasting", "x = np.zeros($a)\ny = $b\nresult = x $o y", most=50, a=SHAPES[:6], b=["[1, 2, 3]", "[1, 2]", "5", "(1, 2, 3)", "[[1], [2]]", "'a'"], o=["+", "/", "==", ">"])
rows("numpy.inplace", "x = np.zeros($a)\nx $o $b\nresult = x", most=60, a=["3", "(2, 3)", "3, 'float32'", "3, 'int64'", "(3, 1)", "3, 'uint8'"], o=["+=", "/=", "*=", "-="], b=["1", "1.5", "np.zeros(3)", "np.zeros((2, 3))", "np.ones(3, 'int64')", "np.zeros(2)", "[1, 2, 3]"])
for name in ["add", "subtract", "multiply", "divide", "power", "maximum", "minimum", "mod", "equal", "greater", "less", "not_equal", "logical_and", "logical_or", "floor_divide", "true_divide", "greater_equal", "fmax", "arctan2", "hypot", "bitwise_and", "remainder", "float_power", "logaddexp", "isclose", "logical_xor"]:
    rows("numpy." + name, "x = $x\ny = $y\nresult = np.%s(x, y)" % name, most=14,
         x=["np.ones((2, 3))", "np.ones(3, 'float32')", "np.arange(3)", "2", "np.ones((3, 1), bool)", "[1, 2]"],
         y=["np.ones(3)", "np.ones((2, 1), 'float32')", "3", "1.5", "np.arange(2)", "'a'", "[1, 2, 3]"])
rows("numpy.comparison", "x = $x\nresult = $e", x=["np.arange(3)", "np.zeros((2, 3))", "np.array(['a', 'b'])"], e=["x == 1", "x > 0", "x == [0, 1, 2]", "x == 'a'", "x == None", "(x > 0) & (x < 2)", "x > 0 and x < 2", "~(x == 0)", "x is None", "x != x", "1 in x", "not x", "x > 'a'", "x == np.zeros(4)"])
rows("numpy.bool", "x = $x\nresult = $e", x=["np.zeros(3)", "np.zeros(1)", "np.zeros(0)", "np.zeros((2, 2))"], e=["bool(x)", "1 if x else 2", "float(x)", "int(x)", "len(x)", "x or 1", "list(x)", "str(x.shape)", "range(x.size)"])
rows("numpy.len", "x = $x\nresult = len(x)", x=MANY)

ATTRIBUTES = ["shape", "ndim", "size", "dtype", "T", "shape[0]", "shape[-1]", "shape[1:]", "shape[5]", "itemsize", "nbytes", "flat", "real", "foo", "values", "strides", "dtype.name", "dtype == 'float64'", "dtype == np.float32", "shape == (2, 3)"]
rows("numpy.ndarray", "x = $x\nresult = x.$a", most=100, x=MANY, a=ATTRIBUTES)
rows("numpy.shape", "result = np.shape($a)", a=["3", "[1, 2]", "[[1, 2], [3, 4]]", "np.zeros((2, 3))", "[[1], [2, 3]]", "None", "'abc'"])
for name in ["size", "ndim"]:
    rows("numpy." + name, "result = np.%s($a)" % name, a=["3", "[1, 2]", "[[1, 2], [3, 4]]", "np.zeros((2, 3))", "None", "'a'"])
program("numpy.size", "result = np.size(np.zeros((2, 3)), 1)")

NEW = ["(6,)", "-1", "(3, -1)", "(-1, 4)", "(-1, -1)", "(2, 3, 1)", "(4, 5)", "(1, -1)", "()", "6", "(-1, 1)", "(2, -2)", "(0, -1)", "[3, 2]", "(2.0, 3)", "(3, None)", "'a'", "(-1, 0)", "(2, 2, -1)"]
rows("numpy.reshape", "x = $x\nresult = np.reshape(x, $n)", most=80, x=zeros(6, (2, 3), (2, 3, 4), 1, (0, 4)) + ["[1, 2, 3, 4, 5, 6]"], n=NEW)
rows("numpy.ndarray.reshape", "x = $x\nresult = x.reshape($n)", most=90, x=zeros(6, (2, 3), (4, 28, 28), (2, 3, 4), (10, 1)),
     n=NEW + ["2, 3", "-1, 28, 28, 1", "x.shape[0], -1", "x.shape[0], 28, 28, 1", "len(x), -1, 1", "x.shape + (1,)", "-1, 784", "x.shape", "2, 3, order='F'", "(x.shape[0], x.shape[1], 1)", "", "x.shape[0] / 2, -1", "shape=(-1, 2)"])
for name in ["ravel", "squeeze", "transpose"]:
    rows("numpy." + name, "x = $x\nresult = np.%s(x)" % name, x=MANY + zeros((1, 3, 1), (1, 1)))
rows("numpy.ndarray.ravel", "x = $x\nresult = x.$f($a)", most=40, x=MANY[:8], f=["ravel", "flatten"], a=["", "'F'", "order='C'", "1", "'Z'"])
rows("numpy.squeeze", "x = $x\nresult = np.squeeze(x$a)", most=40, x=zeros((1, 3, 1), (2, 1), (1,), (2, 3), 3), a=[", 0", ", axis=-1", ", axis=1", ", axis=(0, 2)", ", axis=5", ", axis=None", ", axis=(0, 1)", ", axis=-3"])
rows("numpy.ndarray.squeeze", "x = $x\nresult = x.squeeze($a)", most=16, x=zeros((1, 3, 1), (2, 3), ()), a=["", "0", "-1", "axis=1", "axis=(0, 2)"])
rows("numpy.expand_dims", "x = $x\nresult = np.expand_dims(x$a)", most=60, x=MANY[:5] + ["[1, 2]", "5"], a=["", ", 0", ", -1", ", axis=1", ", axis=2", ", axis=3", ", axis=-2", ", axis=-4", ", axis=(0, 1)", ", axis=(0, -1)", ", axis=None", ", 1.0"])
rows("numpy.transpose", "x = $x\nresult = np.transpose(x, $a)", most=50, x=zeros((2, 3), (2, 3, 4), 3, (2, 3, 4, 5)), a=["(1, 0)", "(0, 2, 1)", "[2, 0, 1]", "(0, 1)", "(0, 0)", "(0, 3)", "None", "(0, 3, 1, 2)", "axes=(-1, 0)", "1", "(-1, 0, 1)", "(0, 1, 2, 3, 4)"])
rows("numpy.ndarray.transpose", "x = $x\nresult = x.transpose($a)", most=32, x=zeros((2, 3), (2, 3, 4), 3), a=["", "1, 0", "(1, 0)", "0, 2, 1", "2, 0, 1", "0, 1, 1", "None", "-1, 0"])
for name in ["swapaxes", "moveaxis", "rollaxis"]:
    rows("numpy." + name, "x = $x\nresult = np.%s(x$a)" % name, most=30, x=zeros((2, 3), (2, 3, 4), 3), a=[", 0, 1", ", -1, 0", ", 1, 2", ", 0, 0", ", 0, 3", ", 1", ", -2, -1", ", 0, -1"])
rows("numpy.moveaxis", "x = np.zeros((2, 3, 4))\nresult = np.moveaxis(x, $a)", a=["[0, 1], [-1, -2]", "[0, 1], [0]", "(0, 2), (2, 0)", "source=0, destination=-1"])
rows("numpy.ndarray.swapaxes", "x = $x\nresult = x.swapaxes($a)", x=zeros((2, 3), (2, 3, 4)), a=["0, 1", "1, 2", "-1, 0", "0"])
for name in ["flip", "fliplr", "flipud", "rot90"]:
    rows("numpy." + name, "x = $x\nresult = np.%s(x$a)" % name, most=18, x=zeros(3, (2, 3), (2, 3, 4)), a=["", ", 0", ", 1", ", -1", ", 4"])
rows("numpy.roll", "x = $x\nresult = np.roll(x, $a)", most=18, x=zeros(3, (2, 3)), a=["1", "-1, axis=0", "1, axis=1", "1, axis=2", "(1, 1), axis=(0, 1)", "1.5"])
for name in ["atleast_1d", "atleast_2d", "atleast_3d"]:
    rows("numpy." + name, "result = np.%s($a)" % name, a=["3", "[1, 2]", "np.zeros((2, 3))", "np.zeros((2, 3, 4))", "[1], [[2]]"])

JOINED = ["np.zeros((2, 3))", "np.zeros((4, 3))", "np.zeros((2, 5))", "np.zeros(3)", "np.zeros((2, 3), 'float32')", "np.ones((2, 3), int)", "np.zeros((2, 3, 1))", "np.zeros(())", "[[1, 2, 3]]", "np.zeros((2, 3), bool)"]
rows("numpy.concatenate", "a = $a\nb = $b\nresult = np.concatenate($c)", most=150, a=JOINED, b=JOINED, c=["[a, b]", "(a, b), axis=0", "(a, b), axis=1", "[a, b], axis=-1", "[a, b], axis=2", "(a, b), 1", "[a, b], axis=None"])
rows("numpy.concatenate", "a = np.zeros((2, 3))\nresult = np.concatenate($c)", c=["a", "[a]", "a, a", "[]", "[a, a, a], axis=1", "[a, 1]", "(a, a), axis=3", "[a, a], axis='x'", "np.zeros((3, 2, 4))", "5", "[[a], [a]]", "[[1, 2], [3]]", "[1, 2]", "[a, a], dtype='float32'", "[a, None]"])
rows("numpy.stack", "a = $a\nb = $b\nresult = np.stack($c)", most=70, a=JOINED, b=JOINED, c=["[a, b]", "(a, b), axis=1", "[a, b], axis=-1", "[a, b], axis=3", "[a, b, a], axis=-2"])
rows("numpy.stack", "a = np.zeros((2, 3))\nresult = np.stack($c)", c=["a", "[a]", "a, a", "[]", "5", "a, axis=1", "[a] * 4", "(x for x in a)"])
for name in ["vstack", "hstack", "dstack", "column_stack", "row_stack"]:
    rows("numpy." + name, "a = $a\nb = $b\nresult = np.%s($c)" % name, most=36, a=JOINED, b=JOINED, c=["[a, b]", "(a, b)", "(a, b, a)"])
    rows("numpy." + name, "a = np.zeros((2, 3))\nresult = np.%s($c)" % name, c=["a", "a, a", "[a]", "[]", "[1, 2]", "[[1, 2], [3, 4]]", "5"])
rows("numpy.append", "a = $a\nresult = np.append(a, $b)", most=44, a=["np.zeros((2, 3))", "np.zeros(3)", "[1, 2]", "np.array([])"], b=["1", "[1, 2]", "[[1, 2, 3]]", "[[1, 2, 3]], axis=0", "[1, 2, 3], axis=0", "np.zeros((2, 1)), axis=1", "a, axis=0", "a, axis=2", "a", "2.5", "'x'", "a, axis=1"])
rows("numpy.insert", "a = np.zeros((2, 3))\nresult = np.insert(a, $b)", b=["0, 5", "0, 5, axis=1", "1, [1, 2, 3], axis=0", "5, 1", "9, 1", "0, [1, 2], axis=0", "[0, 1], 7, axis=1"])
rows("numpy.delete", "a = np.zeros((4, 3))\nresult = np.delete(a, $b)", b=["0", "0, axis=0", "1, axis=1", "[0, 1], axis=0", "5, axis=0", "-1, axis=-1", "0, axis=2", "[], axis=0", "slice(0, 2), axis=0"])
for name in ["split", "array_split", "hsplit", "vsplit", "dsplit"]:
    extra = [", 2", ", 3", ", [1]", ", [1, 3]", ", 5", ", 0"] + ([", 2, axis=1", ", 3, axis=-1", ", 2, axis=4", ", 2, 0", ", 2.0"] if "split" in name[-6:] and name[0] in "sa" else [])
    rows("numpy." + name, "x = $x\nresult = np.%s(x$a)" % name, most=40, x=zeros(6, (6, 4), (4, 3), (2, 2, 2)), a=extra)
rows("numpy.tile", "x = $x\nresult = np.tile(x, $a)", most=34, x=zeros(3, (2, 3), ()) + ["[1, 2]", "5"], a=["2", "(2, 1)", "(2, 2, 1)", "0", "-1", "[1, 2]", "2.0", "(2, 3, 1, 1)"])
rows("numpy.repeat", "x = $x\nresult = np.repeat(x, $a)", most=40, x=zeros(3, (2, 3)) + ["[1, 2]", "5"], a=["2", "2, axis=0", "3, axis=-1", "[1, 2]", "[1, 2], axis=0", "[1, 2, 3], axis=1", "2, axis=2", "-1", "2.0", "[1, 2, 3]", "0"])
rows("numpy.pad", "x = $x\nresult = np.pad(x, $a)", most=40, x=zeros(3, (2, 3), (2, 3, 1)), a=["1", "(1, 2)", "((1, 1), (2, 2))", "((0, 0), (1, 1), (0, 0))", "1, 'constant'", "(0, 2), mode='edge'", "1, mode='foo'", "-1", "((1, 1), (2, 2)), 'constant', constant_values=0", "1.5", "1, 'reflect'"])
rows("numpy.resize", "result = np.resize(np.zeros((2, 3)), $a)", a=["(3, 4)", "4", "(2, -1)", "()"])
rows("numpy.broadcast_to", "x = $x\nresult = np.broadcast_to(x, $a)", most=40, x=zeros(3, (2, 1), (2, 3), ()), a=["(2, 3)", "(4, 2, 3)", "(3, 2)", "3", "()", "(2, -1)"])
rows("numpy.broadcast_arrays", "result = np.broadcast_arrays($a)", a=["np.zeros(3), np.zeros((2, 1))", "np.zeros(3), np.zeros(2)", "1, [1, 2]"])
rows("numpy.broadcast_shapes", "result = np.broadcast_shapes($a)", a=["(2, 1), (3,)", "(2,), (3,)", "(1,)"])

INDICES = ["[0]", "[-1]", "[5]", "[-6]", "[1:]", "[:2]", "[::2]", "[::-1]", "[3:1]", "[:, 0]", "[:, -1]", "[:, 0:1]", "[:, 5]", "[0, 1]", "[0][1]", "[..., 0]", "[..., None]", "[None]", "[:, None]", "[np.newaxis, :]",
           "[:, :, 0]", "[:, :, None]", "[[0, 1]]", "[[0, 0, 1], [0, 1, 2]]", "[np.array([0, 1])]", "[np.array([[0, 1], [1, 0]])]", "[:, [0, 2]]", "[[9]]", "[x > 0]", "[x[:, 0] > 0]", "[[True, False]]", "[np.array([True, False])]", "[True]",
           "['a']", "[0.5]", "[1.0]", "[None, ..., 0]", "[..., ...]", "[0, 0, 0, 0]", "[:-1]", "[-2:]", "[:, ::2]", "[(0, 1)]", "[0:10]", "[[]]", "[:, np.newaxis, :]", "[np.int64(1)]", "[0, ...]", "[slice(0, 1)]", "[::0]", "[:1.0]", "[:, 1:, None]", "[[0, 1], :, 0]", "[0, :, [0, 1]]", "[:, 0, [0, 1]]"]
rows("numpy.ndarray.__getitem__", "x = $x\nresult = x$i", most=300, x=zeros(4, (2, 3), (2, 3, 4), (5, 4, 4, 3), (), (3, 1)) + ["np.arange(5)"], i=INDICES)
rows("numpy.ndarray.__setitem__", "x = $x\nx$i = $v\nresult = x", most=90, x=zeros(4, (2, 3), (2, 3, 4)) + ["np.arange(4)"], i=["[0]", "[:, 0]", "[1:]", "[5]", "[x > 0]", "[[0, 1]]", "[...]", "[0, 1]", "['a']"], v=["1", "1.5", "[1, 2, 3]", "np.zeros(3)", "np.zeros((2, 1))", "'a'", "None", "x[1]"])

rows("numpy.ndarray.astype", "x = $x\nresult = x.astype($a)", most=90, x=["np.zeros((2, 3))", "np.arange(3)", "np.array(['1', '2'])", "np.array(['a'])", "np.array([1, 'a'], dtype=object)", "np.array([1, 2.5], dtype=object)", "np.array([None, 1])", "np.array([True])", "np.array([1.5, np.nan])"],
     a=["'float32'", "np.float32", "int", "float", "'int64'", "bool", "str", "'uint8'", "np.float", "np.int", "'foo'", "object", "tf.float32", "np.float16", "dtype='int32'", ""])
rows("numpy.ndarray", "x = $x\nresult = x.$call", most=70, x=["np.zeros((2, 3))", "np.arange(3)", "np.zeros(1)"], call=["tolist()", "copy()", "item()", "fill(1)", "sort()", "clip(0, 1)", "round(2)", "dot(np.zeros(3))", "nonzero()", "argsort()", "repeat(2)", "take([0, 1])", "numpy()", "append(1)", "resize(3, 2)", "cumsum()", "diagonal()", "searchsorted(1)", "view('float32')", "byteswap()", "eval()", "trace()", "head()", "item(0)", "tobytes()"])
for name in ["float32", "float64", "int32", "int64", "uint8", "float16", "bool_", "int", "float", "bool", "object", "str", "str_", "double", "long", "complex64"]:
    rows("numpy." + name, "result = np.%s($a)" % name, a=["1", "2.7", "'3'", "[1, 2]", "'a'", "None", "np.zeros(2)", "-1", "300"])
rows("numpy.dtype", "result = np.dtype($a)", a=["'float32'", "float", "np.int32", "'foo'", "None", "tf.float32", "'<f4'"])
for name in ["result_type", "promote_types", "can_cast"]:
    rows("numpy." + name, "result = np.%s($a)" % name, a=["'float32', 'int64'", "np.float32, np.float64", "'int8', 'uint8'", "'foo', 'int8'", "'float16', 'int16'", "bool, 'int8'", "'uint64', 'int64'"])

MATRICES = ["3", "4", "(2, 3)", "(3, 4)", "(3, 2)", "(5, 2, 3)", "(5, 3, 4)", "()", "(2, 3), 'float32'", "(3, 2), int"]
for name, form in [("dot", "np.dot(a, b)"), ("matmul", "np.matmul(a, b)"), ("matmul", "a @ b"), ("ndarray.dot", "a.dot(b)"), ("inner", "np.inner(a, b)"), ("outer", "np.outer(a, b)"), ("vdot", "np.vdot(a, b)"), ("kron", "np.kron(a, b)"), ("cross", "np.cross(a, b)"), ("tensordot", "np.tensordot(a, b, axes=1)"), ("tensordot", "np.tensordot(a, b)")]:
    rows("numpy." + name, "a = np.zeros($a)\nb = np.zeros($b)\nresult = " + form, most=90 if name in ("dot", "matmul") else 26, a=MATRICES, b=MATRICES)
rows("numpy.tensordot", "a = np.zeros((2, 3, 4))\nb = np.zeros((3, 4, 5))\nresult = np.tensordot(a, b, $a)", a=["2", "1", "0", "3", "axes=([1, 2], [0, 1])", "axes=([1], [0])", "axes=([0], [0])", "axes=(1, 0)", "axes=([1, 2], [0])", "axes='a'"])
rows("numpy.einsum", "a = np.zeros((2, 3))\nb = np.zeros((3, 4))\nresult = np.einsum($a)", a=["'ij,jk->ik', a, b", "'ij,jk', a, b", "'ij->ji', a", "'ij->i', a", "'ij->', a", "'ij,ij->ij', a, b", "'ij,kj->ik', a, b", "'i,j->ij', a, b", "'...j,jk->...k', a, b", "'ij,jk->il', a, b", "'ii', np.eye(3)", "'ij->', a, b", "'ij,jk->ik', a", "'bij,bjk->bik', np.zeros((5, 2, 3)), np.zeros((5, 3, 4))", "'ijk', a", "a, b", "'ij->jj', a", "'ii->i', np.eye(3)", "'ij,jk->k', a, b"])
for name in ["inv", "det", "norm", "svd", "eig", "qr", "pinv", "cholesky", "matrix_rank", "eigh", "eigvals"]:
    rows("numpy.linalg." + name, "x = $x\nresult = np.linalg.%s(x$a)" % name, most=16, x=["np.eye(3)", "np.ones((2, 3))", "np.ones(3)", "np.stack([np.eye(2)] * 4)", "np.eye(2, dtype='float32')", "np.zeros((2, 2))"], a=["", ", axis=1", ", 2"] if name == "norm" else [""])
rows("numpy.linalg.norm", "x = np.ones((2, 3, 4))\nresult = np.linalg.norm(x$a)", a=["", ", axis=-1", ", axis=(0, 1)", ", axis=-1, keepdims=True", ", ord=1", ", axis=5", ", 'fro'"])
rows("numpy.linalg.solve", "result = np.linalg.solve($a)", a=["np.eye(3), np.ones(3)", "np.eye(3), np.ones((3, 2))", "np.ones((2, 3)), np.ones(2)", "np.eye(3), np.ones(2)", "np.zeros((2, 2)), np.ones(2)"])
program("numpy.linalg.lstsq", "result = np.linalg.lstsq(np.ones((4, 2)), np.ones(4), rcond=None)[0]")
rows("numpy.trace", "result = np.trace($a)", a=["np.eye(3)", "np.zeros(3)", "np.zeros((2, 3, 4))"])

rows("numpy.where", "x = $x\nresult = np.where($a)", most=60, x=zeros(4, (2, 3)) + ["np.arange(4)", "[1, 2]"], a=["x > 0", "x > 0, 1, 0", "x > 0, x, 0", "x > 0, 1.0, x", "x > 0, 'a', 'b'", "x, x, x", "x > 0, 1", "x > 0, np.zeros(3), 1", "x == 0, True, False", "x > 0, x, np.float32(1)"])
for name, args in [
        ("clip", ["x, 0, 1", "x, 0, None", "x, None, None", "x, a_min=0, a_max=1", "x, 0", "x, 0.5, 1", "x, [0, 1], 2", "x, min=0, max=1"]),
        ("unique", ["x", "x, return_counts=True", "x, return_inverse=True", "x, axis=0", "x, return_index=True", "x, axis=5"]),
        ("sort", ["x", "x, axis=0", "x, axis=None", "x, axis=2", "x, -1"]), ("argsort", ["x", "x, axis=0", "x, axis=None", "x, axis=4"]),
        ("argwhere", ["x > 0", "x"]), ("nonzero", ["x", "x > 0"]), ("flatnonzero", ["x"]),
        ("diff", ["x", "x, axis=0", "x, n=2", "x, 9", "x, axis=3", "x, n=-1"]), ("gradient", ["x", "x, axis=0"]), ("bincount", ["x", "x, minlength=5", "[0, 1, 1]"]),
        ("digitize", ["x, [0, 1]", "x, []", "x, [1, 0, 2]"]), ("histogram", ["x", "x, bins=4", "x, [0, 1, 2]"]), ("searchsorted", ["x, 1", "x, [1, 2]"]),
        ("isin", ["x, [0, 1]"]), ("in1d", ["x, [0, 1]"]), ("take", ["x, 0", "x, [0, 1]", "x, [0, 1], axis=1", "x, [[0, 1]], axis=0", "x, 99", "x, 0, axis=4"]),
        ("take_along_axis", ["x, np.zeros((1, 3), int), axis=0", "x, np.zeros(2, int), axis=None", "x, np.argmax(x, axis=-1), axis=-1"]),
        ("compress", ["[True, False], x", "[True, False], x, axis=0"]), ("extract", ["x > 0, x"]), ("select", ["[x > 0, x < 0], [1, 2]", "[x > 0], [1, 2]"]),
        ("array_equal", ["x, x", "x, x[0]", "x, 'a'"]), ("allclose", ["x, x", "x, 0", "x, np.zeros(7)"]), ("corrcoef", ["x", "x, x"]), ("cov", ["x"]),
        ("convolve", ["x, [1, 2]", "x, [1, 2], 'same'", "x, [1, 2, 3], mode='valid'"]), ("interp", ["x, [0, 1], [2, 3]", "x, [0], [1, 2]"]), ("trapz", ["x"]), ("trapezoid", ["x"]),
        ("apply_along_axis", ["np.sum, 0, x", "lambda r: r * 2, 1, x", "np.sum, 3, x", "lambda r: r[:2], -1, x"]), ("vectorize", ["lambda v: v + 1)(x", "lambda v: 'a')(x"]),
        ("copy", ["x"]), ("iscomplexobj", ["x"]), ("squeeze", ["x, axis=0"]), ("topk", ["x"]), ("asfarray", ["x"]), ("floor", ["x, 1, 2, 3"]), ("partition", ["x, 1", "x, 9"]), ("argpartition", ["x, -2"]), ("lexsort", ["x", "(x, x)"]),
        ("ix_", ["[0, 1], [0, 2]", "x"]), ("unravel_index", ["4, (2, 3)", "9, (2, 3)", "[1, 2], (2, 3)"]), ("ravel_multi_index", ["(1, 2), (2, 3)"]), ("cumsum", ["x, dtype='float32'"]), ("nancumsum", ["x"]), ("maximum.accumulate", ["x"]), ("add.reduce", ["x", "x, axis=1"]), ("multiply.outer", ["x, x"]),
        ("union1d", ["x, [9]"]), ("intersect1d", ["x, [0]"]), ("setdiff1d", ["x, [0]"]), ("outer", ["x, x"]), ("polyfit", ["[1, 2, 3], [1, 2, 3], 1"]), ("polyval", ["[1, 2], x"]), ("poly1d", ["[1, 2]"]), ("isscalar", ["x", "3", "np.float64(1)"]), ("ndarray.item", ["x"]), ("fft.fft", ["x"]), ("fft.rfft", ["x"]), ("fft.fft2", ["x"]), ("hanning", ["5"]), ("allclose", ["x, x, atol=1"])]:
    rows("numpy." + name, "x = $x\nresult = np.%s($a)" % name, x=["np.arange(6)", "np.zeros((2, 3))", "np.zeros((2, 3, 2), 'float32')"], a=args)
rows("numpy.constant", "result = np.$a", a=["pi", "e", "nan", "inf", "newaxis", "NaN", "Inf", "float_", "__name__", "infty", "bool8", "ComplexWarning", "PINF"])
rows("numpy.load", "result = np.load($a)", a=["'no_such_file.npy'", "'no_such.npz', allow_pickle=True"])
program("numpy.save", "np.save('a.npy', np.zeros((2, 3)))\nresult = np.load('a.npy')")
program("numpy.savez", "np.savez('a.npz', x=np.zeros((2, 3)), y=np.arange(2))\ndata = np.load('a.npz')\nresult = data['x']")
program("numpy.savez", "np.savez('a.npz', x=np.zeros((2, 3)))\ndata = np.load('a.npz')\nresult = data['y']")
program("numpy.loadtxt", "open('t.txt', 'w').write('1 2\\n3 4\\n5 6')\nresult = np.loadtxt('t.txt')")
program("numpy.loadtxt", "open('t.csv', 'w').write('1,2\\n3,4')\nresult = np.loadtxt('t.csv')")
program("numpy.loadtxt", "open('t.csv', 'w').write('1,2\\n3,4')\nresult = np.loadtxt('t.csv', delimiter=',')")
program("numpy.genfromtxt", "open('t.csv', 'w').write('1,2\\n3,4')\nresult = np.genfromtxt('t.csv', delimiter=',')")
for name in ["set_printoptions", "errstate", "seterr"]:
    program("numpy." + name, "result = np.%s()" % name)
rows("numpy.iteration", "x = $x\n$loop", x=["np.arange(3)", "np.zeros((2, 3))", "np.zeros(())"], loop=["result = [v for v in x]", "a, b = x\nresult = b", "a, b, c = x\nresult = c", "result = list(enumerate(x))", "result = max(x)", "result = sum(x)", "result = sorted(x)", "result = [len(v) for v in x]", "result = list(zip(x, x))", "result = [v.shape for v in x]", "a, *b = x\nresult = b", "result = np.array([v * 2 for v in x])"])
