"""`python -m seminar check FILE.py`: the public checks of a submission that is a plain Python file."""

import argparse
import runpy
import sys

from .checks import PUBLIC_CHECKS, CheckFailed, public_check
from .language import LANGUAGES, text, use_language


def main() -> int:
    """Run the public checks; return 0 when all pass, 1 when one fails, 2 when the file cannot be run."""
    parser = argparse.ArgumentParser(prog="python -m seminar")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="run the public checks on a .py file")
    check.add_argument("file", help="the file with ModelBaseline and SpatialDropout")
    check.add_argument("--lang", choices=LANGUAGES, default="en", help="language of the messages")
    arguments = parser.parse_args()
    use_language(arguments.lang)
    try:
        namespace = runpy.run_path(arguments.file)
    except (Exception, SystemExit) as error:
        first = (str(error).splitlines() or [""])[0]
        print(text("terminal.not_run", file=arguments.file, error=f"{type(error).__name__}: {first}"))
        return 2
    failed = 0
    for question in PUBLIC_CHECKS:
        try:
            public_check(question, namespace)
            print(text("terminal.passed", question=question))
        except CheckFailed as reason:
            failed += 1
            print(text("terminal.failed", question=question, reason=reason))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
