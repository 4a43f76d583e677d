"""What has to be run: the statements that the graded classes need, in order, and where each question is judged.

A question is judged as of its last `grader.check("q1")`, or after the cell that its metadata names, as Otter does.
Where the stub was left empty there, the class that stands in another cell counts.
"""

import ast
import builtins
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from .forms import checks_in, is_function, is_plain, is_stub
from .names import Names, names_of
from .source import Cell
from .statements import Statement, statements

DEPTH = 3  # calls of functions by functions that are followed
MOST = 3_000  # statements of either kind that are run: an answer has a hundred
GIVEN = {*dir(builtins), "__name__", "__file__", "__doc__", "display", "get_ipython", "In", "Out", "_"}


@dataclass(frozen=True)
class Plan:
    """Statements by number, and which of them to run.

    needed: what the graded classes need, in order. rest: what else a full run would run. judged: after which statement
    each question is judged. unresolved: by question, names that its class reads and nothing in sight binds.
    """

    statements: Sequence[Statement]
    names: Sequence[Names]
    needed: Sequence[int]
    rest: Sequence[int]
    judged: Mapping[str, int]
    unresolved: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def notable(self) -> list[int]:
        """The statements of `rest` that a student would miss: no imports, no checks, nothing that is only written."""
        return [n for n in self.rest if not is_plain(self.statements[n].tree)]

    @cached_property
    def everything(self) -> list[int]:
        """All statements of a full run, in order."""
        return sorted({*self.needed, *self.rest})


def make_plan(cells: Sequence[Cell], graded: Mapping[str, str]) -> Plan:
    """Return what to run for the class that each question of `graded` is about."""
    found = statements(cells)
    names = [names_of(statement) for statement in found]
    return _Planner(cells, found, names, graded).plan()


class _Planner:
    """The work of make_plan: an index over the statements, then what is needed from the classes backwards."""

    def __init__(
        self, cells: Sequence[Cell], found: Sequence[Statement], names: Sequence[Names], graded: Mapping[str, str]
    ) -> None:
        self._cells = cells
        self._found = found
        self._names = names
        self._graded = graded
        self._end = self._first = len(found) - 1
        self._hidden = {n for n, statement in enumerate(found) if cells[statement.cell].ignored}
        self._stubs = {n for n, statement in enumerate(found) if is_stub(statement.tree)}
        self._trees = [statement.tree for statement in found]
        self._binders, self._changers, self._imported = self._index()

    def plan(self) -> Plan:
        """Return the plan."""
        self._unhide_answers()
        judged, dropped = self._judged_at()
        self._first = min(judged.values(), default=self._end)
        needed: set[int] = set()
        unresolved: dict[str, frozenset[str]] = {}
        for question, cls in self._graded.items():
            own, unknown = self._needs(cls, judged[question], dropped)
            needed |= own
            unresolved[question] = frozenset(unknown)
        left = needed | dropped | self._hidden
        rest = [n for n in range(len(self._found)) if n not in left]
        return Plan(
            self._found,
            self._names,
            sorted(needed)[:MOST],
            rest[:MOST],
            judged,
            unresolved,
        )

    def _index(self) -> tuple[dict[str, list[int]], dict[str, list[int]], set[str]]:
        """Return by name which statements bind it and which may change its object, and the names that are imported."""
        binders: dict[str, list[int]] = defaultdict(list)
        changers: dict[str, list[int]] = defaultdict(list)
        imported: set[str] = set()
        own: set[str] = set()
        setting = self._through_calls(lambda it: it.binds)
        touching = self._through_calls(lambda it: it.inside)
        patching = {name for it in self._names if it.patches for name in it.binds} | {"setattr", "delattr"}
        for number, it in enumerate(self._names):
            bound = set(it.binds)
            # A function that sets names of the notebook, or changes its objects, does so where it is called.
            for name in it.reads & setting.keys():
                bound |= setting[name]
            for name in it.reads & touching.keys():
                for touched in touching[name]:
                    changers["." + touched].append(number)
            for name in bound:
                binders[name].append(number)
            (imported if it.imports else own).update(it.binds)
            for name in it.changes:
                changers[name].append(number)
            for name in it.calls | {name for function, name in it.passed if function in patching}:
                changers["." + name].append(number)
        return binders, changers, imported - own

    def _through_calls(self, what: Callable[[Names], frozenset[str]]) -> dict[str, frozenset[str]]:
        """Return, by function of the notebook, `what` it does when it is called, itself or through another one."""
        functions = {tree.name: it for tree, it in zip(self._trees, self._names, strict=True) if is_function(tree)}
        done = {name: what(it) - {name} for name, it in functions.items()}
        for _ in range(DEPTH):
            for name, it in functions.items():
                done[name] = done[name].union(*(done[called] for called in it.reads & functions.keys())) - {name}
        return {name: names for name, names in done.items() if names}

    def _unhide_answers(self) -> None:
        """Take an answer out of a cell that Otter would ignore where the class stands in no other one."""
        for cls in {*self._graded.values()}:
            answers = [n for n in self._binders[cls] if n not in self._stubs]
            if answers and all(n in self._hidden for n in answers):
                self._hidden -= set(answers)

    def _judged_at(self) -> tuple[dict[str, int], set[int]]:
        """Return after which statement each question is judged, and the stubs that must not undo an answer."""
        checked = self._checked_at()
        judged: dict[str, int] = {}
        dropped: set[int] = set()
        for cls in {*self._graded.values()}:
            questions = [question for question, name in self._graded.items() if name == cls]
            bound = [n for n in self._binders[cls] if n not in self._hidden]
            places = sorted({checked.get(question, self._end) for question in questions})
            claimed: set[int] = set()  # answers of one question that stand where the next one has its own
            for question in sorted(questions, key=lambda question: checked.get(question, self._end)):
                place = checked.get(question, self._end)
                earlier = max((other for other in places if other < place), default=-1)
                own = [n for n in bound if earlier < n <= place]
                answers = [n for n in own if n not in self._stubs | claimed]
                if answers:
                    dropped |= {n for n in own if n in self._stubs}
                elif own or not any(n <= place for n in bound):
                    # An answer that stands here, though another question has it too, is better than one far away.
                    near = not claimed.isdisjoint(own)
                    moved = self._moved(bound, [other for other in places if other > place], place, near=near)
                    if moved is not None:
                        claimed.add(moved)
                        place = self._end_of_cell(moved)
                judged[question] = place
        return judged, dropped

    def _moved(self, bound: Sequence[int], later: Sequence[int], place: int, *, near: bool) -> int | None:
        """Return the statement below `place` that holds the answer of a question whose own stub is empty, if any.

        near: only before the next question's check.
        """
        until = later[0] if later else self._end
        found = [n for n in bound if place < n <= until]
        answers = [n for n in found if n not in self._stubs]
        stub_of_next = next((n for n in found if n in self._stubs), None)
        if later and stub_of_next is not None and any(n < stub_of_next for n in answers):
            return max(n for n in answers if n < stub_of_next)
        if later and len(answers) > 1 and stub_of_next is None:
            return answers[-2]  # the last one is the next question's own
        if answers:
            return answers[-1]
        return None if near else next((n for n in reversed(bound) if n > place and n not in self._stubs), None)

    def _checked_at(self) -> dict[str, int]:
        """Return after which statement Otter would judge each question, for those that are checked at all."""
        checked: dict[str, int] = {}
        last_of_cell = {statement.cell: n for n, statement in enumerate(self._found)}
        for number, statement in enumerate(self._found):
            if number in self._hidden:
                continue
            for question in checks_in(statement.tree):
                checked[question] = number
        for index, cell in enumerate(self._cells):
            if cell.questions and not cell.ignored:
                place = max((last_of_cell[i] for i in range(index + 1) if i in last_of_cell), default=-1)
                checked |= {question: max(place, checked.get(question, -1)) for question in cell.questions}
        return {question: place for question, place in checked.items() if question in self._graded}

    def _end_of_cell(self, number: int) -> int:
        cell = self._found[number].cell
        return max(n for n in range(number, len(self._found)) if self._found[n].cell == cell)

    def _needs(self, cls: str, place: int, dropped: set[int]) -> tuple[set[int], set[str]]:
        """Return the statements up to `place` that the class needs, and the names that none of them binds."""
        seen: set[int] = {n for n, it in enumerate(self._names) if it.always and self._usable(n, place, dropped)}
        wanted: set[str] = set()
        todo = [cls, *(name for n in seen for name in self._names[n].reads)]
        unknown: set[str] = set()

        def take(numbers: Iterable[int], usable: Callable[[int], bool]) -> bool:
            taken = False
            for number in numbers:
                if usable(number):
                    taken = True
                    if number not in seen:
                        seen.add(number)
                        todo.extend(self._names[number].reads)
                        # Another name of the same object: what changes it there counts too.
                        todo.extend("=" + name for name in self._aliases(number))
            return taken

        while todo:
            name = todo.pop()
            if name in wanted:
                continue
            wanted.add(name)
            alias = name.startswith("=")
            plain = name.removeprefix("=")

            def usable(number: int) -> bool:
                return self._usable(number, place, dropped)

            def in_time(number: int) -> bool:
                return usable(number) and number <= self._first

            if not alias and not take(self._binders.get(plain, ()), usable):
                # As a last resort from a cell that Otter would ignore.
                hidden = take(self._binders.get(plain, ()), lambda n: n <= place and n in self._hidden)
                if not hidden and plain not in GIVEN:
                    unknown.add(plain)
            # A module that an experiment changes would be changed for the questions before it too.
            take(self._changers.get(plain, ()), usable if plain not in self._imported else in_time)
            if plain not in self._imported:
                take(self._changers.get("." + plain, ()), usable)
                take(self._aliasing(plain), usable)
            if unknown and not todo:
                take((n for n, it in enumerate(self._names) if it.dynamic), usable)
        return seen, unknown

    def _usable(self, number: int, place: int, dropped: set[int]) -> bool:
        return number <= place and number not in self._hidden and number not in dropped

    def _aliases(self, number: int) -> list[str]:
        """Return the names that a statement gives to an object which has one already."""
        tree = self._found[number].tree
        if not isinstance(tree, ast.Assign) or not isinstance(tree.value, ast.Name):
            return []
        return [target.id for target in tree.targets if isinstance(target, ast.Name)]

    def _aliasing(self, name: str) -> list[int]:
        """Return the statements that give the object of `name` another name through which it is changed later."""
        return [
            n
            for n in self._readers.get(name, ())
            if any(self._changers.get(mark + other) for other in self._aliases(n) for mark in ("", "."))
        ]

    @cached_property
    def _readers(self) -> dict[str, list[int]]:
        """By name, the statements `other = name`."""
        readers: dict[str, list[int]] = defaultdict(list)
        for number, statement in enumerate(self._found):
            tree = statement.tree
            if isinstance(tree, ast.Assign) and isinstance(tree.value, ast.Name):
                readers[tree.value.id].append(number)
        return readers
