"""The confinement that a worker puts on itself before any student code runs: layers, each held or not available here.

Each layer is a module here; what is told of it elsewhere derives from the list. A layer that cannot be had on this
machine never stops grading; it is reported, so that the instructor can decide.
"""

import os
from collections.abc import Mapping

from autograder.sandbox.layers import (
    capabilities,
    descriptors,
    landlock,
    limits,
    mounts,
    no_new_privileges,
    not_dumpable,
    seccomp,
    session,
    user,
)
from autograder.sandbox.layers.layer import Confinement, Guarded, LayerState, NotAvailable

# Set by instructors who run Otter itself: "1" grades where student code cannot be confined.
UNCONFINED_VARIABLE = "AUTOGRADER_UNCONFINED"
# In the order in which they are put on: each one takes away what only the ones before it need.
LAYERS = {
    layer.name: layer
    for layer in (
        descriptors.LAYER,
        session.LAYER,
        no_new_privileges.LAYER,
        limits.LAYER,
        mounts.LAYER,
        landlock.LAYER,
        user.LAYER,
        capabilities.LAYER,
        not_dumpable.LAYER,
        seccomp.LAYER,
    )
}

__all__ = ["LAYERS", "UNCONFINED_VARIABLE", "Confinement", "LayerState", "confine", "guards_files", "is_confined"]


def confine(confinement: Confinement) -> dict[str, LayerState]:
    """Apply every layer to this process and say which ones hold. There is no way back."""
    held: dict[str, LayerState] = {}
    for name, layer in LAYERS.items():
        if name in confinement.without:
            held[name] = LayerState(False, "switched off")
            continue
        try:
            held[name] = LayerState(True, layer.apply(confinement))
        except Exception as error:
            # Whatever a kernel or a library says against it: the layer is not there, and the report says so.
            first = (str(error).splitlines() or [""])[0][:200]
            why = first if isinstance(error, NotAvailable) else f"{type(error).__name__}: {first}"
            held[name] = LayerState(False, why)
    os.chdir(confinement.scratch)
    return held


def is_confined(states: Mapping[str, LayerState]) -> bool:
    """Return whether student code is kept from the grader's files and processes: the least to grade strangers' code."""
    return {Guarded.FILES, Guarded.PROCESSES} <= _guarded(states)


def guards_files(states: Mapping[str, LayerState]) -> bool:
    """Return whether a worker is kept from files that every user may read: a user of its own alone does not do that."""
    return Guarded.OPEN_FILES in _guarded(states)


def _guarded(states: Mapping[str, LayerState]) -> set[Guarded]:
    return {guarded for name, layer in LAYERS.items() if states[name].held for guarded in layer.guards}
