"""Signals to this process itself, as a training loop uses them to stop."""

import faulthandler
import os
import signal

noted: list[int] = []
before = signal.signal(signal.SIGINT, lambda number, frame: noted.append(number))
os.kill(os.getpid(), signal.SIGINT)
signal.raise_signal(signal.SIGINT)
signal.signal(signal.SIGINT, before)
assert noted == [signal.SIGINT] * 2
signal.signal(signal.SIGALRM, lambda number, frame: noted.append(number))
signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
signal.pause()
signal.setitimer(signal.ITIMER_REAL, 0)
assert len(noted) >= 3
signal.signal(signal.SIGALRM, signal.SIG_DFL)
faulthandler.enable()
faulthandler.disable()
