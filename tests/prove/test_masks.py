"""Simulated masks have the deviation that their names say, of the size asked for; right ones are not refused."""

from collections.abc import Callable

import numpy as np
import pytest
import torch

from solutions.proofs import masks, power
from solutions.proofs.masks import LAWS, Deviation, Draw, Mask
from tests.sample import sampled

SHAPE, P = (20, 100, 24), 0.375
SIZE = 0.3
NEAR = 0.02  # more than five standard deviations of all shares below, of 2,000 rows or more


def draw(law: str = "independent", seed: int = 0) -> Draw:
    """Return what a mask of SHAPE is drawn from."""
    features = torch.randn(*SHAPE[1:], 3, 4, generator=torch.Generator().manual_seed(seed))
    return Draw(SHAPE, features, P, law, np.random.default_rng(seed))


def ratio(mask: Mask, *, of: Mask | None = None) -> float:
    """Return the rate of a mask, where `of` is True, relative to P."""
    return float((mask if of is None else mask[of]).mean() / P)


def copied(mask: Mask, original: Mask) -> float:
    """Return by how much more rows of two masks are equal than independent ones, of which next to none are."""
    return float((mask == original).all(-1).mean())


def same_fate(mask: Mask, first: int, second: int) -> float:
    """Return which share of rows must have copied a channel, as often as two share their fate."""
    by_chance = P**2 + (1 - P) ** 2
    return (float((mask[..., first] == mask[..., second]).mean()) - by_chance) / (1 - by_chance)


def same_fates(mask: Mask, first: int) -> float:
    """Return the same for the pairs (first, first + 1), (first + 2, first + 3) ... together."""
    shares = [same_fate(mask, one, one + 1) for one in range(first, mask.shape[2] - 1, 2)]
    return sum(shares) / len(shares)


@pytest.mark.parametrize("law", LAWS)
def test_right_mask_has_the_rate_of_its_law(law: str) -> None:
    """And, with an exact count, C * p channels of each row."""
    mask = draw(law).right()
    assert ratio(mask) == pytest.approx(1, abs=NEAR)
    assert (mask.sum(-1) == 9).all() == (law == "exact")


SIGNS: Mask = draw().features.mean((2, 3)).numpy() > 0
LARGE: Mask = np.argsort(np.argsort(draw().features.abs().mean((2, 3)).numpy(), 1), 1) >= 12

MEASURED: list[tuple[Deviation, Callable[[Mask], float], float]] = [
    (masks.rate_above, ratio, 1 + SIZE),
    (masks.rate_below, ratio, 1 - SIZE),
    (masks.one_channel_above, lambda mask: ratio(mask[..., 0]), 1 + SIZE),
    (masks.one_channel_above, lambda mask: ratio(mask[..., 1:]), 1),
    (masks.channels_tilted, lambda mask: ratio(mask[..., :12]), 1 + SIZE),
    (masks.channels_tilted, lambda mask: ratio(mask[..., 12:]), 1 - SIZE),
    (masks.one_pair_copied, lambda mask: same_fate(mask, 0, 1), SIZE),
    (masks.one_pair_copied, lambda mask: same_fate(mask, 2, 3), 0),
    (masks.all_pairs_copied, lambda mask: same_fates(mask, 0), SIZE),
    (masks.all_pairs_copied, lambda mask: same_fates(mask, 1), 0),
    (masks.samples_spared, lambda mask: float((~mask.any((0, 2))).mean()), SIZE),
    (masks.samples_spared, lambda mask: ratio(mask[:, 30:]), 1),
    (masks.follows_sign, lambda mask: ratio(mask, of=np.broadcast_to(SIGNS, SHAPE)), 1 + SIZE),
    (masks.follows_sign, lambda mask: ratio(mask, of=np.broadcast_to(~SIGNS, SHAPE)), 1 - SIZE),
    (masks.follows_size, lambda mask: ratio(mask, of=np.broadcast_to(LARGE, SHAPE)), 1 + SIZE),
    (masks.follows_size, lambda mask: ratio(mask, of=np.broadcast_to(~LARGE, SHAPE)), 1 - SIZE),
]


@pytest.mark.parametrize(("deviation", "measured", "expected"), MEASURED)
def test_deviation_has_its_size(deviation: Deviation, measured: Callable[[Mask], float], expected: float) -> None:
    """Rates relative to p, and shares, of independent channels; five standard deviations of one pair are 0.12."""
    near = 0.12 if deviation is masks.one_pair_copied else 0.06
    assert measured(deviation(draw(), SIZE)) == pytest.approx(expected, abs=near)


@pytest.mark.parametrize("law", LAWS)
def test_rows_are_copied_as_often_as_asked(law: str) -> None:
    """From the sample before, and from the call before; 2,000 rows are within 0.06 of the share."""
    neighbours = masks.neighbours_copied(draw(law), SIZE)
    # A copy of a copy is the old mask of its neighbour, not the new one: so it is where the neighbour was not copied.
    assert copied(neighbours[:, 1:], neighbours[:, :-1]) == pytest.approx(SIZE * (1 - SIZE), abs=0.06)
    repeated = masks.calls_repeated(draw(law), SIZE)
    assert copied(repeated[1:], repeated[:-1]) == pytest.approx(SIZE, abs=0.06)


@pytest.mark.parametrize("law", LAWS)
def test_some_other_sample_is_copied_within_its_call(law: str) -> None:
    """Of a share s of rows the copied one is unchanged for 1 - s: these are equal to another of their call."""
    mask = masks.samples_copied(draw(law), 0.1)
    equal = [len(call) - len({row.tobytes() for row in call}) for call in mask]
    assert sum(equal) / 2000 == pytest.approx(0.1 * 0.95, abs=0.04)


def test_calls_are_spared_as_often_as_asked() -> None:
    """400 calls; the others keep their rate."""
    one = draw()
    many = Draw((400, 10, 24), one.features[:10], P, "independent", one.rng)
    mask = masks.calls_spared(many, SIZE)
    spared = ~mask.any((1, 2))
    assert spared.mean() == pytest.approx(SIZE, abs=0.12)
    assert ratio(mask[~spared]) == pytest.approx(1, abs=NEAR)


@pytest.mark.parametrize("deviation", [masks.follows_sign, masks.follows_size])
def test_exact_count_is_kept_where_planes_are_favoured(deviation: Deviation) -> None:
    """In all rows for size 1: then a row loses other planes only when no favoured ones are left."""
    one = draw("exact")
    mask = deviation(one, 1.0)
    numbers = one.features.mean((2, 3)) if deviation is masks.follows_sign else one.features.abs().mean((2, 3))
    larger = (
        numbers > 0 if deviation is masks.follows_sign else numbers > numbers.median(1, keepdim=True).values
    ).numpy()
    assert (mask.sum(-1) == 9).all()
    assert ((mask & larger).sum(-1) == np.minimum(larger.sum(-1), 9)).all()


@pytest.mark.parametrize("part", sampled(range(8), 8))
@pytest.mark.parametrize("law", LAWS)
def test_right_masks_are_never_refused(law: str, part: int) -> None:
    """200 masks of each law, as the checks look at them; by chance with probability below 200 * 4e-10."""
    for number in range(5 * part, 5 * part + 5):
        rng = np.random.default_rng([number, LAWS.index(law)])
        for look, judge in power.mask_looks(number % power.SECRETS):
            assert look.p is not None
            assert not power.refused(judge, look, Draw(look.shape, look.features, look.p, law, rng).right())
