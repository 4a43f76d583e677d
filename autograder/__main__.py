"""Entry point of `python -m autograder`."""

from autograder.cli import main

# Not in the processes that a pool starts: they import this file too.
if __name__ == "__main__":
    main()
