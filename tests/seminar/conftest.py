"""Small synthetic sets, quiet figures and a known language for the tests of the seminar's library."""

from collections.abc import Iterator

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import pytest
import torch

from seminar import ImageSet, use_language
from tests.course import ASSIGNMENT


@pytest.fixture(autouse=True)
def _english_and_no_open_figures() -> Iterator[None]:
    """Start every test in English, and close the figures that it drew."""
    use_language("en")
    yield
    use_language("en")
    plt.close("all")


@pytest.fixture(scope="module")
def students_path() -> Iterator[None]:
    """Let processes that a test starts find the library, as a notebook beside it does: it is nowhere installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ASSIGNMENT))
        yield


@pytest.fixture
def images() -> torch.Tensor:
    """Return 24 random images uint8 [24, 3, 32, 32]."""
    return torch.randint(0, 256, (24, 3, 32, 32), dtype=torch.uint8, generator=torch.Generator().manual_seed(0))


@pytest.fixture
def easy() -> ImageSet:
    """Return 80 images of ten classes that differ in their brightness: any network can learn them."""
    generator = torch.Generator().manual_seed(1)
    labels = torch.arange(80) % 10
    noise = torch.randint(0, 8, (80, 3, 32, 32), generator=generator)
    return ImageSet((25 * labels.view(-1, 1, 1, 1) + noise).to(torch.uint8), labels)
