"""The user layer: a worker becomes a user that nobody else is; only root can make it one."""

import contextlib
import os
import stat
import sys

from autograder.sandbox import reach
from autograder.sandbox.layers import capabilities
from autograder.sandbox.layers.layer import Confinement, Guarded, Layer, NotAvailable


def _apply(confinement: Confinement) -> str:
    if confinement.uid is None:
        raise NotAvailable("only root can change the user")
    folders = reach.open_unreachable(sys.path)
    os.chown(confinement.scratch, confinement.uid, confinement.uid)
    for stream in (1, 2):
        # So that it can be opened by its name: /dev/stdout. A terminal or a file stays whose it is.
        if stat.S_ISFIFO(os.fstat(stream).st_mode):
            os.fchown(stream, confinement.uid, confinement.uid)
    # Some containers forbid it; the groups that stay are then those of the container's root.
    with contextlib.suppress(PermissionError):
        os.setgroups([])
    capabilities.drop_bounds()
    os.setresgid(confinement.uid, confinement.uid, confinement.uid)
    os.setresuid(confinement.uid, confinement.uid, confinement.uid)
    if os.getresuid() != (confinement.uid,) * 3 or os.getresgid() != (confinement.uid,) * 3:
        raise NotAvailable("the user did not change")
    reach.redirect_imports(folders)
    return "a user of its own"


LAYER = Layer(
    "user",
    "when the grader is root: files and processes of every other user. Each worker gets a user id of its own",
    _apply,
    frozenset({Guarded.FILES}),
)
