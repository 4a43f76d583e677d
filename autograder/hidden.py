"""What Otter's test files call: one hidden check of one question, on the names of a submission."""

from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

from autograder.checks import Verdicts, judge, one_thread
from autograder.checks.trial import load_build
from seminar.subject import PROVIDER, subject_of

CLASS_OF = {"q1": "ModelBaseline", "q2": "ModelBaseline", "q3": "SpatialDropout", "q4": "ModelBaseline"}

_judged: WeakKeyDictionary[Any, dict[str, Verdicts]] = WeakKeyDictionary()


def hidden_check(question: str, name: str, namespace: Mapping[str, Any]) -> None:
    """Raise the verdict of one hidden check on the classes in `namespace`; all checks of a question run only once."""
    whose = namespace.get(PROVIDER) or namespace.get(CLASS_OF[question])
    known = _judged.setdefault(whose, {}) if isinstance(whose, type) or PROVIDER in namespace else {}
    if question not in known:
        with one_thread():
            known[question] = judge(question, lambda seed: subject_of(namespace, question, seed), load_build())
    verdict = known[question][name]
    if verdict is not None:
        raise verdict
