"""`python -m seminar check FILE`, `experiments` and `results`: what the library does in a terminal.

`python path/to/seminar check FILE` does the same from any folder.
"""

import argparse
import io
import sys
from pathlib import Path

if not __package__:  # started by its path: the package is found in the folder above, and its files are no modules
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from coursekit.errors import CourseError
from coursekit.language import LANGUAGES, use_language
from coursekit.terminal import check_file, spoken_language
from seminar.experiments import command as experiments


def main() -> int:
    """Run the command; return 0 when it went well, 1 when a check fails, 2 when there was nothing to work with."""
    parser = argparse.ArgumentParser(prog="python -m seminar")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="run the public checks on a file as grading reads it")
    check.add_argument("file", help="the .ipynb, .py or .zip that you want to hand in")
    check.add_argument("--lang", choices=LANGUAGES, help="language of the messages (default: that of the file)")
    measure = commands.add_parser("experiments", help="measure the seminar's experiments over several seeds")
    experiments.add_arguments(measure)
    measured = commands.add_parser("results", help="print what was measured for the seminar, as three tables")
    for command in (measure, measured):
        command.add_argument("--lang", choices=LANGUAGES, help="language of what is written (default: the computer's)")
    arguments = parser.parse_args()
    # A console that lacks a letter shows "?" for it.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        if arguments.command == "check":
            return check_file("seminar", arguments.file, arguments.lang)
        language = arguments.lang or spoken_language()
        use_language(language)
        if arguments.command == "experiments":
            return experiments.run(arguments, language)
        print(experiments.shipped_tables())
        return 0
    except CourseError as error:
        print(error)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
