"""Training and evaluation: `fit` trains a model and returns its History, `evaluate` measures loss and accuracy."""

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn

from .errors import SeminarError
from .images import ImageSet, normalize
from .language import text
from .progress import bar
from .settings import device as best_device
from .steps import RecordedStep, TrainingStep, logits_of, recorder_for, repeats_itself

# How often fit looks whether the loss is still a number, in steps. On a GPU every look waits for the device.
STEPS_BETWEEN_LOOKS = 50

# How many batches are augmented and normalised together, and on a GPU at least how many images.
BATCHES_AT_ONCE = 8
IMAGES_AT_ONCE_ON_GPU = 2048


@dataclass
class History:
    """What happened in training: one number for each epoch.

    Losses are mean cross-entropies, accuracies lie in [0, 1], `seconds` is the time of the training steps alone.
    Training loss and accuracy are means over the epoch, while the model changes, in train mode.
    The validation lists stay empty when there is no validation set.
    """

    label: str = ""
    train_loss: list[float] = field(default_factory=list)
    train_accuracy: list[float] = field(default_factory=list)
    validation_loss: list[float] = field(default_factory=list)
    validation_accuracy: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


def fit(
    model: nn.Module,
    train: ImageSet,
    validation: ImageSet | None = None,
    *,
    epochs: int,
    batch_size: int = 32,
    lr: float = 1e-3,
    one_cycle: bool = False,
    augment: Callable[..., Tensor] | None = None,
    seed: int | None = None,
    device: torch.device | str | None = None,
    progress: bool = True,
    label: str = "",
) -> History:
    """Train `model` in place with Adam and cross-entropy; return the history.

    train, validation: the sets; they are moved to the device once and stay there, so no step waits for data.
    lr: learning rate; with `one_cycle` the highest rate of a OneCycleLR schedule over all steps.
    augment: called as `augment(images, generator)` on the training images, uint8 [N, 3, H, W]; see Augment.
    seed: fixes the order of the images, the augmentation and the model's own randomness (dropout). On a CPU the same
        seed and the same initial weights give the same history.
    device: where to train; a GPU if there is one, else the CPU.

    When the loss is no longer a number, training stops and says so; the last entry of the history is NaN.
    Raises SeminarError when the model does not return logits [N, classes].
    """
    place = torch.device(device) if device is not None else best_device()
    if seed is not None:
        torch.manual_seed(seed)
    # Without a seed this draws from torch's own random numbers.
    generator = torch.Generator(place).manual_seed(int(torch.randint(2**31, ())))

    model.to(place)
    train = train.to(place)
    validation = validation.to(place) if validation is not None else None

    parameters = list(model.parameters())
    if not parameters:
        raise SeminarError(text("errors.no_parameters", name=type(model).__name__))
    # A recording would keep the momentum of one step, which a one-cycle schedule changes in each.
    recorder = None if one_cycle else recorder_for(place)
    if recorder is not None and not repeats_itself(model):
        recorder = None
    # fused: all weights are updated in one pass over memory instead of several. capturable: it counts steps on the GPU.
    capturable = recorder is not None and place.type == "cuda"
    optimizer = torch.optim.Adam(parameters, lr=lr, fused=True, capturable=capturable)
    steps = math.ceil(len(train) / batch_size)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, lr, epochs * steps) if one_cycle else None
    step = TrainingStep(model, optimizer, len(train.classes), place, keep=recorder is not None)
    take = step if recorder is None else RecordedStep(step, recorder)

    history = History(label)
    with bar(epochs * steps, label, text("progress.steps"), progress) as ticks:
        for epoch in range(1, epochs + 1):
            ticks.set_postfix_str(text("progress.epoch", epoch=epoch, epochs=epochs))
            started = time.perf_counter()
            model.train()
            step.start_epoch()
            order = torch.randperm(len(train), generator=generator, device=place)
            for number, (images, labels) in enumerate(_batches(train, order, batch_size, augment, generator), start=1):
                take(images, labels)
                if schedule is not None:
                    schedule.step()
                ticks.update()
                if number % STEPS_BETWEEN_LOOKS == 0 and not step.total_loss.isfinite():
                    break

            history.train_loss.append(float(step.total_loss) / len(train))
            history.train_accuracy.append(float(step.correct) / len(train))
            history.seconds.append(time.perf_counter() - started)
            if validation is not None:
                loss_value, accuracy = evaluate(model, validation)
                history.validation_loss.append(loss_value)
                history.validation_accuracy.append(accuracy)
            if not math.isfinite(history.train_loss[-1]):
                print(text("training.not_finite", epoch=epoch, lr=lr))
                break
    return history


def evaluate(model: nn.Module, data: ImageSet, batch_size: int = 500) -> tuple[float, float]:
    """Return the mean cross-entropy and the accuracy in [0, 1] of `model` on all images of `data`.

    The model works in eval mode, on its own device, and is put back into the mode in which it came.
    """
    place = next((parameter.device for parameter in model.parameters()), torch.device("cpu"))
    training = model.training
    model.eval()
    total_loss = 0.0
    correct = 0
    try:
        with torch.no_grad():
            for start in range(0, len(data), batch_size):
                images = data.images[start : start + batch_size].to(place)
                labels = data.labels[start : start + batch_size].to(place)
                logits = logits_of(model, normalize(images), len(data.classes))
                total_loss += float(nn.functional.cross_entropy(logits, labels, reduction="sum"))
                correct += int((logits.argmax(dim=1) == labels).sum())
    finally:
        model.train(training)
    return total_loss / len(data), correct / len(data)


def _batches(
    data: ImageSet,
    order: Tensor,
    batch_size: int,
    augment: Callable[..., Tensor] | None,
    generator: torch.Generator,
) -> Iterator[tuple[Tensor, Tensor]]:
    """Yield normalised images [B, 3, H, W] and labels [B] of all batches of an epoch, in the given order."""
    # Many batches are prepared at once: for a few images, starting an operation takes longer than the operation.
    at_once = BATCHES_AT_ONCE
    if order.device.type == "cuda":
        at_once = max(at_once, IMAGES_AT_ONCE_ON_GPU // batch_size)
    for block in order.split(at_once * batch_size):
        images = data.images[block]
        if augment is not None:
            images = augment(images, generator)
        yield from zip(normalize(images).split(batch_size), data.labels[block].split(batch_size), strict=True)
