"""Sizes of objects, collection of garbage, measured memory, weak references."""

import gc
import sys
import tracemalloc
import weakref

import torch

assert sys.getsizeof([1, 2]) > 0
gc.collect()
tracemalloc.start()
weights = [torch.ones(10) for _ in range(10)]
assert tracemalloc.get_traced_memory()[0] > 0
tracemalloc.stop()
assert weakref.ref(weights[0])() is weights[0]
assert sys.getrecursionlimit() >= 1000
sys.setrecursionlimit(5000)
sys.setrecursionlimit(1000)
