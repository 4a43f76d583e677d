"""
kind: native
tries: A null pointer is written in forward, with the fault handler pointed at the lowest descriptors.
deserves: q1=0 q2=0 q4=0
plain: yes
"""

import ctypes
import faulthandler


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        for number in range(3, 64):
            try:
                faulthandler.enable(number)
            except (OSError, ValueError):
                pass
        ctypes.memset(8, 0, 8)
