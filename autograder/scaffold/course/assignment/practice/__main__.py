"""`python -m practice check FILE`: the public checks on a file, read as grading reads it."""

import argparse
import sys

from coursekit.errors import CourseError
from coursekit.language import LANGUAGES
from coursekit.terminal import check_file


def main() -> int:
    """Run the command; return 0 when all checks pass, 1 when one fails, 2 when there was nothing to check."""
    parser = argparse.ArgumentParser(prog="python -m practice")
    check = parser.add_subparsers(dest="command", required=True).add_parser("check", help="run the public checks")
    check.add_argument("file", help="the .ipynb, .py or .zip that you want to hand in")
    check.add_argument("--lang", choices=LANGUAGES, help="language of the messages")
    arguments = parser.parse_args()
    try:
        return check_file("practice", arguments.file, arguments.lang)
    except CourseError as error:
        print(error)
        return 2


if __name__ == "__main__":
    sys.exit(main())
