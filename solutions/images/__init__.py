"""The drawn, CIFAR-10-like data set: `draw(count, seed)` makes fresh labelled pictures, `CLASSES` names the labels."""

from .drawing import draw
from .silhouettes import CLASSES

__all__ = ["CLASSES", "draw"]
