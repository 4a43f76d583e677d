"""q4: the training run of the student's own model."""

from collections.abc import Mapping

from autograder.course import Check, Question
from autograder.grading import Limits

from . import checks
from .calibration.calibrate import calibrate
from .calibration.page import proven
from .prepare import prepare
from .settings import Settings


def values(settings: Settings) -> Mapping[str, str]:
    """Return what the text of the task says of the run."""
    return {
        "threshold": f"{100 * settings.threshold:g}",
        "batch_size": f"{settings.batch_size}",
        "epochs": f"{settings.epochs}",
        "rate": f"{settings.learning_rate:g}",
    }


def limits(settings: Settings) -> Limits:
    """Return what accuracies are held against."""
    return Limits(low=settings.rule.hopeless, threshold=settings.rule.threshold, high=settings.rule.sure)


QUESTION = Question(
    name="q4",
    answer="ModelBaseline",
    points=1,
    checks=(
        Check(
            name="accuracy",
            function=checks.check_accuracy,
            share=1,
            reconsider=checks.reconsider,
            reconsidered=("accuracy_low", "accuracy_doubtful"),
            only_judge=("threshold", "band", "gpu_room", "false_fail", "false_pass"),
            on_gpu=True,
        ),
    ),
    settings=Settings,
    prepare=prepare,
    values=values,
    limits=limits,
    calibrate=calibrate,
    proven=proven,
)
