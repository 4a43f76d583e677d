"""
kind: native
tries: A null pointer is read while the cells run.
deserves: q1=3 q2=2 q3=4 q4=1
plain: yes
"""

import ctypes

ctypes.string_at(0)
