"""The deeper VGG: its shapes, and what stands after each block."""

import pytest
import torch
from torch import Tensor, nn

from seminar import DeepVGG, vgg_block


class SpatialDropout(nn.Module):
    """Stands for the student's class: it only remembers its p."""

    def __init__(self, p: float = 0.2) -> None:
        super().__init__()
        self.p = p

    def forward(self, x: Tensor) -> Tensor:
        return x


def test_block_halves_the_side() -> None:
    assert vgg_block(3, 16)(torch.zeros(2, 3, 32, 32)).shape == (2, 16, 16, 16)


@pytest.mark.parametrize("dropout", [None, nn.Dropout, SpatialDropout])
@pytest.mark.parametrize("batch_norm", [True, False])
def test_logits_have_one_number_for_each_class(dropout: type[nn.Module] | None, batch_norm: bool) -> None:
    model = DeepVGG(batch_norm=batch_norm, dropout=dropout, classes=7)
    assert model(torch.zeros(2, 3, 32, 32)).shape == (2, 7)
    norms = sum(isinstance(module, nn.BatchNorm2d) for module in model.modules())
    assert norms == (6 if batch_norm else 0)


def test_blocks_have_the_shapes_of_the_docstring() -> None:
    shapes = []
    x = torch.zeros(2, 3, 32, 32)
    for block in DeepVGG().features:
        x = block(x)
        shapes.append(tuple(x.shape[1:]))
    assert shapes == [(16, 16, 16), (32, 8, 8), (64, 4, 4)]


def test_no_widths_make_the_network_of_the_task() -> None:
    """Whatever they say of how many they are: one block is the task."""

    class Two(tuple[int, ...]):
        lengths = iter((2, 1, 1))

        def __len__(self) -> int:
            return next(self.lengths)

    with pytest.raises(ValueError, match="at least two blocks"):
        DeepVGG(widths=Two([16]), batch_norm=False)


@pytest.mark.parametrize("dropout", [nn.Dropout, SpatialDropout])
def test_each_block_is_followed_by_its_own_rate(dropout: type[nn.Module]) -> None:
    features = DeepVGG(dropout=dropout, rates=(0.1, 0.2, 0.3)).features
    assert [type(module) for module in features] == [nn.Sequential, dropout] * 3
    assert [module.p for module in features if isinstance(module, dropout)] == [0.1, 0.2, 0.3]


def test_rates_must_fit_the_blocks() -> None:
    with pytest.raises(ValueError, match="3 blocks"):
        DeepVGG(dropout=nn.Dropout, rates=(0.1, 0.2))


@pytest.mark.parametrize("widths", [(), (16,)])
def test_there_are_at_least_two_blocks(widths: tuple[int, ...]) -> None:
    """With one block and without batch norm it would be the network that the task asks for."""
    with pytest.raises(ValueError, match="at least two blocks"):
        DeepVGG(widths=widths, batch_norm=False)


def test_head_dropout_stands_before_the_last_layer() -> None:
    head = DeepVGG(head_dropout=0.5).head
    assert isinstance(head[-2], nn.Dropout)
    assert head[-2].p == 0.5


def test_activation_replaces_every_relu() -> None:
    modules = list(DeepVGG(activation=nn.ELU).modules())
    assert sum(isinstance(module, nn.ELU) for module in modules) == 7
    assert not any(isinstance(module, nn.ReLU) for module in modules)
