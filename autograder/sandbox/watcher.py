"""Looks at a worker on a clock, whether anybody waits for it or not, and ends it when it takes more than it may.

The limits of the kernel count neither all memory nor all files: what has no name in a folder, for one.
"""

import threading
from collections.abc import Callable

from autograder.sandbox.processes import end_session

LOOK_SECONDS = 0.1


class Watcher(threading.Thread):
    """Ends the session of `pid` as soon as something is too much; `found` is what it was, or ""."""

    def __init__(self, pid: int, uid: int | None) -> None:
        super().__init__(name=f"watcher of {pid}", daemon=True)
        self.found = ""
        self._pid, self._uid = pid, uid
        self._excess: Callable[[], str] = str
        self._stopped = threading.Event()

    def watch(self, excess: Callable[[], str]) -> None:
        """Begin to look; `excess` says what is too much, "" if nothing. It must not keep the worker's object alive."""
        self._excess = excess
        self.start()

    def run(self) -> None:
        """Look until something is found, or `stop`."""
        while not self._stopped.wait(LOOK_SECONDS):
            found = self._excess()
            if found and not self._stopped.is_set():
                self.found = found
                end_session(self._pid, self._uid)
                return

    def stop(self) -> None:
        """Look no more: from now on the process may be gone, and its number another one's."""
        self._stopped.set()
        if self.is_alive() and threading.current_thread() is not self:
            self.join()
