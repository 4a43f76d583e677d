"""How a check gets at a submission: through the probes of its course, in this process or behind a grader's wire.

A course's library has one class of probes. It is made of `(namespace, seed)`, and each method marked with `probe` takes
and gives what its annotations say: numbers, texts, tensors, and lists and dataclasses of these.
"""

import inspect
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from .language import current_language

PROVIDER = "__subject__"  # what a grader puts there may name the `language` of what is said
MARK = "__probe__"

Method = TypeVar("Method", bound=Callable[..., Any])
T = TypeVar("T")


@dataclass(frozen=True)
class Kind:
    """How a probe is treated.

    seconds: the budget that limits it. stray: the code of an error that goes past it: it came from the student's code
    all the same. shown: what was asked for, in words, told the arguments. valid: whether a reply can be one to these
    arguments; a worker that sends another one is ended.
    """

    seconds: str
    stray: str
    shown: Callable[[Mapping[str, Any]], str]
    valid: Callable[[Any, Mapping[str, Any]], bool]


@dataclass(frozen=True)
class Probe:
    """One probe of a class: its arguments with their types, in order, what it returns, and how it is treated."""

    name: str
    signature: inspect.Signature
    arguments: Mapping[str, Any]
    returns: Any
    kind: Kind

    def bound(self, *given: Any, **named: Any) -> dict[str, Any]:
        """Return the arguments of a call by name, with defaults for those that were not given."""
        found = self.signature.bind(None, *given, **named)
        found.apply_defaults()
        return {name: value for name, value in found.arguments.items() if name in self.arguments}


def probe(
    *,
    seconds: str = "probe_seconds",
    stray: str = "raised",
    shown: Callable[[Mapping[str, Any]], str] = lambda arguments: "",
    valid: Callable[[Any, Mapping[str, Any]], bool] = lambda reply, arguments: True,
) -> Callable[[Method], Method]:
    """Mark a method as a probe; see Kind."""

    def mark(method: Method) -> Method:
        setattr(method, MARK, Kind(seconds, stray, shown, valid))
        return method

    return mark


def probes_of(cls: type) -> dict[str, Probe]:
    """Return the probes of a class by name."""
    found = {}
    for name, method in inspect.getmembers(cls, inspect.isfunction):
        kind = getattr(method, MARK, None)
        if kind is not None:
            hints = typing.get_type_hints(method, include_extras=True)
            returns = hints.pop("return")
            found[name] = Probe(name, inspect.signature(method), hints, returns, kind)
    return found


def language_of(namespace: Mapping[str, Any]) -> str:
    """Return the language in which to speak of the names of a notebook: the grader's, or the notebook's own."""
    return getattr(namespace.get(PROVIDER), "language", None) or current_language()


def subject_of(
    probes: Callable[[Mapping[str, Any], int], Any], namespace: Mapping[str, Any], question: str, seed: int = 0
) -> Any:
    """Return what checks see of `question` in the names of a notebook: an object of the class `probes`.

    A grader that runs student code elsewhere puts a function `(question, seed) -> probes` under the name PROVIDER.
    """
    provider = namespace.get(PROVIDER)
    return probes(namespace, seed) if provider is None else provider(question, seed)


def within_limits(namespace: Mapping[str, Any], check: Callable[[], T]) -> T:
    """Return what a check gives; a grader's function under PROVIDER may bound, by its method `limited`, what that takes
    and what it repeats: code that runs elsewhere has seen more than the public inputs by then."""
    limited = getattr(namespace.get(PROVIDER), "limited", None)
    return check() if limited is None else limited(check)
