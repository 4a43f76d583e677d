"""Tells by its form what a statement of a submission is: an untouched stub, a check, something nobody asks about."""

import ast
from typing import TypeGuard


def is_stub(tree: ast.stmt | None) -> bool:
    """Return whether it is a class as it was handed out: nothing but `...` where its methods should do something."""
    if not isinstance(tree, ast.ClassDef):
        return False
    methods = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    inside = [node for method in methods for node in method.body]
    body = [*(node for node in tree.body if not isinstance(node, ast.FunctionDef)), *inside]
    return any(_is_gap(node) for node in inside) and all(_is_gap(node) or _is_nothing(node) for node in body)


def _is_gap(node: ast.stmt) -> bool:
    """Return whether a statement only says that something is missing here."""
    if isinstance(node, ast.Raise):
        return "NotImplemented" in ast.dump(node)
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and node.value.value is Ellipsis


def _is_nothing(node: ast.stmt) -> bool:
    """Return whether a statement is a docstring, `pass`, or the call of the base class without arguments."""
    if isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
        return True
    call = node.value if isinstance(node, ast.Expr) else None
    return (
        isinstance(call, ast.Call)
        and not call.args
        and not call.keywords
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "__init__"
    )


def is_plain(tree: ast.stmt | None) -> bool:
    """Return whether nobody asks what became of a statement: imports, texts, `grader`, a language, a stub."""
    if isinstance(tree, ast.Import | ast.ImportFrom) or is_stub(tree):
        return True
    value = tree.value if isinstance(tree, ast.Expr | ast.Assign) else None
    if isinstance(value, ast.Constant):
        return True
    called = ast.unparse(value.func) if isinstance(value, ast.Call) else ""
    return called.startswith(("grader.", "otter.")) or called in ("use_language", "__shell__.run_line_magic")


def is_main_guard(tree: ast.stmt | None) -> bool:
    """Return whether it is `if __name__ == "__main__":`."""
    return isinstance(tree, ast.If) and any(isinstance(n, ast.Name) and n.id == "__name__" for n in ast.walk(tree.test))


def is_function(tree: ast.stmt | None) -> TypeGuard[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Return whether a statement defines a function."""
    return isinstance(tree, ast.FunctionDef | ast.AsyncFunctionDef)


def checks_in(tree: ast.stmt | None) -> list[str]:
    """Return the questions in the calls `something.check("q1")` of a statement."""
    return [
        node.args[0].value
        for node in (ast.walk(tree) if isinstance(tree, ast.Expr) else ())
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "check"
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    ]
