"""The rule of q4: when one run decides, when more are needed, and how often the estimate says it is wrong."""

import numpy as np
import pytest

from solutions.questions.q4_training.calibration.tails import Spread, spread
from solutions.questions.q4_training.rule import Rule

RULE = Rule(0.70, 0.09)


@pytest.mark.parametrize(
    ("accuracies", "verdict"),
    [
        ([0.79], True),
        ([0.60], False),
        ([0.78], None),
        ([0.62], None),
        ([0.78, 0.71], None),
        ([0.78, 0.71, 0.70], True),
        ([0.78, 0.69, 0.71, 0.69], None),
        ([0.78, 0.69, 0.71, 0.69, 0.69], False),
        ([0.65, 0.69, 0.5], False),
        ([0.65, 0.9, 0.9, 0.9], True),
    ],
)
def test_rule_decides(accuracies: list[float], verdict: bool | None) -> None:
    """A clear first run decides alone; near the threshold three of five must reach it."""
    assert RULE.decide(accuracies) is verdict


def play(draw: np.ndarray) -> bool:
    """Apply the rule to up to five runs."""
    for count in range(1, len(draw) + 1):
        verdict = RULE.decide(list(draw[:count]))
        if verdict is not None:
            return verdict
    raise AssertionError("five runs must decide")


@pytest.mark.parametrize("median", [0.66, 0.69, 0.73])
def test_estimate_agrees_with_simulation(median: float) -> None:
    """Of 20,000 simulated submissions of a well known kind the estimated share passes, within 2 points.

    Each has one set of 2,000 fresh images, whose difficulty all its runs share. The share has a standard deviation of
    at most 0.36 points, so this fails by chance with probability below 1e-7.
    """
    rng = np.random.default_rng(1)
    deviation, fresh_images = 0.03, 2000
    shared = median * (1 - median) / fresh_images
    shift = rng.normal(0, np.sqrt(shared), (20_000, 1))
    runs = median + shift + rng.normal(0, np.sqrt(deviation**2 - shared), (20_000, 5))
    passed = np.mean([play(draw) for draw in runs])
    known = Spread(100_000, median, deviation, 0, 1, median, deviation, deviation)
    assert known.passes(RULE, fresh_images) == pytest.approx(passed, abs=0.02)
    assert known.fails(RULE, fresh_images) == pytest.approx(1 - passed, abs=0.02)


def test_few_runs_make_the_estimate_careful() -> None:
    """The same accuracies from fewer runs give larger error rates."""
    few, many = (Spread(runs, 0.8, 0.02, 0, 1, 0.8, 0.02, 0.02) for runs in (10, 1000))
    assert few.fails(RULE, 2000) > 10 * many.fails(RULE, 2000)


def test_sides_have_spreads_of_their_own() -> None:
    """A kind that spreads further down than up passes less often than one that spreads as far up."""
    skewed = spread([0.2, 0.3, 0.4, 0.5, 0.55, 0.55, 0.56, 0.57, 0.58, 0.58])
    assert skewed.below > 5 * skewed.above
    assert skewed.passes(RULE, 2000) < spread([0.3, 0.4, 0.5, 0.55, 0.6, 0.7, 0.8]).passes(RULE, 2000)


@pytest.mark.slow
def test_estimate_is_careful_on_average() -> None:
    """Estimates from 60 normal runs each are, on average over 200 samples, not below the true rate.

    True rate: by simulation of the rule, about 2 %; the mean estimate has a relative error of about 4 %.
    """
    rng = np.random.default_rng(2)
    mean, deviation = 0.72, 0.02
    shared = mean * (1 - mean) / 2000
    shift = rng.normal(0, np.sqrt(shared), (50_000, 1))
    true = 1 - np.mean(
        [play(mean + draw) for draw in shift + rng.normal(0, np.sqrt(deviation**2 - shared), (50_000, 5))]
    )
    estimates = [spread(rng.normal(mean, deviation, 60).tolist()).fails(RULE, 2000) for _ in range(200)]
    assert np.mean(estimates) > 0.9 * true
