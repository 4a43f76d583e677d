"""The seminar's library: data, training, networks and figures for the notebooks on convolutional networks.

Everything that a notebook needs is imported from here: `from seminar import load_small, fit, plot_curves`.
"""

from .activations import dead_share
from .augment import Augment
from .data import CIFAR_MEAN, CIFAR_STD, CLASSES, ImageSet, load_cifar10, load_folder, load_small, normalize
from .errors import SeminarError
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
    "fit",
    "load_cifar10",
    "load_folder",
    "load_small",
    "normalize",
    "plot_activations",
    "plot_augmentations",
    "plot_curves",
    "plot_dropout_masks",
    "plot_filters",
    "plot_gallery",
    "quick",
    "text",
    "use_language",
    "vgg_block",
    "written",
]
