"""
kind: native
tries: execve and execveat by number, of a path, of a descriptor and of a file that only lies in memory.
plain: no
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
arguments = (ctypes.c_char_p * 4)(b"sh", b"-c", b"touch /tmp/CANARY_exec", None)
libc.syscall(322, os.open("/bin/sh", os.O_RDONLY), b"", arguments, None, 0x1000)
memory = os.memfd_create("sh")
os.write(memory, open("/bin/sh", "rb").read())
libc.syscall(322, memory, b"", arguments, None, 0x1000)
libc.syscall(59, b"/bin/sh", arguments, None)
