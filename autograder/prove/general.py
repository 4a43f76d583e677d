"""Operators of mutation testing at large: numbers, comparisons, conditions, arithmetic, arguments, statements."""

import re
from collections.abc import Iterator
from typing import TypeVar

import libcst as cst

from autograder.prove.rewriting import Operator, Place, code, is_text

T = TypeVar("T")
COMPARED = {
    ">=": (">", "<", "=="),
    ">": (">=", "<", "!="),
    "<": ("<=", ">", "!="),
    "<=": ("<", ">", "=="),
    "==": ("!=", "<="),
    "!=": ("==", "<"),
    "is": ("is not",),
    "is not": ("is",),
    "in": ("not in",),
}
ARITHMETIC = {
    "+": ("-", "*"),
    "-": ("+", "*"),
    "*": ("/", "+"),
    "/": ("*", "//"),
    "//": ("/", "*"),
    "%": ("//",),
    "**": ("*",),
    "@": ("*",),
}


def number(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """A number one more, one less, twice as large."""
    if isinstance(node, cst.Integer | cst.Float):
        yield from (f"{node.value} + 1", f"{node.value} - 1")
        if node.evaluated_value != 0:
            yield f"{node.value} * 2"


def constant(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """The other truth value, None for a value, another text."""
    if isinstance(node, cst.Name) and node.value in ("True", "False"):
        yield str(node.value == "False")
    elif isinstance(node, cst.Name) and node.value == "None":
        yield "0"
    elif isinstance(node, cst.SimpleString):
        yield f'{node.value} + "_"'


def comparison(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """Another comparison of the same two sides."""
    if isinstance(node, cst.Comparison) and len(node.comparisons) == 1:
        target = node.comparisons[0]
        sign = code(target.operator)
        for other in COMPARED.get(sign, ()):
            yield f"{code(node.left)} {other} {code(target.comparator)}"


def logic(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """`and` for `or`, one side of either, `not` left out or put in."""
    if isinstance(node, cst.BooleanOperation):
        left, right = code(node.left), code(node.right)
        yield f"{left} {'or' if isinstance(node.operator, cst.And) else 'and'} {right}"
        yield from (left, right)
    elif isinstance(node, cst.UnaryOperation):
        yield code(node.expression)


def condition(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """A condition that is always true, never true, or turned round; a branch left out."""
    if isinstance(node, cst.IfExp):
        yield from (
            code(node.body),
            code(node.orelse),
            f"{code(node.orelse)} if {code(node.test)} else {code(node.body)}",
        )
    elif isinstance(node, cst.If):
        for test in ("True", "False", f"not ({code(node.test)})"):
            yield code(node.with_changes(test=cst.parse_expression(test)))


def arithmetic(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """Another sign between two operands, or only one of them."""
    if isinstance(node, cst.BinaryOperation):
        left, right = f"({code(node.left)})", f"({code(node.right)})"
        for sign in ARITHMETIC.get(code(node.operator), ()):
            yield f"{left} {sign} {right}"
        yield from (left, right)


def argument_dropped(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """A call without one of its positional arguments."""
    if isinstance(node, cst.Call):
        for index, argument in enumerate(node.args):
            if argument.keyword is None:
                yield call(node, [*node.args[:index], *node.args[index + 1 :]])
    elif isinstance(node, cst.List | cst.Tuple) and len(node.elements) > 1:
        for index in range(len(node.elements)):
            yield sequence(node, [*node.elements[:index], *node.elements[index + 1 :]])


def keyword_dropped(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """A call without one of its keyword arguments."""
    if isinstance(node, cst.Call):
        for index, argument in enumerate(node.args):
            if argument.keyword is not None:
                yield call(node, [*node.args[:index], *node.args[index + 1 :]])


def arguments_swapped(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """Two neighbours in a call, a list or a tuple in the other order."""
    if isinstance(node, cst.Call):
        positional = [argument for argument in node.args if argument.keyword is None]
        named = [argument for argument in node.args if argument.keyword is not None]
        for index in range(len(positional) - 1):
            yield call(node, [*swapped(positional, index), *named])
    elif isinstance(node, cst.List | cst.Tuple):
        for index in range(len(node.elements) - 1):
            yield sequence(node, swapped(list(node.elements), index))


def call_dropped(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """The first argument, or the object of a method, in place of what was made of it."""
    if isinstance(node, cst.Call):
        if node.args and node.args[0].star == "":
            yield code(node.args[0].value)
        if isinstance(node.func, cst.Attribute):
            yield code(node.func.value)


def subscript(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """The other end of a slice, all of it, or no subscript at all."""
    if isinstance(node, cst.Subscript):
        yield code(node.value)
        inside = node.slice[0].slice
        if len(node.slice) == 1 and isinstance(inside, cst.Slice) and inside.step is None:
            lower, upper = (code(side) if side is not None else "" for side in (inside.lower, inside.upper))
            yield f"{code(node.value)}[{upper}:{lower}]"


def statement_deleted(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """A statement, or a whole `if` or loop, left out."""
    if place.function and isinstance(node, cst.SimpleStatementLine | cst.If | cst.For):
        yield "pass"


def statement_doubled(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """A statement run twice: a step that goes on from its own result, or a call."""
    if place.function not in ("", "__init__") and isinstance(node, cst.SimpleStatementLine):
        statement = node.body[0]
        goes_on = isinstance(statement, cst.AugAssign | cst.Expr)
        if isinstance(statement, cst.Assign):
            names = set(re.findall(r"[\w.]+", code(statement.value)))
            goes_on = code(statement.targets[0].target) in names
        if goes_on:
            yield f"{code(node)}\n{code(node)}"


def statements_swapped(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """Two statements of a function, but of `__init__`, in the other order."""
    if isinstance(node, cst.FunctionDef) and isinstance(node.body, cst.IndentedBlock):
        if node.name.value == "__init__":
            return
        lines = list(node.body.body)
        for index in range(is_text(lines[0]), len(lines) - 1):
            yield code(node.with_changes(body=node.body.with_changes(body=swapped(lines, index))))


def returned(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """Another value returned: nothing, zeros, the negative, a tuple with it."""
    for text in returned_values(node):
        yield from ("return None", f"return ({text}) * 0", f"return -({text})", f"return ({text},)")


def augmented(node: cst.CSTNode, place: Place) -> Iterator[str]:
    """Another augmented assignment, or a plain one."""
    if isinstance(node, cst.SimpleStatementLine) and isinstance(node.body[0], cst.AugAssign):
        statement = node.body[0]
        target, sign, value = code(statement.target), code(statement.operator).rstrip("="), code(statement.value)
        for other in (*ARITHMETIC.get(sign, ()), ""):
            yield f"{target} {other}= {value}"


def returned_values(node: cst.CSTNode) -> list[str]:
    """Return the text of what a line returns, in a list; an empty one for any other node."""
    if isinstance(node, cst.SimpleStatementLine) and isinstance(node.body[0], cst.Return):
        value = node.body[0].value
        return [] if value is None else [code(value)]
    return []


def call(node: cst.Call, arguments: list[cst.Arg]) -> str:
    """Return the text of a call with other arguments."""
    return f"{code(node.func)}({', '.join(without_comma(argument) for argument in arguments)})"


def sequence(node: cst.List | cst.Tuple, elements: list[cst.BaseElement]) -> str:
    """Return the text of a list or a tuple with other elements."""
    inside = "".join(f"{without_comma(element)}, " for element in elements)
    return f"[{inside}]" if isinstance(node, cst.List) else f"({inside})"


def without_comma(node: cst.Arg | cst.BaseElement) -> str:
    """Return the text of an argument or an element alone."""
    return code(node.with_changes(comma=cst.MaybeSentinel.DEFAULT))


def swapped(items: list[T], index: int) -> list[T]:
    """Return the items with that of `index` and the next one exchanged."""
    return [*items[:index], items[index + 1], items[index], *items[index + 2 :]]


GENERAL: dict[str, Operator] = {
    "number": number,
    "constant": constant,
    "comparison": comparison,
    "logic": logic,
    "condition": condition,
    "arithmetic": arithmetic,
    "argument dropped": argument_dropped,
    "keyword dropped": keyword_dropped,
    "arguments swapped": arguments_swapped,
    "call dropped": call_dropped,
    "subscript": subscript,
    "statement deleted": statement_deleted,
    "statement doubled": statement_doubled,
    "statements swapped": statements_swapped,
    "return value": returned,
    "augmented assignment": augmented,
}
