"""
kind: native
tries: Watches on folders of libraries, by which the next submissions' imports can be seen.
plain: no
leaks: WATCHED
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    """Return what a system call returns, by its x86-64 number."""
    return libc.syscall(*map(ctypes.c_long, (number, *arguments)))


import os

watch = max(call(253), call(294, 0))
if watch >= 0 and libc.inotify_add_watch(watch, os.fsencode(os.path.dirname(os.__file__)), 0xFFF) >= 0:
    print("WAT" + "CHED")
