"""results.json in Gradescope's format, beyond what Otter writes."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from autograder.files import write_text

RESULTS_FILE = "results.json"
# Far above what an honest submission gets (about 20 KiB with every check failed); Gradescope shows it as one page.
LARGEST = 256 * 1024
TEXTS = Path(__file__).parent / "classroom" / "texts"


def ungraded_results(reason: str, points: Mapping[str, float]) -> dict[str, Any]:
    """Return results for a submission without marks: the reason, and zero of its `points` for each question."""
    tests: list[dict[str, Any]] = [
        {"name": "Submission", "visibility": "visible", "status": "failed", "output": reason}
    ]
    for question, possible in points.items():
        tests.append({"name": question, "score": 0, "max_score": possible, "output": reason})
    return {"score": 0, "output": reason, "tests": tests}


def unfinished_results(languages: Sequence[str], points: Mapping[str, float]) -> dict[str, Any]:
    """Return results that stand until there are some, and stay where grading is cut off, in all languages."""
    return {
        "output": "\n\n".join(_texts(language)["unfinished"] for language in languages),
        "stdout_visibility": "hidden",
        "tests": [{"name": name, "score": 0, "max_score": worth} for name, worth in points.items()],
    }


def layer_lines(report: Mapping[str, Any]) -> list[str]:
    """Return which layers of the sandbox held, for the instructor."""
    if not report.get("layers"):
        return ["Sandbox: no student code was run."]
    head = "Sandbox layers:" if report["confined"] else "Sandbox layers: NOT CONFINED, graded all the same:"
    layers = report["layers"].items()
    return [head, *(f"  {name}: {'held' if it['held'] else 'NOT HELD'} ({it['detail']})" for name, it in layers)]


def with_sandbox(results: Mapping[str, Any], report: Mapping[str, Any]) -> dict[str, Any]:
    """Return results with the layers of the sandbox in `extra_data`, which Gradescope shows to no student; with what
    was tried on a graphics card, where there was one."""
    told = {"sandbox": report.get("layers", {}), "confined": report.get("confined")}
    if "devices" in report:
        told["devices"] = report["devices"]
    return {**results, "extra_data": told}


def output_of(report: Mapping[str, Any]) -> str:
    """Return what a student is told besides the messages of the checks, from the report of an examination.

    First what kept the file from running, then what was skipped, then what is worth knowing of each question.
    """
    if report["unreadable"]:
        return str(report["unreadable"])
    told = [*report.get("blocked", []), *(note["text"] for note in report.get("notes", []))]
    remark = _texts(report.get("language", "en"))["remark"]
    worth_knowing = [remark.format(**one) for one in report.get("remarks", [])]
    return "\n".join([*dict.fromkeys(told), *worth_knowing])


def read_results(path: Path) -> dict[str, Any] | None:
    """Return a results.json or a report, None when it is missing or damaged."""
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return None


def write_results(path: Path, results: Mapping[str, Any]) -> None:
    """Write results.json, texts in it cut where it would be larger than LARGEST bytes; an interrupted write leaves the
    old one."""
    written, longest = _as_json(results), LARGEST
    while len(written.encode("utf-8", "replace")) > LARGEST and longest > 1:
        longest //= 2
        written = _as_json(_shortened(results, longest))
    write_text(path, written)


def _as_json(results: Mapping[str, Any]) -> str:
    return json.dumps(results, indent=2, ensure_ascii=False) + "\n"


def _shortened(value: Any, longest: int) -> Any:
    """Return JSON with texts of at most `longest` characters, and as many entries of a list that has texts only."""
    if isinstance(value, str):
        return value if len(value) <= longest else value[:longest] + "…"
    if isinstance(value, Mapping):
        return {name: _shortened(inner, longest) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        kept = value[:longest] if all(isinstance(inner, str) for inner in value) else value
        return [_shortened(inner, longest) for inner in kept]
    return value


@cache
def _texts(language: str) -> dict[str, str]:
    return dict(tomllib.loads((TEXTS / f"{language}.toml").read_text(encoding="utf-8"))["results"])
