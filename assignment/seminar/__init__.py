"""The seminar's library: data, training, networks and figures for the notebooks on convolutional networks.

Everything that a notebook needs is imported from here: `from seminar import load_small, fit, plot_curves`.
"""

from .activations import dead_share, dead_units
from .augment import Augment
from .data import CIFAR_MEAN, CIFAR_STD, CLASSES, ImageSet, load_cifar10, load_folder, load_small, normalize
from .errors import SeminarError
from .exercises.augmentation import check_augmentation
from .exercises.done import show_progress
from .exercises.loaders import check_loaders
from .exercises.loop import check_loop
from .exercises.repair import check_repair
from .exercises.shapes import check_shapes
from .exercises.vgg import check_dropout, check_vgg
from .experiments.results import measured_filters, read_results
from .experiments.show import show_results, show_tuning
from .insight import plot_confusion, plot_edges, plot_feature_maps, plot_norm_histograms, plot_receptive_field
from .language import class_name, text, use_language
from .models import DeepVGG, seminar_vgg, vgg_block
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
    "check_augmentation",
    "check_dropout",
    "check_loaders",
    "check_loop",
    "check_repair",
    "check_shapes",
    "check_vgg",
    "class_name",
    "compare_table",
    "dead_share",
    "dead_units",
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
    "plot_confusion",
    "plot_curves",
    "plot_dropout_masks",
    "plot_edges",
    "plot_feature_maps",
    "plot_filters",
    "plot_gallery",
    "plot_norm_histograms",
    "plot_receptive_field",
    "quick",
    "read_results",
    "seminar_vgg",
    "show_progress",
    "show_results",
    "show_tuning",
    "text",
    "use_language",
    "vgg_block",
    "written",
]
