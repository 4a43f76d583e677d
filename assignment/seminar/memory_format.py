"""Whether a model does not care how its images lie in memory: then it may train in channels_last, which is faster.

A batch [N, 3, H, W] usually lies in memory channel by channel: all red values of an image, then all green ones. In
`torch.channels_last` it lies pixel by pixel; shape and values are the same. Nearly every model gives the same there;
one with a `view` of what a convolution gives, or with `as_strided`, may not, though nothing about it is wrong.
"""

import random

import numpy as np
import torch
from torch import Tensor, nn

# Relative difference of outputs and gradients that is rounding, with a near tie in max pooling that goes the other way.
ROUNDING = 0.01


def seed_everything(seed: int) -> None:
    """Seed the random numbers of torch, numpy and random.

    As torch.manual_seed does, which writes down the whole call stack for each kind of accelerator that is not in use:
    four times the time of all the rest of a small request.
    """
    torch.default_generator.manual_seed(seed)
    if torch.cuda.is_initialized():
        torch.cuda.manual_seed_all(seed)
    np.random.seed(seed)  # noqa: NPY002 - students use the legacy generator, so it is the one to seed
    random.seed(seed)


def same_in_channels_last(model: nn.Module, images: Tensor, seed: int) -> bool:
    """Return whether a training step on `images` [N, 3, H, W] and the output in eval mode are the same in both formats.

    False too where it fails. The model has been called and has gradients afterwards: take one that is not needed.
    """

    def step(memory_format: torch.memory_format) -> list[Tensor]:
        seed_everything(seed)
        model.train()
        parameters = list(nn.Module.parameters(model))
        for parameter in parameters:
            parameter.grad = None
        laid = images.contiguous(memory_format=memory_format)
        output = model(laid)
        output.square().mean().backward()
        gradients = [parameter.grad for parameter in parameters if parameter.grad is not None]
        model.eval()
        with torch.no_grad():
            return [output.detach(), model(laid), *gradients]

    try:
        usual, other = step(torch.contiguous_format), step(torch.channels_last)
        return len(usual) == len(other) and all(map(_alike, usual, other))
    except (Exception, SystemExit):
        return False


def _alike(first: Tensor, second: Tensor) -> bool:
    """Return whether two tensors differ by rounding at most; NaN is like nothing."""
    return first.shape == second.shape and bool((first - second).norm() <= ROUNDING * first.norm())
