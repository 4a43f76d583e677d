"""The known wrong variants of the specified network: which mistake each one is, computed from the same weights."""

import itertools
from collections.abc import Iterator
from dataclasses import replace

from coursekit.feedback import CheckFailed, failure

from ..given_activations import Activation
from .functions import ENDS, STARTS
from .reference import EVERY, SPECIFIED, Variant

POOL_FIRST = Variant("pool_before_activation", pool_first=True)
LAYERS = ("conv1", "conv2", "fc1")
ALL_LAYERS = (*LAYERS, "fc2")
HARD_CODED = (
    *("LeakyReLU", "ELU", "SELU", "GELU", "SiLU", "Tanh", "Sigmoid", "Softplus", "Mish"),
    *("ReLU6", "Hardswish", "Softsign", "Hardtanh", "Hardsigmoid", "LogSigmoid", "CELU", "PReLU"),
)
LIKELY = ("GELU", "ELU", "LeakyReLU", "SiLU", "SELU", "ReLU6", "Tanh", "Sigmoid", "Softplus")
_NAMED_ENDS = {
    "softmax": "softmax_at_end",
    "log_softmax": "log_softmax_at_end",
    "log(softmax + 1e-8)": "log_softmax_at_end",
    "sigmoid": "sigmoid_at_end",
    "relu": "activation_at_end",
    "softmax over the batch": "softmax_over_batch",
    "log_softmax over the batch": "softmax_over_batch",
    "z - z.mean(0)": "depends_on_batch",
    "(z - z.mean(0)) / z.std(0)": "depends_on_batch",
    "z - z.max(0)": "depends_on_batch",
}


KINDS = (
    "sum",
    "min",
    "first half",
    "LPPool2d(2, 2)",
    "x.unflatten(1, (4, 4)).amax(2)",
    "x.unflatten(1, (4, 4)).amax(1)",
)
MODES = ("reflect", "replicate", "circular", "ones")


def _missing(*layers: int) -> Variant:
    return Variant("activation_missing", inactive=layers, values={"layers": named(layers)})


def named(positions: tuple[int, ...]) -> str:
    """Return the names of hidden activations by the layer they follow."""
    return ", ".join(LAYERS[index] for index in positions)


def hard_coded(variant: Variant, given: Activation) -> CheckFailed:
    """Return the failure of a model that was made with `given` and has the activation `variant.instead`."""
    values = {"name": str(given), "other": f"nn.{variant.instead}"}
    if len(variant.instead_at) == len(LAYERS):
        return failure("activation_replaced", **values)
    return failure("activation_replaced_at", **values, layers=named(variant.instead_at))


def subsets() -> list[tuple[int, ...]]:
    """Return all choices of one, two or three of the hidden activations."""
    return [layers for size in (1, 2, 3) for layers in itertools.combinations(range(3), size)]


def with_relu_outside(variant: Variant) -> Iterator[Variant]:
    """Yield `variant`, and where it wrongly has an activation outside the hidden layers the same with ReLU there."""
    yield variant
    if variant.end == "activation":
        yield replace(variant, end="relu")
    if variant.start == "activation":
        yield replace(variant, start="relu")


def _end(name: str) -> Variant:
    code = _NAMED_ENDS.get(name, "function_at_end")
    return Variant(code, end=name, values={"function": name} if code == "function_at_end" else {})


def _placed(place: str, pool: str, **where: int | bool) -> Variant:
    # mypy checks **where against every field of Variant, not against the ones that it names.
    return Variant("pool_misplaced", pool=pool, values={"place": place}, **where)  # type: ignore[arg-type]


VARIANTS: tuple[Variant, ...] = (
    SPECIFIED,
    POOL_FIRST,
    Variant("activation_at_end", end="activation"),
    *map(_end, ENDS),
    *(_missing(*layers) for layers in subsets()),
    Variant("average_pooling", pool="avg"),
    *(Variant("subsampling", pool="stride", pool_after=index) for index in (1, 0, -1)),
    *(Variant("pooling_kind", pool=pool, values={"kind": pool}) for pool in KINDS),
    Variant("pool_window", pool="max3", values={"window": "3x3"}),
    Variant("pool_window", pool="max4", values={"window": "4x4"}),
    *(Variant("pool_window", pool=window, values={"window": window}) for window in ("1x4", "4x1")),
    _placed("conv1", "max", pool_after=0),
    _placed("conv1", "max", pool_after=0, pool_first=True),
    _placed("conv1", "avg", pool_after=0),
    _placed("x", "max", pool_after=-1),
    _placed("x", "avg", pool_after=-1),
    *(Variant("padding_mode", padding=mode, values={"mode": mode}) for mode in MODES),
    *(
        Variant("padding_mode_at", padding=mode, padded_at=(index,), values={"mode": mode, "layers": LAYERS[index]})
        for mode in MODES
        for index in (0, 1)
    ),
    *(
        Variant("padding_wrong", pads=pads, pool="adaptive max", values={"got": str(pads)})
        for pads in ((0, 0), (1, 0), (0, 1))
    ),
    *(Variant("padding_wrong", pads=pads, values={"got": str(pads)}) for pads in ((2, 0), (0, 2))),
    Variant("dilated", dilation=(2, 2), values={"layers": "conv1, conv2"}),
    Variant("dilated", dilation=(2, 1), values={"layers": "conv1"}),
    Variant("dilated", dilation=(1, 2), values={"layers": "conv2"}),
    *(Variant("residual", residual=f"{place} activation") for place in ("before", "after")),
    *(Variant("other_activation", instead=name, values={"name": name}) for name in HARD_CODED),
    *(Variant("image_added", image_added=f"{place} activation") for place in ("before", "after")),
    *(Variant("layer_repeated", repeated=how, values={"layer": "conv2"}) for how in ("without", "with")),
    *(
        Variant("normalised_inside", normalised=f"{place} activation", normalised_at=at, values={"layers": named(at)})
        for place in ("before", "after")
        for at in ((0,), (1,), (0, 1))
    ),
    *(Variant("weight_standardised", standardised=at, values={"layers": named(at)}) for at in ((0,), (1,), (0, 1))),
    *(
        Variant("bias_factor", bias_of=index, bias_factor=factor, values={"layer": layer, "factor": f"{factor:g}"})
        for index, layer in enumerate(ALL_LAYERS)
        for factor in (2.0, -1.0)
    ),
    *(
        Variant("other_activation_at", instead=name, instead_at=at, values={"name": name, "layers": named(at)})
        for name in LIKELY
        for at in subsets()
        if len(at) < len(LAYERS)
    ),
    Variant("preactivation", start="activation", inactive=(1,)),
    Variant("activation_on_input", start="activation"),
    *(Variant("input_changed", start=name, values={"change": name}) for name in STARTS if name != "relu"),
)

# For networks of other sizes: what they are is told from the sizes, only q2 needs their function. Most likely first.
OTHER_SIZES: tuple[Variant, ...] = tuple(
    Variant("sizes", pool=pool, pads=pads, pool_after=after)
    for after, pool in (
        *((None, pool) for pool in ("max", "none", "max3 without padding", "max3 by 3", "max by 1", "max twice")),
        *((None, pool) for pool in ("avg", "stride", "global avg", "global max", "max3", "max4 by 4")),
        *((EVERY, pool) for pool in ("max", "avg", "stride")),
        (0, "max"),
    )
    for pads in (None, (0,), (1,), (2,), (0, 1), (1, 0))
)
