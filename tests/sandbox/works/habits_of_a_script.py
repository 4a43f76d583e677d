"""The habits of a script: arguments, environment, exit handlers."""

import argparse
import atexit
import os
import sys

parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=3)
assert parser.parse_args([]).epochs == 3
assert parser.parse_known_args()[0].epochs == 3
os.environ["KMP_DUPLICATE_LIB_OK"] = "TRUE"
os.environ.setdefault("OMP_NUM_THREADS", "2")
assert os.getenv("HOME")
assert sys.version_info >= (3, 11)
atexit.register(print, "the end")
