"""What stands at the start, at the end or in the place of the pooling of a wrong network, by the name in messages."""

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor

Function = Callable[[Tensor], Tensor]

CIFAR_MEAN, CIFAR_STD = (0.4914, 0.4822, 0.4465), (0.247, 0.243, 0.261)
LUMA = (0.299, 0.587, 0.114)  # of red, green and blue in a grey image: ITU-R BT.601

STARTS: dict[str, Function] = {
    "x / 255": lambda x: x / 255,
    "relu": torch.relu,
    "2 * x - 1": lambda x: 2 * x - 1,
    "(x - 0.5) / 0.5": lambda x: (x - 0.5) / 0.5,
    "(x - CIFAR_MEAN) / CIFAR_STD": lambda x: (x - _channels(x, CIFAR_MEAN)) / _channels(x, CIFAR_STD),
    "(x - x.mean()) / x.std()": lambda x: (x - x.mean()) / x.std(),
    "(x - x.mean((0, 2, 3))) / x.std((0, 2, 3))": lambda x: _standard(x, (0, 2, 3)),
    "(x - x.mean((1, 2, 3))) / x.std((1, 2, 3))": lambda x: _standard(x, (1, 2, 3)),
    "(x - x.mean((2, 3))) / x.std((2, 3))": lambda x: _standard(x, (2, 3)),
    "x - x.mean()": lambda x: x - x.mean(),
    "x - x.mean(0)": lambda x: x - x.mean(0),
    "x - x.mean((1, 2, 3))": lambda x: x - x.mean((1, 2, 3), keepdim=True),
    "x.clamp(0, 1)": lambda x: x.clamp(0, 1),
    "x.abs()": torch.abs,
    "-x": torch.neg,
    "x.sigmoid()": torch.sigmoid,
    "x.tanh()": torch.tanh,
    "F.normalize(x)": F.normalize,
    "x.transpose(2, 3)": lambda x: x.transpose(2, 3),
    "x.flip(1)": lambda x: x.flip(1),
    "x.flip(2)": lambda x: x.flip(2),
    "x.flip(3)": lambda x: x.flip(3),
    "x.rot90(1, (2, 3))": lambda x: x.rot90(1, (2, 3)),
    "x.mean(1, keepdim=True).expand_as(x)": lambda x: x.mean(1, keepdim=True).expand_as(x),
    "0.299 * R + 0.587 * G + 0.114 * B": lambda x: (x * _channels(x, LUMA)).sum(1, keepdim=True).expand_as(x),
    "x.permute(0, 2, 3, 1).reshape(x.shape)": lambda x: x.permute(0, 2, 3, 1).reshape(x.shape),
}

ENDS: dict[str, Function] = {
    "softmax": lambda z: z.softmax(1),
    "log_softmax": lambda z: z.log_softmax(1),
    "sigmoid": torch.sigmoid,
    "softmax over the batch": lambda z: z.softmax(0),
    "log_softmax over the batch": lambda z: z.log_softmax(0),
    "z - z.mean(0)": lambda z: z - z.mean(0),
    "(z - z.mean(0)) / z.std(0)": lambda z: (z - z.mean(0)) / z.std(0),
    "z - z.max(0)": lambda z: z - z.amax(0),
    "relu": torch.relu,
    "tanh": torch.tanh,
    "exp": torch.exp,
    "softplus": F.softplus,
    "logsigmoid": F.logsigmoid,
    "abs": torch.abs,
    "softmin": lambda z: z.neg().softmax(1),
    "F.normalize(z)": F.normalize,
    "z - z.mean(1)": lambda z: z - z.mean(1, keepdim=True),
    "(z - z.mean(1)) / z.std(1)": lambda z: _standard(z, (1,)),
    "layer_norm": lambda z: F.layer_norm(z, z.shape[1:]),
    "z - z.max(1)": lambda z: z - z.amax(1, keepdim=True),
    "log(softmax + 1e-8)": lambda z: (z.softmax(1) + 1e-8).log(),
    "z.clamp(0, 1)": lambda z: z.clamp(0, 1),
    "z.clamp(-1, 1)": lambda z: z.clamp(-1, 1),
    "z.flip(1)": lambda z: z.flip(1),
    "z.sort(1)": lambda z: z.sort(1).values,
    "z.sort(1, descending=True)": lambda z: z.sort(1, descending=True).values,
    "one_hot(argmax)": lambda z: F.one_hot(z.argmax(1), z.shape[1]).double(),
}

# These see the whole batch; all others take each image by itself.
BATCH_STARTS = frozenset(name for name in STARTS if ".mean()" in name or ".mean(0)" in name or ".mean((0" in name)
BATCH_ENDS = frozenset(name for name in ENDS if "batch" in name or "(0)" in name)

POOLS: dict[str, Function] = {
    "max": lambda x: F.max_pool2d(x, 2, 2),
    "avg": lambda x: F.avg_pool2d(x, 2, 2),
    "sum": lambda x: F.avg_pool2d(x, 2, 2) * 4,
    "min": lambda x: -F.max_pool2d(-x, 2, 2),
    "stride": lambda x: x[:, :, ::2, ::2],
    "max3": lambda x: F.max_pool2d(x, 3, 2, 1),
    "max3 without padding": lambda x: F.max_pool2d(x, 3, 2),
    "max3 by 3": lambda x: F.max_pool2d(x, 3, 3),
    "max4": lambda x: F.max_pool2d(x, 4, 2, 1),
    "max4 by 4": lambda x: F.max_pool2d(x, 4, 4),
    "max twice": lambda x: F.max_pool2d(F.max_pool2d(x, 2, 2), 2, 2),
    "max by 1": lambda x: F.max_pool2d(x, 2, 1),
    "global avg": lambda x: x.mean((2, 3), keepdim=True),
    "global max": lambda x: x.amax((2, 3), keepdim=True),
    "first half": lambda x: x[:, :, :16, :16],
    "1x4": lambda x: F.max_pool2d(x, (1, 4)),
    "4x1": lambda x: F.max_pool2d(x, (4, 1)),
    "LPPool2d(2, 2)": lambda x: F.lp_pool2d(x, 2, 2),
    "x.unflatten(1, (4, 4)).amax(2)": lambda x: x.unflatten(1, (4, 4)).amax(2),
    "x.unflatten(1, (4, 4)).amax(1)": lambda x: x.unflatten(1, (4, 4)).amax(1),
    "adaptive max": lambda x: F.adaptive_max_pool2d(x, 16),
    "none": lambda x: x,
}


def _standard(x: Tensor, axes: tuple[int, ...]) -> Tensor:
    return (x - x.mean(axes, keepdim=True)) / x.std(axes, keepdim=True)


def _channels(x: Tensor, values: tuple[float, ...]) -> Tensor:
    return torch.tensor(values, dtype=x.dtype).reshape(1, -1, 1, 1)
