"""One input tried on one target within a time limit; a long run draws each input from a seed of its own."""

import signal
import time
from pathlib import Path
from random import Random
from types import FrameType

from tests.fuzz.targets import Target

# Of the processor, so that a busy machine fails nothing; and of the clock, for a reader that waits or never ends.
SECONDS = 2.0
CLOCK_SECONDS = 20.0


class Hung(BaseException):
    """A reader took too long; the handlers of a reader for its own errors let it pass."""


def drawn_input(target: Target, seed: int, number: int) -> bytes:
    """Return one input of a long run; it depends on nothing else, so that a failure can be repeated alone."""
    return target.make(Random(f"{seed} {target.name} {number}"))


def outcome(target: Target, content: bytes, folder: Path) -> tuple[str, float]:
    """Return what the reader made of `content`, in a word, and the seconds it took; raises Hung if too many."""
    before = signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, CLOCK_SECONDS)
    started, clock = time.process_time(), time.monotonic()
    try:
        word = target.judge(content, folder)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    seconds = time.process_time() - started
    # Here too, because a reader that catches everything catches the alarm.
    if seconds > SECONDS or time.monotonic() - clock > CLOCK_SECONDS:
        raise Hung(f"{seconds:.1f} s of the processor, {time.monotonic() - clock:.1f} s of the clock")
    assert word in target.accepted + target.refused, f"{word!r} is no outcome of {target.name}"
    return word, seconds


def _stop(number: int, frame: FrameType | None) -> None:
    raise Hung(f"more than {CLOCK_SECONDS:g} s of the clock")
