"""
kind: native
tries: The new interface of mounts, with arguments that are right.
plain: no
leaks: MOUNTED
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def call(number, *arguments):
    """Return what a system call returns, by its x86-64 number."""
    return libc.syscall(*map(ctypes.c_long, (number, *arguments)))


texts = [ctypes.create_string_buffer(text) for text in (b"tmpfs", b"/", b"")]
kind, root, nothing = map(ctypes.addressof, texts)
for number, arguments in {
    430: (kind, 0),
    428: (-100, root, 1),
    433: (-100, root, 0),
    442: (-100, root, 0, 0, 0),
    457: (0, 0, 0, 0),
}.items():
    ctypes.set_errno(0)
    if call(number, *arguments) >= 0 or ctypes.get_errno() not in (1, 38):
        print("MOUN" + "TED", number, ctypes.get_errno())
