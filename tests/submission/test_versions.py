"""Which of several files is newer, by their names."""

import time

import pytest

from coursekit.submission.versions import newest


@pytest.mark.parametrize(
    "names",
    [
        ["seminar_en.ipynb", "seminar_en-Copy1.ipynb", "seminar_en-Copy2.ipynb", "seminar_en-Copy10.ipynb"],
        ["hw.ipynb", "hw (1).ipynb", "hw (2).ipynb"],
        ["hw.ipynb", "hw copy.ipynb", "hw copy 2.ipynb"],
        ["hw.py", "hw_v2.py", "hw_v10.py"],
        ["hw-1.ipynb", "hw-1 (1).ipynb"],
        ["hw.ipynb", "hw_2024-05-01.ipynb", "hw_2024-05-02.ipynb"],
        ["hw 30.04.2024.ipynb", "hw 01.05.2024.ipynb"],
        ["hw_v2.ipynb", "hw_final.ipynb", "hw_final_v2.ipynb", "hw_final_final.ipynb"],
        ["лаба.ipynb", "лаба — копия.ipynb", "лаба — копия (2).ipynb", "лаба_финал.ipynb"],
        ["hw.ipynb", "Copy of hw.ipynb"],
        ["old/hw.ipynb", "new/HW_v2.IPYNB"],
        ["hw.ipynb", "hw.ipynb (1)", "hw.ipynb (2).txt"],
    ],
    ids=lambda names: names[-1],
)
def test_later_name_is_newer(names: list[str]) -> None:
    """In any order of the list, each name is newer than those before it."""
    for end in range(2, len(names) + 1):
        assert newest(names[:end]) == end - 1
        assert newest(names[:end][::-1]) == 0


@pytest.mark.parametrize(
    "names",
    [
        ["a.ipynb", "b.ipynb"],
        ["seminar_en.ipynb", "seminar_ru.ipynb"],
        ["hw-1.ipynb", "hw (1).ipynb"],
        ["hw1.ipynb", "hw2.ipynb"],
        ["a/hw.ipynb", "b/hw.ipynb"],
        ["hw.ipynb", "hw_v2.ipynb", "other.ipynb"],
    ],
    ids=" ".join,
)
def test_names_of_different_works_tell_nothing(names: list[str]) -> None:
    """Nor do two names that say the same."""
    assert newest(names) is None


def test_long_names_are_told_in_time() -> None:
    """Names come from the student."""
    started = time.process_time()
    newest(["_v1" * 100_000 + ".py", " (1)" * 100_000 + ".py", "-" * 100_000])
    assert time.process_time() - started < 1
