"""The reference function against torch.nn, the matching of weights, and the distance of every known mistake from it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import pytest
import torch
from torch import Tensor, nn

from seminar.recognisers.recognition import TOLERANCE, architecture, distance, indistinct, recognise
from seminar.recognisers.reference import FEATURE_ORDERS, SPECIFIED, Network, Variant, logits, networks
from seminar.recognisers.sizes import other_networks
from seminar.recognisers.variants import HARD_CODED, POOL_FIRST, VARIANTS
from seminar.subject import Subject, Weight
from solutions.shared.gradients import calm_images, gradients, require_equal_gradients
from solutions.shared.trial import magnified
from tests.course import judge
from tests.proofs.drawn import drawn_build
from tests.sample import chosen

# What a mistake changes at least, in units of what rounding may: every variant is told apart with this to spare.
MARGIN = 10
# ReLU twice is ReLU, and a maximum commutes with it: the same function, no mistake in q1.
SAME_WITH_RELU = (SPECIFIED, POOL_FIRST)


def layers(activation: Callable[[], nn.Module] = nn.ReLU) -> nn.Sequential:
    """The specified network from torch.nn."""
    return nn.Sequential(
        nn.Conv2d(3, 16, 3, padding=1),
        activation(),
        nn.Conv2d(16, 16, 3, padding=1),
        activation(),
        nn.MaxPool2d(2, 2),
        nn.Flatten(),
        nn.Linear(4096, 128),
        activation(),
        nn.Linear(128, 10),
    )


def weights_of(model: nn.Module) -> list[Weight]:
    """The weights of a model as a check gets them."""
    subject = Subject({"Model": lambda: model})
    return subject.weights(subject.make("Model"))


@pytest.fixture(name="images")
def signed_images() -> Tensor:
    """Five images of either sign, float32 [5, 3, 32, 32], one of them large, as q1 draws them."""
    generator = torch.Generator().manual_seed(1)
    values = 0.1 + 2.4 * torch.rand(5, 3, 32, 32, generator=generator)
    return magnified(values * torch.randint(0, 2, values.shape, generator=generator).mul(2).sub(1))


@pytest.fixture(name="model")
def seeded_model() -> nn.Sequential:
    """The specified network with weights of a fixed seed."""
    torch.manual_seed(3)
    return layers()


@pytest.mark.parametrize("activation", [nn.ReLU, nn.ELU, nn.Tanh], ids=lambda kind: kind.__name__)
def test_logits_are_those_of_torch_layers(activation: type[nn.Module], images: Tensor) -> None:
    """The reference in float64 is what torch.nn computes in float64."""
    model = layers(activation).double()
    (network,) = networks(weights_of(model))
    expected = model(images.double()).detach()
    assert distance(expected, logits(network, images, activation(), SPECIFIED)) < 1e-12


def test_float32_stays_far_below_the_tolerance(model: nn.Sequential, images: Tensor) -> None:
    """The float32 model differs from the float64 reference by less than a tenth of the tolerance."""
    (network,) = networks(weights_of(model))
    with torch.no_grad():
        assert distance(logits(network, images, torch.relu, SPECIFIED), model(images)) < TOLERANCE / 10


@pytest.mark.parametrize("instead", ["", *HARD_CODED])
def test_gradients_are_those_of_autograd(instead: str, images: Tensor) -> None:
    """Gradients by the input and all eight weights are those of torch.nn, and a wrong one is refused."""
    torch.manual_seed(3)
    model = layers(getattr(nn, instead or "ReLU"))
    variant = replace(SPECIFIED, instead=instead)
    (network,) = networks(weights_of(model))
    calm = calm_images(network, images, 3, variant).requires_grad_()
    cotangent = torch.ones(3, 10)
    model(calm).sum().backward()
    expected = gradients(network, calm.detach(), cotangent, variant)
    given = [parameter.grad for parameter in model.parameters() if parameter.grad is not None and parameter.numel() > 1]
    found = network.with_tensors(given)
    require_equal_gradients(expected, calm.grad, [found])
    with pytest.raises(AssertionError, match="input"):
        require_equal_gradients(expected, 1.01 * expected[0], [found])


class Detached(nn.Module):
    """A hard-coded activation, and half of the signal before the last one without a gradient."""

    def __init__(self, kind: type[nn.Module], activation: Callable[[], nn.Module] = nn.ReLU) -> None:
        super().__init__()
        self.body = layers(kind)

    def forward(self, x: Tensor) -> Tensor:
        x = self.body[:-2](x)
        return self.body[-2:](0.5 * x + 0.5 * x.detach())


@pytest.mark.parametrize("kind", [nn.ReLU, nn.GELU, nn.Hardswish, nn.PReLU], ids=lambda kind: kind.__name__)
def test_wrong_gradients_are_found_whatever_the_activation(kind: type[nn.Module]) -> None:
    """Another activation than the specified one is told by other checks; its gradients are compared all the same."""
    names = {"ModelBaseline": partial(Detached, kind)}
    verdict = judge("q1", lambda seed: Subject(names, seed), drawn_build("gradients")).verdicts["gradients"]
    assert verdict is not None
    assert verdict.code == "gradient_wrong"


def renamed(weights: list[Weight]) -> list[Weight]:
    """The same weights under other names, each pair in a module of another name."""
    return [Weight(f"a{len(w.owner)}{w.owner}.{w.name[-3:]}", f"module{w.owner}", w.value, True) for w in weights]


def transposed(weights: list[Weight]) -> list[Weight]:
    """Linear weights as raw matrices [in, out], kernels as [3, 3, in, out]."""
    turned: dict[int, Callable[[Tensor], Tensor]] = {2: lambda v: v.T, 4: lambda v: v.permute(2, 3, 1, 0)}
    return [Weight(w.name, w.owner, turned.get(w.value.dim(), lambda v: v)(w.value), True) for w in weights]


def flattened(weights: list[Weight]) -> list[Weight]:
    """Kernels as matrices [out, in * 9], the first linear layer as a 16x16 convolution."""

    def reshaped(value: Tensor) -> Tensor:
        if value.shape == (128, 4096):
            return value.reshape(128, 16, 16, 16)
        return value.flatten(1) if value.dim() == 4 else value

    return [Weight(w.name, w.owner, reshaped(w.value), True) for w in weights]


def with_buffers(weights: list[Weight]) -> list[Weight]:
    """Buffers as large as weights between them."""
    return [Weight("kernel", "", torch.ones(16, 3, 3, 3), False), *weights]


@pytest.mark.parametrize(
    "changed",
    [renamed, lambda weights: weights[::-1], transposed, flattened, with_buffers],
    ids=["other names", "other order", "transposed", "flattened", "with buffers"],
)
def test_weights_are_found_whatever_they_are_called(
    changed: Callable[[list[Weight]], list[Weight]], model: nn.Sequential
) -> None:
    """The same numbers give the same network, whatever their names, order, container and layout."""
    weights = weights_of(model)
    (expected,) = networks(weights)
    (found,) = networks(changed(weights))
    assert all(torch.equal(one, other) for one, other in zip(expected.tensors(), found.tensors(), strict=True))


def test_biases_of_one_module_can_be_either(model: nn.Sequential, images: Tensor) -> None:
    """Two raw biases of 16 values in one module are tried both ways, and the right way is recognised."""
    weights = [Weight(weight.name, "", weight.value, True) for weight in weights_of(model)]
    swapped = [weights[0], weights[3], weights[2], weights[1], *weights[4:]]
    with torch.no_grad():
        output = model(images)
    for given in (weights, swapped):
        assert len(list(networks(given))) == 2
        variant, network = recognise(given, images, output, torch.relu)
        assert network is not None
        assert variant.code == ""
        assert torch.equal(network.convs[0].bias, weights[1].value.double())


def test_other_sizes_are_no_specified_network() -> None:
    """A network of another size is never taken for the specified one."""
    model = layers()
    model[8] = nn.Linear(128, 10, bias=False)
    assert list(networks(weights_of(model))) == []


@pytest.mark.parametrize("order", FEATURE_ORDERS, ids=str)
def test_every_order_of_features_is_recognised(order: tuple[int, ...], model: nn.Sequential, images: Tensor) -> None:
    """How the feature map is laid out before the flattening is free."""
    axes = tuple(axis + 1 for axis in order)
    with torch.no_grad():
        output = model[6:](model[:5](images).permute(0, *axes).flatten(1))
    variant, _ = recognise(weights_of(model), images, output, torch.relu)
    assert (variant.code, variant.order) == ("", order)


def described(variant: Variant) -> str:
    """A readable id of a variant."""
    return " ".join((variant.code or "specified", *variant.values.values(), variant.end, variant.residual)).strip()


TOLD_APART = [variant for variant in VARIANTS if variant not in SAME_WITH_RELU]
ONE_OF_A_CODE = {variant.code: variant for variant in reversed(TOLD_APART)}


@pytest.mark.parametrize("variant", chosen(TOLD_APART, ONE_OF_A_CODE.values()), ids=described)
def test_every_variant_is_told_apart(variant: Variant, model: nn.Sequential, images: Tensor) -> None:
    """A known mistake differs from the specified network by ten tolerances, and is recognised as what it is.

    In `make test` the first variant of each code; that all are far enough away is seen below.
    """
    (network,) = networks(weights_of(model))
    output = logits(network, images, torch.relu, variant)
    far = distance(logits(network, images, torch.relu, SPECIFIED), output)
    assert far > MARGIN * TOLERANCE, f"only {far:.2g} away"
    recognised, _ = recognise(weights_of(model), images, output.float(), torch.relu)
    # A clamp in some places computes what it does in all of them where the values of the others stay below it.
    assert recognised.code in (variant.code, variant.code.removesuffix("_at"))


def test_every_variant_is_far_away(model: nn.Sequential, images: Tensor) -> None:
    """Every known mistake differs from the specified network by ten tolerances, also those that are `slow` above."""
    (network,) = networks(weights_of(model))
    expected = logits(network, images, torch.relu, SPECIFIED)
    far = {v: distance(expected, logits(network, images, torch.relu, v)) for v in TOLD_APART}
    assert {described(variant): away for variant, away in far.items() if away <= MARGIN * TOLERANCE} == {}


def test_pool_first_shows_with_a_wave_only(model: nn.Sequential, images: Tensor) -> None:
    """The order of pooling and activation is the same for ReLU and far apart for a function that is not monotone."""
    (network,) = networks(weights_of(model))

    def apart(activation: Callable[[Tensor], Tensor]) -> float:
        variants = (SPECIFIED, POOL_FIRST)
        return distance(*(logits(network, images, activation, variant) for variant in variants))

    assert apart(torch.relu) < 1e-12
    assert apart(lambda x: torch.sin(3 * x)) > 1000 * TOLERANCE


def modules(*found: nn.Module) -> Sequence[nn.Module]:
    """Layers of a wrong network, for the table below."""
    return found


@pytest.mark.parametrize(
    "found",
    [
        modules(nn.Conv2d(3, 8, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(2048, 10)),
        modules(nn.Conv2d(3, 16, 3, bias=False), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(3600, 10)),
    ],
    ids=["wide kernel", "no padding, no bias"],
)
def test_networks_of_other_sizes_are_known(found: Sequence[nn.Module], images: Tensor) -> None:
    """Layers of other sizes are chained, so that q2 can judge the activation of a wrong network."""
    model = nn.Sequential(*found)
    with torch.no_grad():
        output = model(images)
    assert isinstance(next(other_networks(weights_of(model))), Network)
    assert architecture(weights_of(model), images, output, torch.relu) is not None


def test_indistinct_logits_are_seen() -> None:
    """Logits that are the same for all images say nothing about a network."""
    assert indistinct(torch.ones(4, 10))
    assert not indistinct(torch.eye(4, 10))
