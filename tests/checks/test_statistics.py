"""The exact laws of dropout masks, against enumeration of all masks, hand-computed numbers and one simulation."""

from itertools import combinations, product
from math import comb

import numpy as np
import pytest
from numpy.typing import NDArray

from solutions.questions.q3_spatial_dropout import statistics
from solutions.questions.q3_spatial_dropout.statistics import ALPHA, Law, Mask

Distribution = NDArray[np.float64]

INDEPENDENT = Law(channels=4, p=0.3)
EXACT = Law(channels=5, p=0.4, dropped=2)
LAWS = [pytest.param(INDEPENDENT, id="independent"), pytest.param(EXACT, id="exact count")]


def rows_of(law: Law) -> list[tuple[tuple[bool, ...], float]]:
    """Return every possible row of a mask with its probability, by enumeration."""
    if law.dropped is None:
        rows = product((False, True), repeat=law.channels)
        return [(row, law.p ** sum(row) * (1 - law.p) ** (law.channels - sum(row))) for row in rows]
    chosen = list(combinations(range(law.channels), law.dropped))
    return [(tuple(channel in some for channel in range(law.channels)), 1 / len(chosen)) for some in chosen]


def draw(law: Law, shape: tuple[int, ...], seed: int = 0) -> Mask:
    """Return a correct mask of `shape` [..., C]."""
    noise = np.random.default_rng(seed).random((*shape, law.channels))
    return noise < law.p if law.dropped is None else noise.argsort(-1).argsort(-1) < law.dropped


def marks(mask: Mask) -> Mask:
    """Return coin flips for the planes of a mask [calls, N, C]."""
    return np.random.default_rng(5).random(mask.shape[1:]) < 0.5


def p_values(mask: Mask, law: Law) -> dict[str, float]:
    """Return all p-values of a mask [calls, N, C]."""
    rows = mask.reshape(-1, mask.shape[2])
    first, second = rows[0::2], rows[1::2]
    return {
        "rate": statistics.rate_p_value(mask, law),
        "channels": statistics.channels_p_value(rows, law),
        "channel pairs": statistics.channel_pairs_p_value(rows, law),
        "matched pairs": statistics.matched_pairs_p_value(rows, law),
        "samples": statistics.samples_p_value(mask, law),
        "calls": statistics.calls_p_value(mask, law),
        "planes": statistics.planes_p_value(mask, law),
        "association": statistics.association_p_value(mask, marks(mask)),
        "rows": statistics.rows_p_value(first, second, law),
        "sample pairs": statistics.sample_pairs_p_value(mask, law),
        "call pairs": statistics.call_pairs_p_value(mask, law),
        "shift": statistics.shift_p_value(first, second, law),
        "counts": statistics.counts_p_value(rows, law),
        "equal counts": statistics.equal_counts_p_value(first, second, law),
        "equal totals": statistics.equal_totals_p_value(mask, law),
    }


@pytest.mark.parametrize("law", LAWS)
def test_rate_is_the_probability_that_a_channel_is_dropped(law: Law) -> None:
    """Summed over all rows."""
    for channel in range(law.channels):
        assert law.rate == pytest.approx(sum(weight for row, weight in rows_of(law) if row[channel]))


@pytest.mark.parametrize("law", LAWS)
def test_pair_agreement_is_the_probability_that_two_channels_share_their_fate(law: Law) -> None:
    """Summed over all rows, for every pair of channels."""
    for one, other in combinations(range(law.channels), 2):
        alike = sum(weight for row, weight in rows_of(law) if row[one] == row[other])
        assert law.pair_agreement == pytest.approx(alike)


@pytest.mark.parametrize("law", LAWS)
def test_counts_is_the_distribution_of_dropped_channels(law: Law) -> None:
    """Summed over all rows."""
    expected = np.zeros(law.channels + 1)
    for row, weight in rows_of(law):
        expected[sum(row)] += weight
    np.testing.assert_allclose(law.counts(), expected, atol=1e-15)


@pytest.mark.parametrize("law", LAWS)
def test_row_agreement_is_the_distribution_over_pairs_of_rows(law: Law) -> None:
    """Summed over all pairs of rows."""
    expected = np.zeros(law.channels + 1)
    for (one, weight), (other, other_weight) in product(rows_of(law), repeat=2):
        expected[sum(a == b for a, b in zip(one, other, strict=True))] += weight * other_weight
    np.testing.assert_allclose(law.row_agreement(), expected, atol=1e-15)


@pytest.mark.parametrize(
    ("channels", "p", "expected"),
    [
        (20, 0.2, {4}),
        (10, 0.3, {3}),
        (8, 0.3, {2, 3}),
        (1, 0.2, {0, 1}),
        (3, 0.2, {0, 1}),
        (20, 0.7, {14}),
        (6, 0.0, {0}),
    ],
)
def test_allowed_counts_round_either_way(channels: int, p: float, expected: set[int]) -> None:
    """C * p where it is an integer, also where floating point misses it; both neighbours where it is not."""
    assert statistics.allowed_counts(channels, p) == expected


def test_law_of_a_mask_is_read_from_its_counts() -> None:
    """Rows that drop equally many channels claim a fixed count, right or wrong."""
    assert statistics.law_of(draw(EXACT, (50,)), 0.4) == EXACT
    assert statistics.law_of(draw(EXACT, (50,)), 0.2) == Law(5, 0.2, 2)
    assert statistics.law_of(draw(INDEPENDENT, (50,)), 0.3) == INDEPENDENT


@pytest.mark.parametrize("count", range(6))
def test_binomial_p_value_sums_the_smaller_tail(count: int) -> None:
    """Five throws at 0.3, counted by hand."""
    pmf = [comb(5, k) * 0.3**k * 0.7 ** (5 - k) for k in range(6)]
    expected = min(1.0, 2 * min(sum(pmf[: count + 1]), sum(pmf[count:])))
    assert statistics.binomial_p_value(count, 5, 0.3) == pytest.approx(expected)


def exact_p_value(total: int, pmf: Distribution, terms: int) -> float:
    """Return the exact two-sided p-value of a sum on 0, 1, 2 ..., by convolution."""
    distribution = np.ones(1)
    for _ in range(terms):
        distribution = np.convolve(distribution, pmf)
    return float(min(1.0, 2 * min(distribution[: total + 1].sum(), distribution[total:].sum())))


def test_sum_bound_bounds_the_p_value_of_dice() -> None:
    """It is never below the exact one, and for 60 dice not above 60 times it, whatever the total."""
    die = np.array([0, 1, 1, 1, 1, 1, 1]) / 6
    for total in range(90, 331):
        exact = exact_p_value(total, die, 60)
        bound = statistics.sum_bound(total, np.arange(7.0), die, 60)
        assert exact <= bound * (1 + 1e-9)
        assert bound <= max(60 * exact, 0), (total, exact, bound)


@pytest.mark.parametrize("law", LAWS)
def test_agreement_p_value_is_that_of_the_sum_of_row_agreements(law: Law) -> None:
    """Exact for independent channels; for a fixed count a bound on the sum that convolutions give."""
    for total in range(3 * law.channels + 1):
        expected = exact_p_value(total, law.row_agreement(), 3)
        found = statistics.agreement_p_value(total, law, 3)
        if law.dropped is None:
            assert found == pytest.approx(expected, abs=1e-12)
        else:
            assert found >= expected - 1e-12


def test_association_p_value_bounds_the_probability_of_the_event() -> None:
    """All marks of 2 x 3 planes, enumerated: a p-value below a comes with probability at most a."""
    mask = np.array([[[True, False, True], [False, False, True]], [[True, False, False], [True, True, False]]])
    marks = [np.array(flips).reshape(2, 3) for flips in product((False, True), repeat=6)]
    found = np.array([statistics.association_p_value(mask, marked) for marked in marks])
    for value in found:
        assert (found <= value).mean() <= value + 1e-12


def test_equal_totals_p_value_is_the_bound_of_its_docstring() -> None:
    """Two channels in four calls: the likeliest total of B(2, 1/2) is 1, half of the time, so the bound is 1 / 8."""
    law = Law(channels=2, p=0.5)
    equal = np.array([[[True, False]], [[False, True]], [[True, False]], [[True, False]]])
    assert statistics.equal_totals_p_value(equal, law) == pytest.approx(1 / 8)
    equal[0, 0, 0] = False
    assert statistics.equal_totals_p_value(equal, law) == 1.0


def test_shift_p_value_bounds_the_probability_of_the_event() -> None:
    """For two rows of three independent channels, enumerated: some shift agrees at most as often as the bound says."""
    law = Law(channels=3, p=0.2)
    exact = 0.0
    for (one, weight), (other, other_weight) in product(rows_of(law), repeat=2):
        if any(one == other[shift:] + other[:shift] for shift in range(3)):
            exact += weight * other_weight
    shifted = statistics.shift_p_value(np.array([[True, False, False]]), np.array([[False, True, False]]), law)
    assert exact <= shifted <= 1


@pytest.mark.parametrize(
    "law",
    [Law(24, 0.125), Law(20, 0.2), Law(24, 0.75), Law(4, 0.25), Law(24, 0.375, 9), Law(20, 0.2, 4), Law(4, 0.75, 3)],
    ids=str,
)
@pytest.mark.parametrize("seed", range(3))
def test_correct_masks_pass(law: Law, seed: int) -> None:
    """No p-value of a correct mask is below ALPHA: with 2,700 tests each, all 21 fail with probability below 6e-10."""
    values = p_values(draw(law, (8, 64), seed), law)
    assert min(values.values()) >= ALPHA, values


def test_p_values_of_correct_masks_are_not_too_small_too_often() -> None:
    """A p-value is below a with probability at most a: of 400 correct masks, those below 0.05 are at most 60.

    Binomial(400, 0.05) exceeds 60 with probability below 1e-13, for each of the four tests that are no minimum.
    """
    names = ("rate", "shift", "equal counts", "equal totals")
    law = Law(channels=6, p=0.3)
    low = dict.fromkeys(names, 0)
    for seed in range(400):
        mask = draw(law, (4, 10), seed)
        rows = mask.reshape(-1, 6)
        low["rate"] += statistics.rate_p_value(mask, law) < 0.05
        low["shift"] += statistics.shift_p_value(rows[0::2], rows[1::2], law) < 0.05
        low["equal counts"] += statistics.equal_counts_p_value(rows[0::2], rows[1::2], law) < 0.05
        low["equal totals"] += statistics.equal_totals_p_value(mask, law) < 0.05
    assert max(low.values()) <= 60, low


def broken(name: str) -> Mask:
    """Return a mask [16, 128, 20] with p = 0.2 that breaks the law in one way."""
    mask = draw(Law(20, 0.2), (16, 128))
    if name == "rate":
        mask = draw(Law(20, 0.25), (16, 128))
    if name == "channels":
        mask[..., 7] = draw(Law(1, 0.35), (16, 128))[..., 0]
    if name == "channel pairs":
        mask[..., 3] = mask[..., 4]
    if name == "matched pairs":  # a sixth of all pairs of neighbours share a draw
        noise = np.random.default_rng(0).random((16, 128, 20))
        shared = np.random.default_rng(1).random((16, 128, 10)) < 1 / 6
        noise[..., 1::2] = np.where(shared, noise[..., 0::2], noise[..., 1::2])
        mask = noise < 0.2
    if name == "samples":
        mask[:, 64:] = False
    if name == "calls":
        mask = np.random.default_rng(0).random((16, 128, 20)) < np.linspace(0.1, 0.3, 16)[:, None, None]
    if name == "planes":
        mask = np.random.default_rng(0).random((16, 128, 20)) < np.random.default_rng(1).choice((0.1, 0.3), (128, 20))
    if name == "association":
        mask = np.random.default_rng(0).random((16, 128, 20)) < np.where(marks(mask), 0.23, 0.17)
    if name == "rows":  # pairs of rows from u and 1 - u
        noise = np.random.default_rng(0).random((1024, 20))
        mask = (np.stack([noise, 1 - noise], axis=1) < 0.2).reshape(16, 128, 20)
    if name == "sample pairs":
        mask[:, 100] = mask[:, 5]
    if name == "call pairs":
        mask[9] = mask[2]
    if name == "shift":
        rows = mask.reshape(-1, 20)
        rows[1::2] = np.roll(rows[0::2], 3, axis=1)
    if name == "counts":
        mask = draw(Law(20, 0.2, 4), (16, 128))
    if name == "equal counts":
        rows = mask.reshape(-1, 20)
        rows[1::2] = np.random.default_rng(1).permuted(rows[0::2], axis=1)
    if name == "equal totals":
        mask = draw(Law(128 * 20, 0.2, 512), (16,)).reshape(16, 128, 20)
    return mask


@pytest.mark.parametrize(
    "name",
    [
        "rate",
        "channels",
        "channel pairs",
        "matched pairs",
        "samples",
        "calls",
        "planes",
        "association",
        "rows",
        "sample pairs",
        "call pairs",
        "shift",
        "counts",
        "equal counts",
        "equal totals",
    ],
)
def test_each_test_sees_the_mistake_that_it_is_for(name: str) -> None:
    """At the sizes of the hidden check its p-value is below ALPHA."""
    assert p_values(broken(name), Law(20, 0.2))[name] < ALPHA
