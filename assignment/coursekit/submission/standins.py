"""Stand-ins for packages that are not installed: harmless while a submission is run, and named when a class uses one.

`import seaborn as sns; sns.set_theme()` in front of an answer must not cost the answer. A class that computes with a
missing package cannot be judged, and its student is told which package it is.
"""

import importlib.util
import types
from collections.abc import Iterator
from typing import Any


class MissingPackageError(ModuleNotFoundError):
    """A package that is not installed was used by what is judged; `name` says which."""


class Answering:
    """Whether a graded class is at work, so that a stand-in has to say that it is none of the real thing."""

    now = False


class StandIn:
    """What `import name` gives where `name` is not installed; everything in it is a stand-in too."""

    def __init__(self, package: str) -> None:
        # Not in the instance's dictionary by its plain name: every other name is a part of the package.
        object.__setattr__(self, "_StandIn__package", package)

    def __getattr__(self, name: str) -> "StandIn":
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return StandIn(package_of(self))

    def __call__(self, *given: Any, **named: Any) -> Any:
        """Do nothing; as a decorator give back what is decorated. Raises MissingPackageError in an answer."""
        _require_idle(self)
        if len(given) == 1 and not named and isinstance(given[0], type | types.FunctionType):
            return given[0]
        return self

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[type, ...]:
        """Refuse to be a base class: nothing could stand for it."""
        raise missing(self)

    def __getitem__(self, item: Any) -> "StandIn":
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return False

    def __enter__(self) -> "StandIn":
        return self

    def __exit__(self, *error: Any) -> None:
        return None

    def __setattr__(self, name: str, value: Any) -> None:
        """Forget what is set: `sns.x = 1` changes nothing."""

    def __instancecheck__(self, instance: Any) -> bool:
        return False

    def __or__(self, other: Any) -> Any:
        return other

    __ror__ = __or__

    def _as_number(self, *given: Any) -> Any:
        """Refuse to be a number, such as one of `wandb.config`: there is none, and the reader is told of what."""
        raise missing(self)

    __int__ = __float__ = __complex__ = __index__ = _as_number

    def _computed(self, *given: Any) -> "StandIn":
        """Do nothing in an experiment. Raises MissingPackageError in an answer."""
        _require_idle(self)
        return self

    __lt__ = __le__ = __gt__ = __ge__ = _computed
    __add__ = __sub__ = __mul__ = __truediv__ = __floordiv__ = __mod__ = __pow__ = __matmul__ = _computed
    __radd__ = __rsub__ = __rmul__ = __rtruediv__ = __rfloordiv__ = __rmod__ = __rpow__ = __rmatmul__ = _computed
    __neg__ = __pos__ = __abs__ = __round__ = _computed

    def __repr__(self) -> str:
        return f"<{package_of(self)} is not installed>"


def package_of(value: StandIn) -> str:
    """Return the name of the package that a stand-in stands for."""
    return str(object.__getattribute__(value, "_StandIn__package"))


def missing(value: StandIn) -> MissingPackageError:
    """Return the error that says which package an answer needs."""
    package = package_of(value)
    return MissingPackageError(f"No module named '{package}'", name=package)


def is_installed(package: str) -> bool:
    """Return whether the package at the top of a dotted name can be found; it is not imported."""
    top = package.partition(".")[0]
    try:
        return importlib.util.find_spec(top) is not None
    except (ImportError, ValueError, AttributeError):
        return False


def _require_idle(value: StandIn) -> None:
    if Answering.now:
        raise missing(value)
