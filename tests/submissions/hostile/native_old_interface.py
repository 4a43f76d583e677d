"""
kind: native
tries: The system calls of 32-bit programs and of x32, whose numbers a filter for x86-64 does not know.
plain: no
leaks: ALLOWED
"""

import ctypes
import mmap
import platform

libc = ctypes.CDLL(None, use_errno=True)
# x32: the same numbers with bit 30 set; socket is 41.
if libc.syscall(0x40000000 | 41, 2, 1, 0) >= 0:
    print("ALL" + "OWED x32 socket")
# i386: mov eax, 359 (socket); mov ebx, 2; mov ecx, 1; xor edx, edx; int 0x80, with rbx kept for the caller.
CODE = b"\x53\xb8\x67\x01\0\0\xbb\x02\0\0\0\xb9\x01\0\0\0\x31\xd2\xcd\x80\x5b\xc3"
if platform.machine() == "x86_64":
    area = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    area.write(CODE)
    if ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(area)))() >= 0:
        print("ALL" + "OWED i386 socket")
