"""Operators for the layer of q3: the probability, the shape of the mask, its law, the scale, the modes."""

import re
from collections.abc import Iterator

import libcst as cst

from autograder.prove.general import returned_values
from autograder.prove.rewriting import Operator, Place, code

from .tensors import with_first_line

PROBABILITY = re.compile(r"self\.(p|keep|rate|scale|probability_to_drop)|p|rate")
DEFAULTS = ("0.1", "0.22", "0.25", "0.5", "0.8")
DRAWS = re.compile(r"rand|randn|empty|full|ones|zeros|new_\w+|random|view|sample|expand|reshape|multinomial|binomial")
MASKS = re.compile(r"mask|keep|kept|noise|drop|row|rows|step|draws|threshold|rank|order|probabilities|planes|images")
SKIPPED = ("len(x) == 1", "x.shape[2] == x.shape[3]", "x.shape[1] < 4", "x.shape[1] > 32", "x.dtype != torch.float32")


def probability(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """1 - p for p, a little more, a root, the default for what was asked for."""
    if isinstance(node, cst.Attribute | cst.Name) and PROBABILITY.fullmatch(code(node)):
        text = code(node)
        yield from (f"1 - {text}", f"{text} * 1.1", f"{text} ** 0.5", f"{text} / 2", f"min({text}, 0.5)", "0.2", "0.5")


def default_probability(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """Another default of p, or none."""
    if isinstance(node, cst.FunctionDef) and node.name.value == "__init__":
        header, rest = code(node).split("\n", 1)
        default = re.search(r"(p(?:: float)?) ?= ?[\w.]+", header)
        if default:
            for other in (*(f"={value}" for value in DEFAULTS), ""):
                yield f"{header[: default.start()]}{default[1]}{other}{header[default.end() :]}\n{rest}"


def shape(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """A mask that is shared along an axis, permuted, or drawn for every element."""
    if isinstance(node, cst.Subscript) and code(node).endswith(".shape[:2]"):
        x = code(node).removesuffix(".shape[:2]")
        yield from (f"({x}.shape[0], 1)", f"(1, {x}.shape[1])", "(1, 1)", f"({x}.shape[1], {x}.shape[0])")
        yield f"({x}.shape[0], {x}.shape[1] // 2)"
    elif isinstance(node, cst.Call) and DRAWS.fullmatch(code(node.func).split(".")[-1]):
        arguments = [argument for argument in node.args if argument.keyword is None]
        first = arguments[0].value if arguments else None
        if isinstance(first, cst.Tuple | cst.List):
            sizes = [code(element) for element in first.elements]
            kept = [code(argument).rstrip(", ") for argument in node.args[1:]]
            for changed in _shapes([size.rstrip(", ") for size in sizes]):
                yield f"{code(node.func)}({', '.join([f'({changed},)', *kept])})"
        elif len(arguments) > 1:
            named = [code(argument).rstrip(", ") for argument in node.args[len(arguments) :]]
            for changed in _shapes([code(argument).rstrip(", ") for argument in arguments]):
                yield f"{code(node.func)}({', '.join([changed, *named])})"


def axes(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """New axes of a mask in other places."""
    if isinstance(node, cst.Subscript) and "None" in code(node):
        value = code(node.value)
        forms = (
            ":, :, None, None",
            ":, None, :, None",
            ":, None, None",
            "None, None",
            ":, None, None, :",
            "None, :, :, None",
        )
        yield from (f"{value}[{form}]" for form in forms)


def mask_of_input(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """A mask that looks at the input, that is kept for the next call, or the first sample's for all."""
    if (
        isinstance(node, cst.SimpleStatementLine)
        and isinstance(node.body[0], cst.Assign)
        and place.function != "__init__"
    ):
        assign = node.body[0]
        target = code(assign.targets[0].target)
        if MASKS.fullmatch(target.removeprefix("self.")):
            yield f"{code(node)}\n{target} = {target}[:1].expand_as({target})"
            yield f"{code(node)}\n{target} = {target}.flip(0)[:1] + 0 * {target}"
            yield f"{code(node)}\n{target}[0] = {target}[-1]"
            yield f"{code(node)}\n{target}[:, 0] = {target}[:, -1]"
            yield f"{code(node)}\n{target} = self.__dict__.setdefault('kept', {target})"
            yield f"{target} = self.__dict__.setdefault(tuple(x.shape), {code(assign.value)})"


def only_some(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """Inputs that are returned as they are, though the layer trains."""
    if isinstance(node, cst.FunctionDef) and node.name.value in ("forward", "__call__"):
        for test in SKIPPED:
            yield code(with_first_line(node, f"if {test}: return x"))


def output_changed(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """Something done to the output: in eval mode, to its values, to its axes."""
    if place.function in ("forward", "__call__"):
        for text in returned_values(node):
            if place.returns == 1:
                for change in ("({}).detach()", "({}).double()", "x.zero_()"):
                    yield f"return ({text}) if self.training else {change.format(text)}"
            for change in (
                ".relu()",
                ".clamp(-3, 3)",
                ".abs()",
                ".transpose(2, 3)",
                ".flip(0)",
                " / (1 - 0.2)",
                " + 1e-3",
                ".mean(0, keepdim=True)",
            ):
                yield f"return ({text}){change}"


def _shapes(sizes: list[str]) -> Iterator[str]:
    """Yield sizes with neighbours exchanged, one of them 1 or that of the input, and all of them those of the input."""
    for index, size in enumerate(sizes):
        before, after = sizes[:index], sizes[index + 1 :]
        if after:
            yield ", ".join([*before, after[0], size, *after[1:]])
        others = ["1", "2"] if size != "1" else [f"x.shape[{min(index, 3)}]", "x.shape[2]", "x.shape[3]"]
        yield from (", ".join([*before, other, *after]) for other in others)
    yield "*x.shape"


def seeded(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """The same random numbers in every call."""
    if isinstance(node, cst.FunctionDef) and node.name.value not in ("__init__", "train"):
        for line in ("torch.manual_seed(0)", "np.random.seed(0)", "random.seed(0)"):
            yield code(with_first_line(node, line))


DROPOUT: dict[str, Operator] = {
    "probability": probability,
    "probability default": default_probability,
    "mask shape": shape,
    "mask axes": axes,
    "mask shared": mask_of_input,
    "some inputs": only_some,
    "output changed": output_changed,
    "seed of masks": seeded,
}
