"""
kind: hang
tries: A regular expression that backtracks for years keeps the interpreter's lock all the time.
deserves: q1=0 q2=0 q4=0
plain: no
"""

import re


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        re.match(r"(a+)+$", "a" * 64 + "b")
        return super().forward(x)
