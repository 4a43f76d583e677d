"""What the calibration says on the page of `python -m autograder check`."""

from ..settings import Settings
from .evidence import accurate_enough, false_fail, false_pass, load_evidence
from .networks import CORRECT, CORRECT_VARIANTS

# Estimates below this say more about the model of the tails than about submissions.
SMALLEST_RATE = 1e-9


def proven(settings: Settings) -> list[tuple[str, str]]:
    """Return what is claimed of the rule and what was measured, a pair for each line."""
    _, kinds = load_evidence()
    runs = sum(kinds[name].spread.runs for name in CORRECT | CORRECT_VARIANTS)
    rule, fresh_images = settings.rule, settings.fresh_images
    alone, name = accurate_enough(kinds, rule, fresh_images)
    return [
        ("q4: threshold", f"{rule.threshold:.0%} of {fresh_images:,} images that nobody has seen"),
        ("... a correct solution fails", f"{rate(false_fail(kinds, rule, fresh_images))}, estimated from {runs} runs"),
        ("... the best shortcut passes", f"{rate(false_pass(kinds, rule, fresh_images))}, estimated"),
        ("... accuracy alone would let it pass", f"{rate(alone)} ({name}), estimated"),
    ]


def rate(value: float) -> str:
    """Return a rate with one digit, as far as it can be told."""
    return f"below {SMALLEST_RATE:.0e}" if value < SMALLEST_RATE else f"{value:.0e}"
