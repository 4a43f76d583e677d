"""Whether an answer is the submission's own: what the students' library brings earns nothing under another name."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from torch import nn

from coursekit.errors import SubmissionError


def with_own_answers(names: Mapping[str, Any], answers: frozenset[str], library: str) -> dict[str, Any]:
    """Return `names` in which a call of one of `answers` raises SubmissionError "handed_out" where the library made it.

    library: the students' package. An object is the library's if its class, or a class that it is derived from, or any
    module in it, is defined there. Layers of torch that a function of the library returns are not.
    """

    def checked(name: str, answer: Callable[..., Any]) -> Callable[..., Any]:
        def make(*given: Any, **named: Any) -> Any:
            made = answer(*given, **named)
            for kind in _kinds(made):
                if str(getattr(kind, "__module__", "")).partition(".")[0] == library:
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
