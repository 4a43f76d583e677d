"""The figures: how many panels, titles in the set language, and refusal of what cannot be drawn."""

import numpy as np
import pytest
import torch
from matplotlib.figure import Figure
from torch import nn

from seminar import (
    Augment,
    History,
    ImageSet,
    SeminarError,
    compare_table,
    plot_activations,
    plot_augmentations,
    plot_curves,
    plot_dropout_masks,
    plot_filters,
    plot_gallery,
    use_language,
)
from seminar.language import spoken_number


def _history(label: str = "run") -> History:
    return History(label, [2.0, 1.5], [0.3, 0.5], [1.9, 1.6], [0.35, 0.45], [1.0, 3.0])


def _pixels(figure: Figure, panel: int) -> np.ndarray:
    """Return what the picture in a panel shows; NaN where it shows nothing."""
    return np.ma.filled(np.ma.asarray(figure.axes[panel].images[0].get_array()).astype(float), np.nan)


def _panels(figure: Figure) -> int:
    figure.canvas.draw()
    return sum(axes.axison for axes in figure.axes)


@pytest.mark.parametrize(
    ("language", "title", "unit"), [("ru", "Точность", "точность, %"), ("en", "Accuracy", "accuracy, %")]
)
def test_curves_have_loss_and_accuracy_with_units(language: str, title: str, unit: str) -> None:
    use_language(language)
    figure = plot_curves([_history("a"), _history("b")])
    assert _panels(figure) == 2
    assert (figure.axes[1].get_title(), figure.axes[1].get_ylabel()) == (title, unit)


def test_training_is_dashed_and_validation_solid() -> None:
    lines = plot_curves([_history()]).axes[1].lines
    assert [line.get_linestyle() for line in lines] == ["--", "-"]
    assert lines[0].get_ydata() == pytest.approx([30, 50]), "training accuracy in %"
    assert lines[1].get_ydata() == pytest.approx([35, 45]), "validation accuracy in %"


def test_runs_differ_in_marker_and_not_in_colour_alone() -> None:
    lines = plot_curves([_history(str(number)) for number in range(7)]).axes[0].lines
    looks = {(line.get_marker(), line.get_color()) for line in lines}
    assert len(looks) == 7
    assert len({marker for marker, _ in looks}) == 7


def test_reference_and_a_stopped_run_can_be_drawn() -> None:
    stopped = History("", [float("nan")], [0.1], [], [], [1.0])
    figure = plot_curves([stopped], reference=_history("reference"))
    names = [entry.get_text() for entry in figure.legends[0].get_texts()]
    assert names == ["reference", "run 1", "training, during the epoch", "validation"]


def test_gallery_has_a_row_for_each_class(easy: ImageSet) -> None:
    use_language("ru")
    figure = plot_gallery(easy, columns=4)
    assert _panels(figure) == 40
    assert figure.axes[0].get_ylabel() == "самолёт"


def test_augmentations_show_the_original_first(easy: ImageSet) -> None:
    figure = plot_augmentations(easy, Augment(), count=3, versions=4)
    assert _panels(figure) == 15
    assert np.array_equal(_pixels(figure, 0), easy.images[0].permute(1, 2, 0))


@pytest.mark.parametrize(("language", "title"), [("ru", "Фильтры в цвете: 12 из 12"), ("en", "colour: 12 of 12")])
def test_colour_filters_have_a_panel_each(language: str, title: str) -> None:
    use_language(language)
    figure = plot_filters(nn.Conv2d(3, 12, 3))
    assert _panels(figure) == 12
    assert title in figure.get_suptitle()


def test_colour_of_a_filter_is_its_weights() -> None:
    conv = nn.Conv2d(3, 2, 1)
    conv.weight.data = torch.tensor([[1.0, 0.0, -1.0], [0.5, 0.5, 0.5]]).view(2, 3, 1, 1)
    figure = plot_filters(conv)
    assert _pixels(figure, 0).flatten().tolist() == [1.0, 0.5, 0.0]
    assert _pixels(figure, 1).flatten().tolist() == [0.75, 0.75, 0.75]


@pytest.mark.parametrize(
    ("channels", "filters", "title"),
    [(3, 16, "16 of 16 filters, 3 of 3 channels"), (32, 64, "16 of 64 filters, 16 of 32 channels")],
    ids=["first layer", "deep layer"],
)
def test_any_convolution_can_be_seen_channel_by_channel(channels: int, filters: int, title: str) -> None:
    figure = plot_filters(nn.Conv2d(channels, filters, 3), single_channel=True)
    assert _panels(figure) == 1
    assert title in figure.get_suptitle()


def test_grey_tiles_are_filters_across_and_channels_down() -> None:
    conv = nn.Conv2d(2, 3, 1)
    conv.weight.data = torch.linspace(-1, 1, 6).view(3, 2, 1, 1)
    sheet = _pixels(plot_filters(conv, single_channel=True), 0)
    tiles = sheet[2::6, 2::6]  # the corner of each tile: 4 pixels and a gap of 2
    expected = (conv.weight.detach().view(3, 2).T / 2 + 0.5).numpy()
    assert np.allclose(tiles, expected), tiles


def test_colour_needs_three_channels() -> None:
    with pytest.raises(SeminarError, match="these have 16"):
        plot_filters(nn.Conv2d(16, 4, 3))


def test_only_convolutions_have_filters() -> None:
    with pytest.raises(SeminarError, match="Linear"):
        plot_filters(nn.Linear(3, 3))  # type: ignore[arg-type]  # the mistake that is tested


def test_dropout_masks_show_elements_and_planes() -> None:
    torch.manual_seed(0)
    figure = plot_dropout_masks({"Dropout": nn.Dropout, "SpatialDropout": nn.Dropout2d}, p=0.5, channels=6)
    assert _panels(figure) == 12
    shown = [_pixels(figure, panel) for panel in range(12)]
    assert all(0 < picture.mean() < 1 for picture in shown[:6]), "Dropout drops elements of each map"
    assert all(picture.mean() in (0, 1) for picture in shown[6:]), "SpatialDropout drops whole maps"


def test_dropout_that_is_still_a_stub_gets_one_line() -> None:
    class Stub(nn.Module):
        def __init__(self, p: float) -> None:
            super().__init__()

        def forward(self, x: torch.Tensor) -> None:
            """Return nothing yet."""

    with pytest.raises(SeminarError, match="SpatialDropout must return"):
        plot_dropout_masks({"SpatialDropout": Stub}, p=0.5)


def test_activation_and_its_derivative() -> None:
    figure = plot_activations({"ReLU": nn.ReLU(), "ELU": nn.ELU()})
    assert _panels(figure) == 2
    inputs, slopes = figure.axes[1].lines[0].get_data()
    assert np.array_equal(slopes, (np.asarray(inputs) > 0).astype(float)), "derivative of ReLU"
    assert len({line.get_linestyle() for line in figure.axes[0].lines[:2]}) == 2


@pytest.mark.parametrize(("language", "column"), [("ru", "секунд на эпоху"), ("en", "seconds per epoch")])
def test_table_has_one_row_for_each_run(language: str, column: str) -> None:
    use_language(language)
    table = compare_table([_history("a"), History("b", [1.0], [0.5], [], [], [1.0])])
    assert list(table.index) == ["a", "b"]
    if language == "en":
        assert list(table.iloc[0]) == [45.0, 2.0]
        assert table[column].tolist() == [2.0, 1.0]
        assert table.iloc[1].isna().tolist() == [True, False]
    else:
        assert table[column].tolist() == ["2,00", "1,00"]
        assert table.iloc[1].tolist() == ["nan", "1,00"]


def test_numbers_are_written_as_in_the_language() -> None:
    """In tables, titles and on axes."""
    assert spoken_number(0.5, 1) == "0.5"
    use_language("ru")
    assert compare_table([_history("a")]).iloc[0].tolist() == ["45,0", "2,00"]
    assert "p = 0,3" in plot_dropout_masks({"nn.Dropout": nn.Dropout}, p=0.3).get_suptitle()
    figure = plot_curves([_history()])
    figure.canvas.draw()
    ticks = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert any("," in tick for tick in ticks)
    assert not any("." in tick for tick in ticks)
