"""results.json stays small, whatever stands in it: a platform may refuse what is larger, and then nobody has a mark."""

import json
from pathlib import Path

import pytest

from autograder.results import LARGEST, read_results, write_results

POINTS = {"q1": 3.0, "q2": 2.0}
LONG = {"letters": "a" * 2_000_000, "four bytes each": "\U0001f40d" * 500_000, "escaped": '"\\\n' * 600_000}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
@pytest.mark.parametrize("count", [1, 30])
def test_results_stay_small_and_whole(tmp_path: Path, text: str, count: int) -> None:
    """Texts are cut, as much as it needs; scores, names and the order of the tests stay."""
    tests = [{"name": f"q{number}", "score": number, "max_score": 9, "output": text} for number in range(count)]
    path = tmp_path / "results.json"
    write_results(
        path, {"score": 3, "output": text, "tests": tests, "extra_data": {"sandbox": {"a": {"detail": text}}}}
    )
    assert path.stat().st_size <= LARGEST
    kept = read_results(path)
    assert kept is not None
    assert [(test["name"], test["score"], test["max_score"]) for test in kept["tests"]] == [
        (test["name"], test["score"], test["max_score"]) for test in tests
    ]
    assert kept["output"].startswith(text[:50])


def test_small_results_are_kept_as_they_are(tmp_path: Path) -> None:
    """Nothing is cut that has room."""
    results = {"score": 3, "output": "б" * 100_000, "tests": [{"name": "q1", "output": "x" * 5_000}]}
    write_results(tmp_path / "results.json", results)
    assert json.loads((tmp_path / "results.json").read_text(encoding="utf-8")) == results


def test_a_long_list_is_cut_too(tmp_path: Path) -> None:
    """What the sandbox saw may be many small texts."""
    results = {"score": 3, "tests": [{"name": "q1", "score": 1}], "extra_data": {"suspicious": ["word"] * 200_000}}
    write_results(tmp_path / "results.json", results)
    assert (tmp_path / "results.json").stat().st_size <= LARGEST
    kept = read_results(tmp_path / "results.json")
    assert kept is not None
    assert kept["tests"] == results["tests"]
