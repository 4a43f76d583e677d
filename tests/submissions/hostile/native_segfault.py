"""
kind: native
tries: A null pointer is read while the cells run.
plain: yes
"""

import ctypes

ctypes.string_at(0)
