"""The deeper network of the seminar, built of VGG blocks; the student's own ModelBaseline is not here."""

from collections.abc import Callable, Sequence

from torch import Tensor, nn


def vgg_block(
    inputs: int, outputs: int, batch_norm: bool = True, activation: Callable[[], nn.Module] = nn.ReLU
) -> nn.Sequential:
    """Return one VGG block: two 3x3 convolutions, each with its activation, then a 2x2 max pool.

    [N, inputs, H, W] -> [N, outputs, H / 2, W / 2]. With `batch_norm`, BatchNorm2d stands after each convolution.
    Source: Simonyan and Zisserman, 2014, https://arxiv.org/abs/1409.1556
    """
    layers: list[nn.Module] = []
    for channels in (inputs, outputs):
        layers.append(nn.Conv2d(channels, outputs, kernel_size=3, padding=1))
        if batch_norm:
            layers.append(nn.BatchNorm2d(outputs))
        layers.append(activation())
    layers.append(nn.MaxPool2d(kernel_size=2, stride=2))
    return nn.Sequential(*layers)


class DeepVGG(nn.Module):
    """Three VGG blocks and two fully connected layers: images [N, 3, 32, 32] -> logits [N, classes].

    block 1: [N,  3, 32, 32] -> [N, 16, 16, 16]
    block 2: [N, 16, 16, 16] -> [N, 32,  8,  8]
    block 3: [N, 32,  8,  8] -> [N, 64,  4,  4]
    flatten: [N, 64,  4,  4] -> [N, 1024]
    head:    [N, 1024] -> [N, 128] -> [N, classes]

    `dropout` is a class or function p -> module, and each block is followed by a module of its own with its own p from
    `rates`: `DeepVGG(dropout=nn.Dropout)`, `DeepVGG(dropout=SpatialDropout)`; None means no dropout.
    `head_dropout` is the p of an ordinary nn.Dropout before the last layer; 0 means none. With `head_norm`, BatchNorm1d
    stands between the first fully connected layer and its activation.
    There are at least two blocks: the network with one is the task.
    """

    def __init__(
        self,
        widths: Sequence[int] = (16, 32, 64),
        batch_norm: bool = True,
        activation: Callable[[], nn.Module] = nn.ReLU,
        dropout: Callable[[float], nn.Module] | None = None,
        rates: Sequence[float] = (0.2, 0.3, 0.4),
        head_dropout: float = 0.0,
        head_norm: bool = False,
        classes: int = 10,
    ) -> None:
        super().__init__()
        widths = tuple(widths)
        if len(widths) < 2:
            raise ValueError(f"widths must have one number for each of at least two blocks, got {widths}")
        if dropout is not None and len(rates) != len(widths):
            raise ValueError(f"rates must have one p for each of the {len(widths)} blocks, got {tuple(rates)}")

        layers: list[nn.Module] = []
        channels = 3
        for index, width in enumerate(widths):
            layers.append(vgg_block(channels, width, batch_norm, activation))
            if dropout is not None:
                layers.append(dropout(rates[index]))
            channels = width
        self.features = nn.Sequential(*layers)

        # Every block halves the side of the image: 32 -> 16 -> 8 -> 4 for three blocks.
        side = 32 // 2 ** len(widths)
        head: list[nn.Module] = [nn.Flatten(), nn.Linear(channels * side * side, 128)]
        if head_norm:
            head.append(nn.BatchNorm1d(128))
        head.append(activation())
        if head_dropout > 0:
            head.append(nn.Dropout(head_dropout))
        head.append(nn.Linear(128, classes))
        self.head = nn.Sequential(*head)

    def forward(self, images: Tensor) -> Tensor:
        """Return logits [N, classes] for normalised images [N, 3, 32, 32]."""
        features = self.features(images)  # [N, 3, 32, 32] -> [N, 64, 4, 4]
        return self.head(features)  # [N, 64, 4, 4] -> [N, 10]


def seminar_vgg() -> nn.Sequential:
    """Return the seminar's network in one nn.Sequential: the blocks of DeepVGG and a head with BatchNorm1d.

    [N, 3, 32, 32] -> logits [N, 10]. Three blocks of 16, 32 and 64 channels, each convolution with its BatchNorm2d; in
    the head Linear, BatchNorm1d, ReLU, Dropout(0.5), Linear. 27 layers.
    """
    network = DeepVGG(head_dropout=0.5, head_norm=True)
    return nn.Sequential(*(layer for block in network.features for layer in block.children()), *network.head)
