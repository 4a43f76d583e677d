"""Messy files: right answers in whatever file a student's machine makes of them, and what each must get.

They are generated from the built notebooks when a test asks for them; nothing of them lies in the repository:

    python -m tests.messy FOLDER            write all of them
    python -m tests.proofs.messy [NAME...]  grade them and write tests/proofs/messy.csv and messy.toml
"""

from functools import cache

from tests.messy import (
    archives,
    experiments,
    magics,
    notebooks,
    patched,
    placement,
    programs,
    scripts,
    state,
    surroundings,
    two_classes,
)
from tests.messy.files import MessyFile

MODULES = (
    surroundings,
    magics,
    programs,
    experiments,
    state,
    notebooks,
    placement,
    two_classes,
    patched,
    scripts,
    archives,
)


@cache
def messy_files() -> tuple[MessyFile, ...]:
    """Return all messy files, in order of theme and then of kind."""
    return tuple(kind.file() for module in MODULES for kind in module.BANK.kinds)
