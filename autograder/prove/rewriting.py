"""Right source in, wrong sources out: what an operator is, where it may work, and how its rewriting gets into a file.

An operator looks at one node of the concrete syntax tree and yields what may stand in its place, as source text. It
need not know whether that compiles where the node stands: what does not is left out, and so is what changes nothing.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from textwrap import indent

import libcst as cst
import libcst.matchers as m
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider


@dataclass(frozen=True)
class Place:
    """Where a node stands: the innermost function and the outermost class, "" outside of any.

    returns: how often the function returns something.
    """

    function: str = ""
    outer_class: str = ""
    returns: int = 0


Operator = Callable[[cst.CSTNode, Place], Iterator[str]]


@dataclass(frozen=True)
class Rewriting:
    """One wrong source, normalized: by which operator, at which line and place of the right one."""

    operator: str
    line: int
    place: Place
    source: str


_EMPTY = cst.Module([])


def code(node: cst.CSTNode) -> str:
    """Return the source text of a node."""
    return _EMPTY.code_for_node(node).strip()


def is_text(node: cst.CSTNode) -> bool:
    """Tell whether a statement is a text alone, as a docstring is."""
    return m.matches(node, m.SimpleStatementLine(body=[m.Expr(m.SimpleString() | m.ConcatenatedString())]))


def rewritings(source: str, operators: dict[str, Operator]) -> Iterator[Rewriting]:
    """Yield every source that one operator makes of `source` at one node, each once, in order of place."""
    wrapper = MetadataWrapper(cst.parse_module(source))
    ranges = wrapper.resolve(PositionProvider)
    seen = {normalized(source)}
    for node, place in _nodes(wrapper.module, Place()):
        for name, operator in operators.items():
            for text in operator(node, place):
                rewritten = _replaced(source, node, _range(ranges, node), text)
                if rewritten is not None and rewritten not in seen:
                    seen.add(rewritten)
                    yield Rewriting(name, ranges[node].start.line, place, rewritten)


def normalized(source: str) -> str:
    """Return source without comments, docstrings and differences of layout."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return ast.unparse(tree) + "\n"


def _nodes(node: cst.CSTNode, place: Place) -> Iterator[tuple[cst.CSTNode, Place]]:
    """Yield the nodes that operators may look at, from the outside in: no imports, annotations or texts alone."""
    if isinstance(node, cst.Import | cst.ImportFrom | cst.Annotation) or is_text(node):
        return
    if place.function or isinstance(node, cst.FunctionDef):
        yield node, place
    if isinstance(node, cst.FunctionDef):
        place = Place(node.name.value, place.outer_class, len(m.findall(node, m.Return())))
    elif isinstance(node, cst.ClassDef) and not place.outer_class:
        place = replace(place, outer_class=node.name.value)
    for child in node.children:
        yield from _nodes(child, place)


def _range(ranges: Mapping[cst.CSTNode, CodeRange], node: cst.CSTNode) -> CodeRange:
    """Return where the text of a node is, decorators included."""
    if isinstance(node, cst.FunctionDef) and node.decorators:
        return CodeRange(ranges[node.decorators[0]].start, ranges[node].end)
    return ranges[node]


def _replaced(source: str, node: cst.CSTNode, place: CodeRange, text: str) -> str | None:
    """Return the normalized source with `text` in the place of a node, or None where that is no Python."""
    if isinstance(node, cst.BaseExpression):
        text = f"({text})"
    elif not isinstance(node, cst.SimpleStatementLine | cst.BaseCompoundStatement):
        raise TypeError(f"an operator wants to replace a {type(node).__name__}")
    lines = source.splitlines(keepends=True)
    before, after = lines[place.start.line - 1][: place.start.column], lines[place.end.line - 1][place.end.column :]
    text = indent(text, before if before.isspace() else "", lambda _: True).lstrip()
    rewritten = "".join([*lines[: place.start.line - 1], before, text, after, *lines[place.end.line :]])
    try:
        plain = normalized(rewritten)
        compile(plain, "mutant", "exec", dont_inherit=True)
    except SyntaxError:
        return None
    return plain
