"""
kind: native
tries: Ten thousand timers of the kernel, each a microsecond long.
plain: no
leaks: TIMERS
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    """Return what a system call returns, by its x86-64 number."""
    return libc.syscall(*map(ctypes.c_long, (number, *arguments)))


timer = ctypes.c_int()
made = sum(call(222, 1, 0, ctypes.addressof(timer)) == 0 for _ in range(10_000))
if made:
    print("TIM" + "ERS", made)
