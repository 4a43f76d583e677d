"""What can be said of a student's transforms before they are applied: a gap, no Compose, a class without brackets."""

from typing import Any

from ..language import text


def transforms_mistake(transform: Any, name: str) -> str | None:
    """Return the first mistake in words, None when the transforms can be tried. name: the student's name for them."""
    if isinstance(transform, list | tuple):
        return text("transforms.list", name=name)
    if transform is ... or getattr(transform, "transforms", None) == []:
        return text("transforms.gap", name=name)
    steps = getattr(transform, "transforms", ())
    for step in steps if isinstance(steps, list | tuple) else ():
        if isinstance(step, type):
            return text("transforms.brackets", name=name, kind=step.__name__)
        if (step is ... or hasattr(step, "transforms")) and (found := transforms_mistake(step, name)):
            return found
    return None
