"""
kind: native
tries: prctl by its commands: dumpable, who may trace, when to die, keeping capabilities, bits above 32.
plain: no
leaks: COMMANDED
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)
libc.prctl.argtypes = [ctypes.c_long] * 5
for option, value in (
    (4, 1),
    (1, 0),
    (0x59616D61, 1),
    (8, 1),
    (28, 0),
    (24, 0),
    (36, 1),
    (38, 0),
    (35, 1),
    (53, 1),
    (22, 1),
):
    for high in (0, 1 << 32):
        if libc.prctl(option | high, value, 0, 0, 0) == 0:
            print("COM" + "MANDED", option)
if libc.prctl(3, 0, 0, 0, 0) != 0:
    print("COM" + "MANDED", "dumpable")
