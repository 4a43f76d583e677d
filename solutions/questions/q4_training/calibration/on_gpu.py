"""What runs on a graphics card gave, beside those on the CPU: the part [cuda] of calibration.toml.

A run on a card only ever gives the point; what does not reach it there is decided on the CPU. So the card's evidence is
about one error, a shortcut that passes there at once, and about how many right submissions are spared the CPU.
"""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.errors import GraderError

from ..rule import Rule
from ..settings import Settings
from .evidence import EVIDENCE_FILE, Kind
from .networks import SHORTCUTS
from .runs import Outcome
from .tails import spread

PART = "[cuda]"
# How far above the first run's bound a run on a card must lie while no run on one was measured.
UNPROVEN_ROOM = 0.02


def with_part(text: str, part: str) -> str:
    """Return the text of calibration.toml with another part [cuda]; "" leaves it out."""
    own = text.partition(f"\n{PART}")[0].rstrip("\n") + "\n"
    return own + (f"\n{part}" if part else "")


def part_of(text: str) -> str:
    """Return the part [cuda] of a calibration.toml, "" if there is none."""
    found = text.partition(f"\n{PART}")[2]
    return PART + found if found else ""


def to_part(outcomes: Mapping[str, Sequence[Outcome]], card: str, valid_for: Mapping[str, object]) -> str:
    """Return the part [cuda]: which card it was, every run on it, and what they are valid for."""
    lines = [f"{PART}  # written by `python -m autograder calibrate --device cuda`", f'card = "{card}"', ""]
    lines += ["[cuda.valid_for]"]
    lines += [f'{key} = "{it}"' if isinstance(it, str) else f"{key} = {it}" for key, it in valid_for.items()]
    for name, found in outcomes.items():
        of = spread([outcome.accuracy for outcome in found])
        lines += [
            "",
            f'[cuda.kinds."{name}"]  # {of.mean:.1%} +- {of.deviation:.1%}',
            f"learned = {sum(outcome.learned for outcome in found)}",
            f"accuracies = [{', '.join(f'{outcome.accuracy:.5g}' for outcome in found)}]",
        ]
    return "\n".join(lines) + "\n"


def kinds_on_gpu(valid_for: Mapping[str, object], path: Path = EVIDENCE_FILE) -> dict[str, Kind] | None:
    """Return what runs on a card gave, by kind; None where there were none with this recipe and data."""
    try:
        part = tomllib.loads(path.read_text(encoding="utf-8")).get("cuda")
        if part is None or part["valid_for"] != dict(valid_for):
            return None
        return {name: Kind(spread(row["accuracies"]), row["learned"]) for name, row in part["kinds"].items()}
    except (OSError, ValueError, KeyError, TypeError):
        raise GraderError(
            f"{path}: its part {PART} is damaged: run `python -m autograder calibrate --device cuda`"
        ) from None


def passes_at_once(kinds: Mapping[str, Kind], least: float, fresh_images: int) -> float:
    """Estimate how often the best shortcut has the accuracy `least` in one run on a card."""
    some = [kinds[name] for name in SHORTCUTS if name in kinds and not kinds[name].caught]
    return max((kind.spread.passes(Rule(least, 0), fresh_images) for kind in some), default=0.0)


def require_room(settings: Settings, valid_for: Mapping[str, object], path: Path = EVIDENCE_FILE) -> None:
    """Raise GraderError where a run on a card would pass too easily for what was measured."""
    kinds = kinds_on_gpu(valid_for, path)
    if kinds is None:
        if settings.gpu_room < UNPROVEN_ROOM:
            raise GraderError(
                f"settings.toml: gpu_room is {settings.gpu_room:g}, and no run on a graphics card was measured: at "
                f"least {UNPROVEN_ROOM:g}, or run `python -m autograder calibrate --device cuda`"
            )
        return
    rate = passes_at_once(kinds, settings.sure_on_gpu, settings.fresh_images)
    if rate > settings.false_pass:
        raise GraderError(
            f"settings.toml: with gpu_room {settings.gpu_room:g} the best shortcut passes on a graphics card with "
            f"probability {rate:.1g}, more than {settings.false_pass:g}"
        )
