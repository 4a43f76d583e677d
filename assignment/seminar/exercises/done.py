"""What a student has done since the kernel was started: one line with the tasks and the exercises."""

from coursekit.notebook_results import passed_questions

from ..language import text

QUESTIONS = ("q1", "q2", "q3", "q4")
EXERCISES = ("loaders", "loop", "augmentation", "vgg", "shapes", "places", "repair")

_done: set[str] = set()


def mark(exercise: str, *, done: bool) -> None:
    """Keep whether an exercise is done, and print the line."""
    (_done.add if done else _done.discard)(exercise)
    show_progress()


def tell(exercise: str, mistake: str | None, right: str) -> bool:
    """Print the mistake of an exercise, or `right` where there is none, and the line; return whether it is done."""
    print(right if mistake is None else f"▫️ {mistake}")
    mark(exercise, done=mistake is None)
    return mistake is None


def show_progress() -> None:
    """Print which tasks have passed their public check and which exercises are done, since the notebook was started."""
    passed = passed_questions()
    parts = [f"{'✅' if name in passed else '▫️'} {name}" for name in QUESTIONS]
    parts += [f"{'✅' if name in _done else '▫️'} {text(f'done.{name}')}" for name in EXERCISES]
    count = sum(part.startswith("✅") for part in parts)
    print(text("done.line", count=count, total=len(parts)) + "   ".join(parts))
