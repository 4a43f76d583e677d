"""The exercises on the deeper network and on dropout in it: right answers pass, each known mistake is named."""

from collections.abc import Callable
from typing import Any, cast

import pytest
import torch
from torch import nn

from seminar import check_dropout, check_vgg, seminar_vgg
from seminar.exercises.vgg import dropout_mistake, vgg_mistake

Layers = list[nn.Module]


def block(inputs: int, outputs: int, **convolution: Any) -> Layers:
    """Return the seven layers of a block."""
    layers: Layers = []
    for channels in (inputs, outputs):
        layers.append(nn.Conv2d(channels, outputs, **({"kernel_size": 3, "padding": 1} | convolution)))
        layers += [nn.BatchNorm2d(outputs), nn.ReLU()]
    return [*layers, nn.MaxPool2d(2, 2)]


def head() -> Layers:
    return [
        nn.Flatten(),
        nn.Linear(1024, 128),
        nn.BatchNorm1d(128),
        nn.ReLU(),
        nn.Dropout(0.5),
        nn.Linear(128, 10),
    ]


def written(change: Callable[[Layers], object] = lambda layers: None) -> Callable[[], nn.Sequential]:
    """Return a student's `make_vgg`, its layers changed."""

    def make_vgg() -> nn.Sequential:
        layers = [*block(3, 16), *block(16, 32), *block(32, 64), *head()]
        changed = change(layers)
        return nn.Sequential(*(changed if isinstance(changed, list) else layers))

    return make_vgg


def put(number: int, layer: nn.Module) -> Callable[[Layers], object]:
    """Replace a layer."""
    return lambda layers: layers.__setitem__(number, layer)


def insert(number: int, layer: nn.Module) -> Callable[[Layers], object]:
    return lambda layers: layers.insert(number, layer)


def cut(*numbers: int) -> Callable[[Layers], object]:
    """Leave layers out."""
    return lambda layers: [layer for number, layer in enumerate(layers) if number not in numbers]


MADE_BEFORE = list(seminar_vgg())
RIGHT = {
    "as asked": written(),
    "the library's": seminar_vgg,
    "no bias before batch norm": lambda: nn.Sequential(
        *block(3, 16, bias=False), *block(16, 32, bias=False), *block(32, 64, bias=False), *head()
    ),
    "padding same": lambda: nn.Sequential(
        *block(3, 16, padding="same"), *block(16, 32, padding=(1, 1)), *block(32, 64, kernel_size=(3, 3)), *head()
    ),
    "inplace": written(put(9, nn.ReLU(inplace=True))),
    "pool in short": written(put(13, nn.MaxPool2d(2))),
    "flatten in full": written(put(21, nn.Flatten(1))),
}
WRONG: dict[str, tuple[Callable[[], Any], str]] = {
    "nothing": (lambda: None, "is there a return"),
    "a network": (seminar_vgg(), "make_vgg is a network"),
    "the same layers again": (lambda: nn.Sequential(*MADE_BEFORE), "make all layers inside"),
    "exit": (lambda: exit(), "SystemExit"),
    "layers in a class of one's own": (lambda: nn.Sequential(nn.ModuleList(block(3, 16))), "ModuleList inside"),
    "a gap": (lambda: nn.Sequential(*block(3, 16), cast(Any, ...)), "Still a stub"),
    "raises": (lambda: nn.Sequential(*block(3, 16), cast(Any, nn.Linear)()), "did not get through"),
    "a module": (lambda: nn.ModuleList(block(3, 16)), "ModuleList"),
    "the given block alone": (lambda: nn.Sequential(*block(3, 16)), "only 7 layers"),
    "nested": (lambda: nn.Sequential(nn.Sequential(*block(3, 16)), nn.Sequential(*block(16, 32))), "asterisk"),
    "one convolution in a block": (written(cut(10, 11, 12)), "Layer 10 is MaxPool2d"),
    "no batch norm": (written(cut(8)), "followed by BatchNorm2d"),
    "batch norm after ReLU": (written(lambda x: [*x[:8], x[9], x[8], *x[10:]]), "Layer 8 is ReLU"),
    "no ReLU": (written(cut(9)), "followed by ReLU"),
    "no pool": (written(cut(13)), "ends in MaxPool2d"),
    "another pool": (written(put(13, nn.MaxPool2d(3, 2))), "ends in MaxPool2d"),
    "mean pool": (written(put(13, nn.AvgPool2d(2))), "ends in MaxPool2d"),
    "no padding": (lambda: nn.Sequential(*block(3, 16), *block(16, 32, padding=0), *head()), "padding=1"),
    "kernel of 5": (lambda: nn.Sequential(*block(3, 16), *block(16, 32, kernel_size=5), *head()), "padding=1"),
    "stride": (lambda: nn.Sequential(*block(3, 16), *block(16, 32, stride=2), *head()), "padding=1"),
    "widths": (lambda: nn.Sequential(*block(3, 16), *block(16, 64), *block(64, 64), *head()), "32 out"),
    "no flatten": (written(cut(21)), "laid out as a vector"),
    "wrong inputs": (written(put(22, nn.Linear(4096, 128))), "of 128 features"),
    "2d in the head": (written(put(23, nn.BatchNorm2d(128))), "no channels any more"),
    "no batch norm in the head": (written(cut(23)), "no channels any more"),
    "no ReLU in the head": (written(cut(24)), "after BatchNorm1d"),
    "no dropout": (written(cut(25)), "ordinary Dropout(0.5)"),
    "weak dropout": (written(put(25, nn.Dropout(0.2))), "ordinary Dropout(0.5)"),
    "dropout by channel": (written(put(25, nn.Dropout2d(0.5))), "ordinary Dropout(0.5)"),
    "dropout in a block": (written(insert(14, nn.Dropout(0.2))), "Layer 14 is Dropout"),
    "too few classes": (written(put(26, nn.Linear(128, 2))), "as there are classes"),
    "softmax": (written(insert(27, nn.Softmax(1))), "as they are"),
    "another activation": (written(put(9, nn.Tanh())), "followed by ReLU"),
}


@pytest.mark.parametrize("name", RIGHT)
def test_right_network_passes(name: str) -> None:
    assert vgg_mistake(RIGHT[name]) is None


@pytest.mark.parametrize("name", WRONG)
def test_mistake_in_the_network_is_named(name: str) -> None:
    make, words = WRONG[name]
    assert words in str(vgg_mistake(make))


def placed(*rates: float, after: type[nn.Module] = nn.MaxPool2d) -> Callable[[Callable[[float], nn.Module]], nn.Module]:
    """Return a student's `vgg_with`, with those probabilities after those layers."""

    def vgg_with(dropout: Callable[[float], nn.Module]) -> nn.Module:
        layers, left = [], list(rates)
        for layer in seminar_vgg():
            layers.append(layer)
            if isinstance(layer, after) and left:
                layers.append(dropout(left.pop(0)))
        return nn.Sequential(*layers)

    return vgg_with


def by_keyword(dropout: Callable[..., nn.Module]) -> nn.Module:
    """Call the layer as SpatialDropout(p=0.2)."""
    return placed(0.2, 0.3, 0.4)(lambda p: dropout(p=p))


def by_blocks(dropout: Callable[[float], nn.Module]) -> nn.Module:
    """Write the blocks out, each with its dropout, in nested Sequentials."""
    blocks = [
        nn.Sequential(*block(inputs, outputs), dropout(p))
        for inputs, outputs, p in ((3, 16, 0.2), (16, 32, 0.3), (32, 64, 0.4))
    ]
    return nn.Sequential(*blocks, *head())


def insert_thrice(layers: Layers, dropout: Callable[[float], nn.Module]) -> nn.Module:
    """Put dropout into a network that is there already."""
    return nn.Sequential(
        *layers[:7], dropout(0.2), *layers[7:14], dropout(0.3), *layers[14:21], dropout(0.4), *layers[21:]
    )


def another_network(dropout: Callable[[float], nn.Module]) -> nn.Module:
    """Forget the dropout of the head."""
    return nn.Sequential(
        *(layer for layer in placed(0.2, 0.3, 0.4)(dropout).children() if not isinstance(layer, nn.Dropout))
    )


PROBABILITIES = (0.2, 0.3, 0.4)
ONCE = iter(PROBABILITIES)
RIGHT_PLACES: dict[str, Callable[..., Any]] = {
    "in a loop": placed(0.2, 0.3, 0.4),
    "by keyword": by_keyword,
    "by blocks": by_blocks,
}
WRONG_PLACES: dict[str, tuple[Callable[..., Any], str]] = {
    "nothing": (lambda dropout: None, "is there a return"),
    "a network": (seminar_vgg(), "vgg_with is a network"),
    "the same layers again": (lambda dropout: insert_thrice(MADE_BEFORE, dropout), "make all layers inside"),
    "exit": (lambda dropout: exit(), "SystemExit"),
    "probabilities run out": (lambda dropout: next(iter(())), "have run out"),
    "probabilities outside": (lambda dropout: placed(*PROBABILITIES)(lambda p: dropout(next(ONCE))), "inside vgg_with"),
    "no number": (lambda dropout: placed(0.2, 0.3, 0.4)(lambda p: dropout(iter(()))), "gets a tuple_iterator"),
    "a layer without brackets": (lambda dropout: placed(0.2, 0.3, 0.4)(lambda p: dropout), "dropout is not a Module"),
    "another argument": (lambda dropout: dropout(rate=0.2), "dropout() got an unexpected"),
    "no dropout": (lambda dropout: seminar_vgg(), "Still a stub"),
    "one only": (placed(0.2), "Dropout layers: 1"),
    "six": (placed(*(0.2, 0.2, 0.3, 0.3, 0.4, 0.4), after=nn.BatchNorm2d), "Dropout layers: 6"),
    "elsewhere": (placed(0.2, 0.3, 0.4, after=nn.ReLU), "ends in pooling"),
    "rates turned round": (placed(0.4, 0.3, 0.2), "0.4, 0.3, 0.2"),
    "one rate": (placed(0.2, 0.2, 0.2), "are wanted"),
    "a layer of its own": (lambda dropout: placed(0.2, 0.3, 0.4)(nn.Dropout2d), "from the argument"),
    "another network": (another_network, "Something other than dropout"),
    "raises": (lambda dropout: dropout(0.2, 0.3, 0.4), "did not get through"),
}


@pytest.mark.parametrize("name", RIGHT_PLACES)
def test_right_places_pass(name: str) -> None:
    assert dropout_mistake(RIGHT_PLACES[name]) is None


@pytest.mark.parametrize("name", WRONG_PLACES)
def test_wrong_places_are_named(name: str) -> None:
    build, words = WRONG_PLACES[name]
    assert words in str(dropout_mistake(build))


def test_both_checks_leave_the_random_numbers_alone(capsys: pytest.CaptureFixture[str]) -> None:
    torch.manual_seed(3)
    expected = torch.rand(3)
    torch.manual_seed(3)
    assert check_vgg(written())
    assert check_dropout(by_blocks)
    assert torch.equal(torch.rand(3), expected)
    assert "✅ vgg network" in capsys.readouterr().out


def test_seminar_network_starts_like_one_that_is_written_out() -> None:
    """Random numbers are drawn in the order of the layers, so that a ready network trains as a student's own would."""
    torch.manual_seed(0)
    ready = seminar_vgg().state_dict()
    torch.manual_seed(0)
    own = written()().state_dict()
    assert ready.keys() == own.keys()
    assert all(torch.equal(ready[name], own[name]) for name in own)
