"""The figures that look inside a network show what they say, and leave the network as it was."""

import numpy as np
import pytest
import torch
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from torch import Tensor, nn

from seminar import (
    ImageSet,
    SeminarError,
    plot_confusion,
    plot_edges,
    plot_feature_maps,
    plot_norm_histograms,
    plot_receptive_field,
    use_language,
)
from seminar.canvas import NotebookFigure
from seminar.insight import CENTRE, feature_maps, receptive_fields


class Brightness(nn.Module):
    """Says which of ten brightnesses an image has, as the set `easy` asks; but it takes the last for the first."""

    def forward(self, images: Tensor) -> Tensor:
        brightness = (images.mean(dim=(1, 2, 3)) - images.mean(dim=(1, 2, 3)).min()) / 0.4
        guessed = brightness.round().long().clamp(0, 9) % 9
        return 5.0 * nn.functional.one_hot(guessed, 10).float()


@pytest.fixture
def network() -> nn.Sequential:
    """A small network with maps, batch norm and a head, in training mode."""
    torch.manual_seed(0)
    layers = [nn.Conv2d(3, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()]
    return nn.Sequential(*layers, nn.Linear(4 * 16 * 16, 10))


def words(figure: Figure) -> str:
    """Return what a screen reader says."""
    assert isinstance(figure, NotebookFigure)
    return figure.words()


def test_window_of_edges_is_blind_to_a_plain_image() -> None:
    """But not to the border of two colours."""
    image = torch.full((3, 32, 32), 90, dtype=torch.uint8)
    image[:, :, 16:] = 200
    responses = [np.asarray(axes.images[0].get_array()) for axes in plot_edges(image).axes[6:10]]
    vertical, horizontal, both, blur = responses
    assert vertical[:, 15].min() > 1
    assert np.delete(vertical, [14, 15], axis=1).max() < 1e-5
    assert horizontal.max() < 1e-5
    assert both[:, 15].min() > 1
    assert blur.min() == pytest.approx(90 / 255, abs=1e-5)


def test_receptive_field_is_what_a_number_depends_on() -> None:
    """By gradients of a network of the same layers."""
    layers: list[nn.Module] = []
    channels = 1
    for name, left, side in receptive_fields():
        layers.append(nn.MaxPool2d(2) if "pool" in name else nn.Conv2d(channels, 1, 3, padding=1))
        torch.nn.init.ones_(layers[-1].weight) if isinstance(layers[-1], nn.Conv2d) else None
        # The largest of four reaches one pixel of one field only: the mean depends on all.
        averaged = [nn.AvgPool2d(2) if isinstance(layer, nn.MaxPool2d) else layer for layer in layers]
        image = torch.rand(1, 1, 32, 32, requires_grad=True)
        output = nn.Sequential(*averaged)(image)
        step = 32 // output.shape[-1]
        output[0, 0, CENTRE // step, CENTRE // step].backward()
        assert image.grad is not None
        reached = torch.nonzero(image.grad[0, 0].sum(dim=0)).flatten()
        assert (int(reached[0]), len(reached)) == (CENTRE - left, side), name


def test_receptive_fields_are_drawn_and_told() -> None:
    figure = plot_receptive_field(torch.zeros(3, 32, 32, dtype=torch.uint8))
    squares = [patch for axes in figure.axes for patch in axes.patches if isinstance(patch, Rectangle)]
    assert [square.get_width() for square in squares] == [3, 5, 6, 10, 14, 16]
    assert "pool 2: 16 × 16" in words(figure)


def test_feature_maps_are_those_of_each_layer(network: nn.Sequential, images: Tensor) -> None:
    """Of layers that return maps; mode and batch norm's statistics stay as they were."""
    found = feature_maps(network, images[0])
    assert [(name, tuple(maps.shape)) for name, maps in found] == [
        ("Conv2d", (4, 32, 32)),
        ("BatchNorm2d", (4, 32, 32)),
        ("ReLU", (4, 32, 32)),
        ("MaxPool2d", (4, 16, 16)),
    ]
    assert torch.equal(found[2][1], found[1][1].relu())
    assert network.training
    assert int(network.state_dict()["1.num_batches_tracked"]) == 0
    assert "ReLU" in words(plot_feature_maps(network, images[0]))


def test_network_without_maps_is_told(images: Tensor) -> None:
    with pytest.raises(SeminarError, match="feature maps"):
        plot_feature_maps(nn.Sequential(nn.Flatten(), nn.Linear(3072, 10)), images[0])
    with pytest.raises(SeminarError, match="BatchNorm2d"):
        plot_norm_histograms(nn.Flatten(), ImageSet(images, torch.zeros(24, dtype=torch.int64)))


def test_confusion_counts_and_shows_mistakes(easy: ImageSet) -> None:
    """Rows are the truth; all trucks are taken for airplanes, and nothing else is mixed up."""
    figure = plot_confusion(Brightness(), easy)
    matrix = np.asarray(figure.axes[0].images[0].get_array())
    assert matrix.sum() == len(easy)
    assert matrix[9, 0] == 8
    assert "truck → airplane 8" in words(figure)
    assert figure.axes[1].get_title() == "truck\n→ airplane"


@pytest.mark.parametrize("language", ["ru", "en"])
def test_histograms_after_batch_norm_have_mean_0_and_deviation_1(
    network: nn.Sequential, images: Tensor, language: str
) -> None:
    use_language(language)
    figure = plot_norm_histograms(network, ImageSet(images, torch.zeros(24, dtype=torch.int64)))
    for patch in figure.axes[1].patches:
        corners = np.asarray(patch.get_path().vertices)[1:-1]
        middles, heights = (corners[0::2, 0] + corners[1::2, 0]) / 2, corners[0::2, 1]
        assert len(middles) == len(heights)
        mean = (middles * heights).sum() / heights.sum()
        assert mean == pytest.approx(0, abs=0.1)
        assert ((middles - mean) ** 2 * heights).sum() / heights.sum() == pytest.approx(1, abs=0.15)
