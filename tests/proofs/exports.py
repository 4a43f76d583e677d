"""`python -m tests.proofs.exports [PLATFORM...]`: a class of each platform from its export to its gradebook.

Each is graded with its list by the command line, ended by SIGINT or SIGKILL at random moments and run again; regraded
in Russian and with another build, ended again; corrected by overrides.csv, reported, regraded and given back. After
each step every row is compared with what people.py says must come out, after each end with what was there before.
Writes exports.csv, a line for each platform, and exports.toml. Half an hour on two cores.
"""

import csv
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.exports.journey import Journey, two_builds
from tests.exports.platforms import PLATFORMS
from tests.exports.runs import SpawnedRuns
from tests.proofs.result import write_result

RESULT = Path(__file__).parent / "exports.toml"
TABLE = RESULT.with_suffix(".csv")
SEED, LONGEST = 8, 30.0


def journeys(place: Path, platforms: Sequence[str]) -> Iterator[Journey]:
    """Yield the class of each platform after its way."""
    builds = two_builds(place)
    for number, platform in enumerate(platforms):
        journey = Journey(platform, place / str(number), builds, SpawnedRuns(SEED + number, LONGEST))
        journey.go()
        yield journey


def main() -> None:
    """Measure in a folder that is deleted."""
    found = []
    with tempfile.TemporaryDirectory() as temporary, TABLE.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("platform", "compared", "ended", "problems"))
        for journey in journeys(Path(temporary), sys.argv[1:] or [*PLATFORMS]):
            ended = " ".join(journey.ended)
            table.writerow((journey.platform, journey.rows_checked, ended, "; ".join(journey.problems)))
            file.flush()
            print(journey.platform, journey.rows_checked, ended, journey.problems, flush=True)
            found.append(journey)
    signals = Counter(signal for journey in found for signal in journey.ended)
    lines = [
        f"platforms = {len(found)}",
        f"compared = {sum(journey.rows_checked for journey in found)}  # rows, and grades that came back",
        f"ended = {signals.total()}  # {', '.join(f'{count} by {name}' for name, count in sorted(signals.items()))}",
        f"problems = {[line for journey in found for line in journey.problems]}",
    ]
    write_result(RESULT, "exports", lines, training=False)


if __name__ == "__main__":
    main()
