"""
kind: native
tries: Machine code in memory of its own makes the system call, so that no library function is involved.
plain: no
leaks: ALLOWED
"""

import ctypes
import mmap
import platform

# x86-64: mov eax, 41 (socket); mov edi, 2; mov esi, 1; xor edx, edx; syscall; ret
CODE = b"\xb8\x29\0\0\0\xbf\x02\0\0\0\xbe\x01\0\0\0\x31\xd2\x0f\x05\xc3"

if platform.machine() == "x86_64":
    area = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    area.write(CODE)
    run = ctypes.CFUNCTYPE(ctypes.c_long)(ctypes.addressof(ctypes.c_char.from_buffer(area)))
    if run() >= 0:
        print("ALL" + "OWED socket")
