"""The graphics card that a grader may give to a training run; nothing else of a submission finds one there."""

import os

CARD = "COURSE_GPU"  # set by the grader, with CUDA_VISIBLE_DEVICES, where a process has a card: its number


def given_card() -> str | None:
    """Return torch's name of the card that was given to this process, None where there is none.

    Whether there is one must be in the environment from the start of the process: the first backward pass, on the CPU
    too, fixes for good how many cards torch can use.
    """
    return "cuda" if os.environ.get(CARD) else None
