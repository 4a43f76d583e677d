"""`python -m tests.proofs.exports [--processes=N] [PLATFORM...]`: a class of each platform from export to gradebook.

Each is graded with its list by the command line, ended by SIGINT or SIGKILL at random moments and run again; regraded
in Russian and with another build, ended again; corrected by overrides.csv, reported, regraded and given back. After
each step every row is compared with what people.py says must come out, after each end with what was there before.
Writes exports.csv, a line for each platform, and exports.toml. Half an hour on two cores for all of them; of the last N
alone with the option: the others are taken along the same way in this process, ended by Ctrl-C between submissions.
"""

import csv
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.classroom.task import Outcome
from tests.exports.journey import Journey, two_builds
from tests.exports.platforms import PLATFORMS
from tests.exports.runs import HereRuns, SpawnedRuns
from tests.proofs.result import write_result

RESULT = Path(__file__).parent / "exports.toml"
TABLE = RESULT.with_suffix(".csv")
SEED, LONGEST = 8, 30.0


def journeys(place: Path, platforms: Sequence[str], processes: int) -> Iterator[Journey]:
    """Yield the class of each platform after its way; the last so many are graded in processes of their own."""
    builds = two_builds(place)
    outcomes: dict[tuple[bytes, str], Outcome] = {}
    for number, platform in enumerate(platforms):
        alone = number >= len(platforms) - processes
        runs = SpawnedRuns(SEED + number, LONGEST) if alone else HereRuns(number, outcomes)
        journey = Journey(platform, place / str(number), builds, runs)
        journey.go()
        yield journey


def main() -> None:
    """Measure in a folder that is deleted."""
    options = [word for word in sys.argv[1:] if word.startswith("--processes=")]
    platforms = [word for word in sys.argv[1:] if word not in options] or [*PLATFORMS]
    processes = int(options[0].partition("=")[2]) if options else len(platforms)
    found = []
    with tempfile.TemporaryDirectory() as temporary, TABLE.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("platform", "compared", "ended", "problems"))
        for journey in journeys(Path(temporary), platforms, processes):
            ended = " ".join(journey.ended)
            table.writerow((journey.platform, journey.rows_checked, ended, "; ".join(journey.problems)))
            file.flush()
            print(journey.platform, journey.rows_checked, ended, journey.problems, flush=True)
            found.append(journey)
    signals = Counter(signal for journey in found for signal in journey.ended)
    lines = [
        f"platforms = {len(found)}",
        f"in_processes = {min(processes, len(found))}  # the last ones; the others in one process",
        f"compared = {sum(journey.rows_checked for journey in found)}  # rows, and grades that came back",
        f"ended = {signals.total()}  # {', '.join(f'{count} by {name}' for name, count in sorted(signals.items()))}",
        f"problems = {[line for journey in found for line in journey.problems]}",
    ]
    write_result(RESULT, "exports", lines, training=False)


if __name__ == "__main__":
    main()
