"""
kind: native
tries: System calls that an honest program never makes, each with arguments that can do no harm.
plain: no
leaks: ALLOWED
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)
EPERM, ENOSYS = 1, 38
# x86-64 numbers. A call that is refused says EPERM or ENOSYS; any other answer means that the kernel looked at it.
CALLS = {
    "bpf": 321, "perf_event_open": 298, "keyctl": 250, "add_key": 248, "request_key": 249, "io_uring_setup": 425,
    "userfaultfd": 323, "kexec_load": 246, "init_module": 175, "finit_module": 313, "open_by_handle_at": 304,
    "fanotify_init": 300, "quotactl": 179, "acct": 163, "swapon": 167, "pivot_root": 155, "move_mount": 429,
    "fsopen": 430, "open_tree": 428, "kcmp": 312,
}  # fmt: skip
for name, number in CALLS.items():
    ctypes.set_errno(0)
    if libc.syscall(number, -1, -1, -1, -1, -1) >= 0 or ctypes.get_errno() not in (EPERM, ENOSYS):
        print("ALL" + "OWED", name, ctypes.get_errno())
