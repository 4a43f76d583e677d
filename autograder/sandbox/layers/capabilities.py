"""The capabilities layer: nothing that root may do beyond other users is left, whoever the worker's user is.

A change of the user takes most of it away, but it may be left out or impossible: in a user namespace (`unshare -Ur`)
a worker stays the root of it, and an `ioctl` took the network's loopback device down there.
"""

import ctypes
import os
import sys
from pathlib import Path

from autograder.sandbox.layers.layer import Confinement, Layer, require_linux

PR_CAPBSET_READ, PR_CAPBSET_DROP, PR_SET_SECUREBITS = 23, 24, 28
PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 47, 4
VERSION_3 = 0x20080522
# The user id 0 gives no capabilities to programs (NOROOT), none are kept through a change of the user (KEEP_CAPS, off)
# or raised for programs (NO_CAP_AMBIENT_RAISE), and all of that is locked.
SECUREBITS = 0x1 | 0x2 | 0x20 | 0x40 | 0x80
KINDS = ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")


class Header(ctypes.Structure):
    """Whose capabilities: of this process."""

    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


def drop_bounds() -> None:
    """Take from this process what it could ever gain: possible only before a change of the user, and for root."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_SECUREBITS, SECUREBITS, 0, 0, 0)
    number = 0
    while libc.prctl(PR_CAPBSET_READ, number, 0, 0, 0) >= 0:
        libc.prctl(PR_CAPBSET_DROP, number, 0, 0, 0)
        number += 1


def restrict() -> str:
    """Drop all capabilities of this process; return what holds. Raises OSError where one is left that can be used."""
    drop_bounds()
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    nothing = (ctypes.c_uint32 * 6)()
    if libc.capset(ctypes.byref(Header(VERSION_3, 0)), nothing):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    left = held()
    if any(left[kind] for kind in KINDS if kind != "CapBnd"):
        raise OSError(f"some are left: {left}")
    return "none" if not left["CapBnd"] else "none; those of programs are not bounded, and none can be started"


def held() -> dict[str, int]:
    """Return the five sets of capabilities of this process as numbers."""
    lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").split("\n")
    fields = dict(line.split(":", 1) for line in lines if ":" in line)
    return {kind: int(fields[kind], 16) for kind in KINDS}


def _apply(confinement: Confinement) -> str:
    require_linux()
    return restrict()


LAYER = Layer(
    "capabilities",
    "whatever root may do, also where the worker's user stays root, of the machine or of a user namespace; all five "
    "sets are empty",
    _apply,
)
