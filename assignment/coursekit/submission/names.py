"""Which names a statement reads, binds and changes, from its bytecode and its tree; nothing is run."""

import ast
import dis
import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType

from .statements import SHELL, Statement

READS = {"LOAD_NAME", "LOAD_GLOBAL", "LOAD_FROM_DICT_OR_GLOBALS"}
BINDS = {"STORE_NAME", "DELETE_NAME", "STORE_GLOBAL", "DELETE_GLOBAL"}
SETS_FROM_INSIDE = {"STORE_GLOBAL", "DELETE_GLOBAL"}
# Builtins through which names come to be, or are changed, that nobody can see in the code.
DYNAMIC = {"get_ipython", "exec", "eval", "globals", "locals", "vars", "__import__"}
PATCHES = {"setattr", "delattr"}
# Methods that change what they are handed first: `object.__setattr__(net, ...)`, `operator.setitem(conf, ...)`.
SETTERS = {
    "__setattr__",
    "__delattr__",
    "__setitem__",
    "__delitem__",
    "setitem",
    "delitem",
    "update",
    "append",
    "extend",
}
SETTERS |= {"insert", "setdefault", "add"}
BEGUN = re.compile(r"^(?:async +)?(?:class|def) +(\w+)")
FILES = ("writefile", "file")  # cell magics that write a file, which may be imported later
AWAIT = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


@dataclass(frozen=True)
class Names:
    """What is known of a statement without running it.

    reads, binds: names of the notebook, those that its functions read or set when called among them. changes: names of
    objects of which it sets an attribute or an item; calls: of which it calls a method; passed: (function, name) for
    each name that it hands to a function. imports: it binds what is imported. dynamic: it may bind names that cannot be
    seen. always: it is cheap and may matter for imports (`import *`, sys.path, `%%writefile`). patches: it defines a
    function that sets attributes of what it is given. inside: names whose objects the function that it defines changes
    when it is called.
    """

    reads: frozenset[str] = frozenset()
    binds: frozenset[str] = frozenset()
    changes: frozenset[str] = frozenset()
    calls: frozenset[str] = frozenset()
    passed: tuple[tuple[str, str], ...] = ()
    imports: bool = False
    dynamic: bool = False
    always: bool = False
    patches: bool = False
    inside: frozenset[str] = frozenset()


def compiled(statement: Statement, name: str = "<cell>") -> CodeType:
    """Compile a statement on its own; raises what the compiler raises (`return` outside a function)."""
    assert statement.tree is not None
    module = ast.Module([statement.tree], [])
    return compile(module, name, "exec", flags=statement.flags | AWAIT, dont_inherit=True)


def names_of(statement: Statement) -> Names:
    """Return the names of a statement; none where it is not Python."""
    if statement.tree is None:
        # What a damaged class or function would have bound: it is missing for that reason.
        return Names(binds=frozenset(BEGUN.findall(statement.beginning)))
    try:
        code = compiled(statement)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return Names()
    reads, binds = set(), set()
    star = False
    for inside, block in _blocks(code):
        for step in dis.get_instructions(block):
            if step.opname in READS:
                reads.add(str(step.argval))
            elif step.opname in BINDS and (not inside or step.opname in SETS_FROM_INSIDE):
                binds.add(str(step.argval))
            star = (
                star
                or step.opname == "IMPORT_STAR"
                or (step.opname == "CALL_INTRINSIC_1" and step.argrepr == "INTRINSIC_IMPORT_STAR")
            )
    changes, calls, passed = _changed(statement.tree)
    magic = _file_magic(statement.tree)
    return Names(
        reads=frozenset(reads - {SHELL}),
        binds=frozenset(binds),
        changes=frozenset(changes),
        calls=frozenset(calls),
        passed=tuple(passed),
        imports=isinstance(statement.tree, ast.Import | ast.ImportFrom),
        dynamic=star or bool(reads & DYNAMIC) or (SHELL in reads and not magic),
        always=star or magic or _touches_path(statement.tree),
        patches=_patches(statement.tree),
        inside=frozenset(_changed_inside(statement.tree) & reads),
    )


def _blocks(code: CodeType, inside: bool = False) -> Iterator[tuple[bool, CodeType]]:
    """Yield the code of a statement and of all functions and classes in it, and whether it is one of these.

    Without its other constants, which nobody asks for: `dis` would write them out, numbers of a million digits too.
    """
    kept = tuple(constant if isinstance(constant, CodeType) else None for constant in code.co_consts)
    yield inside, code.replace(co_consts=kept)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _blocks(constant, True)


def _now(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that are run with the statement itself, decorators too, not what is inside of a definition."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            waiting += node.decorator_list
        elif not isinstance(node, ast.Lambda):
            waiting += ast.iter_child_nodes(node)


def _changed(tree: ast.stmt) -> tuple[set[str], set[str], list[tuple[str, str]]]:
    """Return `changes`, `calls` and `passed` of Names."""
    changed: set[str] = set()
    calls: set[str] = set()
    passed: list[tuple[str, str]] = []
    if isinstance(tree, ast.FunctionDef) and tree.decorator_list:
        # `@patch_to(Net) def forward(self, x)`, or `@patch def forward(self: Net, x)`: cheap, and it may change Net.
        annotated = [argument.annotation for argument in (*tree.args.posonlyargs, *tree.args.args)]
        for above in (*tree.decorator_list, *filter(None, annotated)):
            changed |= {part.id for part in ast.walk(above) if isinstance(part, ast.Name)}
    for node in _now(tree):
        if isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            changed |= _root(node)
        elif isinstance(node, ast.Call):
            given = [*node.args, *(keyword.value for keyword in node.keywords)]
            handed = [item.id for item in given if isinstance(item, ast.Name)]
            if isinstance(node.func, ast.Attribute):
                calls |= _root(node.func)
                if node.func.attr in SETTERS:
                    changed |= set(handed[:1])
            elif isinstance(node.func, ast.Name):
                passed += [(node.func.id, name) for name in handed]
            elif isinstance(node.func, ast.Call) and isinstance(node.func.func, ast.Name):
                # `patch(Net)(forward)`
                inner = [item.id for item in node.func.args if isinstance(item, ast.Name)]
                passed += [(node.func.func.id, name) for name in inner]
    return changed, calls, passed


def _changed_inside(tree: ast.stmt) -> set[str]:
    """Return the names whose objects a function changes, calls a method of, or hands to what may change them."""
    if not isinstance(tree, ast.FunctionDef | ast.AsyncFunctionDef):
        return set()
    found: set[str] = set()
    for statement in tree.body:
        changed, calls, passed = _changed(statement)
        found |= changed | calls | {name for function, name in passed if function in PATCHES}
    return found


def _patches(tree: ast.stmt) -> bool:
    """Return whether it is a function that sets or deletes an attribute of one of its parameters."""
    if not isinstance(tree, ast.FunctionDef):
        return False
    parameters = {argument.arg for argument in (*tree.args.posonlyargs, *tree.args.args, *tree.args.kwonlyargs)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load) and _root(node) & parameters:
            return True
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in PATCHES:
            return True
    return False


def _root(node: ast.expr) -> set[str]:
    """Return the name at the left end of `name.attribute[item]`, if it is one."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return {node.id} if isinstance(node, ast.Name) else set()


def _touches_path(tree: ast.stmt) -> bool:
    """Return whether it has to do with `sys.path`, by which a helper module may be found."""
    return any(
        isinstance(node, ast.Attribute) and node.attr == "path" and _root(node) == {"sys"} for node in ast.walk(tree)
    )


def _file_magic(tree: ast.stmt) -> bool:
    """Return whether it is `%%writefile`, as IPython writes it."""
    call = tree.value if isinstance(tree, ast.Expr) else None
    return (
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "run_cell_magic"
        and bool(call.args)
        and isinstance(call.args[0], ast.Constant)
        and call.args[0].value in FILES
    )
