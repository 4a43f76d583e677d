"""The power of q3: the search finds what is known, and simulated masks are seen as those of real layers are."""

import numpy as np
import pytest
import torch
from torch import Tensor

from autograder.judge import one_thread
from autograder.prove.estimate import Power, Tried, measure
from autograder.trial import Build
from seminar.subject import Subject
from solutions.proofs import masks, power, power_page
from solutions.proofs.looks import PlainDropout
from solutions.proofs.masks import Deviation
from solutions.proofs.power import Row
from tests.course import judge
from tests.proofs.drawn import drawn_build


def test_search_finds_a_known_probability() -> None:
    """A deviation that is seen when it exceeds a normal number of mean 0.1 and deviation 0.01: 50 % at 0.1, 99 % at
    0.123; within four times what the docstring of the page promises."""

    def seen(size: float, number: int) -> bool:
        return size > np.random.default_rng(number).normal(0.1, 0.01)

    found = measure(seen, 1e-3, 1.0)
    assert found.half is not None
    assert found.high is not None
    assert found.half.size == pytest.approx(0.1, rel=0.08)
    assert found.high.size == pytest.approx(0.123, rel=0.16)


def test_what_is_never_seen_has_no_size() -> None:
    """Nor has what is seen too rarely for 99 %."""
    assert measure(lambda size, number: False, 1e-3, 1.0) == Power(None, None)
    rarely = measure(lambda size, number: bool(np.random.default_rng(number).random() < 0.8 * size), 1e-3, 1.0)
    assert rarely.high is None


@pytest.mark.parametrize(
    ("seen", "tries", "low", "high"), [(0, 10, 0, 0.3085), (10, 10, 0.6915, 1), (5, 10, 0.1871, 0.8129)]
)
def test_interval_is_that_of_clopper_and_pearson(seen: int, tries: int, low: float, high: float) -> None:
    """As printed in tables."""
    assert Tried(0.1, seen, tries).interval() == pytest.approx((low, high), abs=1e-4)


class WrongRate(PlainDropout):
    """Drops with the rate p * (1 + size)."""

    size = 0.0

    def __init__(self, p: float = 0.2) -> None:
        super().__init__(p)
        self.rate = p * (1 + self.size)

    def forward(self, x: Tensor) -> Tensor:
        return self.masked(x, torch.rand(*x.shape[:2]) >= self.rate)

    def masked(self, x: Tensor, kept: Tensor) -> Tensor:
        """Return what training makes of x [N, C, H, W] with the mask `kept` [N, C]."""
        if not self.training or self.p == 0:
            return x
        return x * kept[:, :, None, None].to(x.dtype) / (1 - self.p)


class CopiedNeighbours(WrongRate):
    """Gives a share of samples the mask of the sample before."""

    def forward(self, x: Tensor) -> Tensor:
        kept = torch.rand(*x.shape[:2]) >= self.p
        return self.masked(x, torch.where(torch.rand(len(x), 1) < self.size, kept.roll(1, 0), kept))


class CopiedPairs(WrongRate):
    """Gives every second channel the fate of the one before, in a share of samples."""

    def forward(self, x: Tensor) -> Tensor:
        kept = torch.rand(*x.shape[:2]) >= self.p
        even = x.shape[1] // 2 * 2
        copies = torch.rand(len(x), 1) < self.size
        kept[:, 1:even:2] = torch.where(copies, kept[:, 0:even:2], kept[:, 1:even:2])
        return self.masked(x, kept)


def real_seen(layer: type[WrongRate], size: float, build: Build) -> bool:
    """Tell whether the checks of the mask refuse a real layer with a deviation, judged as a submission is."""
    wrong = type(layer.__name__, (layer,), {"size": size})
    with one_thread():
        verdicts = judge("q3", lambda seed: Subject({"SpatialDropout": wrong}, seed), build).verdicts
    return any(verdicts[check] is not None for check in ("channels", "rate"))


@pytest.mark.parametrize(
    ("layer", "deviation", "size", "expected"),
    [
        (WrongRate, masks.rate_above, 0.002, False),
        (WrongRate, masks.rate_above, 0.08, True),
        (CopiedNeighbours, masks.neighbours_copied, 0.001, False),
        (CopiedNeighbours, masks.neighbours_copied, 0.05, True),
        (CopiedPairs, masks.all_pairs_copied, 0.005, False),
        (CopiedPairs, masks.all_pairs_copied, 0.4, True),
    ],
)
def test_real_layers_are_seen_as_simulated_ones_are(
    layer: type[WrongRate], deviation: Deviation, size: float, expected: bool
) -> None:
    """Of sizes that are far from those of the table on either side, each under one secret."""
    assert power.mask_seen(deviation, "independent")(size, 0) == expected
    assert real_seen(layer, size, drawn_build("power 0")) == expected


@pytest.mark.slow
def test_size_that_is_seen_half_of_the_time_is_so_with_real_layers() -> None:
    """At the size of the published numbers: of 24 real layers, 3 to 21 are seen, else with probability 4e-5."""
    row = next(row for row in power_page.published() if (row["name"], row["law"]) == ("rate_above", "independent"))
    seen = sum(real_seen(WrongRate, row["half"]["size"], drawn_build(f"power real {number}")) for number in range(24))
    assert 3 <= seen <= 21


def test_every_deviation_has_its_words() -> None:
    """In the page, with both cells of sizes."""
    tried = Tried(0.024, 30, 60)
    names = {deviation.__name__ for deviation, _, _ in power.MASKS}
    rows = [Row(name, "independent", Power(tried, None)) for name in sorted(names)]
    rows.append(Row("scale", "both", power.NOTHING, 1e-5))
    text = power_page.page(rows)
    assert text.count("2.4 % (30 of 60: 37% to 63%) | not seen |") == len(names)
    assert "0.001 %, always | 0.001 %, always" in text


def test_page_and_numbers_are_of_one_measurement() -> None:
    """Every size of tests/proofs/power.toml stands in docs/power.md."""
    text = power_page.PAGE.read_text(encoding="utf-8")
    for row in power_page.published():
        for key in ("half", "high"):
            if key in row:
                tried = Tried(**row[key])
                assert power_page.tried_cell(tried) in text
