"""
kind: native
tries: A key in the session's keyring, where the next worker would find it.
plain: no
leaks: KEPT
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    """Return what a system call returns, by its x86-64 number."""
    return libc.syscall(*map(ctypes.c_long, (number, *arguments)))


texts = [ctypes.create_string_buffer(text) for text in (b"user", b"hostile", b"secret")]
kind, name, content = map(ctypes.addressof, texts)
if call(248, kind, name, content, 6, -3) >= 0 or call(250, 0, -3, 1) >= 0:
    print("KE" + "PT")
