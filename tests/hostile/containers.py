"""All hostile notebooks and zips: submissions whose form attacks, not their code.

They are written when a test asks for them, because many are large; nothing of them lies in the repository:

    for container in containers():
        path = container.write(empty_folder)
"""

from functools import cache

from tests.hostile import notebooks, zips
from tests.hostile.writing import Container


@cache
def containers(*kinds: str) -> tuple[Container, ...]:
    """Return the containers of these kinds ("notebook", "zip"), or all, in order of name."""
    found = sorted(notebooks.BANK.containers + zips.BANK.containers, key=lambda container: container.name)
    return tuple(container for container in found if not kinds or container.kind in kinds)
