"""
kind: bomb
tries: A line without end on stderr, written past Python's own file objects, in every call of forward.
plain: no
"""

import os


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        for _ in range(16):
            os.write(2, b"\xff\x00" * 2**19)
        return super().forward(x)
