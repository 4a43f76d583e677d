"""The graphics card that a grader may give to a training run; nothing else of a submission finds one there."""

import os

CARD = "COURSE_GPU"  # set by the grader: which card of the machine


def given_card() -> str | None:
    """Return torch's name of the card that was given to this process, None where there is none.

    Only from this call on can it be seen, so the rest of a submission runs as on a machine without one. Where code has
    asked for a card before in a way that fixes the answer (`tensor.cuda()`), it stays invisible.
    """
    number = os.environ.get(CARD)
    if not number:
        return None
    os.environ["CUDA_VISIBLE_DEVICES"] = number
    return "cuda"
