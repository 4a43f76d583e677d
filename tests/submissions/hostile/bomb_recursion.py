"""
kind: bomb
tries: The recursion limit is lifted and a function calls itself until the stack ends.
deserves: q1=0 q2=0 q4=0
plain: no
"""

import sys


class Deep(list):
    def __repr__(self):
        return repr(self)


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        sys.setrecursionlimit(2**31 - 1)
        return repr(Deep()) + str(self.forward(x))
