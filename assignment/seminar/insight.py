"""Figures that look inside a network: edges, receptive fields, feature maps, mistakes, activations with batch norm."""

import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn.functional as F
from matplotlib.figure import Figure
from matplotlib.gridspec import GridSpecFromSubplotSpec
from matplotlib.patches import Rectangle
from torch import Tensor, nn

from .canvas import CANVAS, LABEL, SMALL, TITLE, WIDTH, describe
from .errors import SeminarError
from .images import ImageSet, normalize
from .language import class_name, text
from .pictures import hide_ticks, name_row
from .plots import COLOURS, label_axes

# Windows whose weights are made up by hand, by the name of their text.
WINDOWS = {
    "edges_vertical": ((-1, 0, 1), (-2, 0, 2), (-1, 0, 1)),
    "edges_horizontal": ((-1, -2, -1), (0, 0, 0), (1, 2, 1)),
    "edges_all": ((-1, -1, -1), (-1, 8, -1), (-1, -1, -1)),
    "edges_blur": ((1 / 9,) * 3,) * 3,
}
# The layers of the seminar's deeper network up to the end of its second block: (name, window, stride).
BLOCK = ((3, 1), (3, 1), (2, 2))
NAMES = ("conv 1", "conv 2", "pool 1", "conv 3", "conv 4", "pool 2")
FIELD_LAYERS = tuple((name, window, stride) for name, (window, stride) in zip(NAMES, 2 * BLOCK, strict=True))
CENTRE = 16  # the pixel at which the first receptive field is drawn
MOST_MAPS = 16
WORST = 8
BATCH = 500
BINS = 60


def plot_edges(image: Tensor) -> Figure:
    """Show an image uint8 [3, H, W], and what each of WINDOWS gives on its brightness, with the weights above."""
    grey = image.float().mean(dim=0) / 255  # [3, H, W] -> [H, W]
    size = (WIDTH, 3.6)
    figure, panels = plt.subplots(2, 1 + len(WINDOWS), figsize=size, height_ratios=(1, 2), **CANVAS)
    figure.suptitle(text("insight.edges"), fontsize=TITLE)
    panels[0, 0].set_axis_off()
    panels[1, 0].imshow(image.permute(1, 2, 0).numpy())
    panels[1, 0].set_xlabel(text("insight.image"), fontsize=SMALL)
    for (name, weights), (above, below) in zip(WINDOWS.items(), panels[:, 1:].T, strict=True):
        window = torch.tensor(weights, dtype=torch.float32)
        largest = float(window.abs().max())
        above.imshow(window.numpy(), cmap="PuOr_r", vmin=-largest, vmax=largest)
        for row, column in np.ndindex(3, 3):
            value = weights[row][column]
            shown = "1⁄9" if 0 < value < 1 else f"{value}".replace("-", "−")
            light = "white" if abs(value) > 0.7 * largest else "black"
            above.text(column, row, shown, ha="center", va="center", color=light, fontsize=SMALL)
        response = F.conv2d(grey.view(1, 1, *grey.shape), window.view(1, 1, 3, 3))[0, 0]
        if name != "edges_blur":
            response = response.abs()
        below.imshow(response.numpy(), cmap="gray")
        below.set_xlabel(text(f"insight.{name}"), fontsize=SMALL)
    for axes in panels.flat:
        hide_ticks(axes)
    return describe(figure, text("insight.edges_in_words"))


def plot_receptive_field(image: Tensor) -> Figure:
    """Draw on an image uint8 [3, 32, 32] what one number after each layer depends on, in two blocks of VGG."""
    figure, panels = plt.subplots(1, len(FIELD_LAYERS), figsize=(WIDTH, 2.4), **CANVAS)
    figure.suptitle(text("insight.field"), fontsize=TITLE)
    said = []
    for axes, (name, left, side) in zip(panels, receptive_fields(), strict=True):
        axes.imshow(image.permute(1, 2, 0).numpy(), alpha=0.75)
        corner = CENTRE - left - 0.5  # a pixel reaches half a unit to each side of its number
        axes.add_patch(Rectangle((corner, corner), side, side, fill=False, edgecolor=COLOURS[1], linewidth=3))
        axes.set_title(f"{name}\n{side} × {side}", fontsize=SMALL)
        said.append(f"{name}: {side} × {side}")
        hide_ticks(axes)
    return describe(figure, text("insight.field_in_words", fields=", ".join(said)))


def receptive_fields() -> list[tuple[str, int, int]]:
    """Return for each of FIELD_LAYERS its name, how far its field reaches to the left of CENTRE, and its side."""
    fields, side, left, step = [], 1, 0, 1
    for name, window, stride in FIELD_LAYERS:
        side += (window - 1) * step
        left += (window - 1) // 2 * step  # a window of 3 begins one place earlier, a pool of 2 begins at its place
        step *= stride
        fields.append((name, left, side))
    return fields


def plot_feature_maps(model: nn.Module, image: Tensor) -> Figure:
    """Show the feature maps of one image uint8 [3, H, W] after each layer of `model` that returns maps, a row a layer.

    The layers are the modules without modules in them, in the order in which they are called.
    """
    maps = feature_maps(model, image)
    if not maps:
        raise SeminarError(text("errors.no_maps"))
    count = min(MOST_MAPS, max(len(values) for _, values in maps))
    size = (WIDTH, 0.62 * (len(maps) + 1) + 0.6)
    figure, panels = plt.subplots(len(maps) + 1, count, figsize=size, **CANVAS, squeeze=False)
    figure.suptitle(text("insight.maps"), fontsize=TITLE)
    panels[0, 0].imshow(image.permute(1, 2, 0).cpu().numpy(), interpolation="nearest")
    name_row(panels[0, 0], text("insight.image"))
    for row, (name, values) in zip(panels[1:], maps, strict=True):
        low, high = float(values.min()), float(values.max())
        for axes, plane in zip(row, values, strict=False):
            axes.imshow(plane.numpy(), cmap="gray", vmin=low, vmax=max(high, low + 1e-6), interpolation="nearest")
        name_row(row[0], f"{name}\n{'×'.join(map(str, values.shape))}")
    for axes in panels.flat:
        hide_ticks(axes)
        if not axes.images:
            axes.set_axis_off()
    return describe(figure, text("insight.maps_in_words", layers=", ".join(name for name, _ in maps)))


def feature_maps(model: nn.Module, image: Tensor) -> list[tuple[str, Tensor]]:
    """Return the name of each layer that returns maps, and its maps [C, H, W] of one image uint8 [3, H, W].

    `torch.relu(x)` in a forward is no module: its maps are not seen.
    """
    kept: list[tuple[str, Tensor]] = []

    def keep(layer: nn.Module, inputs: tuple[Tensor, ...], output: object) -> None:
        if isinstance(output, Tensor) and output.dim() == 4:
            kept.append((type(layer).__name__, output[0].detach().cpu().clone()))

    _run(model, image[None], [(layer, keep) for layer in model.modules() if next(layer.children(), None) is None])
    return kept


def plot_confusion(model: nn.Module, data: ImageSet) -> Figure:
    """Show which classes of `data` a model takes for which, and the mistakes of which it is most sure."""
    probabilities = torch.cat([_probabilities(model, block) for block in data.images.split(BATCH)])
    labels, guesses = data.labels.cpu(), probabilities.argmax(dim=1)
    classes = len(data.classes)
    matrix = torch.bincount(classes * labels + guesses, minlength=classes**2).view(classes, classes)
    names = [class_name(name) for name in data.classes]

    figure = plt.figure(figsize=(WIDTH, 5.2), **CANVAS)
    grid = figure.add_gridspec(1, 2, width_ratios=(5, 4))
    axes = figure.add_subplot(grid[0])
    axes.imshow(matrix.numpy(), cmap="Blues")
    for row, column in np.ndindex(classes, classes):
        value = int(matrix[row, column])
        if value:
            colour = "white" if value > matrix.max() / 2 else "black"
            axes.text(column, row, f"{value}", ha="center", va="center", color=colour, fontsize=SMALL)
    axes.set_xticks(range(classes), names, rotation=60, ha="right", rotation_mode="anchor", fontsize=SMALL)
    axes.set_yticks(range(classes), names, fontsize=SMALL)
    axes.set_xlabel(text("insight.guessed"), fontsize=LABEL)
    axes.set_ylabel(text("insight.true"), fontsize=LABEL)
    axes.set_title(text("insight.confusion"), fontsize=TITLE)

    sure = probabilities.max(dim=1).values
    wrong = torch.nonzero(guesses != labels).flatten()
    worst = wrong[sure[wrong].argsort(descending=True)][:WORST]
    panels = GridSpecFromSubplotSpec(-(-WORST // 2), 2, grid[1])
    for place, number in enumerate(worst.tolist()):
        axes = figure.add_subplot(panels[place // 2, place % 2])
        axes.imshow(data.images[number].permute(1, 2, 0).cpu().numpy(), interpolation="nearest")
        hide_ticks(axes)
        words = text("insight.mistake", true=names[labels[number]], guessed=names[guesses[number]])
        axes.set_title(words, fontsize=SMALL - 1)
    pairs = [(int(matrix[i, j]), names[i], names[j]) for i, j in np.ndindex(classes, classes) if i != j]
    most = ", ".join(f"{true} → {guessed} {value}" for value, true, guessed in sorted(pairs, reverse=True)[:3] if value)
    return describe(figure, text("insight.confusion_in_words", wrong=len(wrong), total=len(labels), most=most))


def plot_norm_histograms(model: nn.Module, data: ImageSet, channels: int = 3) -> Figure:
    """Show how the numbers that enter and leave the first BatchNorm2d of `model` are spread, in training mode.

    Each of the first `channels` channels has its colour; the batch is the first 256 images of `data`.
    """
    layer = next((layer for layer in model.modules() if isinstance(layer, nn.BatchNorm2d)), None)
    if layer is None:
        raise SeminarError(text("errors.no_norm"))
    kept: list[Tensor] = []

    def keep(norm: nn.BatchNorm2d, inputs: tuple[Tensor, ...], output: Tensor) -> None:
        kept.extend([inputs[0].detach().cpu(), F.batch_norm(inputs[0].detach(), None, None, training=True).cpu()])

    _run(model, data.images[:256], [(layer, keep)])
    figure, panels = plt.subplots(1, 2, figsize=(WIDTH, 3.2), **CANVAS)
    titles = (text("insight.norm_before"), text("insight.norm_after"))
    for axes, values, title in zip(panels, kept, titles, strict=True):
        shown = values[:, :channels]
        for channel in range(channels):
            numbers = shown[:, channel].flatten().numpy()
            label = text("plots.channel", number=channel)
            axes.hist(
                numbers, bins=BINS, density=True, histtype="step", linewidth=2, color=COLOURS[channel], label=label
            )
        label_axes(axes, title, text("insight.value"), text("insight.density"))
    panels[0].legend(frameon=False, fontsize=SMALL)
    return describe(figure, text("insight.norm_in_words", channels=channels))


def _probabilities(model: nn.Module, images: Tensor) -> Tensor:
    """Return the probabilities [N, classes] that a model gives to images uint8."""
    return _run(model, images, []).softmax(dim=1).cpu()


def _run(model: nn.Module, images: Tensor, watched: list) -> Tensor:
    """Run a model in eval mode on images uint8 with forward hooks, then put everything back; return its logits."""
    place = next((parameter.device for parameter in model.parameters()), torch.device("cpu"))
    hooks = [layer.register_forward_hook(hook) for layer, hook in watched]
    training = model.training
    model.eval()
    try:
        with torch.no_grad():
            return model(normalize(images.to(place)))
    finally:
        for hook in hooks:
            hook.remove()
        model.train(training)
