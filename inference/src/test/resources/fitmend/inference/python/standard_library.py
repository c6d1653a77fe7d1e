import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=3)
parser.add_argument("--lr", type=float, default=0.1)
parser.add_argument("--name", default="x")
parser.add_argument("--flag", action="store_true")
args = parser.parse_args([])
e = args.epochs
lr = args.lr
n = args.name
fl = args.flag
from collections import namedtuple, defaultdict, OrderedDict
P = namedtuple("P", ["a", "b"])
p = P(1, 2)
pa = p.a
dd = defaultdict(list)
dd["k"].append(1)
ddk = dd["k"]
od = OrderedDict([("a", 1)])
oda = od["a"]
import itertools
ch = list(itertools.chain([1], [2]))
pr = list(itertools.product([1, 2], [3]))
from dataclasses import dataclass
@dataclass
class D:
    a: int
    b: int = 2
d = D(1)
db = d.b
from enum import Enum
class E(Enum):
    X = 1
ex = E.X.value
import copy
l2 = copy.deepcopy([1, [2]])
import functools
pp = functools.partial(max, 3)
ppv = pp(5)
import os
path = os.path.join("a", "b")
import math
half = math.pi / 2 > 1
