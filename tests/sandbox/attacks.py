"""What a forward pass may do to its worker and its grader, and what the check must then be told."""

import textwrap

WRITE_TO_ALL = """
import os, time
for descriptor in range(3, 64):
    try:
        os.write(descriptor, {bytes})
    except OSError:
        pass
time.sleep(60)
"""
FORGED = b'{"number": 4, "handle": 0, "payload": 0}'

# name: (body of a forward pass, what the check is told, what its values hold)
ATTACKS: dict[str, tuple[str, str, str]] = {
    "exit": ("import os; os._exit(3)", "ended", "exit code 3"),
    "exit_zero": ("import os; os._exit(0)", "ended", "exit code 0"),
    "kill": ("import os; os.kill(os.getpid(), 9)", "ended", "signal 9 (SIGKILL)"),
    "abort": ("import os; os.abort()", "ended", "signal 6 (SIGABRT)"),
    "segfault": ("import ctypes; ctypes.string_at(0)", "ended", "signal 11 (SIGSEGV)"),
    "stop": ("import os; os.kill(os.getpid(), 19)", "too_slow", "1.5"),
    "loop_without_signals": (
        """
        import signal
        for number in range(1, 65):
            try: signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError): pass
        while True: pass
        """,
        "too_slow",
        "1.5",
    ),
    "del": (
        """
        class Late:
            def __del__(self):
                while True: pass
        late = Late()
        del late
        """,
        "too_slow",
        "1.5",
    ),
    "print": ("while True: print('x' * 1000)", "too_slow", "1.5"),
    "memory": ("kept = []\nwhile True: kept.append(torch.empty(1 << 24))", "raised", "DefaultCPUAllocator"),
    "memory_list": ("kept = [0]\nwhile True: kept += kept", "raised", "MemoryError"),
    "flood_of_output": (
        """
        import os
        for _ in range(128):
            os.write(1, b"x" * (1 << 20))
            os.write(2, b"x" * (1 << 20))
        raise ValueError("written")
        """,
        "raised",
        "written",
    ),
    "fork": ("import os\nwhile True: os.fork()", "raised", "PermissionError"),
    "threads": (
        """
        import threading, time
        while True: threading.Thread(target=time.sleep, args=(1e6,)).start()
        """,
        "raised",
        "new thread",
    ),
    "file": ("file = open('a', 'wb')\nwhile True: file.write(b'x' * (1 << 20))", "raised", "File too large"),
    "files": (
        """
        import itertools, time
        for number in itertools.count():
            with open(str(number), 'wb') as file: file.write(b'x' * (1 << 24))
            time.sleep(0.02)
        """,
        "raised",
        "No space left on device",
    ),
    "descriptors": ("import os\nwhile True: os.open('/dev/null', 0)", "raised", "Too many open files"),
    "recursion": ("return self(x)", "raised", "RecursionError"),
    "exit_with_atexit": (
        "import atexit, sys, time\natexit.register(time.sleep, 1e6)\nsys.exit(0)",
        "raised",
        "SystemExit",
    ),
    "base_exception": ("class Base(BaseException): pass\nraise Base('mine')", "raised", "Base: mine"),
    "interrupt": ("raise KeyboardInterrupt", "raised", "KeyboardInterrupt"),
    "exception_that_exits": (
        "class Error(Exception):\n    def __str__(self): raise SystemExit\nraise Error",
        "raised",
        "",
    ),
    "long_message": ("raise ValueError('z' * 10_000_000)", "raised", "zzz"),
    "wire_closed": ("import os\nos.closerange(3, 64)", "ended", ""),
    "garbage": (WRITE_TO_ALL.format(bytes=b"GARBAGE" * 9), "reply_too_large", ""),
    "no_json": (WRITE_TO_ALL.format(bytes=b"\0\0\0\2GARBAGE"), "reply_invalid", ""),
    "half_a_message": (WRITE_TO_ALL.format(bytes=b"\0\0\0\x50{"), "too_slow", "1.5"),
    "ten_gigabytes_announced": (
        WRITE_TO_ALL.format(bytes=b"\0\0\0\x18" + b'{"payload": 10000000000}'),
        "reply_too_large",
        "",
    ),
    "forged_reply": (WRITE_TO_ALL.format(bytes=len(FORGED).to_bytes(4, "big") + FORGED), "reply_invalid", ""),
    "flood_of_zeros": (
        """
        import os
        for descriptor in range(3, 64):
            try:
                while True: os.write(descriptor, bytes(1 << 20))
            except OSError: pass
        """,
        "reply_invalid",
        "",
    ),
    "giant_reply": ("return torch.zeros(1 << 25)", "reply_too_large", "64"),
    "giant_view": ("return torch.zeros(1).expand(10**13)", "raised", ""),
    "complex": ("return torch.zeros(2, dtype=torch.complex64)", "not_a_tensor", "complex64"),
    "sparse": ("return torch.zeros(2, 2).to_sparse()", "raised", ""),
    "meta": ("return torch.zeros(2, device='meta')", "not_a_tensor", "meta"),
    "forty_axes": ("return torch.zeros([1] * 40)", "not_a_tensor", "40 axes"),
    "lying_tensor": (
        """
        class Liar(torch.Tensor):
            @classmethod
            def __torch_function__(cls, function, types, arguments=(), named=None): raise RuntimeError("never")
        return torch.zeros(2).as_subclass(Liar)
        """,
        "raised",
        "",
    ),
}


def attack_class(name: str) -> str:
    """Return a module whose forward pass is the attack."""
    body = textwrap.dedent(ATTACKS[name][0]).strip()
    return f"class Attack_{name}(nn.Module):\n    def forward(self, x):\n{textwrap.indent(body, ' ' * 8)}\n"
