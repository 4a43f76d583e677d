"""
kind: native
tries: Every priority that there is: nice, real time, deadlines, of the disk.
plain: no
leaks: PRIORITY
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    """Return what a system call returns, by its x86-64 number."""
    return libc.syscall(*map(ctypes.c_long, (number, *arguments)))


import os

for attempt in (
    lambda: os.nice(5),
    lambda: os.setpriority(os.PRIO_USER, 0, 10),
    lambda: os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0)),
):
    try:
        attempt()
        print("PRIO" + "RITY")
    except OSError:
        continue
if (
    call(251, 1, 0, 3 << 13) >= 0
    or call(314, 0, ctypes.addressof(ctypes.create_string_buffer((48).to_bytes(4, "little"), 56)), 0) >= 0
):
    print("PRIO" + "RITY")
