"""Figures made of small pictures: images of a set, augmented versions, filters of a convolution, dropout masks."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from torch import Tensor, nn

from .canvas import CANVAS, LABEL, SMALL, TITLE, WIDTH, describe
from .errors import SeminarError
from .images import ImageSet
from .language import class_name, text

# More would be too small to see at the width of a notebook.
MOST_COLOUR_FILTERS = 32
MOST_GREY_FILTERS = 16
MOST_GREY_CHANNELS = 16

GAP_COLOUR = "#C6DCEC"  # neither grey, black nor white
ORIGINAL_COLOUR = "#0072B2"  # the frame around originals
KEPT_COLOUR, DROPPED_COLOUR = "#56B4E9", "#1A1A1A"  # one light, one dark: they differ in grey print too


def plot_gallery(data: ImageSet, columns: int = 10) -> Figure:
    """Show the first images of each class, one class in each row."""
    rows = len(data.classes)
    figure, panels = plt.subplots(rows, columns, figsize=(WIDTH, 0.78 * rows + 0.5), **CANVAS, squeeze=False)
    figure.suptitle(text("plots.gallery"), fontsize=TITLE)
    for row, name in enumerate(data.classes):
        chosen = torch.nonzero(data.labels == row).flatten()[:columns]
        for column in range(columns):
            hide_ticks(panels[row, column], frame=False)
            if column < len(chosen):
                _draw_image(panels[row, column], data.images[chosen[column]])
        name_row(panels[row, 0], class_name(name))
    names = ", ".join(class_name(name) for name in data.classes)
    return describe(figure, text("plots.gallery_in_words", names=names))


def plot_augmentations(
    data: ImageSet, augment: Callable[[Tensor], Tensor], count: int = 5, versions: int = 7
) -> Figure:
    """Show `count` images, one in each row: the original on the left, then `versions` random changes of it."""
    count = min(count, len(data))
    figure, panels = plt.subplots(count, versions + 1, figsize=(WIDTH, 1.0 * count + 0.8), **CANVAS, squeeze=False)
    figure.suptitle(text("plots.augmentations"), fontsize=TITLE)
    names: list[str] = []
    for row in range(count):
        original = data.images[row]
        changed = augment(original.repeat(versions, 1, 1, 1))  # [3, H, W] -> [versions, 3, H, W]
        for column, image in enumerate([original, *changed]):
            _draw_image(panels[row, column], image)
            hide_ticks(panels[row, column], frame=column == 0)
        panels[row, 0].spines[:].set(color=ORIGINAL_COLOUR, linewidth=3)
        names.append(class_name(data.classes[int(data.labels[row])]))
        name_row(panels[row, 0], names[-1])
    panels[0, 0].set_title(text("plots.original"), fontsize=SMALL, color=ORIGINAL_COLOUR, weight="bold")
    panels[0, 1 + versions // 2].set_title(text("plots.augmented"), fontsize=SMALL)
    return describe(figure, text("plots.augmentations_in_words", versions=versions, names=", ".join(names)))


def plot_filters(
    conv: nn.Conv2d, single_channel: bool = False, trained: bool | None = None, scale: float | None = None
) -> Figure:
    """Show the filters of a convolution with weights [filters, channels, height, width].

    single_channel=False: each filter as one colour picture; only for a layer with 3 input channels.
    single_channel=True: each channel of each filter in grey, one filter in each column; for any layer.
    trained: whether the title says "after training" or "before training"; None says neither.
    scale: the weight that is shown as white, or its colour as brightest; without it, the largest of the layer.
    All pictures share one scale. Large layers are cut to what can be seen, and the title says so.
    Raises SeminarError for anything but a convolution, or for colour without 3 input channels.
    """
    if not isinstance(conv, nn.Conv2d):
        raise SeminarError(text("errors.not_conv", got=type(conv).__name__))
    weights = conv.weight.detach().cpu().float()
    filters, channels = weights.shape[:2]
    if not single_channel and channels != 3:
        raise SeminarError(text("errors.not_rgb", channels=channels))

    # 0.5 is a weight of 0, so that signs can be seen: [-scale, scale] -> [0, 1]
    scale = max(scale or largest_weight(conv), 1e-12)
    shades = (weights / (2 * scale) + 0.5).clamp(0, 1)
    if single_channel:
        figure = _plot_grey_filters(shades[:MOST_GREY_FILTERS, :MOST_GREY_CHANNELS], (filters, channels), scale)
    else:
        figure = _plot_colour_filters(shades[:MOST_COLOUR_FILTERS], filters, scale)
    if trained is not None:
        when = text("plots.after") if trained else text("plots.before")
        figure.suptitle(f"{figure.get_suptitle()} — {when}", fontsize=TITLE)
    return figure


def largest_weight(conv: nn.Conv2d) -> float:
    """Return how far the weights of a convolution are from 0 at most."""
    return float(conv.weight.detach().abs().max())


def _plot_colour_filters(shades: Tensor, total: int, scale: float) -> Figure:
    """Draw filters [F, 3, h, w] with values in [0, 1] as colour pictures, eight in each row."""
    columns = 8
    rows = -(-len(shades) // columns)
    figure, panels = plt.subplots(rows, columns, figsize=(WIDTH, 1.25 * rows + 0.9), **CANVAS, squeeze=False)
    figure.suptitle(text("plots.filters_colour", shown=len(shades), total=total), fontsize=TITLE)
    figure.supxlabel(text("plots.filters_colour_note", scale=scale), fontsize=SMALL)
    for index, axes in enumerate(panels.flat):
        if index < len(shades):
            axes.imshow(shades[index].permute(1, 2, 0).numpy())  # [3, h, w] -> [h, w, 3]
            axes.set_title(f"{index}", fontsize=SMALL, pad=2)
            hide_ticks(axes)
        else:
            axes.set_axis_off()
    return figure


def _plot_grey_filters(shades: Tensor, total: tuple[int, int], scale: float) -> Figure:
    """Draw filters [F, C, h, w] with values in [0, 1] as one sheet: filters across, channels down.

    `total` is the number of filters and channels that the layer has.
    """
    # One sheet instead of many small axes, which would take seconds to draw. Each weight is a square of 4 x 4 pixels,
    # and 2 pixels are left free between the tiles.
    squares = shades.repeat_interleave(4, dim=2).repeat_interleave(4, dim=3)
    filters, channels, height, width = squares.shape
    height, width = height + 2, width + 2
    sheet = np.full((channels * height + 2, filters * width + 2), np.nan)
    for column in range(filters):
        for row in range(channels):
            top, left = row * height + 2, column * width + 2
            sheet[top : top + height - 2, left : left + width - 2] = squares[column, row].numpy()

    tile = 6.5 / max(filters, channels)  # inches: the sheet fits on a screen
    figure, axes = plt.subplots(figsize=(max(tile * filters + 1, 6), tile * channels + 1.5), **CANVAS)
    colours = plt.get_cmap("gray").with_extremes(bad=GAP_COLOUR)
    axes.imshow(sheet, cmap=colours, vmin=0, vmax=1, interpolation="nearest")

    names = [f"{index}" for index in range(channels)]
    if total[1] == 3:
        names = [text("plots.red"), text("plots.green"), text("plots.blue")]
    axes.set_xticks([(index + 0.5) * width + 0.5 for index in range(filters)], [f"{i}" for i in range(filters)])
    axes.set_yticks([(index + 0.5) * height + 0.5 for index in range(channels)], names)
    axes.tick_params(length=0, labelsize=SMALL)
    axes.spines[:].set_visible(False)
    axes.set_xlabel(text("plots.filter"), fontsize=LABEL)
    axes.set_ylabel(text("plots.input_channel"), fontsize=LABEL)
    title = text("plots.filters_grey", shown=filters, total=total[0], shown_channels=channels, channels=total[1])
    figure.suptitle(title, fontsize=TITLE)
    figure.supxlabel(text("plots.filters_grey_note", scale=scale), fontsize=SMALL)
    return figure


def plot_dropout_masks(
    factories: dict[str, Callable[[float], nn.Module]], p: float = 0.25, channels: int = 8, side: int = 10
) -> Figure:
    """Show what each kind of dropout does to `channels` feature maps of ones, one kind in each row of pictures.

    `plot_dropout_masks({"Dropout": nn.Dropout, "SpatialDropout": SpatialDropout}, p=0.25)`
    """
    rows = len(factories)
    figure, panels = plt.subplots(rows, channels, figsize=(WIDTH, 1.0 * rows + 1.3), **CANVAS, squeeze=False)
    figure.suptitle(text("plots.masks", channels=channels, p=p), fontsize=TITLE)
    colours = ListedColormap([DROPPED_COLOUR, KEPT_COLOUR])
    sentences = [figure.get_suptitle() + "."]
    for row, (name, factory) in enumerate(factories.items()):
        ones = torch.ones(1, channels, side, side)
        with torch.no_grad():
            output = factory(p).train()(ones)
        if not isinstance(output, Tensor) or output.shape != ones.shape:
            got = list(output.shape) if isinstance(output, Tensor) else type(output).__name__
            raise SeminarError(text("errors.mask_shape", name=name, got=got))
        kept = output[0] != 0  # [1, C, H, W] -> [C, H, W]
        for axes, picture in zip(panels[row], kept, strict=True):
            axes.imshow(picture.float().numpy(), cmap=colours, vmin=0, vmax=1)
            hide_ticks(axes)
        share = 100 * float((~kept).float().mean())
        whole = int((~kept).flatten(1).all(dim=1).sum())
        name_row(panels[row, 0], text("plots.mask_row", name=name, share=share))
        sentences.append(text("plots.masks_in_words", name=name, share=share, whole=whole, channels=channels))
    for number, axes in enumerate(panels[0]):
        axes.set_title(text("plots.channel", number=number), fontsize=SMALL)
    legend = [
        Patch(facecolor=KEPT_COLOUR, edgecolor="black", label=text("plots.kept")),
        Patch(facecolor=DROPPED_COLOUR, edgecolor="black", label=text("plots.dropped")),
    ]
    figure.legend(handles=legend, loc="outside lower center", ncols=2, frameon=False, fontsize=SMALL)
    return describe(figure, " ".join(sentences))


def _draw_image(axes: Axes, image: Tensor) -> None:
    """Draw an image [3, H, W] with sharp pixels, which also take less than half of a file."""
    axes.imshow(image.permute(1, 2, 0).cpu().numpy(), interpolation="nearest")  # [3, H, W] -> [H, W, 3]


def name_row(axes: Axes, name: str) -> None:
    """Write the name of a row to the left of its first picture."""
    axes.set_ylabel(name, rotation=0, ha="right", va="center", fontsize=SMALL)


def hide_ticks(axes: Axes, frame: bool = True) -> None:
    """Take away the ticks, and the frame unless it is wanted."""
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[:].set_visible(frame)
