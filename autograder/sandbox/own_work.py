"""Whether an answer is the submission's own: what the students' library brings earns nothing under another name."""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any

from torch import nn

from coursekit.errors import SubmissionError


def with_own_answers(names: Mapping[str, Any], answers: frozenset[str], library: str) -> dict[str, Any]:
    """Return `names` in which a call of one of `answers` raises SubmissionError "handed_out" where the library made it.

    library: the students' package. An object is the library's if its class, or a class that it is derived from, or that
    of any module in it, is one that the package offers by name. Layers of torch that a function of the library returns
    are not, nor what a check hands over, such as an activation.
    """
    shown = [value for value in vars(import_module(library)).values() if isinstance(value, type)]
    offered = {kind for kind in shown if kind.__module__.partition(".")[0] == library}

    def checked(name: str, answer: Callable[..., Any]) -> Callable[..., Any]:
        def make(*given: Any, **named: Any) -> Any:
            made = answer(*given, **named)
            for kind in _kinds(made):
                if kind in offered:
                    raise SubmissionError("handed_out", name=name, what=f"{library}.{kind.__name__}")
            return made

        return make

    return {
        name: checked(name, value) if name in answers and callable(value) else value for name, value in names.items()
    }


def _kinds(made: object) -> Iterator[type]:
    """Yield the classes of an object and of the modules in it, with those that they are derived from."""
    parts = nn.Module.modules(made) if isinstance(made, nn.Module) else [made]
    for part in parts:
        yield from type(part).__mro__
