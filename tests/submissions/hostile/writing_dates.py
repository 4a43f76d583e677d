"""
kind: writing
tries: Dates of libraries and of the grader's files, which no right to write guards.
plain: no
leaks: DATED
"""

import ctypes
import os
import sys

import torch

libc = ctypes.CDLL(None, use_errno=True)
for module in (torch, os, sys.modules["seminar"]):
    path = os.fsencode(module.__file__)
    times = (ctypes.c_long * 4)(1, 0, 1, 0)
    if libc.utimensat(-100, path, times, 0) == 0 or libc.utimes(path, times) == 0:
        print("DA" + "TED", path)
