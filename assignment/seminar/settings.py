"""How this run of the notebook goes: quick or full, on which device, with which of the student's classes filled in."""

import os

import torch

from coursekit.errors import one_line

from .language import text


def quick() -> bool:
    """Return True when the notebook is only rehearsed (environment variable SEMINAR_QUICK=1)."""
    return os.environ.get("SEMINAR_QUICK") == "1"


def epochs(count: int) -> int:
    """Return the number of epochs to train: `count`, or 1 when the notebook is only rehearsed."""
    return 1 if quick() else count


def device() -> torch.device:
    """Return the device to train on: the GPU if there is one, else the CPU."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def written(cls: type, *args: object) -> bool:
    """Tell whether the student has filled in the class `cls`; if not, print one friendly line.

    Filled in means: `cls(*args)` can be made and turns a batch of zeros [2, 3, 32, 32] into a tensor. Whether the
    tensor is right is for `grader.check` to say. Never raises, so that "Run all" gets through an unfilled notebook.
    """
    batch = torch.zeros(2, 3, 32, 32)
    try:
        # The trial must not move the random numbers that the next cell will draw.
        with torch.random.fork_rng(devices=[]), torch.no_grad():
            output = cls(*args)(batch)
    except NotImplementedError:
        output = None
    # SystemExit too: a forgotten exit() in the student's class must not end the notebook.
    except (Exception, SystemExit) as error:
        print(text("written.broken", name=_name(cls), error=one_line(error)))
        return False
    if isinstance(output, torch.Tensor):
        return True
    print(text("written.stub", name=_name(cls)))
    return False


def _name(cls: object) -> str:
    """Return the name of a class, or the name of the type of anything that is not a class."""
    return cls.__name__ if isinstance(cls, type) else type(cls).__name__
