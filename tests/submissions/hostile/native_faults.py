"""
kind: native
tries: Faults of memory answered by the submission, and pages moved (userfaultfd, move_pages).
plain: no
leaks: FAULTS
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    """Return what a system call returns, by its x86-64 number."""
    return libc.syscall(*map(ctypes.c_long, (number, *arguments)))


import os

for number, arguments in {
    323: (1,),
    279: (os.getppid(), 0, 0, 0, 0, 0),
    256: (os.getppid(), 8, 0, 0),
    447: (0,),
}.items():
    ctypes.set_errno(0)
    if call(number, *arguments) >= 0 or ctypes.get_errno() not in (1, 38):
        print("FAU" + "LTS", number)
