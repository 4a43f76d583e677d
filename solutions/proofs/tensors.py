"""Operators for code of tensors: gradients, dtypes, modes, writing in place, one function for another."""

import re
from collections.abc import Iterator

import libcst as cst

from autograder.prove.general import returned_values, without_comma
from autograder.prove.rewriting import Operator, Place, code

# One word of PyTorch, numpy or Python for another that means something else.
EXCHANGED = {
    "max_pool2d": ("avg_pool2d",),
    "adaptive_max_pool2d": ("adaptive_avg_pool2d",),
    "MaxPool2d": ("AvgPool2d",),
    "amax": ("amin", "mean"),
    "max": ("min", "mean"),
    "min": ("max",),
    "maximum": ("minimum",),
    "ones": ("zeros", "empty"),
    "zeros": ("ones",),
    "new_ones": ("new_zeros",),
    "ones_like": ("zeros_like",),
    "zeros_like": ("ones_like", "empty_like"),
    "rand": ("randn",),
    "randn": ("rand",),
    "uniform_": ("normal_",),
    "random": ("uniform",),
    "sample": ("choices",),
    "randperm": ("arange",),
    "shuffle": ("sort",),
    "ceil": ("floor",),
    "floor": ("ceil", "round"),
    "int": ("round",),
    "round": ("int",),
    "argsort": ("argmax",),
    "topk": ("sort",),
    "lt": ("ge", "le"),
    "ge": ("lt", "gt"),
    "gt": ("lt",),
    "mul": ("div",),
    "div": ("mul",),
    "mul_": ("div_",),
    "div_": ("mul_",),
    "bool": ("float",),
    "Dropout2d": ("Dropout", "Dropout1d", "AlphaDropout", "FeatureAlphaDropout"),
    "dropout2d": ("dropout",),
    "Dropout1d": ("Dropout",),
    "Dropout3d": ("Dropout2d",),
    "dropout": ("dropout2d", "alpha_dropout"),
    "feature_dropout": ("dropout", "alpha_dropout"),
    "bernoulli": ("floor", "round"),
    "flatten": ("squeeze",),
    "reshape": ("expand",),
    "view": ("expand",),
    "stack": ("cat",),
    "cat": ("stack",),
    "children": ("modules",),
    "conv2d": ("conv_transpose2d",),
    "masked_fill": ("masked_fill_",),
    "clone": ("detach", "view_as"),
    "register_buffer": ("register_parameter",),
    "unfold": ("narrow",),
    "Sequential": ("ModuleList",),
    "ModuleList": ("list",),
    "Parameter": ("Buffer", "Tensor"),
    "kaiming_uniform_": ("zeros_",),
    "zeros_": ("ones_",),
    "scatter": ("gather",),
    "deepcopy": ("copy",),
}
# The same arithmetic, written into the left operand.
IN_PLACE = {"*": "mul_", "/": "div_", "+": "add_", "-": "sub_"}
INPUT_CHANGED = ("x.mul_(2)", "x = x / 255", "x = x.clamp(-1, 1)", "x = x.abs()", "x = x.flip(0)", "x = x.flip(-1)")


def exchanged(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """Another function or module of the same kind."""
    if isinstance(node, cst.Call):
        name = code(node.func).split(".")[-1]
        for other in EXCHANGED.get(name, ()):
            arguments = ", ".join(without_comma(argument) for argument in node.args)
            yield f"{code(node.func).removesuffix(name)}{other}({arguments})"


def detached(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """No gradient through a value, or half of it."""
    for value, statement in values(node, place):
        yield statement.format(f"({value}).detach()")
        yield statement.format(f"(({value}) + ({value}).detach()) / 2")


def without_gradients(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """A method under `torch.no_grad`, or in inference mode."""
    if isinstance(node, cst.FunctionDef) and node.name.value != "__init__" and not node.decorators:
        for manager in ("no_grad", "inference_mode"):
            yield f"@torch.{manager}()\n{code(node)}"


def dtype(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """Another dtype, for good or on the way."""
    for value, statement in values(node, place):
        for change in (".half().float()", ".bfloat16().float()", ".double()", ".float()", ".half()", ".round()"):
            yield statement.format(f"({value}){change}")


def in_place(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """An operation that writes into its left operand."""
    if isinstance(node, cst.BinaryOperation) and isinstance(node.left, cst.Name | cst.Call | cst.Attribute):
        name = IN_PLACE.get(code(node.operator))
        if name:
            yield f"{code(node.left)}.{name}({code(node.right)})"


def input_changed(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """Another input than the one given, or one that is written to."""
    if isinstance(node, cst.FunctionDef) and node.name.value == "forward":
        for line in INPUT_CHANGED:
            yield code(with_first_line(node, line))


def mode(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """Something else to go by than `self.training`."""
    if isinstance(node, cst.Attribute) and node.attr.value == "training":
        yield from ("True", "False", f"not {code(node)}", "torch.is_grad_enabled()", "x.requires_grad")


def in_one_mode(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """Another output in one of the two modes, where both return here, or for a batch of one."""
    if place.function == "forward":
        for text in returned_values(node):
            if place.returns == 1:
                yield f"return ({text}) if self.training else ({text}) * 2"
                yield f"return ({text}) * 2 if self.training else ({text})"
            yield f"return ({text}) if len(x) > 1 else ({text}) * 2"
            yield f"return ({text}).squeeze()"
            yield f"return ({text})[:1].expand_as({text})"


def magnitude(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """A right operand that acts twice, or by its root."""
    if isinstance(node, cst.BinaryOperation) and code(node.operator) in ("*", "/"):
        left, sign, right = code(node.left), code(node.operator), code(node.right)
        yield f"({left}) {sign} ({right}) {sign} ({right})"
        yield f"({left}) {sign} ({right}) ** 0.5"


def values(node: cst.CSTNode, place: Place) -> Iterator[tuple[str, str]]:
    """Yield the value that a line of a method returns or assigns, with the line as a pattern for another value."""
    if place.function in ("", "__init__"):
        return
    for value in returned_values(node):
        yield value, "return {}"
    if isinstance(node, cst.SimpleStatementLine) and isinstance(node.body[0], cst.Assign):
        assign = node.body[0]
        target = code(assign.targets[0].target)
        if isinstance(assign.value, cst.Comparison):
            return  # truth values have no gradients, and no other dtype makes them others
        if re.fullmatch(r"[\w.]+", target):
            yield code(assign.value), f"{target} = {{}}"


def with_first_line(node: cst.FunctionDef, line: str) -> cst.FunctionDef:
    """Return a function with one more statement at its beginning."""
    body = node.body
    return node.with_changes(body=body.with_changes(body=[*cst.parse_module(line + "\n").body, *body.body]))


TENSORS: dict[str, Operator] = {
    "function exchanged": exchanged,
    "detach": detached,
    "no_grad": without_gradients,
    "dtype": dtype,
    "in place": in_place,
    "input changed": input_changed,
    "mode": mode,
    "one mode": in_one_mode,
    "magnitude": magnitude,
}
