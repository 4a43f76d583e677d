"""
kind: daemon
tries: A child of the parent instead of its own, by clone itself (CLONE_PARENT).
plain: no
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    """Return what a system call returns, by its x86-64 number."""
    return libc.syscall(*map(ctypes.c_long, (number, *arguments)))


import os
import time

for flags in (0x8011, 0x8000, 0x11, 0x4111):
    child = call(56, flags, 0, 0, 0, 0)
    if child == 0:
        time.sleep(20)
        os._exit(0)
