"""The errors that a reader can act upon, and any other one in one line."""

# What torch says where code asks for a device that is not there; its own advice is to install a driver.
NO_DEVICE = (
    "nvidia driver",
    "not compiled with cuda",
    "no cuda gpus are available",
    "no cuda-capable device",
    "cuda error",
    "deserialize object on a cuda device",
    "torch.cuda.is_available() is false",
    "not linked with support for mps",
    "mps backend",
    "not linked with support for xpu",
)
LONGEST_LINE = 300
# What announces further lines: torch's list of what a function takes, and any other.
ANNOUNCES = (", but expected one of:", ":")
# What code raises where something that it was written for is not there.
LACKS = (
    "AttributeError",
    "ImportError",
    "IndexError",
    "KeyError",
    "ModuleNotFoundError",
    "NameError",
    "TypeError",
    "UnboundLocalError",
)


class CourseError(Exception):
    """Something that the reader can put right; its message is one clear line in the language of the notebook."""

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows for this exception: the line alone, without a traceback (IPython calls this)."""
        return [f"{type(self).__name__}: {self}"]


class SubmissionError(CourseError):
    """The submission could not do what it was asked for: `code` names why, `values` fill the text of that name."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(f"{code} {values}")
        self.code = code
        self.values = values


def one_line(error: BaseException) -> str:
    """Return "Type: message" of an exception, first line only, whatever its `__str__` does."""
    first = first_line(error, "")
    return f"{type(error).__name__}: {first}" if first else type(error).__name__


def first_line(error: BaseException, instead: str = "an error that cannot be printed") -> str:
    """Return the first line of an error's text, without what announces those below it.

    instead: what stands for a student's own error that cannot be printed.
    """
    try:
        lines = str(error).splitlines() or [""]
        said = lines[0]
        for announcing in ANNOUNCES if len(lines) > 1 else ():
            said = said.removesuffix(announcing)
        return said[:LONGEST_LINE]
    except Exception:
        return instead


def may_lack_something(error: str) -> bool:
    """Return whether an error, as `one_line` tells it, may come of something that other statements would have set."""
    return error.partition(":")[0] in LACKS


def asks_for_gpu(error: BaseException) -> bool:
    """Return whether an error says that code asked for a GPU where there is none."""
    said = one_line(error).lower()
    return any(words in said for words in NO_DEVICE)
