"""The seminar's library: data, training, networks and figures for the notebooks on convolutional networks.

Everything that a notebook needs is imported from here: `from seminar import load_small, fit, plot_curves`.
"""

from .activations import dead_share
from .augment import Augment
from .data import CIFAR_MEAN, CIFAR_STD, CLASSES, ImageSet, load_cifar10, load_folder, load_small, normalize
from .errors import SeminarError
from .experiments.results import measured_filters, read_results
from .experiments.show import show_results
from .language import class_name, text, use_language
from .models import DeepVGG, vgg_block
from .plots import (
    compare_table,
    plot_activations,
    plot_augmentations,
    plot_curves,
    plot_dropout_masks,
    plot_filters,
    plot_gallery,
)
from .settings import device, epochs, quick, written
from .training import History, evaluate, fit
from .widgets import explore_augmentations, explore_dropout, explore_filters

__all__ = [
    "CIFAR_MEAN",
    "CIFAR_STD",
    "CLASSES",
    "Augment",
    "DeepVGG",
    "History",
    "ImageSet",
    "SeminarError",
    "class_name",
    "compare_table",
    "dead_share",
    "device",
    "epochs",
    "evaluate",
    "explore_augmentations",
    "explore_dropout",
    "explore_filters",
    "fit",
    "load_cifar10",
    "load_folder",
    "load_small",
    "measured_filters",
    "normalize",
    "plot_activations",
    "plot_augmentations",
    "plot_curves",
    "plot_dropout_masks",
    "plot_filters",
    "plot_gallery",
    "quick",
    "read_results",
    "show_results",
    "text",
    "use_language",
    "vgg_block",
    "written",
]
