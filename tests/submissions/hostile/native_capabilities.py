"""
kind: native
tries: Capabilities that a change of the user has left, raised again and given to programs.
plain: no
leaks: CAPABLE
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)
with open("/proc/self/status") as file:
    sets = [line for line in file.read().split("\n") if line.startswith("Cap")]
if any(int(line.split()[1], 16) for line in sets):
    print("CAP" + "ABLE", sets)
header = (ctypes.c_uint32 * 2)(0x20080522, 0)
if libc.capset(header, (ctypes.c_uint32 * 6)(*[0xFFFFFFFF] * 6)) == 0:
    print("CAP" + "ABLE")
for number in range(41):
    if libc.prctl(47, 2, number, 0, 0) == 0 or libc.prctl(23, number, 0, 0, 0) == 1:
        print("CAP" + "ABLE", number)
