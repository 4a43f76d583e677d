"""What settings.toml of q4 says: the recipe, the data, and the rule with the error rates that it must hold."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from seminar.subject import Recipe

from .rule import Rule

Share = Annotated[float, Field(ge=0, le=1)]


class Settings(BaseModel):
    """The short training run.

    data, train_images: where the images come from, see images.source. threshold, band: the rule, in shares of the
    `fresh_images` images. gpu_room: how far above it all a run on a graphics card must lie to pass. false_fail,
    false_pass: the largest error rates of the rule that a build accepts.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    data: str = Field(min_length=1)
    train_images: int = Field(ge=10, le=1_000_000)
    batch_size: int = Field(ge=1, le=100_000)
    epochs: int = Field(ge=1, le=1000)
    learning_rate: float = Field(ge=1e-6, le=1)
    channels_last: bool
    fresh_images: int = Field(ge=10, le=100_000)
    threshold: Share
    band: Share
    gpu_room: Share
    false_fail: Share
    false_pass: Share

    @property
    def recipe(self) -> Recipe:
        """How a model is trained."""
        return Recipe(self.batch_size, self.epochs, self.learning_rate, self.channels_last)

    @property
    def rule(self) -> Rule:
        """Which accuracies pass."""
        return Rule(self.threshold, self.band)

    @property
    def sure_on_gpu(self) -> float:
        """From here on a run on a graphics card passes; below, the CPU decides."""
        return self.rule.sure + self.gpu_room
