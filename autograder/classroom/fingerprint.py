"""Which code a proof was measured with, so that a stale one is told from a fresh one."""

import ast
import hashlib
import json
from pathlib import Path

from autograder.course import Course

# Of a course's folder, what decides no mark: words, texts of tasks, how a threshold was found, and what is measured.
NOT_DECIDING = frozenset({"public.py", "task.py", "question.py", "settings.py", "page.py"})
NOT_DECIDING_FOLDERS = frozenset({"chapters", "bank", "proofs", "calibration", "images", "scaffold"})


def fingerprint(course: Course, *, training: bool = True) -> str:
    """Return 16 hexadecimal digits of the SHA-256 of all code and settings of a course that decide marks.

    Comments, docstrings, layout and imports do not count, nor where a file lies: they change no mark. training: whether
    the settings of questions count, which no attack on the grader depends on.
    """
    parts = sorted(_said(path) for path in _sources(course))
    settings = {name: dict(shares) for name, shares in course.grading.shares.items()}
    told = [parts, settings, course.grading.settings if training else {}]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def _sources(course: Course) -> list[Path]:
    own = [
        path
        for path in course.folder.rglob("*.py")
        if path.name not in NOT_DECIDING and not NOT_DECIDING_FOLDERS & set(path.relative_to(course.folder).parts)
    ]
    read = [course.library_folder / name for name in course.file.decides]
    library = [path for place in read for path in (place.rglob("*.py") if place.is_dir() else [place])]
    return [*own, *(path for path in library if path.is_file())]


def _said(path: Path) -> str:
    """Return what a file does, without words and imports."""
    return ast.dump(_WithoutWords().visit(ast.parse(path.read_text(encoding="utf-8"))))


class _WithoutWords(ast.NodeTransformer):
    """Leaves out imports, and the docstrings of modules, classes and functions."""

    def visit_Import(self, node: ast.Import) -> None:
        """Leave it out."""

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        """Leave it out."""

    def visit_Module(self, node: ast.Module) -> ast.AST:
        """Leave out the docstring, and go on in what is left."""
        return self._without_docstring(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        """Leave out the docstring, and go on in what is left."""
        return self._without_docstring(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Leave out the docstring, and go on in what is left."""
        return self._without_docstring(node)

    def _without_docstring(self, node: ast.Module | ast.ClassDef | ast.FunctionDef) -> ast.AST:
        if ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:]
        return self.generic_visit(node)
