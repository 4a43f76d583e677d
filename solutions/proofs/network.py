"""Operators for the network of q1 and q2: layers, activations, the end, the order of features."""

import re
from collections.abc import Iterator

import libcst as cst

from autograder.prove.general import call, returned_values, without_comma
from autograder.prove.rewriting import Operator, Place, code

from .tensors import with_first_line

HARD_CODED = ("nn.ReLU", "nn.ELU", "nn.LeakyReLU", "nn.Identity", "nn.GELU")
DEFAULTS = ("nn.LeakyReLU", "nn.ReLU6", "nn.ELU", "nn.GELU", "nn.Identity", "nn.Sigmoid", "nn.ReLU()", "None")
FUNCTIONS = ("torch.relu({})", "torch.sin({})", "nn.functional.elu({})", "nn.functional.leaky_relu({})", "{}.abs()")
ENDINGS = (
    *(".softmax(-1)", ".log_softmax(-1)", ".relu()", ".sigmoid()", ".tanh()", ".clamp(-10, 10)", ".clamp(min=-50)"),
    *(".argmax(1)", " + 1", " * 2", " / 2", " - 1e-3", ".mean(1, keepdim=True).expand(-1, 10)", ".flip(1)"),
)
FEATURES = (".flip(1)", ".roll(1, 0)", ".sort(1).values", " * 0.5", ".relu()", " - x.mean()", "[:, :2048].repeat(1, 2)")
LAYER = re.compile(r"(\w+\.)*(Conv2d|Linear|conv|Conv|LazyConv2d|LazyLinear)")
OPTIONS = {
    "Conv2d": ("bias=False", 'padding_mode="reflect"', 'padding_mode="circular"', "dilation=2", "stride=2", "groups=1"),
    "Linear": ("bias=False",),
    "MaxPool2d": ("padding=1", "stride=1", "dilation=2"),
    "max_pool2d": ("padding=1", "dilation=2"),
}


def activation_hard_coded(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """A class that is always the same where the argument is called, or called twice where once is right."""
    if isinstance(node, cst.Call) and code(node) in ("activation()", "self.activation()"):
        yield from (f"{name}()" for name in HARD_CODED)
        yield from (
            f"nn.Sequential({code(node)}, {code(node)})",
            f"type({code(node)})()",
            f"nn.Sequential({code(node)}, nn.ReLU())",
        )


def activation_default(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """Another default of the argument, or none."""
    if isinstance(node, cst.FunctionDef) and node.name.value == "__init__":
        header, rest = code(node).split("\n", 1)
        default = re.search(r"(activation[^=,]*) ?= ?(lambda: [\w.]+\([^)]*\)|[\w.]+)", header)
        if default:
            for other in DEFAULTS:
                yield f"{header[: default.start()]}{default[1]}={other}{header[default.end() :]}\n{rest}"
            yield f"{header[: default.start()]}{default[1]}{header[default.end() :]}\n{rest}"
            for wrong in (
                "activation = type(activation())",
                "activation = nn.ReLU if isinstance(activation, type) else activation",
            ):
                yield f"{header}\n    {wrong}\n{rest}"


def activation_replaced(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """A function in place of an activation that is called, or after it, or a call whose result is thrown away."""
    if isinstance(node, cst.Call) and re.search(r"\bact\w*(\[\d\])?(\(\))?$", code(node.func)) and len(node.args) == 1:
        value = without_comma(node.args[0])
        yield from (function.format(f"({value})") for function in FUNCTIONS)
        yield f"torch.relu({code(node)})"
        yield f"{code(node.func)}({code(node)})"
        yield f"[{code(node)}, torch.relu({value})][1]"


def order_of_layers(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """Two layers in the other order: g(f(x)) for f(g(x)); one that runs twice."""
    if isinstance(node, cst.Call) and len(node.args) == 1 and place.function not in ("", "__init__"):
        inner = node.args[0].value
        if isinstance(inner, cst.Call) and len(inner.args) == 1:
            yield f"{code(inner.func)}({code(node.func)}({without_comma(inner.args[0])}))"
        if code(node.func).startswith("self."):
            yield f"{code(node.func)}({code(node)})"


def layer_doubled(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """A layer of a list that stands in it twice, of its own or the very same."""
    if isinstance(node, cst.Call) and code(node.func).endswith(("Sequential", "__init__")):
        for index in range(len(node.args)):
            yield call(node, [*node.args[: index + 1], *node.args[index:]])
    elif isinstance(node, cst.List):
        for index, element in enumerate(node.elements):
            elements = [*node.elements[: index + 1], element, *node.elements[index + 1 :]]
            yield f"[{', '.join(without_comma(one) for one in elements)}]"


def layer_option(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """A layer with another setting."""
    if isinstance(node, cst.Call):
        for option in OPTIONS.get(code(node.func).split(".")[-1], ()):
            kept = [argument for argument in node.args if code(argument).split("=")[0].strip() != option.split("=")[0]]
            yield f"{code(node.func)}({', '.join([*map(without_comma, kept), option])})"


def layer_changed(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """A layer that does not learn, or with something beside it."""
    if isinstance(node, cst.Call) and LAYER.fullmatch(code(node.func)) and place.function == "__init__":
        yield f"{code(node)}.requires_grad_(False)"
        yield f"nn.Sequential({code(node)}, nn.Dropout(0.1))"
        yield f"nn.Sequential({code(node)}, nn.Hardtanh(-9, 9))"
        yield f"nn.utils.parametrizations.weight_norm({code(node)})"
        width = 1 if "inear" not in code(node.func) else 0
        yield f"nn.Sequential({code(node)}, {'nn.LazyBatchNorm2d()' if width else 'nn.LazyBatchNorm1d()'})"


def ending(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """Something done to the logits."""
    if place.function == "forward":
        for text in returned_values(node):
            yield from (f"return ({text}){end}" for end in ENDINGS)
            yield f"return nn.functional.dropout({text}, 0.1, self.training)"


def features(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """Flattened features that come in an order of their own for each image, of other images, or changed."""
    if isinstance(node, cst.Call) and re.search(r"(flatten|reshape|view)$", code(node.func)):
        yield from (f"{code(node)}{change}" for change in FEATURES)
        yield f"nn.functional.dropout({code(node)}, 0.1, self.training)"


def seeded(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """The same random numbers for every network that is made."""
    if isinstance(node, cst.FunctionDef) and node.name.value == "__init__":
        yield code(with_first_line(node, "torch.manual_seed(0)"))


NETWORK: dict[str, Operator] = {
    "activation hard-coded": activation_hard_coded,
    "activation default": activation_default,
    "activation replaced": activation_replaced,
    "order of layers": order_of_layers,
    "layer doubled": layer_doubled,
    "layer option": layer_option,
    "layer changed": layer_changed,
    "ending": ending,
    "features": features,
    "seed of weights": seeded,
}
