"""
kind: hang
tries: forward waits for a lock of the import system that another thread never gives back.
deserves: q1=0 q2=0 q4=0
plain: no
"""

import _imp
import threading

release = threading.Event()
taken = threading.Event()


def keep():
    _imp.acquire_lock()
    taken.set()
    release.wait()


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        threading.Thread(target=keep, daemon=True).start()
        taken.wait()
        _imp.acquire_lock()
